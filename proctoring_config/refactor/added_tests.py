"""Add our tests to the test classes of the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import dedent, indent

import libcst as cst

from proctoring_config.refactor.fixer import Fix
from proctoring_config.refactor.imports import add_import, find_imported_names
from proctoring_config.refactor.source import FixResult, SourceFile


@dataclass(frozen=True)
class NewTests:
    """
    New tests for the class ``of``: ``code`` contains the methods, ``imports`` the names that they need (module, name).

    ``rule`` completes the note "add a test that ...".
    """

    of: str
    rule: str
    code: str
    imports: Sequence[tuple[str, str]] = ()

    def parse_methods(self, newline: str) -> list[cst.FunctionDef]:
        """Return the test methods, each below a blank line."""
        code = f"class {self.of}:\n" + indent(dedent(self.code).strip("\n"), " " * 4)
        module = cst.parse_module(code.replace("\n", newline))
        body = cst.ensure_type(module.body[0], cst.ClassDef).body.body
        above = [cst.EmptyLine(indent=False)]
        return [method.with_changes(leading_lines=above) for method in body if isinstance(method, cst.FunctionDef)]


def add_tests(file: SourceFile, additions: Sequence[NewTests], *, by: str) -> FixResult:
    """
    Return the file with the missing tests added to the end of their classes, on behalf of the fixer module ``by``.

    A class that does not exist is a leftover, and so is one without the decorator that tests with ``ddt.data`` need.
    """
    module, notes, leftovers = file.module, [], []
    for tests in additions:
        found = find_class(module, tests.of)
        if found is None or not isinstance(found.body, cst.IndentedBlock) or not _can_run(tests, found):
            state = "does not exist" if found is None or _can_run(tests, found) else "is not decorated with ddt"
            why = f"the class {tests.of} {state}, so no test checks that {tests.rule}"
            leftovers.append(file.leftover(1, what=by.rpartition(".")[2], why=why, todo="write that test"))
            continue
        existing = set(list_methods(found))
        methods = [each for each in tests.parse_methods(module.default_newline) if each.name.value not in existing]
        if not methods:
            continue
        changed = found.with_changes(body=found.body.with_changes(body=[*found.body.body, *methods]))
        module = module.with_changes(body=[changed if each is found else each for each in module.body])
        for origin, name in tests.imports:
            if name not in find_imported_names(module):
                module = add_import(module, origin, name)
        notes.append(f"add a test that {tests.rule}")
    return FixResult(file.replace_content(module) if notes else file, notes=notes, leftovers=leftovers)


def tests_fix(*additions: NewTests, by: str) -> Fix:
    """Return the ``fix`` of a fixer that only adds tests; ``by`` is its module."""
    return partial(add_tests, additions=additions, by=by)


def find_class(module: cst.Module, name: str) -> cst.ClassDef | None:
    """Return the top-level class of that name, or ``None``."""
    classes = (each for each in module.body if isinstance(each, cst.ClassDef) and each.name.value == name)
    return next(classes, None)


def list_methods(node: cst.ClassDef) -> Iterator[str]:
    """Yield the names of the methods of a class."""
    for method in node.body.body:
        if isinstance(method, cst.FunctionDef):
            yield method.name.value


def _can_run(tests: NewTests, of: cst.ClassDef) -> bool:
    """Return whether the class has the decorator that the tests need, if any."""
    decorators = (cst.Module([]).code_for_node(each.decorator) for each in of.decorators)
    return "@ddt." not in tests.code or "ddt.ddt" in decorators
