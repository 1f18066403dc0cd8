"""Messages for authors about the problems of a course."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config.problems import Problem, course_kinds
from proctoring_config.validators.course import support_email

NO_PROVIDER = _("This course has no provider. Choose one.")

_MESSAGES = {
    course_kinds.ESCALATION_EMAIL_MISSING.id: _(
        "%(provider)s requires an escalation email. Enter one, choose another provider, or turn off proctored exams."
    ),
    course_kinds.ESCALATION_EMAIL_MALFORMED.id: _("Enter an email address such as name@example.com."),
    course_kinds.PROVIDER_NOT_AVAILABLE.id: _("%(provider)s is not available in this course. Choose another provider."),
    course_kinds.COURSE_PROVIDER_NOT_AVAILABLE.id: _(
        "The provider of this course, %(provider)s, is no longer available. Choose another provider, or turn off "
        "proctored exams."
    ),
    course_kinds.COURSE_WITHOUT_PROVIDER.id: NO_PROVIDER,
    course_kinds.PROVIDER_LOCKED.id: _(
        "The course has started, so only platform staff can change its provider. Contact %(contact)s."
    ),
    course_kinds.OPT_OUT_FORBIDDEN.id: _("Only platform staff can decide whether learners may opt out of proctoring."),
}


def support_contact() -> str:
    """Return the address that authors can ask for help, or "support" if there is none."""
    return support_email() or str(gettext("support"))


def provider_label(provider: str | None) -> str:
    """Return the provider's name for display, or "No provider"."""
    return provider or str(gettext("No provider"))


def author_message(problem: Problem, *, provider: str | None) -> str:
    """Return the message about ``problem`` for authors. ``provider`` is the provider of the course after the save."""
    return str(_MESSAGES[problem.id]) % {"provider": provider_label(provider), "contact": support_contact()}
