"""Check that a changed Python file is still valid, and that a removed name is no longer used."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyflakes import checker, messages

from proctoring_config.refactor.advice import detect_kind
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.parse import CannotParseError, parse_ast
from proctoring_config.refactor.source import is_test


class AmbiguousName:
    """Our own kind of fault: a name imported from proctoring_config is also bound by something else in the file."""


_UNDEFINED = (
    messages.UndefinedName,
    messages.UndefinedLocal,
    messages.UndefinedExport,
    messages.ImportStarUsage,
)
_DEFINED_TWICE = (messages.RedefinedWhileUnused, messages.ImportShadowedByLoopVar, messages.DuplicateArgument)
_SENTENCES = {
    AmbiguousName: "the name {} would have two meanings in this file",
    messages.UnusedImport: "the import of {} would be unused",
    messages.UnusedVariable: "the variable {} would be unused",
    **dict.fromkeys(_UNDEFINED, "the name {} would be undefined"),
    **dict.fromkeys(_DEFINED_TWICE, "the name {} would be defined twice"),
}
#: The beginning of an f-string of several lines.
_F_STRING = re.compile(r"\b(?:[fF][rR]?|[rR][fF])(?:\"{3}|'{3})")
_OF_TESTS = re.compile(r"(?:^|/)(?:spec|__tests__)/|[._-](?:spec|test)\.\w+$")


class NameFault(NamedTuple):
    """A faulty name: the kind of the fault (a class of pyflakes, or ``AmbiguousName``), the name, and its line."""

    kind: type
    name: str
    line: int

    def __str__(self) -> str:
        return _SENTENCES[self.kind].format(self.name)


@lru_cache(maxsize=256)
def find_faults(text: str) -> Sequence[NameFault]:
    """Return the faulty names in ``text``, a Python file. Raises ``CannotParseError``."""
    tree = parse_ast(text)
    try:
        found = checker.Checker(tree).messages
    except RecursionError as error:
        raise CannotParseError("pyflakes cannot check it") from error
    faults = [
        NameFault(type(message), str(message.message_args[0]), message.lineno)
        for message in found
        if type(message) in _SENTENCES
    ]
    return faults + (_find_ambiguous(tree) if "proctoring_config" in text else [])


def find_new_faults(before: str, after: str) -> list[NameFault]:
    """
    Return the faults of ``after`` that ``before`` does not have, by line. Raises what :func:`find_faults` raises.

    How often a name has a fault decides, because edits move lines. Files are only parsed if nothing but comments
    changed, because pyflakes takes long to check the settings of the platform.
    """
    if not _F_STRING.search(after) and _remove_comments(before) == _remove_comments(after):
        parse_ast(after)
        return []
    found = find_faults(after)
    if not found:
        return []
    old = find_faults(before)
    surplus = Counter(fault[:2] for fault in found) - Counter(fault[:2] for fault in old)
    known = {(*fault[:2], map_line(fault.line, before, after)) for fault in old if fault[:2] in surplus}
    new = []
    for fault in sorted(found, key=lambda fault: (fault in known, fault.line)):
        if surplus[fault[:2]]:
            surplus[fault[:2]] -= 1
            new.append(fault)
    return sorted(new, key=lambda fault: fault.line)


def _remove_comments(text: str) -> list[str]:
    """Return the lines that do not begin with a number sign. In an ordinary string, such a line has no names either."""
    return [line for line in text.split("\n") if not line.lstrip().startswith("#")]


def find_first_use(name: str, path: str, text: str) -> int | None:
    """
    Return the first line on which the file uses ``name``, or ``None``.

    In Python, an identifier is a use, and so is a string equal to the name (``metadata['name']``). In a test, only an
    import is a use, because a failed import breaks the whole test module. Comments, docstrings, and a key that is only
    set to a constant (``response['name'] = None``) or is false in a dict (``{'name': False}``), do not count. In a
    template, in JavaScript, and in Python that cannot be parsed, every mention outside of tests is a use.
    """
    if detect_kind(path, "") in {"script", "template"}:
        return None if is_test(path) or _OF_TESTS.search(path) else _find_word(name, text)
    if not path.endswith(".py") or name not in text:
        return None
    try:
        nodes = list(ast.walk(parse_ast(text)))
    except CannotParseError:
        return None if is_test(path) else _find_word(name, text)
    in_test = is_test(path)
    constant = {key for node in nodes for key in _keys_set_to_constants(node)}
    used = (node for node in nodes if node not in constant and _uses(node, name, in_test))
    lines = [node.lineno for node in used if hasattr(node, "lineno")]
    return min(lines, default=None)


def _find_word(name: str, text: str) -> int | None:
    match = re.search(rf"\b{re.escape(name)}\b", text)
    return text.count("\n", 0, match.start()) + 1 if match else None


def _uses(node: ast.AST, name: str, in_test: bool) -> bool:
    if in_test:
        return isinstance(node, ast.alias) and node.name == name
    if isinstance(node, ast.Constant):
        return node.value == name
    return name in (getattr(node, field, None) for field in ("id", "attr", "arg", "name", "asname"))


def _keys_set_to_constants(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Dict):
        entries = zip(node.keys, node.values, strict=True)
        return [key for key, value in entries if key and isinstance(value, ast.Constant) and value.value is False]
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
        return []
    return [target.slice for target in node.targets if isinstance(target, ast.Subscript)]


def _find_ambiguous(tree: ast.AST) -> list[NameFault]:
    """Return the names imported from proctoring_config that something else in the file binds too, on its line."""
    ours: set[str] = set()
    others: dict[str, int] = {}
    for node in ast.walk(tree):
        for name in _bound_names(node):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "proctoring_config":
                ours.add(name)
            else:
                others.setdefault(name, getattr(node, "lineno", 1))
    return [NameFault(AmbiguousName, name, others[name]) for name in sorted(ours & others.keys())]


def _bound_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom | ast.Import):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler):
        yield node.name or ""
