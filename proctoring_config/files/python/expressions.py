"""Find out what expressions of Python are, without evaluating code that is not literal."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable

from proctoring_config.files.python.names import UNKNOWN_KEY, Names
from proctoring_config.files.python.values import Item, Presence, Shape, Value


class Expressions(Names):
    """
    Evaluates expressions whose value is known from the text of a module, and returns an unknown object for all others.

    What unknown code may change is forgotten.
    """

    def create(self, node: ast.expr, kind: Shape, scalar: object = None) -> Value:
        """Return the new object of an expression."""
        return self.memory.create(self.offsets.start(node), self.offsets.end(node), kind, scalar)

    def key(self, node: ast.expr) -> Hashable:
        """Return the key that an expression is, or ``UNKNOWN_KEY``."""
        return self.key_of(self.evaluate(node))

    def evaluate(self, node: ast.expr) -> Value:
        """Return the object of an expression."""
        method = getattr(self, f"_evaluate_{type(node).__name__.lower()}", None)
        if method is None:
            self.forget_names(node)
            return self.unknown(node)
        value: Value = method(node)
        return value

    def _evaluate_constant(self, node: ast.Constant) -> Value:
        return self.create(node, Shape.SCALAR, node.value)

    def _evaluate_name(self, node: ast.Name) -> Value:
        return self.find_name(node.id, node) or self.unknown(node)

    def _evaluate_namedexpr(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.assign_name(node.target.id, value, self.offsets.start(node))
        return value

    def _evaluate_dict(self, node: ast.Dict) -> Value:
        mapping = self.create(node, Shape.MAPPING)
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            if key_node is None:
                self.update(mapping, self.evaluate(value_node), self.offsets.start(value_node))
                continue
            key, offset = self.key(key_node), self.offsets.start(key_node)
            value = self.evaluate(value_node)
            before = mapping.entries.get(key) if key is not UNKNOWN_KEY else None
            self.write_key(mapping, key, value, offset)
            if before:
                mapping.repeated.setdefault(key, [before]).append(Item(value, offset))
        return mapping

    def _evaluate_list(self, node: ast.List | ast.Tuple) -> Value:
        items = self.evaluate_all(node.elts)
        if any(isinstance(element, ast.Starred) for element in node.elts):
            self.forget(*items)
            return self.unknown(node)
        value = self.create(node, Shape.LIST, () if isinstance(node, ast.Tuple) else None)
        value.items = items
        for item in items:
            item.references += 1
        return value

    _evaluate_tuple = _evaluate_list

    def _evaluate_set(self, node: ast.Set) -> Value:
        items = self.evaluate_all(node.elts)
        if any(item.kind is not Shape.SCALAR for item in items):  # also {{ placeholder }}, a set in a set
            self.forget(*items)
            return self.unknown(node)
        value = self.create(node, Shape.LIST, frozenset(item.scalar for item in items))
        value.items = items
        return value

    def _evaluate_starred(self, node: ast.Starred) -> Value:
        return self.evaluate(node.value)

    def _evaluate_subscript(self, node: ast.Subscript) -> Value:
        mapping = self.evaluate(node.value)
        return self.read_key(mapping, self.key(node.slice), node)

    def _evaluate_attribute(self, node: ast.Attribute) -> Value:
        value = self.evaluate(node.value)
        if value is self.settings:
            return self.read_key(value, node.attr, node)
        self.forget(value)
        return self.unknown(node)

    def _evaluate_unaryop(self, node: ast.UnaryOp) -> Value:
        value = self.evaluate(node.operand)
        if isinstance(node.op, ast.Not) and value.truth is not None:
            return self.create(node, Shape.SCALAR, not value.truth)
        if isinstance(node.op, ast.USub | ast.UAdd) and isinstance(value.scalar, int | float | complex):
            return self.create(node, Shape.SCALAR, -value.scalar if isinstance(node.op, ast.USub) else +value.scalar)
        return self.unknown(node)

    def _evaluate_binop(self, node: ast.BinOp) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        if isinstance(node.op, ast.BitOr) and Shape.MAPPING in (left.kind, right.kind):
            mapping = self.create(node, Shape.MAPPING)
            for value in (left, right):
                self.update(mapping, value, self.offsets.start(node))
            return mapping
        self.forget(left, right)
        return self.unknown(node)

    def _evaluate_joinedstr(self, node: ast.JoinedStr) -> Value:
        self.evaluate_all(value.value for value in node.values if isinstance(value, ast.FormattedValue))
        return self.unknown(node)

    def _evaluate_ifexp(self, node: ast.IfExp) -> Value:
        return self.choose(node.test, lambda: self.evaluate(node.body), lambda: self.evaluate(node.orelse))

    def _evaluate_boolop(self, node: ast.BoolOp) -> Value:
        value = self.evaluate(node.values[0])
        for other in node.values[1:]:
            value = self._evaluate_second(value, other, node)
        return value

    def _evaluate_second(self, value: Value, other: ast.expr, node: ast.BoolOp) -> Value:
        truth = value.truth
        if truth is not None:
            return self.evaluate(other) if truth is isinstance(node.op, ast.And) else value
        return self.memory.try_branches(ast.unparse(node), (lambda: value, lambda: self.evaluate(other)))

    def choose(self, test: ast.expr, *branches: Callable[[], Value]) -> Value:
        """Return the result of one of two branches, or a choice if it is not known which one runs."""
        truth = self.evaluate(test).truth
        if truth is None:
            return self.memory.try_branches(ast.unparse(test), (branches[0], branches[1]))
        return branches[0 if truth else 1]()

    def _evaluate_compare(self, node: ast.Compare) -> Value:
        left, *others = self.evaluate_all([node.left, *node.comparators])
        truth = self._compare(left, node.ops[0], others[0]) if len(others) == 1 else None
        return self.unknown(node) if truth is None else self.create(node, Shape.SCALAR, truth)

    def _compare(self, left: Value, operator: ast.cmpop, right: Value) -> bool | None:
        result: bool | None = None
        if isinstance(operator, ast.In | ast.NotIn):
            result = _contains(right, left)
        elif isinstance(operator, ast.Is | ast.IsNot) and right.kind is Shape.SCALAR and right.scalar is None:
            is_known = left.kind not in (Shape.UNKNOWN, Shape.FORGOTTEN, Shape.CHOICE)
            result = left.kind is Shape.SCALAR and left.scalar is None if is_known else None
        elif isinstance(operator, ast.Eq | ast.NotEq) and left.kind is right.kind is Shape.SCALAR:
            result = bool(left.scalar == right.scalar)
        if result is None:
            return None
        return result is not isinstance(operator, ast.NotIn | ast.IsNot | ast.NotEq)

    def _evaluate_lambda(self, node: ast.Lambda) -> Value:
        self.use_function(self.offsets.start(node))
        return self.create(node, Shape.FUNCTION)

    def evaluate_all(self, nodes: Iterable[ast.expr]) -> list[Value]:
        return [self.evaluate(node) for node in nodes]


def _contains(container: Value, member: Value) -> bool | None:
    """Return whether a mapping has a key, or ``None`` if that is not known."""
    if (
        container.kind is not Shape.MAPPING
        or member.kind is not Shape.SCALAR
        or not isinstance(member.scalar, Hashable)
    ):
        return None
    item = container.entries.get(member.scalar)
    if item is None:
        return None if container.has_more_keys else False
    return True if item.presence is Presence.CERTAIN else None
