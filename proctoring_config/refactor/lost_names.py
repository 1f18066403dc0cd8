"""Find the modules that take a name from another module of the tree that an edit removes there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from proctoring_config.refactor.imports import remove_unused_imports
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.parse import CannotParseError, parse_ast
from proctoring_config.refactor.source import Leftover, is_test

if TYPE_CHECKING:
    from proctoring_config.refactor.engine import FileEdit
    from proctoring_config.refactor.fixer import Fixer

#: The last part of a module and what is imported from it.
_IMPORT_FROM = re.compile(r"\.\w+ import (\([^)]*\)|[^\n]*)")
#: A name in an import statement on several lines.
_IMPORTED = re.compile(r"\w+(?: as \w+)?,?")


def module_name(path: str) -> str:
    """Return the dotted name of the module at ``path``, a Python file of the checkout."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class ModuleSearch:
    """Find the files that may import or patch a module at one of ``paths``, which are Python files of the checkout."""

    def __init__(self, paths: Iterable[str]) -> None:
        modules = [module_name(path).rpartition(".") for path in sorted(paths) if path.endswith(".py")]
        self._absolute: dict[bytes, list[bytes]] = {}
        self._relative: dict[str, list[bytes]] = {}
        for package, _, name in modules:
            lowered = package.lower()
            self._absolute.setdefault(lowered.encode(), [f"{lowered} import".encode()]).append(
                f"{lowered}.{name.lower()}".encode()
            )
            self._relative.setdefault(package.partition(".")[0], []).append(f".{name.lower()} import".encode())
        self._folders = tuple({package.replace(".", "/") + "/" for package, _, _ in modules})

    def may_use(self, path: str, lowered: bytes) -> bool:
        """Return whether the file at ``path``, with the lowercase content, may use one of the modules."""
        if not path.endswith(".py"):
            return False
        for package, texts in self._absolute.items():
            if package in lowered and any(text in lowered for text in texts):
                return True
        for text in self._relative.get(path.partition("/")[0], ()):
            if text in lowered:
                return True
        return path.startswith(self._folders) and b"from . import" in lowered


def find_lost_names(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> Iterator[tuple[Fixer, Leftover]]:
    """
    Yield each fixer that removes a name from a module, with a leftover for each place that takes it from there.

    Names that a fixer declares with ``removes_name`` are not looked for, and neither is ``_``, which is never shared.
    """
    declared = {"_", *(fixer.removes_name for fixer in fixers)}
    changed = {module_name(edit.target.path): edit for edit in edits if edit.changed and _may_lose_names(edit)}
    lost = {module: _bind(edit.before) - _bind(edit.after) - declared for module, edit in changed.items()}
    lost = {module: names for module, names in lost.items() if names}
    for edit in edits if lost else ():
        for module, name, line in _find_uses(edit.target.path, edit.after, lost) if edit.target.is_python else ():
            why = f"this file uses it as a name of {module}, so it cannot be removed there"
            todo = "import or patch it where it is defined, or define it here, then run this again"
            place = edit.target.path, map_line(line, edit.after, edit.before)
            yield _find_fixer(changed[module], name), Leftover(*place, name, why, todo)


def _may_lose_names(edit: FileEdit) -> bool:
    """Return whether the edit removes a line that may bind a name, because parsing all changed files takes long."""
    if not edit.target.is_python or is_test(edit.target.path):
        return False
    removed = set(edit.before.splitlines()) - set(edit.after.splitlines())
    return any(line[:1].strip() or _IMPORTED.fullmatch(line.partition("#")[0].strip(" \t()")) for line in removed)


def _find_fixer(edit: FileEdit, name: str) -> Fixer:
    """Return the first fixer of the file after which the name is not bound any more."""
    texts = ((step, remove_unused_imports(edit.before, step.result.file).text) for step in edit.changes)
    return next((step.fixer for step, text in texts if name not in _bind(text)), edit.changes[-1].fixer)


def _bind(text: str) -> set[str]:
    """Return the names that the statements of the module bind, apart from those in its compound statements."""
    names: set[str] = set()
    for node in _parse(text):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names


def _find_uses(path: str, text: str, lost: Mapping[str, Set[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield the module, the name and the line of each import, attribute and string that refers to a lost name."""
    lost = {module: names for module, names in lost.items() if _may_use(text, module, names)}
    nodes = [node for statement in _parse(text) for node in ast.walk(statement)] if lost else []
    aliases = dict(_find_aliases(path, nodes, lost))
    names = {name for of_module in lost.values() for name in of_module}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            found = [(_resolve(path, node), alias.name) for alias in node.names]
        elif isinstance(node, ast.Attribute) and node.attr in names:
            found = [(aliases.get(ast.unparse(node.value), ""), node.attr)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            module, _, name = node.value.rpartition(".")
            found = [(module, name)]
        else:
            continue
        yield from ((module, name, node.lineno) for module, name in found if name in lost.get(module, ()))


def _find_aliases(path: str, nodes: Sequence[ast.AST], lost: Mapping[str, Set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the expressions that mean one of the modules in this file, with the module."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            parent = f"{_resolve(path, node)}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                if f"{parent}{alias.name}" in lost:
                    yield alias.asname or alias.name, f"{parent}{alias.name}"


def _resolve(path: str, node: ast.ImportFrom) -> str:
    """Return the absolute name of the module from which the file at ``path`` imports."""
    package = path.split("/")[: -node.level] if node.level else []
    return ".".join([*package, node.module] if node.module else package)


def _parse(text: str) -> Sequence[ast.stmt]:
    try:
        return parse_ast(text).body
    except CannotParseError:
        return []


def _may_use(text: str, module: str, names: Set[str]) -> bool:
    """Return whether a file with this text may import one of the names, or use it as an attribute of the module."""
    own = module.rpartition(".")[2]
    if any(f"{own}.{name}" in text for name in names):
        return True
    if f"{own} as " in text and any(f".{name}" in text for name in names):
        return True
    imported = (match[1] for match in _IMPORT_FROM.finditer(text) if match[0].partition(" ")[0] == f".{own}")
    return any(name in each for each in imported for name in names)
