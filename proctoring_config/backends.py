"""
Predicates and lists of providers, read from the setting ``PROCTORING_BACKENDS`` at every call.

Nothing here raises, whatever the setting contains and whatever is passed. A capability that is absent, or that is not
a boolean, counts as its default (``options.py``) or as the value of the plugin, and the checks report it. Pass the
*course's* provider, never ``"DEFAULT"``, which is not a provider but the key whose value is the name of the default
provider.

Studio calls :func:`requires_escalation_email` and :func:`show_review_rules` for every block, so each is a flat function
without a helper.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from proctoring_config.options import DEFAULT, LTI_EXTERNAL

_NO_OPTIONS: Mapping[str, object] = {}
_NOT_BACKENDS = frozenset({DEFAULT, LTI_EXTERNAL})


def requires_escalation_email(provider: object) -> bool:
    """
    Return whether Studio requires an escalation email from courses that use ``provider``; ``False`` by default.

    ``provider`` is the course's provider and may be any object. For ``lti_external`` the result is ``False``, because
    the email of an LTI course is configured in edx-exams. Never raises. Rule: DEPR openedx-platform#36329, PR #37576.
    """
    try:
        options = settings.PROCTORING_BACKENDS.get(provider, _NO_OPTIONS)
        return options.get("requires_escalation_email") is True and provider not in _NOT_BACKENDS
    except Exception:  # any object may be in the setting, or be passed
        return False


def show_review_rules(provider: object) -> bool:
    """
    Return whether Studio shows the "Review rules" field of proctored exams of ``provider``; ``True`` by default.

    ``provider`` is the course's provider and may be any object. Never raises. Replaces the waffle flag
    ``studio.show_review_rules``. Rule: DEPR openedx-platform#36329, PR #37576.
    """
    try:
        options = settings.PROCTORING_BACKENDS.get(provider, _NO_OPTIONS)
        return options.get("show_review_rules") is not False or provider in _NOT_BACKENDS
    except Exception:  # any object may be in the setting, or be passed
        return True


def allow_honor_mode(provider: object) -> bool:
    """
    Return whether learners in honor mode can take proctored exams of ``provider``; ``False`` by default.

    ``provider`` is the course's provider and may be any object. Never raises. The rule is that of
    ``openedx/core/djangoapps/enrollments`` in edx-platform.
    """
    try:
        options = settings.PROCTORING_BACKENDS.get(provider, _NO_OPTIONS)
        return options.get("allow_honor_mode") is True and provider not in _NOT_BACKENDS
    except Exception:  # any object may be in the setting, or be passed
        return False


def has_dashboard(provider: object) -> bool:
    """
    Return whether ``provider`` has a dashboard for instructors.

    ``provider`` is the course's provider and may be any object. If the option is absent, the value of the provider's
    plugin applies, and ``False`` if no plugin is loaded. For ``lti_external`` and for providers that are not
    configured, the result is ``False``. Never raises, and logs nothing, unlike ``is_backend_dashboard_available``
    of edx-proctoring.
    """
    return _ask_setting_and_plugin(provider, "has_dashboard")


def supports_onboarding(provider: object) -> bool:
    """
    Return whether practice exams of ``provider`` are onboarding exams.

    ``provider`` is the course's provider and may be any object. If the option is absent, the value of the provider's
    plugin applies, and ``False`` if no plugin is loaded. For ``lti_external`` and for providers that are not
    configured, the result is ``False``. Never raises, and logs nothing, unlike ``does_backend_support_onboarding``
    of edx-proctoring.
    """
    return _ask_setting_and_plugin(provider, "supports_onboarding")


def available_providers() -> list[str]:
    """
    Return the configured providers, sorted, without ``lti_external`` (whether LTI is available depends on the course).

    Never raises. Keys of the setting that are not strings, or that no page could show because UTF-8 cannot encode
    them, are left out; the checks report them.
    """
    try:
        backends = settings.PROCTORING_BACKENDS
        if not hasattr(backends, "items"):
            return []
        keys = list(backends)  # at once, because another thread may change a dictionary while it is iterated over
        names = {str.__str__(name) for name in keys if isinstance(name, str)} - _NOT_BACKENDS
        return sorted(name for name in names if name.encode(errors="ignore").decode() == name)
    except Exception:  # any implementation of a mapping
        return []


def default_provider() -> str | None:
    """
    Return the provider of courses that do not choose one, or ``None`` if the setting does not name one.

    Never raises and never returns ``lti_external``. The name of a provider that is not configured is returned, as in
    edx-platform; the checks report it.
    """
    try:
        value = settings.PROCTORING_BACKENDS.get(DEFAULT)
        name = str.__str__(value) if isinstance(value, str) else ""
    except Exception:
        return None
    return name if name and name not in _NOT_BACKENDS else None


def providers_requiring_escalation_email() -> list[str]:
    """Return the configured providers for which :func:`requires_escalation_email` is true, sorted. Never raises."""
    return [provider for provider in available_providers() if requires_escalation_email(provider)]


def _ask_setting_and_plugin(provider: object, name: str) -> bool:
    """Return the value in the setting if it is a boolean, else that of the plugin that edx-proctoring has loaded."""
    try:
        if provider in _NOT_BACKENDS:
            return False
        value = settings.PROCTORING_BACKENDS[provider].get(name)
        return value if isinstance(value, bool) else _ask_plugin(provider, name)
    except Exception:  # any object may be in the setting, be passed, or be a plugin
        return False


def _ask_plugin(provider: object, name: str) -> bool:
    """
    Return the value of the provider's plugin. Raises an exception if edx-proctoring has not loaded it.

    edx-proctoring sets options on the instance, so an option that is not a boolean hides the value of the class.
    Asking edx-proctoring for the plugin would log an error if there is none.
    """
    from django.apps import apps  # not at import: the predicates that xmodule calls early do not need it

    plugin = apps.get_app_config("edx_proctoring").backends[provider]
    values = (getattr(plugin, name, None), getattr(type(plugin), name, None))
    return next((value for value in values if isinstance(value, bool)), False)
