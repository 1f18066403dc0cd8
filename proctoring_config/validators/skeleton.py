"""
Plain copies of the operator's values.

A setting can contain any object: lazy values, subclasses of ``dict``, objects that raise exceptions whatever is done
with them. Validators get a copy, so that they never touch such an object.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proctoring_config.problems import Unreadable

#: Levels of mappings and lists that are validated: the setting, a provider's options, an option's value.
LEVELS = 3
_SCALARS = (type(None), bool, int, float, complex, str, bytes)


class Unresolved:
    """A value that another tool fills in, such as a placeholder in a template. It can turn out to be anything."""


class PartlyKnown(dict[Any, object]):
    """
    A mapping with keys that are not known.

    Iteration yields only the known keys, but any other key may be in the mapping too, with an unresolved value.
    """

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: object) -> Unresolved:
        return Unresolved()

    def get(self, key: object, default: object = None) -> object:
        """Return the value of ``key``. The default is not used."""
        return self[key]


def has_known_key(mapping: Mapping[Any, object], key: object) -> bool:
    """Return whether ``key`` is certainly in a mapping, some of whose keys may not be known."""
    return any(known == key for known in mapping)


def snapshot(value: object, levels: int = LEVELS) -> object:
    """
    Return a copy of ``value`` that consists of built-in types, ``Unreadable`` and ``Unresolved``. Never raises.

    Mappings become dictionaries, and subclasses of other built-in types become these types. Below ``levels``, mappings
    and lists are empty. A lazy text becomes an empty string. A value of another type, or one that raises an exception,
    becomes ``Unreadable``. A lazy value that needs the app registry is ``Unresolved`` until the registry is ready.
    """
    if type(value) in _SCALARS:
        return value
    try:
        return _copy(value, levels)
    except Exception as error:
        return _replace(error, type(value).__name__)


def _copy(value: Any, levels: int) -> object:
    """Copy ``value`` with the methods of the built-in types where possible, because a subclass can override them."""
    if isinstance(value, Mapping) or _is_lazy(value, "items"):
        value.get(None)  # edx-platform reads mappings with this method, edx-proctoring with items()
        items = list(value.items()) if levels else []  # at once, because another thread may change a dictionary
        return {_copy_key(key): snapshot(item, levels - 1) for key, item in items}
    if isinstance(value, list | tuple):
        items = [snapshot(item, levels - 1) for item in value] if levels else []
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, bytes):
        return b""
    if isinstance(value, set | frozenset):
        return frozenset()
    if _is_lazy(value, "casefold"):
        return _check_text(value)
    return value if type(value) in (Unreadable, Unresolved) else Unreadable(type(value).__name__)


def _copy_key(key: object) -> object:
    """Return a key that can be hashed and compared; only scalars, and tuples of them, keep their value."""
    plain = snapshot(key, levels=1)
    parts = plain if isinstance(plain, tuple) else (plain,)
    return plain if all(type(part) in _SCALARS for part in parts) else Unreadable(type(key).__name__)


def _is_lazy(value: object, method: str) -> bool:
    """Return whether ``value`` is a lazy object of Django with this method."""
    from django.utils.functional import Promise  # slow to import, and not found in settings files

    return isinstance(value, Promise) and hasattr(type(value), method)


def _check_text(value: object) -> str:
    """Return an empty string. Once apps are ready, raise the exception that the text raises."""
    from django.apps import apps

    if apps.ready:
        str(value)
    return ""


def read_setting(name: str, default: object = None) -> object:
    """Return a :func:`snapshot` of a Django setting, or ``default`` if it does not exist. Never raises."""
    from django.conf import settings

    try:
        value = getattr(settings, name, default)
    except Exception as error:  # Django looks for an attribute of the value
        return _replace(error, "object")
    return default if value is default else snapshot(value)


def _replace(error: Exception, type_name: str) -> Unreadable | Unresolved:
    """Return what stands for a value of this type that raised ``error``."""
    from django.apps import apps
    from django.core.exceptions import AppRegistryNotReady

    is_too_early = isinstance(error, AppRegistryNotReady) and not apps.ready
    return Unresolved() if is_too_early else Unreadable(type_name)
