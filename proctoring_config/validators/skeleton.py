"""
Reduce values to their types.

The schema's validator quotes values in its messages, so it gets only the type skeletons of an operator's values. No
secret can leak, and no value is too deep, too large or too unusual to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping


class Unresolved:
    """A value that another tool fills in, such as a placeholder in a template. It can turn out to be anything."""


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
