"""
JSON -> tree, as Python's ``json`` reads it; comments (``//`` and ``/* */``) count as space.

What ``json`` does not tell is where a key stands, so only its strings, numbers and words are used. Nothing here calls
itself, so that deep nesting can do no harm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from proctoring_config.settings_files.builder import Builder
from proctoring_config.settings_files.source import Source, UnparsableError
from proctoring_config.settings_files.tree import Block

_SPACE = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*[^*]*\*+(?:[^*/][^*]*\*+)*/)*")
#: The kind of an event that is a string, a number or a word.
SCALAR = "scalar"

_DECODER = json.JSONDecoder()

# What may come next, in words.
_VALUE = "a value"
_ITEM = "a value or ]"
_KEY = "a key in double quotes"
_FIRST_KEY = "a key in double quotes or }"
_COLON = "a colon"
_MORE = {"}": "a comma or }", "]": "a comma or ]"}
_END = "the end of the file"

_VALUES = (_VALUE, _ITEM)
_KEYS = (_KEY, _FIRST_KEY)
_CLOSINGS = (_ITEM, _FIRST_KEY, *_MORE.values())


class Event(NamedTuple):
    """A bracket, a comma, a colon (``kind`` is the character) or a ``scalar`` with its value, and its place."""

    kind: str
    start: int
    end: int
    value: object = None


def parse_json(source: Source) -> object:
    """Return the tree of ``source``. Raises UnparsableError."""
    builder = Builder(source)
    for event in json_events(source.text):
        if event.kind in ("{", "["):
            builder.open(Block() if event.kind == "{" else [], event.start)
        elif event.kind in ("}", "]"):
            builder.close()
        elif event.kind == SCALAR:
            builder.add(event.value, event.start)
    return builder.root


def json_events(text: str) -> Iterator[Event]:
    """Yield what ``text`` consists of, without space and comments. Raises UnparsableError, at the latest at the end."""
    closers: list[str] = []
    expected = _VALUE
    at = _after_space(text, 0)
    while at < len(text):
        char, end = text[at], at + 1
        value: object = None
        kind = char
        if char in "{[" and expected in _VALUES:
            closers.append("}" if char == "{" else "]")
            expected = _FIRST_KEY if char == "{" else _ITEM
        elif closers and char == closers[-1] and expected in _CLOSINGS:
            closers.pop()
            expected = _MORE[closers[-1]] if closers else _END
        elif char == "," and expected in _MORE.values():
            expected = _KEY if closers[-1] == "}" else _VALUE
        elif char == ":" and expected == _COLON:
            expected = _VALUE
        elif expected in _VALUES or (char == '"' and expected in _KEYS):
            value, end = _scalar(text, at)
            kind = SCALAR
            expected = _COLON if expected in _KEYS else _MORE[closers[-1]] if closers else _END
        else:
            raise _invalid(at, f"expected {expected}")
        yield Event(kind, at, end, value)
        at = _after_space(text, end)
    if expected != _END:
        raise _invalid(at, f"expected {expected}, found the end of the file")


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _scalar(text: str, at: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        reason = error.msg.partition(":")[0].removesuffix(" at").removesuffix(" starting").lower()
        raise _invalid(error.pos, "expected a value" if reason == "expecting value" else reason) from None
    except ValueError:  # an integer of thousands of digits
        raise _invalid(at, "a number with too many digits") from None


def _invalid(at: int, reason: str) -> UnparsableError:
    return UnparsableError(at, f"not valid JSON: {reason}")
