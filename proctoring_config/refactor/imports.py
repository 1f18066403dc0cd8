"""Add an import in the order of the file's imports, and remove imports that an edit left unused."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node
from pyflakes import messages

from proctoring_config.refactor.nodes import Replacements, find_nodes, replace_nodes
from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.source import SourceFile
from proctoring_config.refactor.verify import find_new_faults

_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
_BLANK = (cst.EmptyLine(indent=False),)
_UPSTREAM = "common.djangoapps.util.proctoring"
_FIRST_PARTY = {"cms", "common", "lms", "openedx", "xmodule", "pavelib", "scripts"}
_IMPORT = m.ImportFrom() | m.Import()
_IMPORTS = m.SimpleStatementLine(body=[m.AtLeastN(_IMPORT, n=1)])
_IMPORTS_OR_BRANCH = _IMPORTS | m.If() | m.Try()


def add_import(module: cst.Module, origin: str, name: str) -> cst.Module:
    """
    Return ``module`` with ``from origin import name`` in its sorted place among the third-party imports.

    Nothing is added if the name is already imported, including from upstream's own module of predicates. An existing
    import from ``origin`` is extended.
    """
    place = 1 if module.get_docstring() is not None else 0
    sort_key = (_section(origin), True, origin)
    for index, line in enumerate(module.body[place:], start=place):
        if not m.matches(line, _IMPORTS_OR_BRANCH):
            break
        for statement in _imports_of(line):
            other = _origin(statement)
            if other == _UPSTREAM and f"{other}.{name}" in map(partial(_full_name, statement), _aliases(statement)):
                return module
            if other == origin and isinstance(statement, cst.ImportFrom):
                return _extend_import(module, statement, name)
            if (_section(other), isinstance(statement, cst.ImportFrom), other) < sort_key:
                place = index + 1
    return _insert_import(module, place, cst.parse_statement(f"from {origin} import {name}"))


def _insert_import(module: cst.Module, place: int, line: Any) -> cst.Module:
    """Insert an import; the first import of its section gets a blank line above and below."""
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


def find_imported_names(module: cst.Module) -> set[str]:
    """Return the names bound by top-level imports."""
    aliases = (alias for line in module.body for statement in _imports_of(line) for alias in _aliases(statement))
    return {alias.evaluated_alias or alias.evaluated_name for alias in aliases}


def remove_unused_imports(before: str, file: SourceFile) -> SourceFile:
    """
    Return ``file`` without the imports that are unused in it but were used in ``before``.

    They stay if the code cannot be parsed, for example because it is nested too deeply.
    """
    replacements: Replacements = {}
    try:
        unused = {each.name for each in find_new_faults(before, file.text) if each.kind is messages.UnusedImport}
        for name in unused:
            for line in find_nodes(file.module, name.split()[-1].rpartition(".")[2], _IMPORTS):
                replacements.update(_remove_names(line, unused))
        return file.replace_content(replace_nodes(file.module, replacements)) if replacements else file
    except (CannotParseError, RecursionError):
        return file


def _remove_names(line: cst.CSTNode, unused: Collection[str]) -> Replacements:
    replacements: Replacements = {}
    for statement in _imports_of(line):
        aliases = _aliases(statement)
        kept = [alias for alias in aliases if _full_name(statement, alias) not in unused]
        if not aliases or len(kept) == len(aliases):
            continue
        if kept:
            kept[-1] = kept[-1].with_changes(comma=aliases[-1].comma)
            replacements[statement] = statement.with_changes(names=kept)
        else:
            replacements[line] = None
    return replacements


def _imports_of(line: cst.CSTNode) -> Iterator[cst.Import | cst.ImportFrom]:
    if isinstance(line, cst.SimpleStatementLine):
        yield from (statement for statement in line.body if isinstance(statement, cst.Import | cst.ImportFrom))


def _origin(statement: cst.Import | cst.ImportFrom) -> str:
    """Return the first module of the statement; a relative one begins with its dots."""
    if isinstance(statement, cst.Import):
        return get_full_name_for_node(statement.names[0].name) or ""
    dots = "." * len(statement.relative)
    return dots + ((get_full_name_for_node(statement.module) or "") if statement.module else "")


def _aliases(statement: cst.Import | cst.ImportFrom) -> list[cst.ImportAlias]:
    return [] if isinstance(statement.names, cst.ImportStar) else list(statement.names)


def _full_name(statement: cst.Import | cst.ImportFrom, alias: cst.ImportAlias) -> str:
    """Return the imported name in the notation of pyflakes."""
    name = alias.evaluated_name
    if isinstance(statement, cst.ImportFrom):
        origin = _origin(statement)
        name = origin + name if origin.endswith(".") else f"{origin}.{name}"
    return f"{name} as {alias.evaluated_alias}" if alias.evaluated_alias else name


def _section(origin: str) -> int:
    """Return the position of a module's section: standard library, third-party, platform, relative."""
    root = origin.partition(".")[0]
    if not root:
        return 4
    if root in sys.stdlib_module_names:
        return 0 if root == "__future__" else 1
    return 3 if root in _FIRST_PARTY else 2


def _extend_import(module: cst.Module, statement: cst.ImportFrom, name: str) -> cst.Module:
    aliases = _aliases(statement)
    if not aliases or any(alias.evaluated_name == name and not alias.asname for alias in aliases):
        return module
    last = aliases[-1]
    aliases[-1] = last.with_changes(comma=aliases[0].comma if len(aliases) > 1 else _COMMA)
    aliases.append(cst.ImportAlias(cst.Name(name), comma=last.comma))
    return replace_nodes(module, {statement: statement.with_changes(names=aliases)})
