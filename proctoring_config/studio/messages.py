"""Texts for authors: names and requirements of providers, and messages about the problems of a course."""

from __future__ import annotations

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from proctoring_config.backends import requires_escalation_email, show_review_rules, supports_onboarding
from proctoring_config.options import LTI_EXTERNAL, NULL
from proctoring_config.problems import Problem, course_kinds
from proctoring_config.studio.providers import is_installed
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
    course_kinds.COURSE_PLUGIN_NOT_INSTALLED.id: _(
        "%(provider)s is not installed on this server, so it cannot proctor exams. Choose another provider, or contact "
        "%(contact)s."
    ),
}
_LONGEST_NAME = 60


def support_contact() -> str:
    """Return the address that authors can ask for help, or "support" if there is none."""
    return support_email() or str(gettext("support"))


def provider_label(provider: str | None) -> str:
    """
    Return the provider's name for display, such as "RPNow (software_secure)", or "No provider".

    The readable part is the ``verbose_name`` of the backend that edx-proctoring has loaded. If there is none, the
    name is returned as it is. Never raises.
    """
    if not provider:
        return str(gettext("No provider"))
    names = {NULL: gettext("No proctoring"), LTI_EXTERNAL: gettext("LTI provider")}
    readable = names.get(provider) or _read_verbose_name(provider)
    return f"{readable} ({provider})" if readable else provider


def _read_verbose_name(provider: str) -> str:
    """Return the backend's ``verbose_name``, or "" if it is missing, its default, or not a name."""
    try:
        name = apps.get_app_config("edx_proctoring").backends[provider].verbose_name
        name = str(name) if isinstance(name, Promise) else name
    except Exception:  # any plugin may be installed, or none
        return ""
    is_name = isinstance(name, str) and name.isprintable() and len(name) <= _LONGEST_NAME
    return name.strip() if is_name and name.strip() not in ("Unknown", provider) else ""


def provider_notes(provider: str | None) -> list[str]:
    """Return sentences about what the provider requires and offers, for the choice of a provider."""
    if provider == LTI_EXTERNAL:
        return [gettext("Its LTI tool and escalation email are set up in the exam service (edx-exams), not here.")]
    notes = []
    if provider == NULL:
        notes.append(gettext("Nobody monitors learners."))
    if requires_escalation_email(provider):
        notes.append(gettext("Requires an escalation email."))
    if not show_review_rules(provider):
        notes.append(gettext("Exams have no review rules."))
    if supports_onboarding(provider):
        notes.append(gettext("Practice exams are onboarding exams."))
    return notes


def not_installed_message(provider: str | None) -> str:
    """Return a sentence about a provider that is not installed, and whom to contact, or "" if it is installed."""
    if is_installed(provider):
        return ""
    text = str(gettext("Not installed on this server, so it cannot proctor exams. Contact %(contact)s."))
    return text % {"contact": support_contact()}


def author_message(problem: Problem, *, provider: str | None) -> str:
    """Return the message about ``problem`` for authors. ``provider`` is the provider of the course after the save."""
    return str(_MESSAGES[problem.id]) % {"provider": provider_label(provider), "contact": support_contact()}
