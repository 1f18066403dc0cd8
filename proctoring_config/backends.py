"""
What the setting ``PROCTORING_BACKENDS`` says about providers, read anew at every call.

Nothing here raises, whatever the setting holds and whatever is asked: a capability that is absent, or that is no real
boolean, counts as its default (``options.py``), and the checks report it. Ask about the *course's* provider, never
about ``"DEFAULT"``, which is no provider but names one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings

from proctoring_config.options import (
    DEFAULT,
    LTI_EXTERNAL,
    REQUIRES_ESCALATION_EMAIL,
    SHOW_REVIEW_RULES,
    Option,
)

_NO_OPTIONS: Mapping[str, object] = {}
_NO_BACKENDS = frozenset({DEFAULT, LTI_EXTERNAL})


def _predicate(option: Option, doc: str) -> Callable[[object], bool]:
    """Return the function that answers ``option`` for a provider; one flat body, since Studio asks for every block."""
    name, default = option.name, bool(option.default)
    other = not default

    def predicate(provider: object) -> bool:
        try:
            value = settings.PROCTORING_BACKENDS.get(provider, _NO_OPTIONS).get(name, default)
            return other if value is other and provider not in _NO_BACKENDS else default
        except Exception:  # any object may stand in the setting or be asked about
            return default

    predicate.__name__ = predicate.__qualname__ = name
    predicate.__doc__ = doc
    return predicate


requires_escalation_email = _predicate(
    REQUIRES_ESCALATION_EMAIL,
    """
    Return whether Studio demands an escalation e-mail from courses that use ``provider``; ``False`` by default.

    ``provider`` is the course's provider and may be anything; the answer for ``lti_external`` is ``False``, because
    the e-mail of an LTI course lives in edx-exams. Never raises. Rule: DEPR openedx-platform#36329, PR #37576.
    """,
)
show_review_rules = _predicate(
    SHOW_REVIEW_RULES,
    """
    Return whether Studio shows the "Review rules" field of proctored exams of ``provider``; ``True`` by default.

    ``provider`` is the course's provider and may be anything. Never raises. Replaces the waffle flag
    ``studio.show_review_rules``; rule: DEPR openedx-platform#36329, PR #37576.
    """,
)


def available_providers() -> list[str]:
    """
    Return the configured providers, sorted, without ``lti_external`` (whether LTI is available depends on the course).

    Never raises; keys of the setting that are no strings are left out and reported by the checks.
    """
    try:
        backends = settings.PROCTORING_BACKENDS
        if not isinstance(backends, Mapping):
            return []
        return sorted({str(name) for name in backends if isinstance(name, str)} - _NO_BACKENDS)
    except Exception:  # as above: a Mapping of any make
        return []


def default_provider() -> str | None:
    """
    Return the provider of courses that choose none, or ``None`` where the setting names none.

    Never raises and never returns ``lti_external``; a name that is not configured is returned as it is, as
    edx-platform does, and reported by the checks.
    """
    try:
        name = settings.PROCTORING_BACKENDS.get(DEFAULT)
    except Exception:
        return None
    return name if isinstance(name, str) and name and name not in _NO_BACKENDS else None


def providers_requiring_escalation_email() -> list[str]:
    """Return the configured providers of which :func:`requires_escalation_email` holds, sorted. Never raises."""
    return [provider for provider in available_providers() if requires_escalation_email(provider)]
