"""The changes of objects in a Python module, which can be undone to try both branches of a condition."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from proctoring_config.files.python.values import Item, Presence, Shape, Value, is_same_scalar
from proctoring_config.files.source import UnparsableError
from proctoring_config.files.tree import DEEPEST

#: The maximum number of names and keys that are copied, compared or forgotten again and again.
MOST_STEPS = 300_000


class _Change(NamedTuple):
    """A changed key of a mapping, with its item before. The key ``_SHAPE`` stands for the type of an object."""

    mapping: Value
    key: Hashable
    before: Item | _Shape | None


class _Shape(NamedTuple):
    kind: Shape
    more_keys: int | None


_SHAPE = object()
_Slot = tuple[int, Hashable]
_Changed = dict[_Slot, tuple[_Change, Item | _Shape | None]]


class Memory:
    """Creates and changes objects, and undoes changes to try the branches of a condition one after another."""

    def __init__(self) -> None:
        self._changes: list[_Change] = []
        self._branch = self._branches = 0
        self._steps = 0

    def spend(self, steps: int, offset: int) -> None:
        """Count steps that may be repeated for each statement. Raises UnparsableError if there are too many."""
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise UnparsableError(offset, "too much code that may change settings")

    def create(self, start: int, end: int, kind: Shape = Shape.UNKNOWN, scalar: object = None) -> Value:
        """Return a new object."""
        return Value(start, end, kind, scalar, branch=self._branch)

    def forgotten(self, like: Value) -> Value:
        """Return a new object of which nothing is known, at the position of another one."""
        return self.create(like.start, like.end, Shape.FORGOTTEN)

    def write(self, mapping: Value, key: Hashable, item: Item | _Shape | None) -> None:
        """Set a key of a mapping, or remove it if ``item`` is ``None``."""
        if mapping.branch < self._branch:
            self._changes.append(_Change(mapping, key, _get(mapping, key)))
        if isinstance(item, Item):
            before = mapping.entries.get(key)
            item.value.references += before is None or before.value is not item.value
        _set(mapping, key, item)

    def forget(self, *values: Value) -> None:
        """Forget what is known of the objects, and of those that they contain."""
        pending = list(values)
        while pending:
            value = pending.pop()
            if value.kind in (Shape.SCALAR, Shape.FUNCTION, Shape.FORGOTTEN):
                continue
            pending += value.items
            pending += [item.value for item in value.entries.values()]
            self._clear(value)

    def _clear(self, value: Value) -> None:
        for key in list(value.entries):
            self.write(value, key, None)
        self.write(value, _SHAPE, _Shape(Shape.FORGOTTEN, None))

    def open(self, mapping: Value, offset: int) -> None:
        """Note that any key of a mapping may have been written."""
        self.spend(len(mapping.entries), offset)
        for key, item in list(mapping.entries.items()):
            self.write(mapping, key, item._replace(value=self.forgotten(item.value)))
        self.add_more_keys(mapping, offset)

    def add_more_keys(self, mapping: Value, offset: int) -> None:
        """Note that a mapping, or an object that turns out to be one, may have more keys."""
        if mapping.more_keys is None:
            self.write(mapping, _SHAPE, _Shape(Shape.MAPPING, offset))

    def try_branches(self, condition: str, branches: tuple[Callable[[], Value], Callable[[], Value]]) -> Value:
        """
        Call two functions with the same state, and join what is known after each of them.

        Return the joined results. What differs is a choice by the ``condition``, which is true for the first function.
        """
        values, results = [], []
        for branch in branches:
            outer = self._changes, self._branch
            self._branches += 1
            self._changes, self._branch = [], self._branches
            try:
                values.append(branch())
            finally:
                results.append(self._undo())
                self._changes, self._branch = outer
        self._join_changes(results, condition)
        return self._join(values[0], values[1], condition, references=0)

    def _undo(self) -> _Changed:
        """Undo the changes of the branch, and return each changed key with its items before and after."""
        first: dict[_Slot, _Change] = {}
        for change in self._changes:
            first.setdefault((id(change.mapping), change.key), change)
        result = {slot: (change, _get(change.mapping, change.key)) for slot, change in first.items()}
        for change in reversed(self._changes):
            _set(change.mapping, change.key, change.before)
        return result

    def _join_changes(self, results: Sequence[_Changed], condition: str) -> None:
        """
        Join what two branches changed.

        Objects are joined at the end, when their own changes are known; until then, nothing is known of them.
        """
        later: list[tuple[_Change, Item, Item]] = []
        for slot in dict.fromkeys(slot for result in results for slot in result):
            change = next(result[slot][0] for result in results if slot in result)
            states = [result[slot][1] if slot in result else change.before for result in results]
            one, other = (state if isinstance(state, Item) else None for state in states)
            if isinstance(change.before, _Shape):
                self.write(change.mapping, change.key, _join_shapes([one for one in states if isinstance(one, _Shape)]))
            elif one and other and one.value is not other.value:
                self.write(change.mapping, change.key, one._replace(value=self.forgotten(one.value)))
                later.append((change, one, other))
            else:
                shapes = [change.mapping, *(result[at][1] for result in results if (at := (slot[0], _SHAPE)) in result)]
                is_open = any(shape.more_keys is not None for shape in shapes if isinstance(shape, Value | _Shape))
                self.write(change.mapping, change.key, self._join_presence(one, other, condition, is_open=is_open))
        for change, one, other in later:
            self.write(change.mapping, change.key, self._join_items(one, other, condition))

    def _join_presence(self, one: Item | None, other: Item | None, condition: str, *, is_open: bool) -> Item | None:
        """
        Return the item of a key that has the same object, or none, after each of two branches.

        If the mapping ``is_open``, it may have the key although none is known.
        """
        if one and other:
            return one if one.presence is other.presence else one._replace(presence=Presence.POSSIBLE)
        item = one or other
        if item is None or (item.presence is Presence.READ and item.value.kind is not Shape.MAPPING):
            self.forget(*([item.value] if item else []))
            return None
        kind = Shape.FORGOTTEN if is_open else Shape.ABSENT
        absent = Item(self.create(item.offset, item.offset, kind), item.offset)
        value = self._choose(one or absent, other or absent, condition, references=1)
        return Item(value, item.offset, Presence.POSSIBLE)

    def _join_items(self, one: Item, other: Item, condition: str, depth: int = 0) -> Item:
        value = self._join(one.value, other.value, condition, depth, references=1, offsets=(one.offset, other.offset))
        return Item(value, one.offset, one.presence if one.presence is other.presence else Presence.POSSIBLE)

    def _join(
        self,
        one: Value,
        other: Value,
        condition: str,
        depth: int = 0,
        *,
        references: int,
        offsets: tuple[int | None, int | None] = (None, None),
    ) -> Value:
        """
        Return an object that is one of two, depending on a condition. Two mappings become one with such values.

        If one of them has more ``references``, it may change without the result, or with it, so nothing is known.
        """
        if one is other:
            return one
        if one.kind is Shape.SCALAR and other.kind is Shape.SCALAR and is_same_scalar(one.scalar, other.scalar):
            return one
        self.spend(len(one.entries) + len(other.entries), one.start)
        is_shared = max(one.references, other.references) > references
        if is_shared or not (one.kind is other.kind is Shape.MAPPING) or depth == DEEPEST:
            items = Item(one, one.start), Item(other, other.start)
            result = self._choose(*items, condition, references=references)
            result.offsets = offsets
            return result
        result = self.forgotten(one)
        result.kind, result.more_keys = Shape.MAPPING, other.more_keys if one.more_keys is None else one.more_keys
        for key in one.entries | other.entries:
            left, right = one.entries.get(key), other.entries.get(key)
            if left and right:
                item: Item | None = self._join_items(left, right, condition, depth + 1)
            else:
                item = self._join_presence(left, right, condition, is_open=(other if left else one).has_more_keys)
            if item:
                result.entries[key] = item
        for value in (one, other):
            self._clear(value)
        return result

    def _choose(self, one: Item, other: Item, condition: str, *, references: int) -> Value:
        """Return a choice of two objects. What other names may change is forgotten."""
        for value in (one.value, other.value):
            if value.kind is not Shape.SCALAR and (value.references > references or value.kind is Shape.UNKNOWN):
                self.forget(value)
        kinds = {one.value.kind, other.value.kind}
        if kinds <= {Shape.FORGOTTEN, Shape.FUNCTION, Shape.ABSENT}:
            return self.forgotten(one.value)
        result = self.create(one.value.start, one.value.end, Shape.CHOICE)
        result.items, result.offsets, result.condition = [one.value, other.value], (one.offset, other.offset), condition
        return result


def _get(value: Value, key: Hashable) -> Item | _Shape | None:
    return _Shape(value.kind, value.more_keys) if key is _SHAPE else value.entries.get(key)


def _set(value: Value, key: Hashable, item: Item | _Shape | None) -> None:
    if isinstance(item, _Shape):
        value.kind, value.more_keys = item
    elif item is None:
        value.entries.pop(key, None)
    else:
        value.entries[key] = item


def _join_shapes(shapes: Sequence[_Shape]) -> _Shape:
    kinds = {shape.kind for shape in shapes}
    if len(kinds) > 1:
        return _Shape(Shape.FORGOTTEN if Shape.FORGOTTEN in kinds else Shape.UNKNOWN, None)
    return _Shape(shapes[0].kind, next((one.more_keys for one in shapes if one.more_keys is not None), None))
