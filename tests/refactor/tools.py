"""What the tests of fixers share; the sources are data, so that docs/refactoring.rst shows the same ones."""

import ast
from textwrap import dedent

from proctoring_config.editing.files import Text
from proctoring_config.refactor.documents import Document
from proctoring_config.refactor.edit import Edit, culprits, edit
from proctoring_config.refactor.fixer import Fixer


def run(fixer: Fixer, path: str, text: str) -> Edit:
    """Let the fixer edit exactly this text, as the command does; the file has to be one that the fixer wants."""
    assert wants(fixer, path, text), f"{fixer.name} does not want {path} with this text: check its paths and its word"
    return _edit(fixer, path, text)


def wants(fixer: Fixer, path: str, text: str) -> bool:
    """Return whether the command would hand this file to the fixer."""
    return fixer.wants(path, text.lower().encode())


def _edit(fixer: Fixer, path: str, text: str) -> Edit:
    if path.endswith(".py"):
        ast.parse(text)
    edited = edit(Document(path, Text(text), [fixer]), ())
    faults = [fault for _, fault in culprits(edited)]
    assert not faults, f"the result would be withdrawn: {faults}\n{edited.after}"
    return edited


def check_noop(fixer: Fixer, path: str, before: str, *, left: tuple[int, ...] = ()) -> None:
    """
    Assert that the fixer leaves the text as it is, and reports the lines ``left`` as leftovers.

    The command never hands over a text without the fixer's word, so only a text with the word can have leftovers; the
    fixer must not change the others either.
    """
    text = dedent(before)
    edited = run(fixer, path, text) if left else _edit(fixer, path, text)
    assert edited.after == text, edited.after
    assert tuple(leftover.line for leftover in edited.leftovers) == left, edited.leftovers


def check_rewritten(fixer: Fixer, path: str, before: str, after: str) -> Edit:
    """Assert that the fixer turns ``before`` into ``after`` without leftovers, and that a second run changes nothing."""
    edited = run(fixer, path, dedent(before))
    assert edited.after == dedent(after), edited.after
    assert not edited.leftovers, edited.leftovers
    assert _edit(fixer, path, edited.after).after == edited.after, "a second run changes something"
    return edited


def check_added(fixer: Fixer, path: str, before: str, beginning: str, tests: list[str]) -> str:
    """Assert that the result begins so, and that the ``tests`` come last in their class; return what follows."""
    after = run(fixer, path, dedent(before)).after
    assert after.startswith(dedent(beginning)), after
    classes = [node for node in ast.parse(after).body if isinstance(node, ast.ClassDef)]
    names = [[method.name for method in node.body if isinstance(method, ast.FunctionDef)] for node in classes]
    assert any(own[-len(tests) :] == tests for own in names), names
    assert _edit(fixer, path, after).after == after, "a second run changes something"
    return after.removeprefix(dedent(beginning))
