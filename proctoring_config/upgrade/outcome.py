"""What the setting is once the changes are carried out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption


def outcome(value: Mapping[Any, Any], changes: Iterable[Change]) -> dict[Any, Any]:
    """
    Return the value of the setting after ``changes``, carried out one after the other; ``value`` stays as it is.

    Keys keep their order, what is added comes last. Raises KeyError where a change does not fit the value.
    """
    result = dict(value)
    for change in changes:
        if isinstance(change, QuoteName):
            result = _renamed(result, None, "null")
        elif isinstance(change, FillBody):
            result[change.provider] = {}
        elif isinstance(change, RenameOption):
            result[change.provider] = _renamed(result[change.provider], change.old, change.new)
        elif isinstance(change, SetOption):
            result[change.provider] = {**result[change.provider], change.option: change.value}
    return result


def _renamed(mapping: Mapping[Any, Any], old: Hashable, new: str) -> dict[Any, Any]:
    if old not in mapping:
        raise KeyError(old)
    return {new if key == old else key: value for key, value in mapping.items()}
