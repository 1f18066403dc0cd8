"""The text of a file, and positions in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from proctoring_config.errors import InputError

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class FileError(InputError):
    """
    The ``file`` cannot be processed because of ``reason``, which does not quote it, at ``line`` and ``column``.

    If it is known what to do about it, that is the ``hint``.
    """

    def __init__(
        self, file: str, reason: str, line: int | None = None, column: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(":".join(str(part) for part in (file, line, column) if part is not None) + f": {reason}")
        self.file = file
        self.reason = reason
        self.line = line
        self.column = column
        self.hint = hint


class UnparsableError(Exception):
    """The text cannot be parsed because of ``reason`` at ``offset``. Neither reason nor ``hint`` quotes the text."""

    def __init__(self, offset: int, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason
        self.hint = hint


@dataclass(eq=False)
class Source:
    """The ``name`` of a file as messages show it, and its ``text``. Positions are offsets into the text."""

    name: str
    text: str

    @property
    def file_name(self) -> str:
        """The name by which the kind of the text is known; for a text inside a file, that of the text."""
        return self.name

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of ``offset``, both counted from 1, as editors do."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column. A position outside of the text becomes the nearest one in it."""
        start = self._line_starts[min(line, len(self._line_starts)) - 1]
        return min(start + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """Return the line with this number, with its line break."""
        end = self._line_starts[number] if number < len(self._line_starts) else None
        return self.text[self._line_starts[number - 1] : end]

    def error_at(self, offset: int, reason: str, hint: str | None = None) -> FileError:
        """Return the error for ``reason`` at ``offset``, to be raised."""
        return FileError(self.name, reason, *self.position(offset), hint)
