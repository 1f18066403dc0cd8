"""
Reduce values to their types.

The schema's validator quotes values in its messages, so it gets only the type skeletons of an operator's values. No
secret can leak, and no value is too deep, too large or too unusual to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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


def type_skeleton(value: object, depth: int = 1) -> object:
    """
    Return an empty value of the JSON type of ``value``; the items of lists are kept down to ``depth`` levels.

    A tuple counts as a list and a lazily translated text as a string, as they do for their readers. A value without a
    JSON type becomes ``object``.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return ""
    if isinstance(value, int | float):
        return 0
    if isinstance(value, Mapping):
        return {}
    if isinstance(value, list | tuple):
        return [type_skeleton(item, depth - 1) for item in value if not isinstance(item, Unresolved)] if depth else []
    from django.utils.functional import Promise  # slow to import, and not found in settings files

    return "" if isinstance(value, Promise) else object
