"""Whether a changed Python file still holds: it parses, and no name is unused or undefined that was not before."""

from __future__ import annotations

import ast
from collections import Counter

from pyflakes import checker, messages

_NAMES = (
    messages.UnusedImport,
    messages.UnusedVariable,
    messages.UndefinedName,
    messages.UndefinedLocal,
    messages.UndefinedExport,
    messages.RedefinedWhileUnused,
    messages.ImportShadowedByLoopVar,
    messages.DuplicateArgument,
)
_SENTENCES = {
    messages.UnusedImport: "the import of {} would be unused",
    messages.UnusedVariable: "the variable {} would be unused",
}

Finding = tuple[type, str]


def findings(text: str) -> Counter[Finding]:
    """Return what pyflakes says about the names of ``text``. Raises ``SyntaxError`` or ``ValueError``."""
    found = checker.Checker(ast.parse(text)).messages
    return Counter((type(message), str(message.message_args[0])) for message in found if isinstance(message, _NAMES))


def new_findings(before: str, after: str) -> list[Finding]:
    """Return the findings that ``after`` has and ``before`` has not. Raises as :func:`findings`."""
    return list((findings(after) - findings(before)).elements())


def sentence(finding: Finding) -> str:
    """Return a finding as a reason, one line."""
    kind, name = finding
    return _SENTENCES.get(kind, "the name {} would be undefined or defined twice").format(name)
