"""
Parse Python settings into a tree. They are read with ``ast``, and never run.

The tree contains what the names of a module are known to be after its last statement: literals, and what assignments
and methods of mappings make of them. Everything else is ``Unresolved``.
"""

from __future__ import annotations

import re

from proctoring_config.files.python.source import parse_module
from proctoring_config.files.python.statements import Statements
from proctoring_config.files.python.values import Presence, Shape, Value
from proctoring_config.files.services import PATCHES_KEY
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import (
    DEEPEST,
    AliasNode,
    ChoiceNode,
    Entry,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    resolve,
)
from proctoring_config.validators.skeleton import Unresolved

_OPENING = re.compile(r"""[rRuU]?("{3}|'{3}|"|')""")


def parse_python(source: Source, *, is_whole: bool = True) -> MappingNode:
    """
    Return the settings of a module: its names, or what its ``plugin_settings(settings)`` sets.

    Unless the source ``is_whole``, other code precedes it. A mapping whose keys are not all known has an ``Unresolved``
    key. The texts of a Tutor plugin are mappings of the patch to the text, in a list at ``patches``. Raises
    UnparsableError.
    """
    module = parse_module(source)
    statements = Statements(source.text, module)
    if not is_whole:
        statements.memory.open(statements.globals, 0)
    try:
        statements.run_module()
        return _build(statements, source)
    except RecursionError:
        raise UnparsableError(statements.offset, "Python code that is nested too deep") from None


def _build(statements: Statements, source: Source) -> MappingNode:
    names, builder = statements.globals, TreeBuilder(source)
    if statements.has_settings:
        names.entries.update(statements.settings.entries)
        names.more_keys = names.more_keys or 0
    root = builder.build_mapping(names)
    if statements.patches:
        start = statements.patches[0][0].start
        patches = ListNode(start, start, written=[builder.build_patch(*patch) for patch in statements.patches])
        root.pairs.append((ScalarNode(start, start, value=PATCHES_KEY), patches))
        root.add(Entry(PATCHES_KEY, patches, source, start))
    return root


class TreeBuilder:
    """Builds the nodes of objects. An object that occurs twice has one node, to which an alias refers."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._nodes: dict[int, Node] = {}
        self._is_known: dict[int, bool] = {}

    def build(self, value: Value, depth: int = 0) -> Node:
        """Return the node of an object. Raises UnparsableError if it is nested too deep."""
        if id(value) in self._nodes:
            return self._nodes[id(value)]
        if depth > DEEPEST:
            raise UnparsableError(value.start, f"nested more than {DEEPEST} levels deep")
        if value.kind is Shape.SCALAR or (value.kind is Shape.LIST and isinstance(value.scalar, frozenset)):
            style = '"' if isinstance(value.scalar, str) else None
            node: Node = ScalarNode(value.start, value.end, value=value.scalar, style=style)
        elif value.kind is Shape.LIST:
            node = self._nodes[id(value)] = ListNode(
                value.start, value.end, is_flow=True, is_tuple=isinstance(value.scalar, tuple)
            )
            node.written = [self._refer(item, depth) for item in value.items]
        elif self._is_mapping(value):
            node = self.build_mapping(value, depth)
        elif value.kind is Shape.CHOICE:
            built = [None if one.kind is Shape.ABSENT else self.build(one, depth + 1) for one in value.items]
            node = ChoiceNode(
                *(value.start, value.end),
                value=Unresolved(),
                condition=value.condition,
                alternatives=tuple(built),
                offsets=value.offsets,
            )
        else:
            node = ScalarNode(value.start, value.end, value=Unresolved())
        self._nodes[id(value)] = node
        return node

    def build_mapping(self, value: Value, depth: int = 0) -> MappingNode:
        """Return the node of a mapping. Raises UnparsableError if it is nested too deep."""
        node = self._nodes[id(value)] = MappingNode(value.start, value.end, is_flow=True)
        for key, item in value.entries.items():
            written: Node = ScalarNode(item.value.start, item.value.end, value=Unresolved())
            if item.value.kind is Shape.CHOICE:
                written = self.build(item.value, depth + 1)
            elif item.presence is Presence.CERTAIN or (item.presence is Presence.READ and self._is_mapping(item.value)):
                written = self._refer(item.value, depth)
            elif item.presence is Presence.READ:
                continue
            node.pairs.append((ScalarNode(item.offset, item.offset, value=key), written))
            node.entries[key] = Entry(key, resolve(written), self._source, item.offset)
        for key, items in value.repeated.items():
            node.repeated[key] = [
                Entry(key, self.build(item.value, depth + 1), self._source, item.offset) for item in items
            ]
        if value.has_more_keys:
            offset = value.start if value.more_keys is None else value.more_keys
            unknown = ScalarNode(offset, offset, value=Unresolved())
            node.entries[unknown.value] = Entry(unknown.value, unknown, self._source, offset)
        return node

    def _refer(self, value: Value, depth: int) -> Node:
        known = self._nodes.get(id(value))
        return AliasNode(value.start, value.end, target=known) if known else self.build(value, depth + 1)

    def _is_mapping(self, value: Value) -> bool:
        """Return whether an object is a mapping: it is written as one, or the code sets a key of it, or below it."""
        if value.kind is not Shape.UNKNOWN:
            return value.kind is Shape.MAPPING
        if id(value) not in self._is_known:
            self._is_known[id(value)] = False  # for an object that contains itself
            below = (item.value for item in value.entries.values())
            self._is_known[id(value)] = any(map(self._is_mapping, below))
        return self._is_known[id(value)]

    def build_patch(self, name: Value, text: Value) -> Node:
        """Return a mapping of the name of a Tutor patch to its text."""
        node = self.build(text)
        if isinstance(node, ScalarNode):
            node.start, node.end = _find_content(self._source.text, node)
            node.style = None
        key = name.scalar if isinstance(name.scalar, str) else Unresolved()
        patch = MappingNode(name.start, text.end, is_flow=True)
        patch.pairs.append((ScalarNode(name.start, name.end, value=key), node))
        patch.add(Entry(key, node, self._source, name.start))
        return patch


def _find_content(text: str, node: ScalarNode) -> tuple[int, int]:
    """Return the span of a string without its quotes, if it is a single literal."""
    opening = _OPENING.match(text, node.start, node.end)
    if opening is None:
        return node.start, node.end
    return opening.end(), node.end - len(opening.group(1))
