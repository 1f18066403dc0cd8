"""A parser's events -> a tree; what nests too deep, or multiplies by merging, is refused on the way."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from proctoring_config.settings_files.source import Source, UnparsableError
from proctoring_config.settings_files.tree import Block, Entry
from proctoring_config.validators.skeleton import Elsewhere

DEEPEST = 100
MOST_MERGED = 100_000

#: What a parser adds for the key ``<<`` of YAML.
MERGE = object()


@dataclass(slots=True)
class _Frame:
    """A mapping or list that has not ended yet."""

    node: Block | list[object]
    key: Hashable = None
    key_offset: int | None = None
    merges: list[tuple[object, int]] = field(default_factory=list)


class Builder:
    """Puts one tree together; ``root`` is the tree, or ``None`` as long as there is none."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: object = None
        self._frames: list[_Frame] = []
        self._merged = 0

    @property
    def expects_key(self) -> bool:
        """Whether what comes next is a key."""
        return bool(self._frames) and isinstance(self._frames[-1].node, Block) and self._frames[-1].key_offset is None

    def open(self, node: Block | list[object], offset: int, *, elsewhere: bool = False) -> object:
        """
        Begin a mapping or list, as the next key, value or item, and return what stands in the tree for it.

        That is ``node``, or ``Elsewhere`` where another tool makes a value of it: then it is read, but not judged.
        """
        if len(self._frames) == DEEPEST:
            raise UnparsableError(offset, f"nested more than {DEEPEST} levels deep")
        shown = Elsewhere() if elsewhere else node
        self.add(shown, offset)
        self._frames.append(_Frame(node))
        return shown

    def add(self, node: object, offset: int) -> None:
        """Add a whole node, as the next key, value or item."""
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        if isinstance(frame.node, list):
            frame.node.append(node)
        elif frame.key_offset is None:
            if isinstance(node, Block | list):
                raise UnparsableError(offset, "a mapping or a list as a key")
            frame.key, frame.key_offset = node, offset
        else:
            if frame.key is MERGE:
                frame.merges.append((node, offset))
            else:
                frame.node.put(Entry(frame.key, node, self.source, frame.key_offset))
            frame.key_offset = None

    def close(self) -> None:
        """End the innermost mapping or list."""
        frame = self._frames.pop()
        if not isinstance(frame.node, Block) or not frame.merges:
            return
        entries = {}
        for node, offset in frame.merges:
            for block in self._sources(node, offset, frame):
                entries.update(block.entries)
                self._merged += len(block.entries)
                if self._merged > MOST_MERGED:
                    raise UnparsableError(offset, f"merges more than {MOST_MERGED:,} keys")
        frame.node.entries = entries | frame.node.entries

    def _sources(self, node: object, offset: int, into: _Frame) -> Iterator[Block]:
        """Yield the mappings that ``<<: node`` merges, those that win last."""
        for block in reversed(node) if isinstance(node, list) else [node]:
            if isinstance(block, Elsewhere):
                continue
            if not isinstance(block, Block):
                raise UnparsableError(offset, "<< takes a mapping, or a list of mappings")
            if any(frame.node is block for frame in [*self._frames, into]):
                raise UnparsableError(offset, "<< merges a mapping into itself")
            yield block
