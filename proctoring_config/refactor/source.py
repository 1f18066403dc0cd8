"""The file that a fixer gets, and what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from proctoring_config.refactor.nodes import render_module
from proctoring_config.refactor.parse import parse_cst

#: What is added to the requirements, unless ``--requirement`` gives something else; only compiled files pin it.
REQUIREMENT = "proctoring-config"
#: The view of proctored exam settings, and a function of upstream that only the views of Verawood and later call.
REST_VIEW = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"
NEW_FUNCTION = "get_requires_escalation_email_providers"


class Place(NamedTuple):
    """A line of a file."""

    path: str
    line: int


class SourceFile:
    """
    A text file of the checkout: ``path`` is relative to it, with slashes; ``text`` has the original line endings.

    ``requirement`` is what is added to the requirements (``--requirement``). ``has_old_front_end`` is whether the
    authoring MFE of the checkout's release, Ulmo or earlier, needs the Zendesk key in the response to GET.
    """

    def __init__(self, path: str, text: str, requirement: str = REQUIREMENT, *, has_old_front_end: bool = True) -> None:
        self.path = path
        self.requirement = requirement
        self.has_old_front_end = has_old_front_end
        self.__dict__["text"] = text

    @cached_property
    def text(self) -> str:
        """The content of the file."""
        return render_module(self.module)

    @cached_property
    def module(self) -> cst.Module:
        """The content parsed by LibCST. Raises ``CannotParseError`` if LibCST cannot parse or reproduce it."""
        return parse_cst(self.text)

    def replace_content(self, new: cst.Module | str) -> SourceFile:
        """Return the same file with different content; a module is rendered only when its text is needed."""
        changed = SourceFile(self.path, "", self.requirement, has_old_front_end=self.has_old_front_end)
        if isinstance(new, str):
            changed.__dict__["text"] = new
        else:
            del changed.__dict__["text"]
            changed.__dict__["module"] = new
        return changed

    def line_of(self, node: cst.CSTNode) -> int:
        """Return the first line of ``node``, a node of ``self.module``."""
        positions = MetadataWrapper(self.module, unsafe_skip_copy=True).resolve(PositionProvider)
        return int(positions[node].start.line)

    def leftover(self, where: cst.CSTNode | int, *, what: str, why: str, todo: str) -> Leftover:
        """Return a leftover at ``where``, a node of ``self.module`` or a line number."""
        return Leftover(self.path, where if isinstance(where, int) else self.line_of(where), what, why, todo)


@dataclass(frozen=True, order=True)
class Leftover:
    """
    A place that was not changed: what is there, why it was not changed, and what to do by hand.

    ``what`` is a name that was searched for, or the name of a fixer. ``quote`` is the line if it can be shown, which
    the engine fills in. No field contains a line break, and no other field a value from the file.
    """

    path: str
    line: int
    what: str
    why: str
    todo: str
    quote: str = field(default="", compare=False)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.path, self.line)


@dataclass(frozen=True)
class FixResult:
    """
    A file after a fixer, and what to report.

    ``file`` is the object that the fixer was given if it changed nothing. ``notes`` tell reviewers what changed,
    ``strings`` are the translatable strings that changed (old and new), ``breaking`` are notes for operators.
    """

    file: SourceFile
    notes: Sequence[str] = ()
    strings: Sequence[tuple[str, str]] = ()
    breaking: Sequence[str] = ()
    leftovers: Sequence[Leftover] = ()


def is_test(path: str) -> bool:
    """Return whether the file at ``path`` is a test or only serves tests."""
    parts = PurePosixPath(path)
    return "tests" in parts.parts or parts.name.startswith("test_") or parts.name in {"conftest.py", "testutils.py"}
