"""The names of a module and their objects, and what is forgotten when unknown code runs."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import NamedTuple

from proctoring_config.files.python.memory import Memory
from proctoring_config.files.python.source import Offsets
from proctoring_config.files.python.values import Item, Presence, Shape, Value

UNKNOWN_KEY = object()
#: Functions that may set any name of a module.
NAMESPACES = frozenset(("eval", "exec", "globals", "locals", "setattr", "vars"))


class Functions(NamedTuple):
    """The names of the functions and classes of a module, and all names that are mentioned in them."""

    names: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


class Names:
    """Holds the names of a module, and those that it sets in the settings that an Open edX plugin gets."""

    def __init__(self, text: str, functions: Functions) -> None:
        self.offsets = Offsets(text)
        self.memory = Memory()
        self.globals = self.memory.create(0, len(text), Shape.MAPPING)
        self.settings = self.memory.create(0, len(text), Shape.MAPPING)
        self.settings.more_keys = 0
        self.locals: Value | None = None
        self.parameter: str | None = None
        self.patches: list[tuple[Value, Value]] = []
        self._functions = functions

    def assign_name(self, name: str, value: Value, offset: int) -> None:
        """Bind a name to an object, or unbind it."""
        scope = self.globals if self.locals is None else self.locals
        self.memory.write(scope, name, Item(value, offset))

    def find_name(self, name: str, node: ast.expr) -> Value | None:
        """Return the object of a name, or ``None`` if the module does not define it."""
        if name == self.parameter:
            return self.settings
        item = self.locals.entries.get(name) if self.locals else None
        item = item or self.globals.entries.get(name)
        if name in self._functions.names or (item and item.value.kind is Shape.FUNCTION):
            self.use_function(self.offsets.start(node))
            item = self.globals.entries.get(name)
        if item:
            return item.value
        return self.read_key(self.globals, name, node) if self.globals.more_keys is not None else None

    def use_function(self, offset: int) -> None:
        """Forget what the functions of the module may change."""
        self.memory.spend(len(self._functions.mentioned), offset)
        if NAMESPACES & self._functions.mentioned:
            self.forget(self.globals)
        for name in self._functions.mentioned:
            item = self.globals.entries.get(name)
            if item and item.value.kind is not Shape.FUNCTION:
                self.forget(item.value)
                self.memory.write(self.globals, name, item._replace(value=self.memory.forgotten(item.value)))

    def forget(self, *values: Value) -> None:
        """Forget what is known of objects that unknown code may change."""
        for value in values:
            if value is self.globals or value is self.settings:
                self.memory.forget(*(item.value for item in value.entries.values()))
                self.memory.open(value, value.start)
            else:
                self.memory.forget(value)

    def forget_names(self, *nodes: ast.AST) -> None:
        """Forget what is known of all names in code that may run or not, or more than once."""
        skipped = set()
        for node in (found for root in nodes for found in ast.walk(root)):
            if isinstance(node, ast.Attribute) and self.is_settings(node.value):
                skipped.add(id(node.value))
                self._forget_item(self.settings, node.attr, node, written=not isinstance(node.ctx, ast.Load))
            elif isinstance(node, ast.Name) and id(node) not in skipped:
                if node.id == self.parameter:
                    self.forget(self.settings)
                elif node.id in NAMESPACES:
                    self.forget(self.globals)
                else:
                    self._forget_name(node.id, node, written=not isinstance(node.ctx, ast.Load))
            elif isinstance(node, ast.ImportFrom | ast.Import):
                for name in (alias.asname or alias.name.partition(".")[0] for alias in node.names):
                    self._forget_name(name, node, written=True) if name != "*" else self.import_names(node)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                self._forget_name(node.name, node, written=True)

    def _forget_name(self, name: str, node: ast.expr | ast.stmt, *, written: bool) -> None:
        scope = self.globals
        if self.locals and (written or name in self.locals.entries):
            scope = self.locals
        self.find_name(name, node) if isinstance(node, ast.expr) else None
        self._forget_item(scope, name, node, written=written)

    def _forget_item(self, scope: Value, name: str, node: ast.expr | ast.stmt, *, written: bool) -> None:
        item = scope.entries.get(name)
        if item:
            self.forget(item.value)
        if written:
            offset = self.offsets.start(node)
            is_certain = item is not None and item.presence is Presence.CERTAIN
            presence = Presence.CERTAIN if is_certain else Presence.POSSIBLE
            self.memory.write(scope, name, Item(self.forgotten(node), offset, presence))

    def import_names(self, node: ast.Import | ast.ImportFrom) -> None:
        """Bind the names that a statement imports. After ``from x import *``, any name may have another value."""
        offset = self.offsets.start(node)
        for alias in node.names:
            if alias.name != "*":
                self.assign_name(alias.asname or alias.name.partition(".")[0], self.unknown(node), offset)
            elif self.locals is None:
                self.memory.open(self.globals, offset)

    def unknown(self, node: ast.expr | ast.stmt) -> Value:
        """Return an object of which nothing is known."""
        return self.memory.create(self.offsets.start(node), self.offsets.end(node))

    def forgotten(self, node: ast.expr | ast.stmt) -> Value:
        """Return an object of which nothing is known, and which may be one that other names have."""
        return self.memory.forgotten(self.unknown(node))

    @staticmethod
    def key_of(value: Value) -> Hashable:
        """Return the key that an object is, or ``UNKNOWN_KEY``."""
        if value.kind is Shape.LIST and isinstance(value.scalar, tuple):
            parts = tuple(item.scalar if item.kind is Shape.SCALAR else UNKNOWN_KEY for item in value.items)
            return UNKNOWN_KEY if UNKNOWN_KEY in parts else parts
        return value.scalar if value.kind is Shape.SCALAR and isinstance(value.scalar, Hashable) else UNKNOWN_KEY

    def write_key(self, mapping: Value, key: Hashable, value: Value, offset: int) -> None:
        """Assign a key of an object."""
        if mapping.kind not in (Shape.MAPPING, Shape.UNKNOWN):
            self.forget(mapping, value)
        elif key is UNKNOWN_KEY:  # taken to be none of the known keys
            self.memory.add_more_keys(mapping, offset)
            self.forget(value)
        else:
            if mapping.kind is Shape.UNKNOWN:
                self.memory.add_more_keys(mapping, mapping.start)
            self.memory.write(mapping, key, Item(value, offset))

    def remove_key(self, mapping: Value, key: Hashable) -> None:
        """Remove a key of an object."""
        if mapping.kind not in (Shape.MAPPING, Shape.UNKNOWN) or key is UNKNOWN_KEY:
            self.forget(mapping)
        else:
            self.memory.write(mapping, key, None)

    def read_key(self, mapping: Value, key: Hashable, node: ast.expr, presence: Presence = Presence.READ) -> Value:
        """Return the value of a key of an object. ``presence`` is that of a key of which nothing was known so far."""
        if mapping.kind is Shape.LIST and isinstance(key, int) and -len(mapping.items) <= key < len(mapping.items):
            return mapping.items[key]
        if mapping.kind not in (Shape.MAPPING, Shape.UNKNOWN) or key is UNKNOWN_KEY:
            self.memory.forget(*mapping.items, *(item.value for item in mapping.entries.values()))
            return self.forgotten(node)
        item = mapping.entries.get(key)
        if item is None:
            item = Item(self.unknown(node), self.offsets.start(node), presence)
            if mapping.has_more_keys:
                self.memory.write(mapping, key, item)
        elif item.presence is Presence.POSSIBLE and presence is Presence.READ:  # otherwise, the code fails here
            self.memory.write(mapping, key, item._replace(presence=Presence.CERTAIN))
        return item.value

    def update(self, mapping: Value, other: Value, offset: int) -> None:
        """Write the keys of another object to a mapping."""
        is_mapping = other.kind in (Shape.MAPPING, Shape.UNKNOWN)
        if not is_mapping or other.has_more_keys:
            self.memory.open(mapping, offset)
        if not is_mapping:
            self.forget(other)
        self.memory.spend(len(other.entries), offset)
        for key, item in list(other.entries.items()):
            if item.presence is Presence.CERTAIN:
                self.memory.write(mapping, key, item)
            elif item.presence is Presence.POSSIBLE:
                present = mapping.entries.get(key)
                presence = present.presence if present else Presence.POSSIBLE
                value = self._replace_absent(item.value, present.value) if present else item.value
                self.memory.write(mapping, key, Item(value, item.offset, presence))

    def _replace_absent(self, value: Value, present: Value) -> Value:
        """Return an object with ``present`` instead of the absence of a key in its choices."""
        if value.kind is not Shape.CHOICE:
            return present if value.kind is Shape.ABSENT else value
        result = self.memory.create(value.start, value.end, Shape.CHOICE)
        result.items = [self._replace_absent(item, present) for item in value.items]
        result.offsets, result.condition = value.offsets, value.condition
        return result

    def is_settings(self, node: ast.expr) -> bool:
        """Return whether an expression is the parameter of ``plugin_settings``."""
        return isinstance(node, ast.Name) and node.id == self.parameter
