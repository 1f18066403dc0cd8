"""What the tests of fixers share; the sources are data, so that docs/refactoring.rst shows the same ones."""

import ast
from textwrap import dedent

from proctoring_config.files.write import Text
from proctoring_config.refactor.documents import Document
from proctoring_config.refactor.edit import Edit, culprits, edit
from proctoring_config.refactor.fixer import Fixer

#: What fixers look for before they look closer.
WORDS = b"proctortrack show_review_rules_flag create_zendesk_tickets proctoring_backends"


def run(fixer: Fixer, path: str, text: str) -> Edit:
    """Let the fixer work on the text as the command does; a Python text has to parse."""
    assert fixer.wants(path, text.lower().encode() + WORDS), f"{fixer.name} does not want {path}"
    if path.endswith(".py"):
        ast.parse(text)
    edited = edit(Document(path, Text(text), [fixer]), ())
    faults = [fault for _, fault in culprits(edited)]
    assert not faults, f"the result would be withdrawn: {faults}\n{edited.after}"
    return edited


def check_noop(fixer: Fixer, path: str, before: str, *, left: tuple[int, ...] = ()) -> None:
    """Assert that the fixer leaves the text as it is, and reports the lines ``left`` as not understood."""
    edited = run(fixer, path, dedent(before))
    assert edited.after == dedent(before), edited.after
    assert tuple(leftover.line for leftover in edited.leftovers) == left, edited.leftovers


def check_rewritten(fixer: Fixer, path: str, before: str, after: str) -> Edit:
    """Assert that the fixer makes ``after`` of the text, understands all of it, and makes nothing more of that."""
    edited = run(fixer, path, dedent(before))
    assert edited.after == dedent(after), edited.after
    assert not edited.leftovers, edited.leftovers
    assert run(fixer, path, edited.after).after == edited.after, "a second run changes something"
    return edited


def check_added(fixer: Fixer, path: str, before: str, beginning: str, tests: list[str]) -> str:
    """Assert that the result begins so, and that the ``tests`` come last in their class; return what follows."""
    after = run(fixer, path, dedent(before)).after
    assert after.startswith(dedent(beginning)), after
    classes = [node for node in ast.parse(after).body if isinstance(node, ast.ClassDef)]
    names = [[method.name for method in node.body if isinstance(method, ast.FunctionDef)] for node in classes]
    assert any(own[-len(tests) :] == tests for own in names), names
    assert run(fixer, path, after).after == after, "a second run changes something"
    return after.removeprefix(dedent(beginning))
