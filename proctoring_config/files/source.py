"""The text of a file, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from proctoring_config.errors import InputError

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class UnparsableError(Exception):
    """The text is not what its format demands; ``reason`` says why at ``offset`` and quotes nothing of the text."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


@dataclass(eq=False)
class Source:
    """A file's ``name`` as messages show it, and its ``text``. Places are offsets into the text."""

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_BREAK.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of ``offset``, both counted from 1, in lines as editors count them."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the line of that number, with its line break."""
        return self.text[self._line_starts[number - 1] : (*self._line_starts, None)[number]]

    def error_at(self, offset: int, reason: str) -> InputError:
        """Return the error that says that the file cannot be treated because of what stands at ``offset``."""
        line, column = self.position(offset)
        return InputError(f"{self.name}:{line}:{column}: {reason}")
