"""
What is known of the objects of a Python module that is read, but not run.

Objects are shared by the names and mappings that contain them, as in Python, so a change through one name is seen
through the others. An object that code may change in an unknown way is forgotten: nothing is known of it from then on.
Objects of unknown origin are taken to be different from each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from proctoring_config.files.source import UnparsableError
from proctoring_config.files.tree import DEEPEST

#: The maximum number of names and keys that are copied, compared or forgotten again and again.
MOST_STEPS = 300_000


class Shape(Enum):
    """The type of an object, as far as it is known."""

    #: The code may set keys of it, which are known then.
    UNKNOWN = auto()
    #: Other names may be the same object.
    FORGOTTEN = auto()
    SCALAR = auto()
    LIST = auto()
    MAPPING = auto()
    FUNCTION = auto()


@dataclass(eq=False, slots=True)
class Value:
    """
    An object that the text from ``start`` to ``end`` creates.

    ``more_keys`` is the offset of the code that may add keys to a mapping which are not known. ``branch`` is the number
    of the branch in which the object was created, and ``references`` the number of keys that it had as a value so far.
    """

    start: int
    end: int
    kind: Shape = Shape.UNKNOWN
    scalar: object = None
    items: list[Value] = field(default_factory=list)
    entries: dict[Hashable, Item] = field(default_factory=dict)
    repeated: dict[Hashable, list[Item]] = field(default_factory=dict)
    more_keys: int | None = None
    branch: int = 0
    references: int = 0

    @property
    def has_more_keys(self) -> bool:
        """Whether there may be keys that are not known."""
        return self.kind in (Shape.UNKNOWN, Shape.FORGOTTEN) or self.more_keys is not None

    @property
    def truth(self) -> bool | None:
        """Whether the object is true, or ``None`` if that is not known."""
        if self.kind is Shape.SCALAR:
            return bool(self.scalar)
        if self.kind is Shape.LIST or (self.kind is Shape.MAPPING and not self.entries and not self.has_more_keys):
            return bool(self.items)
        return True if any(item.presence is Presence.CERTAIN for item in self.entries.values()) else None


class Presence(Enum):
    """Whether a key is in a mapping."""

    CERTAIN = auto()
    POSSIBLE = auto()
    #: The code reads the key of a mapping that it did not create.
    READ = auto()


class Item(NamedTuple):
    """The ``value`` of a key at ``offset``."""

    value: Value
    offset: int
    presence: Presence = Presence.CERTAIN


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

    def try_branches(self, branches: Sequence[Callable[[], Value]]) -> Value:
        """
        Call each function with the same state, and keep what is the same after each of them.

        Return an object of which is known what their results have in common.
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
        self._join_changes(results)
        value = values[0]
        for other in values[1:]:
            value = self._join(value, other, 0, references=0)
        return value

    def _undo(self) -> _Changed:
        """Undo the changes of the branch, and return each changed key with its items before and after."""
        first: dict[_Slot, _Change] = {}
        for change in self._changes:
            first.setdefault((id(change.mapping), change.key), change)
        result = {slot: (change, _get(change.mapping, change.key)) for slot, change in first.items()}
        for change in reversed(self._changes):
            _set(change.mapping, change.key, change.before)
        return result

    def _join_changes(self, results: Sequence[_Changed]) -> None:
        """
        Keep what is the same after each branch.

        Objects are joined at the end, when their own changes are known; until then, nothing is known of them.
        """
        later: list[tuple[_Change, list[Item]]] = []
        for slot in dict.fromkeys(slot for result in results for slot in result):
            change = next(result[slot][0] for result in results if slot in result)
            states = [result[slot][1] if slot in result else change.before for result in results]
            items = [state for state in states if isinstance(state, Item)]
            if isinstance(change.before, _Shape):
                self.write(change.mapping, change.key, _join_shapes([one for one in states if isinstance(one, _Shape)]))
            elif len(items) < len(states) or all(item.value is items[0].value for item in items):
                self.write(change.mapping, change.key, self._join_presence(items, len(states)))
            else:
                self.write(change.mapping, change.key, items[0]._replace(value=self.forgotten(items[0].value)))
                later.append((change, items))
        for change, items in later:
            item = items[0]
            for other in items[1:]:
                item = self._join_items(item, other, 0)
            self.write(change.mapping, change.key, item)

    def _join_presence(self, items: Sequence[Item], branches: int) -> Item | None:
        """Return the item of a key that has the same object, or none, after each of the ``branches``."""
        if len(items) < branches:
            self.forget(*(item.value for item in items))
            items = [item for item in items if item.presence is not Presence.READ]
        if not items:
            return None
        if len(items) < branches:
            return Item(self.forgotten(items[0].value), items[0].offset, Presence.POSSIBLE)
        is_same = all(item.presence is items[0].presence for item in items)
        return items[0] if is_same else items[0]._replace(presence=Presence.POSSIBLE)

    def _join_items(self, one: Item, other: Item, depth: int) -> Item:
        value = self._join(one.value, other.value, depth, references=1)
        return Item(value, one.offset, one.presence if one.presence is other.presence else Presence.POSSIBLE)

    def _join(self, one: Value, other: Value, depth: int, *, references: int) -> Value:
        """
        Return an object of which is known what two objects have in common.

        If one of them has more ``references``, it may change without the result, or with it, so nothing is known.
        """
        if one is other:
            return one
        if one.kind is Shape.SCALAR and other.kind is Shape.SCALAR and is_same_scalar(one.scalar, other.scalar):
            return one
        result = self.forgotten(one)
        self.spend(len(one.entries) + len(other.entries), one.start)
        is_shared = max(one.references, other.references) > references
        if is_shared or not (one.kind is other.kind is Shape.MAPPING) or depth == DEEPEST:
            self.forget(one, other)
            return result
        result.kind, result.more_keys = Shape.MAPPING, other.more_keys if one.more_keys is None else one.more_keys
        for key in one.entries | other.entries:
            items = [value.entries[key] for value in (one, other) if key in value.entries]
            if len(items) == 2:
                item: Item | None = self._join_items(items[0], items[1], depth + 1)
            else:
                item = self._join_presence(items, 2)
            if item:
                result.entries[key] = item
        for value in (one, other):
            self._clear(value)
        return result


def is_same_scalar(one: object, other: object) -> bool:
    """Return whether two scalars are equal and of the same type."""
    return type(one) is type(other) and one == other


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
