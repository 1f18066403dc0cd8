"""What authors read about the problems of a course: translatable, and naming the provider."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config import kinds
from proctoring_config.problems import Problem
from proctoring_config.validators.course import support_email

_MESSAGES = {
    kinds.ESCALATION_EMAIL_MISSING.id: _(
        "%(provider)s requires an escalation e-mail. Enter one, choose another provider or turn proctored exams off."
    ),
    kinds.ESCALATION_EMAIL_MALFORMED.id: _("Enter an e-mail address such as name@example.com."),
    kinds.PROVIDER_NOT_AVAILABLE.id: _("%(provider)s is not available to this course. Choose another provider."),
    kinds.COURSE_PROVIDER_NOT_AVAILABLE.id: _(
        "%(provider)s, the provider of this course, is not available any more. Choose another provider or turn "
        "proctored exams off."
    ),
    kinds.PROVIDER_LOCKED.id: _(
        "The course has started, so only platform staff can change its provider. Contact %(contact)s."
    ),
    kinds.OPT_OUT_FORBIDDEN.id: _("Only platform staff can decide whether learners may opt out of proctoring."),
}


def support_contact() -> str:
    """Return whom an author asks for help, as authors read it."""
    return support_email() or str(gettext("support"))


def provider_label(provider: str | None) -> str:
    """Return a provider as authors read it: its name, since no setting says another, or that there is none."""
    return provider or str(gettext("No provider"))


def author_message(problem: Problem, *, provider: str | None) -> str:
    """Return what an author reads about ``problem``; ``provider`` is the one the course would have after the save."""
    return str(_MESSAGES[problem.id]) % {"provider": provider_label(provider), "contact": support_contact()}
