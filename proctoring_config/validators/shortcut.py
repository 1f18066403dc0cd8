"""
Recognize settings that are certainly right, so that healthy processes start without importing the other validators.

The rules are those of the other validators, for plain values only: ``True`` means that they find nothing, ``False``
means that they have to look. The values are those of the settings, not copies; any object may be among them, so the
functions can raise any exception, which means the same as ``False``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

from proctoring_config.options import (
    DEFAULT,
    EXTRA_LEVELS,
    FEATURES,
    LTI_EXTERNAL,
    NULL,
    OPTIONS,
    PROCTORED_EXAMS,
    PROCTORING_SETTINGS,
    ROOT,
    SETTING,
    SPECIAL_EXAMS,
    VENDOR,
    VENDOR_OPTIONS,
)
from proctoring_config.validators.construction import BASE_URL, validate_construction

if TYPE_CHECKING:
    from proctoring_config.edx_platform.plugins import Plugin

_SWITCHES = (SPECIAL_EXAMS, PROCTORED_EXAMS)
_LINKS = "LINK_URLS"
_SCALARS = frozenset({bool, int, float, str, type(None)})
_LONGEST_NAME = 60
_LARGEST = 10**9


def is_setting_fine(value: object, *, edx_proctoring: str | None = None, errors_only: bool = False) -> bool:
    """
    Return whether ``validate_backends`` certainly finds no problem in ``value``, or no error if ``errors_only`` is set.

    ``edx_proctoring`` is the installed release of edx-proctoring.
    """
    if not _is_plain_mapping(value):
        return False
    providers = _select_providers(value)
    if not all(map(_is_plain_mapping, providers.values())):
        return False
    return errors_only or (
        type(value.get(DEFAULT)) is str
        and value[DEFAULT] in providers
        and all(map(_is_ordinary_name, providers))
        and all(_are_options_fine(name, options, edx_proctoring) for name, options in providers.items())
    )


def are_neighbors_fine(settings: Mapping[str, Any], *, has_edx_proctoring: bool, errors_only: bool = False) -> bool:
    """
    Return whether the settings around ``PROCTORING_BACKENDS`` certainly have no problem, or no error.

    ``settings`` contains them, and ``PROCTORING_BACKENDS`` itself, as far as they exist. edx-proctoring requires
    ``PROCTORING_SETTINGS``; nothing else reads it.
    """
    if has_edx_proctoring and not _is_plain_mapping(settings.get(PROCTORING_SETTINGS)):
        return False
    if errors_only:
        return True
    if has_edx_proctoring and not _is_plain_mapping(settings[PROCTORING_SETTINGS].get(_LINKS, {})):
        return False
    providers = _select_providers(settings[SETTING])
    return set(providers) <= {NULL} or all(_is_on(settings, switch) for switch in _SWITCHES)


def are_plugins_fine(
    value: object,
    plugins: Iterable[Plugin],
    allowed: Collection[str],
    *,
    held: Collection[object] | None = None,
    errors_only: bool = False,
) -> bool:
    """
    Return whether ``validate_plugins`` certainly finds no problem, or no error. The parameters are the same.

    ``value`` must be one for which :func:`is_setting_fine` returns ``True``.
    """
    if not is_setting_fine(value, errors_only=True):
        return False
    providers = _select_providers(value)  # type: ignore[arg-type]
    importable = set()
    for plugin in plugins:
        options = providers.get(plugin.name)
        if plugin.stops or not (errors_only or plugin.error is None):
            return False
        if options is not None and plugin.error is None:
            is_held = held is not None and plugin.name in held
            if type(options.get(BASE_URL, "")) is not str:
                return False
            if validate_construction(plugin, options, allowed, ROOT, is_held=is_held):
                return False
            importable.add(plugin.name)
        elif not errors_only and options is None and not plugin.is_of_edx_proctoring:
            return False
    return errors_only or (providers.keys() <= importable and (held is None or providers.keys() <= set(held)))


def _select_providers(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: options for name, options in value.items() if name != DEFAULT}


def _is_plain_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    return type(value) is dict and all(type(key) is str for key in value)


def _is_ordinary_name(name: str) -> bool:
    """Return whether ``name`` can be only a provider's name, and consists of the usual characters of names."""
    letters = name.replace("_", "").replace("-", "").replace(".", "")
    is_ordinary = letters.isascii() and letters.isalnum() and len(name) <= _LONGEST_NAME
    return is_ordinary and name != LTI_EXTERNAL and name not in OPTIONS and name not in EXTRA_LEVELS


def _are_options_fine(provider: str, options: Mapping[str, object], edx_proctoring: str | None) -> bool:
    if provider == VENDOR and not all(option.name in options for option in VENDOR_OPTIONS):
        return False
    for name, value in options.items():
        option = OPTIONS.get(name)
        if option is None or not option.is_read_by(edx_proctoring):
            return False
        if not (_is_plain(value) and option.accepts(value)):
            return False
    return True


def _is_plain(value: object) -> bool:
    """Return whether ``value`` consists of built-in types, and its texts are plain."""
    if type(value) in (list, tuple):
        return all(map(_is_plain_scalar, value))  # type: ignore[call-overload]
    if type(value) in (int, float):
        return -_LARGEST < value < _LARGEST  # type: ignore[operator]  # not if it is NaN
    if _is_plain_mapping(value):
        return all(type(item) is not str or _is_plain_scalar(item) for item in value.values())
    return _is_plain_scalar(value)


def _is_plain_scalar(value: object) -> bool:
    """Return whether a text has no characters that may look like others, no keys inside and no comma at its end."""
    if type(value) is not str:
        return type(value) in _SCALARS
    may_have_keys = ":" in value and (value.split() != [value] or "," in value or ";" in value)
    is_ordinary = value.isascii() and "`" not in value and value == value.strip() == value.strip("'\"")
    return is_ordinary and not may_have_keys and not value.endswith((",", ";"))


def _is_on(settings: Mapping[str, Any], switch: str) -> bool:
    """Return whether the switch is on, or no release of edx-platform is running, which has ``FEATURES``."""
    if FEATURES not in settings:
        return settings.get(switch, True) is True
    features = settings[FEATURES]
    if type(features) is dict:
        return features.get(switch) is True
    return settings.get(switch) is True and features[switch] is True  # a view of all settings
