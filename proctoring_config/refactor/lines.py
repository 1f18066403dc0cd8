"""Map line numbers between two states of a file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache


def map_line(line: int, before: str, after: str) -> int:
    """Return the number in ``after`` of line ``line`` of ``before``, or of the nearest line."""
    if before == after:
        return line
    for _, first, last, start, end in _find_differences(before, after):
        if line <= last:
            return max(min(start + line - first, end), 1)
    return line


@lru_cache(maxsize=16)  # a file has many lines to map
def _find_differences(before: str, after: str) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()


def first_changed_line(before: str, after: str) -> int:
    """Return the number of the first line of ``before`` that differs in ``after``."""
    for number, (old, new) in enumerate(zip(before.split("\n"), after.split("\n"), strict=False), start=1):
        if old != new:
            return number
    return min(before.count("\n"), after.count("\n")) + 1
