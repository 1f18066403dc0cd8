"""Find the keys of a settings file and edit them, with PyYAML and ``ast`` only: the package itself is measured."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import yaml

Span = tuple[int, int]
Path = tuple[str, ...]

ROOT = "PROCTORING_BACKENDS"


class Entry(NamedTuple):
    """A key with its value: their spans in the text, and whether the value is a mapping, a sequence or a scalar."""

    path: Path
    key: Span
    value: Span
    type: str
    is_flow: bool


class Text(NamedTuple):
    """A settings file and its language: ``block`` or ``flow`` (YAML), ``json`` or ``python``."""

    language: str
    text: str

    @property
    def is_yaml(self) -> bool:
        """Whether only YAML can express it."""
        return self.language in ("block", "flow")

    def entries(self) -> list[Entry]:
        """Return all keys in the order of the text. Raises an error of the reader if the text is broken."""
        text = _as_yaml(self.text) if self.language == "json" else self.text
        return list(_find(self.language == "python", text))

    def find(self, *path: str) -> Entry | None:
        """Return the last entry with this path."""
        return next((entry for entry in reversed(self.entries()) if entry.path == path), None)

    def below(self, *path: str) -> list[Entry]:
        """Return the entries of the mapping with this path."""
        return [entry for entry in self.entries() if entry.path[:-1] == path]

    def line(self, offset: int) -> int:
        """Return the line of the offset, counted from 1."""
        return self.text.count("\n", 0, offset) + 1

    def column(self, offset: int) -> int:
        """Return the column of the offset, counted from 0."""
        return offset - self.text.rfind("\n", 0, offset) - 1

    def offset(self, line: int, column: int = 0) -> int:
        """Return the offset of the line, counted from 1, and column, counted from 0."""
        return sum(len(one) for one in self.text.splitlines(keepends=True)[: line - 1]) + column

    def slice(self, span: Span) -> str:
        """Return the text of the span."""
        return self.text[slice(*span)]

    def replace(self, span: Span, new: str) -> Text:
        """Return the text with the span replaced."""
        return Text(self.language, self.text[: span[0]] + new + self.text[span[1] :])

    def insert(self, path: Path, name: str, value: str) -> Text:
        """Return the text with an entry at the beginning of the mapping at ``path``; ``value`` is a literal."""
        parent = self.find(*path)
        children = [one for one in self.below(*path) if parent is None or parent.value[0] <= one.key[0]]
        item = f"{self.name(name)}: {value}"
        if path == () and self.language == "python":
            return Text(self.language, f"{name} = {value}\n{self.text}")
        if not children and not path:
            return Text(self.language, f"{{{item}}}\n" if self.language == "json" else f"{item}\n")
        if not children:
            if parent is None:
                raise ValueError(path)
            empty = not self.slice(parent.value).strip()
            return self.replace(parent.value, (" " if empty else "") + "{" + item + "}")
        start = children[0].key[0]
        indent = " " * self.column(start)
        in_flow = self.language in ("json", "python") or self._is_flow(path)
        return self.replace((start, start), f"{item}{',' if in_flow else ''}\n{indent}")

    def remove(self, entry: Entry) -> Text:
        """Return the text without the entry."""
        start, end = entry.key[0], entry.value[1]
        in_block = self.language in ("block", "flow") and not self._is_flow(entry.path[:-1])
        if not (in_block or (self.language == "python" and len(entry.path) == 1)):
            after = re.compile(r"\s*,\s*").match(self.text, end)
            if after:
                return self.replace((start, after.end()), "")
            before = re.compile(r",?\s*$").search(self.text[:start])
            return self.replace((before.start() if before else start, end), "")
        start = self.text.rfind("\n", 0, start) + 1
        end = self.text.find("\n", end)
        return self.replace((start, len(self.text) if end < 0 else end + 1), "")

    def name(self, name: str) -> str:
        """Return the literal of a key."""
        return name if self.is_yaml and isinstance(yaml.safe_load(name), str) else self.literal(name)

    def literal(self, value: object) -> str:
        """Return the literal of a value, in one line."""
        return repr(value) if self.language == "python" and not isinstance(value, str) else json.dumps(value)

    def lines_of(self, entry: Entry) -> tuple[int, int]:
        """Return the first and the last line of the entry."""
        return self.line(entry.key[0]), self.line(max(entry.key[0], entry.value[1] - 1))

    def _is_flow(self, path: Path) -> bool:
        if not path:
            first = next(iter(self.entries()), None)
            return first is not None and self.text[: first.key[0]].rstrip().endswith("{")
        parent = self.find(*path)
        return parent is not None and parent.is_flow


def is_loaded(text: Text) -> bool:
    """Return whether the platform's own loader accepts the text."""
    try:
        load(text)
    except Exception:  # whatever the loader raises, the process stops
        return False
    return True


