"""Compares two states of a file: where a line went, where they begin to differ, and the difference for a reader."""

from __future__ import annotations

import difflib

from proctoring_config.files.diff import hunks

_NO_NEWLINE = "\n\\ No newline at end of file"


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
    old, new = _lines(before), _lines(after)
    return "".join(f"{line}\n" for line in [f"--- a/{path}", f"+++ b/{path}", *hunks(_matcher(old, new), old, new)])


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*lines, last + _NO_NEWLINE] if last else lines


def _matcher(before: list[str], after: list[str]) -> difflib.SequenceMatcher[str]:
    return difflib.SequenceMatcher(None, before, after, autojunk=False)
