"""Whether a changed Python file still holds: it parses, and no name is unused or undefined that was not before."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pyflakes import checker, messages


class Ambiguous:
    """Not of pyflakes: a name imported from proctoring_config is bound elsewhere in the file, and may be hidden."""


_NAMES = (
    messages.UnusedImport,
    messages.UnusedVariable,
    messages.UndefinedName,
    messages.UndefinedLocal,
    messages.UndefinedExport,
    messages.RedefinedWhileUnused,
    messages.ImportShadowedByLoopVar,
    messages.ImportStarUsage,
    messages.DuplicateArgument,
)
_SENTENCES = {
    Ambiguous: "the name {} would mean two things in this file",
    messages.UnusedImport: "the import of {} would be unused",
    messages.UnusedVariable: "the variable {} would be unused",
}

Finding = tuple[type, str]


@lru_cache(maxsize=256)
def findings(text: str) -> Counter[Finding]:
    """
    Return what pyflakes says about the names of ``text``, and which names of ours have a second meaning there.

    Raises ``SyntaxError`` or ``ValueError``.
    """
    tree = ast.parse(text)
    found = checker.Checker(tree).messages
    of_pyflakes = ((type(message), str(message.message_args[0])) for message in found if isinstance(message, _NAMES))
    hidden = _hidden(tree) if "proctoring_config" in text else ()
    return Counter(of_pyflakes) + Counter((Ambiguous, name) for name in hidden)


def new_findings(before: str, after: str) -> list[Finding]:
    """Return the findings that ``after`` has and ``before`` has not. Raises as :func:`findings`."""
    found = findings(after)
    return list((found - findings(before)).elements()) if found else []


def sentence(finding: Finding) -> str:
    """Return a finding as a reason, one line."""
    kind, name = finding
    return _SENTENCES.get(kind, "the name {} would be undefined or defined twice").format(name)


def _hidden(tree: ast.AST) -> set[str]:
    """Return the names imported from proctoring_config that something else in the file binds too."""
    ours: set[str] = set()
    others: set[str] = set()
    for node in ast.walk(tree):
        is_ours = isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "proctoring_config"
        (ours if is_ours else others).update(_bound(node))
    return ours & others


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom | ast.Import):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler):
        yield node.name or ""