def load(text: Text) -> dict[str, object]:
    """Return the settings as the platform loads them. Raises an error of the reader if the text is broken."""
    if text.language == "python":
        settings: dict[str, object] = {}
        exec(text.text, settings)  # texts of this benchmark only
        return {name: value for name, value in settings.items() if name.isupper()}
    loaded = json.loads(text.text) if text.language == "json" else yaml.safe_load(text.text)
    return loaded if isinstance(loaded, dict) else {}


def _as_yaml(text: str) -> str:
    """Return JSON with spaces instead of tabs and of comments, which some readers of JSON allow."""
    found = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|\t', re.DOTALL)
    return found.sub(lambda one: one[0] if one[0][0] == '"' else re.sub(r"[^\n]", " ", one[0]), text)


@lru_cache(maxsize=10_000)
def _find(is_python: bool, text: str) -> tuple[Entry, ...]:
    return tuple(sorted((_find_in_python if is_python else _find_in_yaml)(text), key=lambda entry: entry.key))


def _find_in_yaml(text: str) -> Iterator[Entry]:
    yield from _walk_yaml(text, yaml.compose(text, Loader=yaml.SafeLoader), (), set())


def _walk_yaml(text: str, node: yaml.Node | None, path: Path, seen: set[int]) -> Iterator[Entry]:
    if not isinstance(node, yaml.MappingNode) or id(node) in seen:
        return
    seen.add(id(node))
    for key, value in node.value:
        start, end = value.start_mark.index, value.end_mark.index
        if isinstance(value, yaml.CollectionNode) and not value.flow_style:
            end = start + len(_without_comments_after(text[start:end]))
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        is_flow = isinstance(value, yaml.CollectionNode) and bool(value.flow_style)
        if id(value) in seen or start < key.start_mark.index:  # an alias
            start = text.index("*", key.end_mark.index)
            end = start + len(text[start:].split(None, 1)[0])
        yield Entry((*path, name), (key.start_mark.index, key.end_mark.index), (start, end), value.id, is_flow)
        yield from _walk_yaml(text, value, (*path, name), seen)


def _without_comments_after(text: str) -> str:
    lines = text.rstrip().split("\n")
    while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
        lines.pop()
    return "\n".join(lines).rstrip()


def _find_in_python(text: str) -> Iterator[Entry]:
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield from _walk_python(text, statement.targets[0], statement.value, (statement.targets[0].id,))


def _walk_python(text: str, key: ast.expr, value: ast.expr, path: Path) -> Iterator[Entry]:
    kind = {ast.Dict: "mapping", ast.List: "sequence"}.get(type(value), "scalar")
    yield Entry(path, _span(text, key), _span(text, value), kind, kind != "scalar")
    if isinstance(value, ast.Dict):
        for name, item in zip(value.keys, value.values, strict=True):
            if isinstance(name, ast.Constant):
                yield from _walk_python(text, name, item, (*path, str(name.value)))


def _span(text: str, node: ast.expr) -> Span:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts[node.lineno - 1] + node.col_offset, starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
