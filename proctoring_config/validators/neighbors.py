"""
Check the settings that decide, together with ``PROCTORING_BACKENDS``, what Studio and the LMS do.

edx-proctoring and edx-platform read ``PROCTORING_SETTINGS``, and the switches ``ENABLE_SPECIAL_EXAMS`` and
``ENABLE_PROCTORED_EXAMS``. Older releases read the switches from ``FEATURES``, newer ones from the settings themselves;
there, ``FEATURES`` is a view of all settings.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping

from proctoring_config.options import (
    FEATURES,
    NULL,
    PROCTORED_EXAMS,
    PROCTORING_SETTINGS,
    SETTING,
    SPECIAL_EXAMS,
)
from proctoring_config.problems import Problem, describe, format_path, platform_kinds
from proctoring_config.text import TranslatableText, join_all
from proctoring_config.validators.option_values import BooleanWord, describe_boolean, suggest_boolean
from proctoring_config.validators.skeleton import Unresolved
from proctoring_config.validators.structure import is_provider

_LINKS = "LINK_URLS"
_ABSENT = object()
#: The names that edx_proctoring.constants looks up while it is imported, in any value that is not a mapping.
READ_AT_IMPORT = frozenset(
    {
        "SITE_NAME",
        "PLATFORM_NAME",
        "STATUS_EMAIL_FROM_ADDRESS",
        "CONTACT_EMAIL",
        "ALLOW_REVIEW_UPDATES",
        "DEFAULT_REVIEW_POLICY",
        "REQUIRE_FAILURE_SECOND_REVIEWS",
        "SOFTWARE_SECURE_CLIENT_TIMEOUT",
        "SOFTWARE_SECURE_SHUT_DOWN_GRACEPERIOD",
        "DESKTOP_APPLICATION_PING_INTERVAL_SECONDS",
        "USE_ONBOARDING_PROFILE_API",
    }
)


def validate_neighbors(
    settings: Mapping[str, object], *, root: tuple[Hashable, ...] = (), prefix: str = ""
) -> list[Problem]:
    """
    Return the problems of the settings that belong to ``PROCTORING_BACKENDS``.

    ``settings`` maps names of settings to values: those of the running process, or those at the top level of a settings
    file. A setting that is not in it is not checked. ``root`` is the path of ``settings``, which is empty unless they
    are nested in a file. ``prefix`` is what another tool writes in front of their names. Never raises.
    """
    return [*_check_settings(settings, root, prefix), *_check_switches(settings, root, prefix)]


def validate_features(
    settings: Mapping[str, object], *, root: tuple[Hashable, ...] = (), prefix: str = ""
) -> Iterator[Problem]:
    """
    Yield a problem if ``FEATURES`` in the YAML file that edx-platform loads is not a mapping. Never raises.

    The settings modules of LMS and Studio use its items. The arguments are those of :func:`validate_neighbors`.
    """
    value = _get(settings, FEATURES)
    if value is None or isinstance(value, str | int | float | list | tuple):
        path = (*root, prefix + FEATURES)
        yield platform_kinds.PROCTORING_SETTINGS_STOP.problem(
            path, found=describe(value), error="AttributeError", name=path[-1]
        )


def read_switch(settings: Mapping[str, object], name: str) -> bool | None:
    """
    Return whether the switch ``name`` is on, or ``None`` if ``settings`` cannot tell, as outside of edx-platform.

    Like edx-platform, this takes any value that is true in Python as on. Never raises.
    """
    features = _get(settings, FEATURES)
    value = _get(features, name) if isinstance(features, Mapping) else _ABSENT
    if value is _ABSENT:
        value = _get(settings, name)
    if value is _ABSENT:
        return False if isinstance(features, Mapping) else None
    try:
        return None if isinstance(value, Unresolved) else bool(value)
    except Exception:  # any object may be in the settings
        return None


def switch_path(settings: Mapping[str, object], name: str) -> tuple[Hashable, ...]:
    """Return the path at which the release with these ``settings`` reads the switch ``name``."""
    features = _get(settings, FEATURES)
    at_top = _get(settings, name) is not _ABSENT
    return (name,) if at_top and not (isinstance(features, dict) and name in features) else (FEATURES, name)


def has_providers(value: object) -> bool:
    """Return whether ``value``, the setting's value, configures a provider other than ``null``. Never raises."""
    try:
        return isinstance(value, Mapping) and any(
            is_provider(name, options) and name != NULL for name, options in value.items()
        )
    except Exception:  # any implementation of Mapping
        return False


