"""Edit a text by lines or offsets, without changing any other character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Span = tuple[int, int, str]


class UnsupportedSyntaxError(Exception):
    """The syntax at ``offset`` is not supported by an edit. ``reason`` does not quote values."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


def ending(text: str) -> str:
    r"""Return the line ending of the first line of ``text``, or ``\n`` if it has no second line."""
    first, newline, _ = text.partition("\n")
    return "\r\n" if newline and first.endswith("\r") else "\n"


def split(text: str) -> list[str]:
    """Return the lines of ``text`` with their endings; the last line is given one if it has none."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += ending(text)
    return lines


def joined(lines: Iterable[str], like: str) -> str:
    """Return the text of ``lines`` (:func:`split`); its last line has an ending only if that of ``like`` has one."""
    text = "".join(lines)
    return text if like.endswith("\n") else re.sub(r"\r?\n$", "", text)


def splice(text: str, spans: Iterable[Span]) -> str:
    """Return ``text`` with each span (start, end, new text) replaced; spans do not overlap."""
    parts, done = [], 0
    for start, end, new in sorted(spans):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def place(keys: Sequence[Any], key: Any) -> int:
    """
    Return where ``key`` belongs among ``keys``, which are sorted, or were meant to be.

    The result is the index with the fewest keys on the wrong side of it; if there are several, the last of them.
    """
    wrong = sum(other < key for other in keys)
    best, fewest = 0, wrong
    for index, other in enumerate(keys, start=1):
        wrong += -1 if other < key else 1
        if wrong <= fewest:
            best, fewest = index, wrong
    return best
