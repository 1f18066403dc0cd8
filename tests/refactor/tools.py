"""Helpers for the tests of fixers; the cases are data, so that docs/fixers.rst shows the same ones."""

import ast
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from django.test import SimpleTestCase

from proctoring_config.files.encoding import Text
from proctoring_config.refactor.engine import FileEdit, compute_changeset, edit_file
from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.source import FixResult
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.withhold import first_broken_step


class FolderCase(SimpleTestCase):
    """A test with an empty folder, for example for a checkout."""

    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()

    def put(self, path, content=b""):
        """Write a file, text or bytes."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def check_noop(fixer: Fixer, path: str, before: str, *, left: tuple[int, ...] = ()) -> None:
    """
    Assert that the fixer does not change the text, and reports leftovers on the lines ``left``.

    Leftovers are only possible in a file to which the fixer applies. Any other file must not be changed either, even
    if the fixer got it.
    """
    text = dedent(before)
    edit = apply_fixer(fixer, path, text) if left else _edit(fixer, path, text)
    assert edit.after == text, f"{fixer.name} changes the file:\n{edit.after}"
    assert tuple(leftover.line for leftover in edit.leftovers) == left, f"other leftovers: {edit.leftovers}"


def check_rewritten(fixer: Fixer, path: str, before: str, after: str) -> FileEdit:
    """Assert that the fixer turns ``before`` into ``after`` without leftovers, and that it is idempotent."""
    edit = apply_fixer(fixer, path, dedent(before))
    assert not edit.leftovers, f"{fixer.name} reports leftovers: {edit.leftovers}"
    assert edit.changed, f"{fixer.name} does not change the file"
    assert edit.after == dedent(after), f"{fixer.name} makes something else of the file:\n{edit.after}"
    assert _edit(fixer, path, edit.after).after == edit.after, "a second run changes something"
    return edit


def check_added(fixer: Fixer, path: str, before: str, beginning: str, tests: list[str]) -> str:
    """Assert that the result starts with ``beginning`` and a class ends with ``tests``; return what follows."""
    after = apply_fixer(fixer, path, dedent(before)).after
    assert after.startswith(dedent(beginning)), after
    classes = [node for node in ast.parse(after).body if isinstance(node, ast.ClassDef)]
    names = [[method.name for method in node.body if isinstance(method, ast.FunctionDef)] for node in classes]
    assert any(own[-len(tests) :] == tests for own in names), names
    assert _edit(fixer, path, after).after == after, "a second run changes something"
    return after.removeprefix(dedent(beginning))


def apply_fixer(fixer: Fixer, path: str, text: str) -> FileEdit:
    """Run the fixer on exactly this text, as the command does, after asserting that it applies to the file."""
    assert fixer.applies_to(path, text.lower().encode()), (
        f"{fixer.name} does not apply to {path} with this text: check the paths and the word in applies_to"
    )
    return _edit(fixer, path, text)


def _edit(fixer: Fixer, path: str, text: str) -> FileEdit:
    if path.endswith(".py"):
        ast.parse(text)
    edit = edit_file(TargetFile(path, Text(text), [fixer]))
    broken = first_broken_step(edit)
    assert not broken, f"the result would not be written: {broken and broken[1].why}\n{edit.after}"
    return edit


def import_tests(fixer: Fixer) -> ModuleType:
    """Return the test module of a fixer, after asserting that it is complete."""
    name = f"tests.refactor.fixers.test_{fixer.name}"
    file = f"{name.replace('.', '/')}.py"
    assert find_spec(name), f"{file} is missing: write it as docs/write-a-fixer.rst explains"
    tests = import_module(name)
    missing = [each for each in ("NOOPS", "REWRITES") if not hasattr(tests, each)]
    assert not missing, f"{file} defines no {' and no '.join(missing)}: see docs/write-a-fixer.rst"
    assert tests.REWRITES, f"REWRITES in {file} is empty: add a file that the fixer changes, and the result"
    return tests


def iter_sources(fixer: Fixer) -> Iterator[tuple[str, str]]:
    """Yield path and text of every case in which the fixer changes something, from its test module."""
    tests = import_tests(fixer)
    for _, *case in tests.REWRITES:
        yield (case[0], case[1]) if len(case) == 3 else (tests.PATH, case[0])


def replacing(name, old, new, **more):
    """Return a fixer that replaces text, except on lines marked with ``# odd``."""

    def fix(file):
        lines = enumerate(file.text.split("\n"), start=1)
        odd = [number for number, line in lines if line.endswith("# odd") and old in line]
        if odd:
            return FixResult(file, leftovers=[file.leftover(odd[0], what=old, why="odd", todo="by hand")])
        if old not in file.text:
            return FixResult(file)
        return FixResult(file.replace_content(file.text.replace(old, new)), notes=[f"{old} became {new}"])

    return Fixer(f"fixers.{name}", containing(old), fix, **more)


def compute(fixers, selected=None, **texts):
    """Return the changeset for files by name, with a double underscore for each slash; all fixers are selected."""
    files = {name.replace("__", "/") + ".py": text for name, text in texts.items()}
    targets = [
        TargetFile(path, Text(text), [fixer for fixer in fixers if fixer.applies_to(path, text.lower().encode())])
        for path, text in files.items()
    ]
    return compute_changeset(targets, fixers if selected is None else selected)


def results(changeset):
    """Return the new texts of the files that change, by path."""
    return {edit.target.path: edit.after for edit in changeset.edits}
