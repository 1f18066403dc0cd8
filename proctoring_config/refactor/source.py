"""What a fixer is given and what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from proctoring_config.refactor.code import module_code
from proctoring_config.version import __version__

#: The line that requirements files get, unless the user says another.
REQUIREMENT = f"proctoring-config=={__version__}"


class NotUnderstoodError(Exception):
    """A Python file cannot be worked on; the message says why."""


class Source:
    """
    One file: ``path`` is relative to the checkout, with slashes; ``text`` holds its line endings unchanged.

    ``requirement`` is the line that requirements files get (``--requirement``).
    """

    def __init__(self, path: str, text: str, requirement: str = REQUIREMENT) -> None:
        self.path = path
        self.requirement = requirement
        self.__dict__["text"] = text

    @cached_property
    def text(self) -> str:
        """The content of the file."""
        return module_code(self.module)

    @cached_property
    def module(self) -> cst.Module:
        """The text as LibCST reads it. Raises ``NotUnderstoodError`` if it cannot, or not give the same text back."""
        if "\0" in self.text:
            raise NotUnderstoodError("Python cannot parse it")
        try:
            module = cst.parse_module(self.text)
        except (cst.ParserSyntaxError, RecursionError) as error:
            raise NotUnderstoodError("LibCST cannot parse it") from error
        if module_code(module) != self.text:
            raise NotUnderstoodError("LibCST cannot give it back as it is")
        return module

    def changed(self, new: cst.Module | str) -> Source:
        """Return the same file with this content; of a module, the text is made when it is asked for."""
        changed = Source(self.path, "", self.requirement)
        if isinstance(new, str):
            changed.__dict__["text"] = new
        else:
            del changed.__dict__["text"]
            changed.__dict__["module"] = new
        return changed

    def line_of(self, node: cst.CSTNode) -> int:
        """Return the line on which ``node``, a node of ``self.module``, begins."""
        positions = MetadataWrapper(self.module, unsafe_skip_copy=True).resolve(PositionProvider)
        return int(positions[node].start.line)

    def leftover(self, where: cst.CSTNode | int, *, what: str, why: str, todo: str) -> Leftover:
        """Return that the place ``where`` (a node of ``self.module``, or a line) was left as it is."""
        return Leftover(self.path, where if isinstance(where, int) else self.line_of(where), what, why, todo)


@dataclass(frozen=True, order=True)
class Leftover:
    """
    A place that was left as it is: what stands there, why it was left, what to do by hand.

    All three are one line, without values from the file: ``what`` is a name that was searched for, or a fixer's name.
    """

    path: str
    line: int
    what: str
    why: str
    todo: str


@dataclass(frozen=True)
class Result:
    """What a fixer made of a file; ``source`` is the very one it got when there was nothing to do."""

    source: Source
    notes: Sequence[str] = ()
    strings: Sequence[tuple[str, str]] = ()
    breaking: Sequence[str] = ()
    leftovers: Sequence[Leftover] = ()
