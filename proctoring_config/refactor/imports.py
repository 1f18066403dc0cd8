"""Adds an import where the file's own order wants it, and removes those that an edit left unused."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node
from pyflakes import messages

from proctoring_config.refactor.source import Source
from proctoring_config.refactor.statements import Changes, edited, found
from proctoring_config.refactor.verify import new_findings

_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
_BLANK = (cst.EmptyLine(indent=False),)
_UPSTREAM = "common.djangoapps.util.proctoring"
_FIRST_PARTY = {"cms", "common", "lms", "openedx", "xmodule", "pavelib", "scripts"}
_IMPORT = m.ImportFrom() | m.Import()
_IMPORTS = m.SimpleStatementLine(body=[m.AtLeastN(_IMPORT, n=1)])
_IMPORTS_OR_BRANCH = _IMPORTS | m.If() | m.Try()


def add_import(module: cst.Module, origin: str, name: str) -> cst.Module:
    """
    Return ``module`` with ``from origin import name`` among its third-party imports, in the order of their names.

    Nothing is added where the name is imported already, be it from upstream's own module of these rules; two names of
    one origin share a statement.
    """
    place = 1 if module.get_docstring() is not None else 0
    wanted = (_section(origin), True, origin)
    for index, line in enumerate(module.body[place:], start=place):
        if not m.matches(line, _IMPORTS_OR_BRANCH):
            break
        for statement in _imports_of(line):
            its = _origin(statement)
            if its == _UPSTREAM and f"{its}.{name}" in map(partial(_called, statement), _names(statement)):
                return module
            if its == origin and isinstance(statement, cst.ImportFrom):
                return _with_name(module, statement, name)
            if (_section(its), isinstance(statement, cst.ImportFrom), its) < wanted:
                place = index + 1
    return _inserted(module, place, cst.parse_statement(f"from {origin} import {name}"))


def _inserted(module: cst.Module, place: int, line: Any) -> cst.Module:
    """Put an import where it belongs; the first of its section gets a blank line above it, and one below."""
    before, after = list(module.body[:place]), list(module.body[place:])
    own, above, below = _sections([line]), _sections(before[-1:]), _sections(after[:1])
    if own != above and own == below:
        line = line.with_changes(leading_lines=after[0].leading_lines)
        after[0] = after[0].with_changes(leading_lines=())
    elif own != above:
        line = line.with_changes(leading_lines=_BLANK if before else ())
        if after and not after[0].leading_lines:
            after[0] = after[0].with_changes(leading_lines=_BLANK)
    return module.with_changes(body=[*before, line, *after])


def _sections(lines: Sequence[cst.CSTNode]) -> set[int]:
    return {_section(_origin(statement)) for line in lines for statement in _imports_of(line)}


def tidy(before: str, source: Source) -> Source:
    """Return ``source`` without the imports that are unused in it and were used in ``before``."""
    unused = {name for kind, name in new_findings(before, source.text) if kind is messages.UnusedImport}
    if not unused:
        return source
    changes: Changes = {}
    for name in unused:
        for line in found(source.module, name.split()[-1].rpartition(".")[2], _IMPORTS):
            changes.update(_without(line, unused))
    return source.changed(edited(source.module, changes)) if changes else source


def _without(line: cst.CSTNode, unused: Collection[str]) -> Changes:
    changes: Changes = {}
    for statement in _imports_of(line):
        names = _names(statement)
        kept = [alias for alias in names if _called(statement, alias) not in unused]
        if not names or len(kept) == len(names):
            continue
        if kept:
            kept[-1] = kept[-1].with_changes(comma=names[-1].comma)
            changes[statement] = statement.with_changes(names=kept)
        else:
            changes[line] = None
    return changes


def _imports_of(line: cst.CSTNode) -> Iterator[cst.Import | cst.ImportFrom]:
    if isinstance(line, cst.SimpleStatementLine):
        yield from (statement for statement in line.body if isinstance(statement, cst.Import | cst.ImportFrom))


def _origin(statement: cst.Import | cst.ImportFrom) -> str:
    """Return the module that the statement names first; relative ones begin with their dots."""
    if isinstance(statement, cst.Import):
        return get_full_name_for_node(statement.names[0].name) or ""
    dots = "." * len(statement.relative)
    return dots + ((get_full_name_for_node(statement.module) or "") if statement.module else "")


def _names(statement: cst.Import | cst.ImportFrom) -> list[cst.ImportAlias]:
    return [] if isinstance(statement.names, cst.ImportStar) else list(statement.names)


def _called(statement: cst.Import | cst.ImportFrom, alias: cst.ImportAlias) -> str:
    """Return what pyflakes calls the name that an import binds."""
    name = alias.evaluated_name
    if isinstance(statement, cst.ImportFrom):
        origin = _origin(statement)
        name = origin + name if origin.endswith(".") else f"{origin}.{name}"
    return f"{name} as {alias.evaluated_alias}" if alias.evaluated_alias else name


def _section(origin: str) -> int:
    """Return the place of a module's section in the order of imports: standard, third-party, platform, relative."""
    root = origin.partition(".")[0]
    if not root:
        return 4
    if root in sys.stdlib_module_names:
        return 0 if root == "__future__" else 1
    return 3 if root in _FIRST_PARTY else 2


def _with_name(module: cst.Module, statement: cst.ImportFrom, name: str) -> cst.Module:
    names = _names(statement)
    if not names or any(alias.evaluated_name == name and not alias.asname for alias in names):
        return module
    last = names[-1]
    names[-1] = last.with_changes(comma=names[0].comma if len(names) > 1 else _COMMA)
    names.append(cst.ImportAlias(cst.Name(name), comma=last.comma))
    return edited(module, {statement: statement.with_changes(names=names)})
