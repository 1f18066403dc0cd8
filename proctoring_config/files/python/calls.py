"""Find out what calls do to the settings: methods of mappings, and functions that change nothing."""

from __future__ import annotations

import ast
from collections.abc import Hashable

from proctoring_config.files.python.expressions import Expressions
from proctoring_config.files.python.names import NAMESPACES, UNKNOWN_KEY
from proctoring_config.files.python.values import Item, Presence, Shape, Value

_PURE = frozenset(
    ("all", "any", "bool", "callable", "float", "hasattr", "int", "isinstance", "len", "print", "repr", "str", "type")
)
_KEYS_ONLY = frozenset(("frozenset", "list", "set", "sorted", "tuple"))


class Calls(Expressions):
    """Evaluates calls."""

    def _evaluate_call(self, node: ast.Call) -> Value:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr.startswith("add_item") and _is_patches(function.value):
            return self._add_patches(node)
        if isinstance(function, ast.Attribute):
            return self._call_method(node, function)
        name = function.id if isinstance(function, ast.Name) else ""
        defined = self.find_name(name, function) if name in self.globals.entries else None
        if defined is not None and defined.kind is not Shape.UNKNOWN:
            return self._call_unknown(node)
        return self._call_function(node, name)

    def _call_function(self, node: ast.Call, name: str) -> Value:
        """Call a function of Python, or an unknown one."""
        if name == "dict" and len(node.args) <= 1:
            return self._copy(node)
        arguments = self._arguments(node)
        if name == "isinstance" and _is_known_bool_test(node, arguments):
            return self.create(node, Shape.SCALAR, isinstance(arguments[0].scalar, bool))
        if name in ("copy", "deepcopy") and len(arguments) == 1:
            return self._copy_value(arguments[0], node, deep=name == "deepcopy")
        if name == "setattr" and len(arguments) == 3 and arguments[0] is self.settings:
            _, key, value = arguments
            self.write_key(self.settings, self.key_of(key), value, key.start)
        elif name in NAMESPACES:
            self.forget(*arguments, self.globals)
        elif name in _KEYS_ONLY and all(argument.kind is Shape.MAPPING for argument in arguments):
            pass  # the keys are strings, which nothing changes
        elif name not in _PURE:
            self.forget(*arguments)
        return self.unknown(node)

    def _call_unknown(self, node: ast.Call) -> Value:
        self.evaluate(node.func)
        self.forget(*self._arguments(node))
        return self.unknown(node)

    def _arguments(self, node: ast.Call) -> list[Value]:
        return self.evaluate_all([*node.args, *(keyword.value for keyword in node.keywords)])

    def _copy(self, node: ast.Call) -> Value:
        """Return the mapping that ``dict(other, key=value)`` makes."""
        mapping = self.create(node, Shape.MAPPING)
        self._update(mapping, node)
        return mapping

    def _update(self, mapping: Value, node: ast.Call) -> None:
        """Write what ``update(other, key=value)`` writes."""
        if mapping.kind is Shape.UNKNOWN:
            self.memory.add_more_keys(mapping, mapping.start)
        values: list[tuple[ast.expr | ast.keyword, str | None, Value]]
        values = [(one, None, self.evaluate(one)) for one in node.args]
        values += [(one, one.arg, self.evaluate(one.value)) for one in node.keywords]
        for argument, name, value in values:
            offset = self.offsets.start(argument)
            if name is None:
                self.update(mapping, value, offset)
            else:
                self.memory.write(mapping, name, Item(value, offset))

    def _copy_value(self, value: Value, node: ast.Call, *, deep: bool) -> Value:
        if value.kind is not Shape.MAPPING:
            return value if value.kind is Shape.SCALAR else self._forget_all(node, value)
        mapping = self.create(node, Shape.MAPPING)
        self.update(mapping, value, mapping.start)
        pending, copies = [mapping] if deep else [], {id(value): mapping}
        while pending:
            copied = pending.pop()
            for key, item in list(copied.entries.items()):
                if item.value.kind is Shape.MAPPING and id(item.value) not in copies:
                    copy = copies[id(item.value)] = self.create(node, Shape.MAPPING)
                    self.update(copy, item.value, mapping.start)
                    pending.append(copy)
                known = copies.get(id(item.value)) or self._copy_value(item.value, node, deep=False)
                self.memory.write(copied, key, item._replace(value=known))
        return mapping

    def _forget_all(self, node: ast.Call, *values: Value) -> Value:
        self.forget(*values)
        return self.unknown(node)

    def _call_method(self, node: ast.Call, function: ast.Attribute) -> Value:
        value = self.evaluate(function.value)
        if value is self.settings or value.kind not in (Shape.MAPPING, Shape.UNKNOWN):
            arguments = self._arguments(node)
            self.forget(*arguments)
            if value.kind is not Shape.SCALAR:
                self.forget(value)
            return self.forgotten(node)
        name = function.attr
        if name == "update" and len(node.args) <= 1:
            self._update(value, node)
            return self.create(node, Shape.SCALAR)
        arguments = self._arguments(node)
        if name in ("get", "setdefault", "pop") and len(arguments) in (1, 2) and not node.keywords:
            default = arguments[1] if len(arguments) == 2 else None
            return self._call_with_key(node, name, value, self.key_of(arguments[0]), default)
        if name == "copy" and not arguments:
            return self._copy_value(value, node, deep=False)
        if name in ("copy", "deepcopy") and len(arguments) == 1:
            return self._copy_value(arguments[0], node, deep=name == "deepcopy")
        if name == "keys" and not arguments:
            return self.unknown(node)
        return self._forget_all(node, value, *arguments)

    def _call_with_key(self, node: ast.Call, name: str, mapping: Value, key: Hashable, default: Value | None) -> Value:
        """Call ``get``, ``setdefault`` or ``pop``."""
        item = mapping.entries.get(key)
        is_certain = item is not None and item.presence is Presence.CERTAIN
        is_absent = key is not UNKNOWN_KEY and item is None and not mapping.has_more_keys
        default = default or self.create(node, Shape.SCALAR)
        result = default if is_absent else self.read_key(mapping, key, node, Presence.POSSIBLE)
        if not is_certain and not is_absent:
            self.forget(default, result)
            result = self.unknown(node)
        if name == "setdefault" and not is_certain:
            self.write_key(mapping, key, result, self.offsets.start(node.args[0]))
        if name == "pop":
            self.remove_key(mapping, key)
        return result

    def _add_patches(self, node: ast.Call) -> Value:
        """Remember the texts that a Tutor plugin adds to settings."""
        for argument in self.evaluate_all(node.args):
            is_single = bool(argument.items) and argument.items[0].kind is Shape.SCALAR
            for pair in [argument] if is_single else argument.items:
                if len(pair.items) == 2:
                    self.patches.append((pair.items[0], pair.items[1]))
        return self.unknown(node)


def _is_patches(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "ENV_PATCHES") or (
        isinstance(node, ast.Name) and node.id == "ENV_PATCHES"
    )


def _is_known_bool_test(node: ast.Call, arguments: list[Value]) -> bool:
    """Return whether a call is ``isinstance(value, bool)`` with a value whose type is known."""
    is_of_bool = [ast.unparse(argument) for argument in node.args[1:]] == ["bool"]
    return is_of_bool and arguments[0].kind in (Shape.SCALAR, Shape.LIST, Shape.MAPPING)
