"""The text of a settings file, edited at the positions of its keys and values. Used by ``obey``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from proctoring_config.cli.report import LocatedProblem
from proctoring_config.files.read import is_json, parse
from proctoring_config.files.source import Source
from proctoring_config.files.tree import Entry, MappingNode, Node, ScalarNode, walk
from proctoring_config.files.values import plain

#: Start and end of what is replaced, and what is written instead.
Edit = tuple[int, int, str]


class CannotEditError(Exception):
    """The edit is not a mechanical one."""


def quote(text: str, as_json: bool, *, always: bool = True) -> str:
    """
    Return ``text`` in the quotes of YAML or JSON. Quotes that it already has are replaced.

    If ``always`` is not set, words without quotes stay as they are in YAML, and numbers and booleans in both.
    """
    is_quoted = text[:1] == "'" == text[-1:] or text[:1] == '"' == text[-1:]
    bare = text[1:-1] if is_quoted and len(text) > 1 else text
    if not always and not is_quoted and (not as_json or bare in ("true", "false") or bare.isdigit()):
        return bare
    return json.dumps(bare) if as_json else "'" + bare.replace("'", "''") + "'"


class SettingsText:
    """The ``text`` of the file ``name``, parsed."""

    def __init__(self, name: str, text: str) -> None:
        self.text = text
        self.source = Source(name, text)
        self.root = parse(self.source).root
        self.is_json = is_json(self.source)

    def apply(self, edits: Sequence[Edit]) -> str:
        """Return the text after the edits."""
        text = self.text
        for start, end, written in sorted(edits, reverse=True):
            text = text[:start] + written + text[end:]
        return text

    def holder(self, located: LocatedProblem) -> MappingNode:
        """Return the mapping that contains the key of a problem."""
        return next(mapping for mapping, key in self._keys() if self._is_at(key, located))

    def key(self, located: LocatedProblem) -> Node:
        """Return the node of the key."""
        return next(key for _, key in self._keys() if self._is_at(key, located))

    def entry(self, located: LocatedProblem) -> Entry:
        """Return the key with its value."""
        holder, key = self.holder(located), self.key(located)
        value = next(value for other, value in holder.pairs if other is key)
        return Entry(key.value if isinstance(key, ScalarNode) else None, value, self.source, key.start)

    def plain(self, node: Node) -> object:
        """Return the value of a node."""
        return plain(Entry(None, node, self.source, node.start))

    def value(self, located: LocatedProblem, written: str) -> Edit:
        """Write another value."""
        key, node = self.key(located), self.entry(located).node
        colon = self.text.find(":", key.end)
        if node.start >= node.end:  # nothing is written
            return (key.end, key.end, f": {written}") if colon < 0 else (colon + 1, colon + 1, f" {written}")
        tail = "\n" if self.text[node.end - 1] == "\n" else ""
        return colon + 1, node.end, f" {written}{tail}"

    def insert(self, entry: Entry, pairs: Sequence[tuple[str, str]]) -> Edit:
        """Write ``pairs`` at the beginning of the mapping that is the value of ``entry``."""
        written = [f"{quote(name, self.is_json, always=self.is_json)}: {value}" for name, value in pairs]
        if self.is_json:
            written = [text.replace("'", '"') for text in written]
        node = entry.node
        if isinstance(node, MappingNode) and node.is_flow:
            return node.inner, node.inner, ", ".join(written) + (", " if node.pairs else "")
        if isinstance(node, MappingNode):
            first = node.pairs[0][0].start
            indent = " " * (self.source.position(first)[1] - 1)
            return first, first, "".join(f"{text}\n{indent}" for text in written)
        indent = " " * (entry.position[1] + 1)
        colon = self.text.index(":", entry.offset) + 1
        end = max(node.end, colon) if node.end > node.start else colon
        return colon, end, "".join(f"\n{indent}{text}" for text in written)

    def remove(self, located: LocatedProblem) -> Edit:
        """Remove a key with its value."""
        holder, key = self.holder(located), self.key(located)
        index = next(index for index, pair in enumerate(holder.pairs) if pair[0] is key)
        if not holder.is_flow:
            return (*self._lines(holder, index), "")
        if index + 1 < len(holder.pairs):
            return key.start, holder.pairs[index + 1][0].start, ""
        start = holder.pairs[index - 1][1].end if index else key.start
        return start, max(holder.pairs[index][1].end, key.end), ""

    def indent_following(self, located: LocatedProblem) -> Iterator[Edit]:
        """Indent the options that follow a provider at its own level."""
        from proctoring_config.validators.structure import is_stranded

        holder, key = self.holder(located), self.key(located)
        index = next(index for index, pair in enumerate(holder.pairs) if pair[0] is key)
        last = index
        for name, value in holder.pairs[index + 1 :]:
            if not isinstance(name, ScalarNode) or not is_stranded(name.value, self.plain(value)):
                break
            last += 1
        if holder.is_flow:
            options = self.text[holder.pairs[index + 1][0].start : holder.pairs[last][1].end]
            yield key.end, holder.pairs[last][1].end, f": {{{options}}}"
            return
        for following in range(index + 1, last + 1):
            yield from self._indent(*self._lines(holder, following), by=2)

    def move_into(self, located: LocatedProblem, provider: str) -> Iterator[Edit]:
        """Move a key into the mapping of ``provider``, which is a key of the same mapping."""
        holder, key = self.holder(located), self.key(located)
        value, target = self.entry(located).node, holder.entries[provider]
        yield self.remove(located)
        if holder.is_flow or (isinstance(target.node, MappingNode) and target.node.is_flow):
            written = self.text[value.start : value.end]
            if not holder.is_flow and "\n" in written.strip():
                raise CannotEditError
            name = self.text[key.start : key.end]
            yield self.insert(target, [(name, written)])
            return
        index = next(index for index, pair in enumerate(holder.pairs) if pair[0] is key)
        start, end = self._lines(holder, index)
        block = "".join("  " + line for line in self.text[start:end].splitlines(keepends=True))
        below = self.text.index("\n", target.offset) + 1
        if isinstance(target.node, MappingNode):
            column = self.source.position(target.node.pairs[0][0].start)[1] - target.position[1]
            block = "".join(" " * (column - 2) + line for line in block.splitlines(keepends=True))
        yield below, below, block if block.endswith("\n") else block + "\n"

    def wrap_options(self, located: LocatedProblem, name: str) -> Iterator[Edit]:
        """Write ``name`` above the options at the level of the providers, and indent them."""
        holder = self.holder(located)
        options = [
            index for index, (key, _) in enumerate(holder.pairs) if "DEFAULT" not in self.text[key.start : key.end]
        ]
        if holder.is_flow:
            first, last = holder.pairs[options[0]][0].start, holder.pairs[options[-1]][1].end
            yield first, last, f"{quote(name, self.is_json)}: {{{self.text[first:last]}}}"
            return
        start = self._lines(holder, options[0])[0]
        column = self.source.position(holder.pairs[options[0]][0].start)[1]
        for index in options:
            for edit in self._indent(*self._lines(holder, index), by=2):
                above = " " * (column - 1) + f"{name}:\n" if edit[0] == start else ""
                yield edit[0], edit[1], above + edit[2]

    def move_out(self, located: LocatedProblem) -> Iterator[Edit]:
        """Move a key out of its mapping, to the end of the mapping above."""
        holder, key = self.holder(located), self.key(located)
        if holder.is_flow:
            above, _ = self._above(holder)
            yield self.remove(located)
            yield above.inner, above.inner, self.text[key.start : self.entry(located).node.end] + ", "
            return
        index = next(index for index, pair in enumerate(holder.pairs) if pair[0] is key)
        start, end = self._lines(holder, index)
        above, by = self._above(holder)
        bottom = self._lines(above, len(above.pairs) - 1)[1]
        block = "".join(line[by:] or "\n" for line in self.text[start:end].splitlines(keepends=True))
        yield start, end, ""
        yield bottom, bottom, block if block.endswith("\n") else block + "\n"

    def _above(self, holder: MappingNode) -> tuple[MappingNode, int]:
        for mapping in self._mappings():
            if any(value is holder for _, value in mapping.pairs):
                column = self.source.position(mapping.pairs[0][0].start)[1]
                return mapping, self.source.position(holder.pairs[0][0].start)[1] - column
        raise CannotEditError

    def _indent(self, start: int, end: int, by: int) -> Iterator[Edit]:
        while start < end:
            yield start, start, " " * by
            start = self.text.find("\n", start, end) + 1 or end

    def _lines(self, holder: MappingNode, index: int) -> tuple[int, int]:
        """Return the span of the lines of a pair in a block mapping."""
        start = self.text.rfind("\n", 0, holder.pairs[index][0].start) + 1
        if index + 1 < len(holder.pairs):
            return start, self.text.rfind("\n", 0, holder.pairs[index + 1][0].start) + 1
        last = max(holder.pairs[index][1].end, holder.pairs[index][0].end)
        if self.text[last - 1] == "\n":
            return start, last
        return start, self.text.find("\n", last) + 1 or len(self.text)

    def _mappings(self) -> Iterator[MappingNode]:
        return (node for node in walk(self.root) if isinstance(node, MappingNode))

    def _keys(self) -> Iterator[tuple[MappingNode, Node]]:
        return ((mapping, key) for mapping in self._mappings() for key, _ in mapping.pairs)

    def _is_at(self, node: Node, located: LocatedProblem) -> bool:
        return self.source.position(node.start) == (located.line, located.column)
