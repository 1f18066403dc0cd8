"""
What a value is, without what it holds.

Only skeletons of an operator's values reach the schema's validator, which puts what it judges into its messages: so no
secret can leave, and no value is too deep, too large or too strange to be judged.
"""

from __future__ import annotations

from collections.abc import Mapping


class Elsewhere:
    """A value that is resolved somewhere else, such as a template's placeholder: it may turn out to be anything."""


def skeleton(value: object, depth: int = 1) -> object:
    """
    Return a value of the JSON type that ``value`` counts as, empty below ``depth`` levels of lists.

    A tuple counts as a list and a lazily translated text as a string, as they do for who reads them; what has no JSON
    type stays without one.
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
        return [skeleton(item, depth - 1) for item in value if not isinstance(item, Elsewhere)] if depth else []
    from django.utils.functional import Promise  # takes a while to import, and no settings file holds one

    return "" if isinstance(value, Promise) else object
