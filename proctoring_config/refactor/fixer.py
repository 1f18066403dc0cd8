"""Declare a fixer, find all fixers, and select those that a run uses."""

from __future__ import annotations

import difflib
import pkgutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import libcst as cst

from proctoring_config.errors import InputError
from proctoring_config.refactor import fixers
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.nodes import Replacements, replace_nodes
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile, is_test

#: Takes the path and the lowercase content of a file, and returns whether a fixer should get the file.
AppliesTo = Callable[[str, bytes], bool]
#: Takes a file and returns it changed, or the same object.
Fix = Callable[[SourceFile], FixResult]


@dataclass(frozen=True)
class Fixer:
    """One rewrite; docs/write-a-fixer.rst explains the fields."""

    module: str
    applies_to: AppliesTo
    fix: Fix
    group: str | None = None
    removes_name: str | None = None

    @property
    def name(self) -> str:
        """The public name: that of the module."""
        return self.module.rpartition(".")[2]

    @property
    def doc(self) -> str:
        """The docstring of the module."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self.doc.partition("\n")[0]


def in_files(*paths: str, word: str = "") -> AppliesTo:
    """Apply to the files at these paths if they contain ``word``; letter case is ignored."""
    return InFiles(frozenset(paths), word.lower().encode())


@dataclass(frozen=True)
class InFiles:
    """The return value of :func:`in_files`. Callers can use ``paths`` to skip all other files."""

    paths: frozenset[str]
    needle: bytes

    def __call__(self, path: str, content: bytes) -> bool:
        return path in self.paths and self.needle in content


def containing(word: str, *, under: str = "", suffix: str = ".py", tests: bool | None = None) -> AppliesTo:
    """
    Apply to every file under the folder ``under`` with this suffix that contains ``word``; letter case is ignored.

    ``tests`` limits this to tests (``True``) or to other files (``False``).
    """
    needle = word.lower().encode()

    def applies_to(path: str, content: bytes) -> bool:
        matches = path.endswith(suffix) and path.startswith(under) and needle in content
        return matches and (tests is None or is_test(path) == tests)

    return applies_to


def node_fix(
    edit: Callable[[SourceFile], Iterator[tuple[cst.CSTNode, Any] | Leftover]],
    *,
    note: str,
    breaking: str | None = None,
    add: tuple[str, str] | None = None,
) -> Fix:
    """
    Return the ``fix`` of a fixer that replaces nodes of a Python file.

    ``edit`` yields pairs of a node and its replacement (see :data:`~proctoring_config.refactor.nodes.Replacements`),
    and a leftover for each place that it does not understand. ``note``, ``breaking`` and the import ``add`` (module and
    name) are used if anything is replaced.
    """

    def fix(file: SourceFile) -> FixResult:
        replacements: Replacements = {}
        leftovers = []
        for each in edit(file):
            if isinstance(each, Leftover):
                leftovers.append(each)
            else:
                replacements[each[0]] = each[1]
        if not replacements:
            return FixResult(file, leftovers=leftovers)
        module = replace_nodes(file.module, replacements)
        module = add_import(module, *add) if add else module
        breaks = [breaking] if breaking else []
        return FixResult(file.replace_content(module), notes=[note], breaking=breaks, leftovers=leftovers)

    return fix


def text_fix(edit: Callable[[str], str], *, note: str) -> Fix:
    """Return the ``fix`` of a fixer whose ``edit`` takes the text of a file and returns it, changed or not."""

    def fix(file: SourceFile) -> FixResult:
        text = edit(file.text)
        return FixResult(file) if text == file.text else FixResult(file.replace_content(text), notes=[note])

    return fix


def all_fixers() -> list[Fixer]:
    """Return every fixer, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(fixers.__path__))
    return [import_module(f"{fixers.__name__}.{name}").FIXER for name in names]


def group_members(fixer: Fixer, of: Sequence[Fixer]) -> list[Fixer]:
    """Return the fixers that are applied together with ``fixer`` or not at all, itself included."""
    return [other for other in of if other == fixer or (fixer.group and other.group == fixer.group)]


def select_fixers(of: list[Fixer], *, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Fixer]:
    """
    Return the fixers named by ``only`` (default: all) except those named by ``skip``, each with its whole group.

    Raises ``InputError`` for an unknown name, with a suggestion.
    """
    names = {fixer.name for fixer in of}
    for name in (*only, *skip):
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)  # not closest_match: a part of a name may be meant
            hint = f" Did you mean {close[0]}?" if close else ""
            raise InputError(f"unknown fixer {name!r}.{hint} To see all fixers, use --list")
    selected = _names_with_groups(of, only) if only else names
    selected -= _names_with_groups(of, skip)
    return [fixer for fixer in of if fixer.name in selected]


def _names_with_groups(of: list[Fixer], names: Collection[str]) -> set[str]:
    return {member.name for fixer in of if fixer.name in names for member in group_members(fixer, of)}
