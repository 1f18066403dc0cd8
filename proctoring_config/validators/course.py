"""A course's proctoring settings, as they would be after the save -> problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from proctoring_config import kinds
from proctoring_config.backends import available_providers, requires_escalation_email
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.problems import Problem, shown

ENABLED = "enable_proctored_exams"
OPT_OUT = "allow_proctoring_opt_out"
PROVIDER = "proctoring_provider"
EMAIL = "proctoring_escalation_email"


@dataclass(frozen=True)
class CourseSettings:
    """What a course says about proctoring; the fields have the names that edx-platform and its REST give them."""

    enable_proctored_exams: bool = False
    allow_proctoring_opt_out: bool = False
    proctoring_provider: str | None = None
    proctoring_escalation_email: str | None = None


def validate_course(
    stored: CourseSettings,
    changes: Mapping[str, Any],
    *,
    start: datetime | None,
    now: datetime,
    by_platform_staff: bool,
    lti_available: bool,
) -> list[Problem]:
    """
    Return everything that is wrong with the settings the course would have after the save, in order of the fields.

    ``stored`` is what the course has, ``changes`` what is sent, by field of :class:`CourseSettings`; no changes judge
    the course as it is. ``start`` is the course's start; both times are aware. A malformed e-mail is a problem when it
    is sent or when the provider requires one, even while proctored exams are disabled; one that is stored and nowhere
    shown is left alone, so that it locks nobody out. Never raises for values of the declared types. Rules:
    ``CourseMetadata`` and ``ProctoredExamSettingsView`` of edx-platform.
    """
    after = replace(stored, **changes) if changes else stored
    locked = provider_locked(start=start, now=now, by_platform_staff=by_platform_staff)
    return [
        *_judge_opt_out(changes, by_platform_staff=by_platform_staff),
        *_judge_provider(stored, after, locked=locked, available=selectable_providers(lti_available=lti_available)),
        *_judge_email(after, sent=EMAIL in changes),
    ]


def lacks_escalation_email(*, enabled: bool, provider: str | None, email: str | None) -> bool:
    """
    Return whether a course with these settings needs an escalation e-mail and has none.

    ``enabled`` is whether the course has proctored exams, ``provider`` the course's provider, ``email`` its escalation
    e-mail; blank counts as none, and a malformed one counts as one. Never raises. The one escalation rule: saving,
    launch checklist and dashboard all ask it, so that they cannot disagree. Rule: ``CourseMetadata`` of edx-platform
    and DEPR openedx-platform#36329.
    """
    return enabled and requires_escalation_email(provider) and not (email or "").strip()


def provider_locked(*, start: datetime | None, now: datetime, by_platform_staff: bool) -> bool:
    """
    Return whether the asking person may no longer change the provider: from course start on only platform staff may.

    A course without a start has not started. Rule: ``CourseMetadata.validate_proctoring_settings`` of edx-platform.
    """
    return not by_platform_staff and start is not None and now > start


def opt_out_forbidden(sent: Collection[str], *, by_platform_staff: bool) -> bool:
    """Return whether the fields ``sent`` hold the opt-out, which only platform staff may send, even unchanged."""
    return OPT_OUT in sent and not by_platform_staff


def selectable_providers(*, lti_available: bool) -> list[str]:
    """Return the providers that a course can choose, sorted: the configured ones, and LTI where it is available."""
    return sorted([*available_providers(), *([LTI_EXTERNAL] if lti_available else [])])


def support_email() -> str:
    """Return edx-platform's setting ``PARTNER_SUPPORT_EMAIL``, whom authors ask for help; empty if there is none."""
    return str(getattr(settings, "PARTNER_SUPPORT_EMAIL", None) or "")


def _judge_opt_out(sent: Collection[str], *, by_platform_staff: bool) -> Iterator[Problem]:
    if opt_out_forbidden(sent, by_platform_staff=by_platform_staff):
        yield kinds.OPT_OUT_FORBIDDEN.at((OPT_OUT,))


def _judge_provider(
    stored: CourseSettings, after: CourseSettings, *, locked: bool, available: list[str]
) -> Iterator[Problem]:
    provider = after.proctoring_provider
    changed = provider != stored.proctoring_provider
    if changed and locked:
        yield kinds.PROVIDER_LOCKED.at((PROVIDER,), contact=support_email() or "support")
    if provider in available:
        return
    if changed:
        yield kinds.PROVIDER_NOT_AVAILABLE.at((PROVIDER,), provider=_unquoted(provider), available=available)
    elif after.enable_proctored_exams:
        yield kinds.COURSE_PROVIDER_NOT_AVAILABLE.at((PROVIDER,), provider=_unquoted(provider))


def _judge_email(after: CourseSettings, *, sent: bool) -> Iterator[Problem]:
    provider, email = after.proctoring_provider, (after.proctoring_escalation_email or "").strip()
    if lacks_escalation_email(enabled=after.enable_proctored_exams, provider=provider, email=email):
        yield kinds.ESCALATION_EMAIL_MISSING.at((EMAIL,), provider=_unquoted(provider))
    elif email and (sent or requires_escalation_email(provider)):
        try:
            validate_email(email)
        except ValidationError:
            yield kinds.ESCALATION_EMAIL_MALFORMED.at((EMAIL,))


def _unquoted(provider: str | None) -> str:
    """Return the provider's name as ``shown``, without the quotes, which the platform's messages bring or leave out."""
    return shown(provider)[1:-1] if isinstance(provider, str) else shown(provider)
