"""Compares two states of a file: where a line went, where they begin to differ, and the difference for a reader."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def moved(line: int, before: str, after: str) -> int:
    """Return the line of ``after`` on which line ``line`` of ``before`` stands, or the nearest one."""
    if before == after:
        return line
    for _, first, last, start, end in _matcher(before.split("\n"), after.split("\n")).get_opcodes():
        if line <= last:
            return max(min(start + line - first, end), 1)
    return line


def first_difference(before: str, after: str) -> int:
    """Return the first line of ``before`` that is not the same in ``after``."""
    for number, (old, new) in enumerate(zip(before.split("\n"), after.split("\n"), strict=False), start=1):
        if old != new:
            return number
    return min(before.count("\n"), after.count("\n")) + 1


def diff(path: str, before: str, after: str) -> str:
    """Return the difference as ``git diff`` shows it; ``patch -p1`` accepts it."""
    return "".join(_diff(path, _lines(before), _lines(after)))


def _diff(path: str, old: list[str], new: list[str]) -> Iterator[str]:
    yield f"--- a/{path}\n+++ b/{path}\n"
    for group in _matcher(old, new).get_grouped_opcodes(3):
        yield f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@\n"
        for tag, first, last, start, end in group:
            if tag == "equal":
                yield from (" " + line for line in old[first:last])
            else:
                yield from ("-" + line for line in old[first:last])
                yield from ("+" + line for line in new[start:end])


def _range(first: int, last: int) -> str:
    return f"{first + 1 if last > first else first},{last - first}"


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last + _NO_NEWLINE] if last else lines


def _matcher(before: list[str], after: list[str]) -> difflib.SequenceMatcher[str]:
    return difflib.SequenceMatcher(None, before, after, autojunk=False)
