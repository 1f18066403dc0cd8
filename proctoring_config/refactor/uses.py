"""Whether a file still uses a name, so that its definition has to stay."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

_TEMPLATES = (".html", ".txt.mako")


def first_use(name: str, path: str, text: str) -> int | None:
    """
    Return the first line on which the file uses ``name``, or ``None``.

    In Python an identifier is a use, and so is a string that is the name (``metadata['name']``); in a test only an
    import is, without which the whole test module fails. In a template every mention is a use. A comment or a docstring
    that mentions the name is none.
    """
    if path.endswith(_TEMPLATES):
        match = re.search(rf"\b{re.escape(name)}\b", text)
        return text.count("\n", 0, match.start()) + 1 if match else None
    if not path.endswith(".py") or name not in text:
        return None
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return None
    in_test = is_test(path)
    lines = [node.lineno for node in nodes if hasattr(node, "lineno") and _uses(node, name, in_test)]
    return min(lines, default=None)


def is_test(path: str) -> bool:
    """Return whether the file at ``path`` is a test or serves tests only."""
    parts = PurePosixPath(path)
    return "tests" in parts.parts or parts.name.startswith("test_") or parts.name in {"conftest.py", "testutils.py"}


def _uses(node: ast.AST, name: str, in_test: bool) -> bool:
    if in_test:
        return isinstance(node, ast.alias) and node.name == name
    if isinstance(node, ast.Constant):
        return node.value == name
    return name in (getattr(node, field, None) for field in ("id", "attr", "arg", "name", "asname"))
