"""
Parse JSON into a tree, as Python's ``json`` reads it. Comments (``//`` and ``/* */``) count as whitespace.

``json`` does not report the positions of keys, so only its decoder of scalars is used. The parser is not recursive, so
deep nesting is harmless.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import DEEPEST, Entry, ListNode, MappingNode, Node, ScalarNode

_SPACE = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*[^*]*\*+(?:[^*/][^*]*\*+)*/)*")
_SCALAR = "scalar"

_DECODER = json.JSONDecoder()

# Tokens that may come next, as messages name them.
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


class _Event(NamedTuple):
    """A bracket, comma or colon (``kind`` is the character) or a ``scalar`` with its value, and its position."""

    kind: str
    start: int
    end: int
    value: object = None


def parse_json(source: Source) -> Node:
    """Return the tree of ``source``. Raises UnparsableError."""
    roots: list[Node] = []
    above: list[ListNode | MappingNode] = []
    keys: list[ScalarNode | None] = []
    for event in _events(source.text):
        if event.kind in ("}", "]"):
            above.pop().end = event.end
            keys.pop()
        elif event.kind not in (",", ":"):
            node = _node(event)
            if not above:
                roots.append(node)
            elif isinstance(parent := above[-1], ListNode):
                parent.written.append(node)
            elif (key := keys[-1]) is None:
                keys[-1] = node if isinstance(node, ScalarNode) else None
            else:
                parent.pairs.append((key, node))
                parent.add(Entry(str(key.value), node, source, key.start))
                keys[-1] = None
            if isinstance(node, ListNode | MappingNode):
                if len(above) == DEEPEST:
                    raise UnparsableError(event.start, f"nested more than {DEEPEST} levels deep")
                above.append(node)
                keys.append(None)
    return roots[0]


def _node(event: _Event) -> Node:
    if event.kind == "{":
        return MappingNode(event.start, event.end, inner=event.end, is_flow=True)
    if event.kind == "[":
        return ListNode(event.start, event.end, inner=event.end, is_flow=True)
    return ScalarNode(event.start, event.end, value=event.value, style='"' if isinstance(event.value, str) else None)


def _events(text: str) -> Iterator[_Event]:
    """Yield the tokens of ``text``, skipping whitespace and comments. Raises UnparsableError if it is not valid."""
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
            kind = _SCALAR
            expected = _COLON if expected in _KEYS else _MORE[closers[-1]] if closers else _END
        else:
            raise _invalid(at, f"expected {expected}")
        yield _Event(kind, at, end, value)
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
