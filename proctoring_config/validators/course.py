"""Validate a course's proctoring settings as they would be after a save."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from proctoring_config.backends import available_providers, requires_escalation_email
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.problems import NAME_NOT_SHOWN, Problem, course_kinds
from proctoring_config.problems.names import looks_like_name

ENABLED = "enable_proctored_exams"
OPT_OUT = "allow_proctoring_opt_out"
PROVIDER = "proctoring_provider"
EMAIL = "proctoring_escalation_email"


@dataclass(frozen=True)
class CourseSettings:
    """The proctoring settings of a course, named as in edx-platform and its REST API."""

    enable_proctored_exams: bool = False
    allow_proctoring_opt_out: bool = False
    proctoring_provider: str | None = None
    proctoring_escalation_email: str | None = None

    @classmethod
    def read_from(cls, source: Any) -> CourseSettings:
        """Return the settings in ``source``, such as a course block, whose attributes have the same names."""
        return cls(**{field.name: getattr(source, field.name) for field in fields(cls)})


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
    Return all problems of the settings that the course would have after the save.

    ``stored`` holds the current settings and ``changes`` the values sent, keyed by the field names of
    :class:`CourseSettings`. Without changes, the course is validated as it is. ``start`` is the start of the course;
    ``start`` and ``now`` must be aware. The problems are in this order: opt-out, provider, email.

    A malformed email is a problem if it is sent, or if the provider requires one, even while proctored exams are
    disabled. Otherwise, a stored malformed email is not a problem: no field shows it, so authors could not correct it.
    Never raises for values of the declared types. The rules are those of ``CourseMetadata`` and
    ``ProctoredExamSettingsView`` in edx-platform.
    """
    after = replace(stored, **changes) if changes else stored
    locked = provider_locked(start=start, now=now, by_platform_staff=by_platform_staff)
    return [
        *_check_opt_out(changes, by_platform_staff=by_platform_staff),
        *_check_provider(stored, after, locked=locked, available=selectable_providers(lti_available=lti_available)),
        *_check_email(
            after, requires_email=requires_escalation_email(after.proctoring_provider), sent=EMAIL in changes
        ),
    ]


def validate_stored(stored: CourseSettings, *, available: Collection[str], requires_email: bool) -> Iterator[Problem]:
    """
    Yield the problems of a course as it is, with the rules of :func:`validate_course`.

    ``available`` are the providers that a course can have, and ``requires_email`` tells whether the course's provider
    requires an escalation email.
    """
    yield from _check_provider(stored, stored, locked=False, available=available)
    yield from _check_email(stored, requires_email=requires_email, sent=False)


def lacks_escalation_email(*, provider: object, email: object, enabled: object = True) -> bool:
    """
    Return whether a course with these settings requires an escalation email and has none.

    ``provider`` is the course's provider, ``email`` its escalation email, and ``enabled`` whether it has proctored
    exams, as stored or as a client sent them. A blank email counts as none; a malformed one, including any
    other JSON value that is true, counts as an email. Never raises.

    Everything in this package that validates a course uses this rule, and so does ``CourseMetadata`` of a refactored
    edx-platform. Its launch checklist and instructor dashboard call :func:`.requires_escalation_email` instead, because
    they never took ``enabled`` into account. See DEPR openedx-platform#36329.
    """
    return _is_email_missing(enabled=enabled, required=requires_escalation_email(provider), email=email)


def is_valid_email(email: str | None) -> bool:
    """Return whether a stored escalation email is an email address. Spaces around it do not matter."""
    try:
        validate_email(trim_email(email))
    except ValidationError:
        return False
    return True


def trim_email(email: str | None) -> str | None:
    """Return the email without the spaces around it, or ``None`` if it is blank. Line breaks are malformed and kept."""
    return email.strip(" ") if email and email.strip() else None


def provider_locked(*, start: datetime | None, now: datetime, by_platform_staff: bool) -> bool:
    """
    Return whether the user can no longer change the provider. After the course has started, only platform staff can.

    A course without a start has not started. The rule is that of ``CourseMetadata.validate_proctoring_settings`` in
    edx-platform.
    """
    return not by_platform_staff and start is not None and now > start


def opt_out_forbidden(sent: Collection[str], *, by_platform_staff: bool) -> bool:
    """Return whether ``sent`` includes the opt-out, which only platform staff may send, even if it is unchanged."""
    return OPT_OUT in sent and not by_platform_staff


def selectable_providers(*, lti_available: bool) -> list[str]:
    """Return the providers that a course can choose, sorted: the configured ones, and LTI if it is available."""
    return sorted([*available_providers(), *([LTI_EXTERNAL] if lti_available else [])])


def support_email() -> str:
    """Return the address that authors can ask for help (``PARTNER_SUPPORT_EMAIL``), or ``""``. Never raises."""
    try:
        return str(getattr(settings, "PARTNER_SUPPORT_EMAIL", None) or "")
    except Exception:  # the setting may contain anything
        return ""


def _check_opt_out(sent: Collection[str], *, by_platform_staff: bool) -> Iterator[Problem]:
    if opt_out_forbidden(sent, by_platform_staff=by_platform_staff):
        yield course_kinds.OPT_OUT_FORBIDDEN.problem((OPT_OUT,))


def _check_provider(
    stored: CourseSettings, after: CourseSettings, *, locked: bool, available: Collection[str]
) -> Iterator[Problem]:
    provider = after.proctoring_provider
    changed = provider != stored.proctoring_provider
    if changed and locked:
        yield course_kinds.PROVIDER_LOCKED.problem((PROVIDER,), contact=support_email() or "support")
    if provider in available:
        return
    if not provider:
        if changed or after.enable_proctored_exams:
            yield course_kinds.COURSE_WITHOUT_PROVIDER.problem((PROVIDER,))
    elif changed:
        yield course_kinds.PROVIDER_NOT_AVAILABLE.problem(
            (PROVIDER,), provider=_shown(provider), available=_names(available)
        )
    elif after.enable_proctored_exams:
        yield course_kinds.COURSE_PROVIDER_NOT_AVAILABLE.problem((PROVIDER,), provider=_shown(provider))


def _is_email_missing(*, enabled: object, required: bool, email: object) -> bool:
    given = email.strip() if isinstance(email, str) else email
    return bool(enabled and required and not given)


def _check_email(after: CourseSettings, *, requires_email: bool, sent: bool) -> Iterator[Problem]:
    provider, email = after.proctoring_provider, (after.proctoring_escalation_email or "").strip(" ")
    if _is_email_missing(enabled=after.enable_proctored_exams, required=requires_email, email=email):
        yield course_kinds.ESCALATION_EMAIL_MISSING.problem((EMAIL,), provider=_shown(provider))
    elif email and (sent or requires_email) and not is_valid_email(email):
        yield course_kinds.ESCALATION_EMAIL_MALFORMED.problem((EMAIL,))


def _shown(provider: str | None) -> str:
    """Return the course's provider on one line and shortened, because edx-platform's messages have their own quotes."""
    name = str(provider)
    return repr(name if len(name) <= 60 else name[:57] + "...")[1:-1]


def _names(providers: Iterable[str]) -> list[str]:
    """Return configured providers as messages list them. Keys that do not look like names are not shown."""
    return [name if looks_like_name(name) else NAME_NOT_SHOWN for name in providers]