def _check_settings(settings: Mapping[str, object], root: tuple[Hashable, ...], prefix: str) -> Iterator[Problem]:
    value = _get(settings, PROCTORING_SETTINGS)
    if value is _ABSENT or isinstance(value, Unresolved):
        return
    path = (*root, prefix + PROCTORING_SETTINGS)
    if not isinstance(value, Mapping):
        if _stops_import(value):
            yield platform_kinds.PROCTORING_SETTINGS_STOP.problem(
                path, found=describe(value), error="TypeError", name=path[-1]
            )
        else:
            yield platform_kinds.PROCTORING_SETTINGS_NOT_A_MAPPING.problem(path, found=describe(value))
        return
    links = _get(value, _LINKS)
    if not (links is _ABSENT or isinstance(links, Mapping | Unresolved)):
        yield platform_kinds.PROCTORING_SETTINGS_NOT_A_MAPPING.problem((*path, _LINKS), found=describe(links))


def _stops_import(value: object) -> bool:
    """Return whether ``name in value`` or ``value[name]`` raises for a name that edx_proctoring looks up."""
    if not isinstance(value, str | Collection) or isinstance(value, bytes | bytearray):
        return True
    try:
        return any(name in value for name in READ_AT_IMPORT)
    except Exception:
        return True


def _check_switches(settings: Mapping[str, object], root: tuple[Hashable, ...], prefix: str) -> Iterator[Problem]:
    if not has_providers(_get(settings, SETTING)):
        return
    for name in (SPECIAL_EXAMS, PROCTORED_EXAMS):
        yield from _check_type(settings, name, root, prefix)
    off = [name for name in (SPECIAL_EXAMS, PROCTORED_EXAMS) if read_switch(settings, name) is False]
    if not off:
        return
    if SPECIAL_EXAMS in off:
        effect = TranslatableText(
            "Studio offers no timed or proctored exams, and registers none when a course is published"
        )
    else:
        effect = TranslatableText(
            "Studio's Pages & Resources does not offer Proctoring, and all courses use the default provider"
        )
    paths = [(f"{prefix}{first}", *rest) for first, *rest in (switch_path(settings, name) for name in off)]
    yield platform_kinds.EXAMS_SWITCHED_OFF.problem(
        (*root, *paths[0]), effect=effect, switches=join_all([format_path(path) for path in paths])
    )


def _check_type(
    settings: Mapping[str, object], name: str, root: tuple[Hashable, ...], prefix: str
) -> Iterator[Problem]:
    """Yield a problem if the switch ``name`` is a text or list that means false, but is on because it is not empty."""
    first, *rest = switch_path(settings, name)
    value = _get(_get(settings, FEATURES), name) if rest else _get(settings, name)
    word = BooleanWord(value)
    if isinstance(value, str | list | tuple) and word.meant is False:
        yield platform_kinds.SWITCH_NOT_A_BOOLEAN.problem(
            (*root, f"{prefix}{first}", *rest),
            found=describe_boolean(value, word),
            hint=suggest_boolean(name, word),
        )


def _get(settings: object, name: str) -> object:
    """Return the value of ``name``, which may be anything, or ``_ABSENT``."""
    try:
        return settings[name]  # type: ignore[index]
    except Exception:  # any implementation of Mapping
        return _ABSENT
