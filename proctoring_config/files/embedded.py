"""
Texts inside a file: block scalars and quoted strings that contain another settings file, and documents after the first.

Positions in such a text are those in the outer file.
"""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Sequence

from proctoring_config.files.source import Source
from proctoring_config.files.tree import ScalarNode

_BLOCK_HEADER = re.compile(r"[|>][-+\d]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_LINE = re.compile(r"[ \t]*([^\r\n]*)")
_ESCAPED = {
    '"': re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n])|[^\\\r\n]"),
    "'": re.compile(r"''|[^'\r\n]"),
}

_Spans = Sequence[tuple[int, int]]


class EmbeddedSource(Source):
    """
    A text inside the file ``outer``.

    ``spans`` are pairs of offsets, in the text and in the outer file, from which on characters correspond one to one.
    If there is only an approximate position (``is_exact`` is false), it is that of the scalar. ``file_name`` is the key
    of the text, which may be the name of a file.
    """

    def __init__(self, text: str, outer: Source, spans: _Spans, *, is_exact: bool = True, file_name: str = "") -> None:
        super().__init__(outer.name, text)
        self._outer = outer
        self._starts = [inner for inner, _ in spans]
        self._offsets = [offset for _, offset in spans]
        self._is_exact = is_exact
        self._file_name = file_name

    @property
    def file_name(self) -> str:
        return self._file_name

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column in the outer file."""
        if not self._is_exact:
            return self._outer.position(self._offsets[0])
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self._outer.position(self._offsets[index] + max(offset - self._starts[index], 0))

    def line(self, number: int) -> str:
        """Return the line of the outer file, or nothing if it is above the text."""
        return self._outer.line(number) if number >= self.position(0)[0] else ""


def document_between(source: Source, start: int, end: int) -> EmbeddedSource:
    """Return the YAML document between two offsets of ``source``."""
    return EmbeddedSource(source.text[start:end], source, [(0, start)], file_name=source.file_name)


def text_of(node: ScalarNode, source: Source, key: str) -> EmbeddedSource:
    """Return the text of a string in ``source``, which is the value of ``key``."""
    spans = _align(node, source.text)
    return EmbeddedSource(node.value, source, spans or [(0, node.start)], is_exact=bool(spans), file_name=key)


def decode_base64(text: str) -> bytes:
    """Return the bytes that ``text`` encodes, or nothing if it is not base64."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _align(node: ScalarNode, text: str) -> _Spans | None:
    """Return the spans of a string, or ``None`` if its characters cannot be found in ``text``."""
    if node.style in ("|", ">"):
        header = _BLOCK_HEADER.search(text, node.start, node.end)
        return _align_lines(node.value, text, header.end(), node.end) if header else None
    if node.style not in ('"', "'"):
        return _align_lines(node.value, text, node.start, node.end)
    start = text.find(node.style, node.start, node.end) + 1
    end = node.end - 1
    if "\n" not in text[start:end] and "\r" not in text[start:end]:
        return _align_escaped(node.value, text, start, end, _ESCAPED[node.style])
    return _align_lines(node.value, text, start, end)


def _align_escaped(value: str, text: str, start: int, end: int, token: re.Pattern[str]) -> _Spans | None:
    spans = [(0, start)]
    count = at = 0
    for found in token.finditer(text, start, end):
        if found.start() != start + at:
            return None
        at += len(found.group())
        count += 1
        if len(found.group()) > 1:
            spans.append((count, start + at))
    return spans if count == len(value) else None


def _align_lines(value: str, text: str, start: int, end: int) -> _Spans | None:
    """Find the lines of the file in the value, which differs from them by indentation and folding only."""
    spans: list[tuple[int, int]] = []
    done, at = 0, start
    while at <= end:
        line = _LINE.match(text, at, end)
        content = line.group(1).rstrip() if line else ""
        if line and content:
            inner = value.find(content, done)
            if inner < 0 or value[done:inner].strip():
                return None
            done, offset = inner + len(content), line.start(1)
            while inner and offset > at and value[inner - 1] == text[offset - 1] and value[inner - 1] in " \t":
                inner, offset = inner - 1, offset - 1
            spans.append((inner, offset))
        at = (line.end() if line else at) + 1
    return spans if spans and not value[done:].strip() else None
