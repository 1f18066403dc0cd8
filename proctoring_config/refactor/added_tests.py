"""Adds tests of ours to a class of the tree's own tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

import libcst as cst

from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.source import Result, Source


@dataclass(frozen=True)
class NewTests:
    """
    Tests for the class ``of`` of a file: ``code`` are its methods, ``imports`` what they need as (origin, name).

    ``rule`` says what they test, as a reviewer is told.
    """

    of: str
    rule: str
    code: str
    imports: Sequence[tuple[str, str]] = ()

    def methods(self, newline: str) -> list[cst.FunctionDef]:
        """Return the tests, each below a blank line."""
        code = f"class {self.of}:\n" + indent(dedent(self.code).strip("\n"), " " * 4)
        module = cst.parse_module(code.replace("\n", newline))
        body = cst.ensure_type(module.body[0], cst.ClassDef).body.body
        above = [cst.EmptyLine(indent=False)]
        return [method.with_changes(leading_lines=above) for method in body if isinstance(method, cst.FunctionDef)]


def add_tests(source: Source, additions: Sequence[NewTests], *, fixer: str) -> Result:
    """Return the file with the tests that it lacks at the end of their classes; a class that is not there is left."""
    module, notes, leftovers = source.module, [], []
    for tests in additions:
        found = class_named(module, tests.of)
        if found is None or not isinstance(found.body, cst.IndentedBlock):
            why = f"the class {tests.of} is not here, so there is no test that {tests.rule}"
            leftovers.append(source.leftover(1, what=fixer, why=why, todo="write that test"))
            continue
        has = set(names_of_methods(found))
        methods = [method for method in tests.methods(module.default_newline) if method.name.value not in has]
        if not methods:
            continue
        body = found.body.with_changes(body=[*found.body.body, *methods])
        module = replaced(module, found, found.with_changes(body=body))
        for origin, name in tests.imports:
            if name not in _bound(module):
                module = add_import(module, origin, name)
        notes.append(f"a new test that {tests.rule}")
    return Result(source.changed(module) if notes else source, notes=notes, leftovers=leftovers)


def class_named(module: cst.Module, name: str) -> cst.ClassDef | None:
    """Return the class of that name on the module's top level."""
    classes = (each for each in module.body if isinstance(each, cst.ClassDef) and each.name.value == name)
    return next(classes, None)


def names_of_methods(node: cst.ClassDef) -> Iterator[str]:
    """Yield the names of the methods of a class."""
    for method in node.body.body:
        if isinstance(method, cst.FunctionDef):
            yield method.name.value


def replaced(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> cst.Module:
    """Return the module with another statement in the place of one on its top level."""
    body: list[Any] = [new if statement is old else statement for statement in module.body]
    return module.with_changes(body=body)


def _bound(module: cst.Module) -> set[str]:
    """Return the names that imports on the module's top level bind."""
    bound = set()
    for line in module.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(statement, cst.Import | cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
                bound |= {alias.evaluated_alias or alias.evaluated_name for alias in statement.names}
    return bound
