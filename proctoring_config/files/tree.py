"""
The tree of a settings file: the values as the platform loads them, and their positions in the text.

A node is a :class:`ScalarNode`, a :class:`ListNode`, a :class:`MappingNode` or, for an alias in YAML, an
:class:`AliasNode`. Aliases share a node, and may contain themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from proctoring_config.files.source import Source

#: The maximum nesting.
DEEPEST = 100
#: The maximum number of keys that merges (``<<``) may bring into a file.
MOST_MERGED = 100_000
#: The value of the merge key ``<<`` of YAML.
MERGE = object()


@dataclass(eq=False, slots=True)
class Node:
    """
    Part of a file's text, from ``start`` (of its anchor or tag, if it has one) to ``end``.

    ``anchor`` and ``tag`` are YAML's, as written.
    """

    start: int
    end: int
    anchor: str | None = field(default=None, kw_only=True)
    tag: str | None = field(default=None, kw_only=True)


@dataclass(eq=False, slots=True)
class ScalarNode(Node):
    """
    A string, number or word. ``style`` is its quote, or the first character of a block scalar (``|``, ``>``).

    A mapping or list with another tool's tag is a scalar too: its ``value`` is ``Unresolved``, because only that tool
    knows it, and ``inside`` is the node that the tool gets.
    """

    value: Any = None
    style: str | None = None
    inside: Node | None = None


@dataclass(eq=False, slots=True)
class ChoiceNode(ScalarNode):
    """
    One of several nodes, depending on a ``condition`` in Python; its ``value`` is ``Unresolved``.

    ``alternatives`` are the nodes if the condition is true and false; ``None`` means that the key is absent. The keys
    of the nodes are at ``offsets``, or where that of the choice is if ``None``.
    """

    condition: str = ""
    alternatives: tuple[Node | None, ...] = ()
    offsets: tuple[int | None, ...] = ()


@dataclass(eq=False, slots=True)
class AliasNode(Node):
    """A reference (``*name``) to the node ``target``."""

    target: Node


@dataclass(eq=False, slots=True)
class ListNode(Node):
    """A list, or a tuple of Python. If it has brackets (``is_flow``), its content begins at ``inner``."""

    inner: int = 0
    is_flow: bool = False
    is_tuple: bool = False
    written: list[Node] = field(default_factory=list)

    @property
    def items(self) -> list[Node]:
        """The items, with aliases resolved."""
        return [resolve(node) for node in self.written]


@dataclass(eq=False, slots=True)
class Entry:
    """A key of a mapping, its position, and the node of its value."""

    key: Hashable
    node: Node
    source: Source
    offset: int

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the key."""
        return self.source.position(self.offset)


@dataclass(eq=False, slots=True)
class MappingNode(Node):
    """
    A mapping: ``pairs`` as written, ``entries`` as loaded, including those that YAML's ``<<`` merges into it.

    The last entry of a duplicate key wins, as in the platform; ``repeated`` contains all of its entries in order.
    """

    inner: int = 0
    is_flow: bool = False
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    entries: dict[Hashable, Entry] = field(default_factory=dict)
    repeated: dict[Hashable, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add an entry that is written in the mapping itself."""
        if entry.key in self.entries:
            self.repeated.setdefault(entry.key, [self.entries[entry.key]]).append(entry)
        self.entries[entry.key] = entry


def resolve(node: Node) -> Node:
    """Return the target of an alias, or ``node`` itself."""
    return node.target if isinstance(node, AliasNode) else node


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and every node within it as written, in order; aliases are not followed."""
    pending = [node]
    while pending:
        found = pending.pop()
        yield found
        if isinstance(found, MappingNode):
            pending += [part for pair in reversed(found.pairs) for part in reversed(pair)]
        elif isinstance(found, ListNode):
            pending += reversed(found.written)
        elif isinstance(found, ScalarNode) and found.inside:
            pending.append(found.inside)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the scalars and aliases within ``node`` as written, in order."""
    for found in walk(node):
        if isinstance(found, AliasNode) or (isinstance(found, ScalarNode) and not found.inside):
            yield found


def child(node: Node | None, key: Hashable) -> Node | None:
    """Return the value of ``key`` in a mapping; ``None`` if there is none, or ``node`` is not a mapping."""
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry.node if entry else None
