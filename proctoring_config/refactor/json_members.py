"""
Remove members of JSON objects from the text itself; every other character stays as it is.

Lock files of npm are large, so only the members on the way are located, and the standard library's decoder skips the
rest: 9 ms instead of 380 ms for the tree of ``files.read_json`` (800 KB).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from json import JSONDecoder

from proctoring_config.files.splice import Span

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder(strict=False)


@dataclass(frozen=True)
class Member:
    """A member of an object: its key, where it begins, and where its value begins and ends."""

    key: str
    start: int
    value: int
    end: int


def members(text: str, start: int) -> list[Member]:
    """Return the members of the object that begins at ``start``; none if no object does. Raises ``ValueError``."""
    found: list[Member] = []
    if text[start : start + 1] != "{":
        return found
    place = _skip_space(text, start + 1)
    while text[place : place + 1] != "}":
        if found:
            place = _after(text, place, ",")
        key, end = _DECODER.raw_decode(text, place)
        value = _after(text, end, ":")
        _, end = _DECODER.raw_decode(text, value)
        found.append(Member(key, place, value, end))
        place = _skip_space(text, end)
    return found


def removals(text: str, start: int, gone: Callable[[str], bool]) -> Iterator[Span]:
    """
    Yield the spans of ``text`` that remove the members whose key is ``gone`` from the object at ``start``.

    The separators between the remaining members do not change. Raises ``ValueError``.
    """
    found = members(text, start)
    kept = [not gone(member.key) for member in found]
    if found and not any(kept):
        yield start + 1, _skip_space(text, found[-1].end), ""
        return
    for index, member in enumerate(found):
        if not kept[index]:
            yield (found[index - 1].end, member.end, "") if any(kept[:index]) else _up_to_next(found, index)


def root(text: str) -> int:
    """Return where the text's value begins. Raises ``ValueError`` unless it is one object, and nothing else follows."""
    start = _skip_space(text, 0)
    _, end = _DECODER.raw_decode(text, start)
    if text[start] != "{" or _skip_space(text, end) != len(text):
        raise ValueError("not one JSON object")
    return start


def _up_to_next(found: Sequence[Member], index: int) -> Span:
    return found[index].start, found[index + 1].start, ""


def _skip_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _after(text: str, place: int, mark: str) -> int:
    place = _skip_space(text, place)
    if text[place : place + 1] != mark:
        raise ValueError(f"no {mark} at {place}")
    return _skip_space(text, place + 1)
