"""
What is known of the objects of a Python module that is read, but not run.

Objects are shared by the names and mappings that contain them, as in Python, so a change through one name is seen
through the others. An object that code may change in an unknown way is forgotten: nothing is known of it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from proctoring_config.files.source import UnparsableError
from proctoring_config.files.tree import DEEPEST

#: The maximum number of names and keys that are copied, compared or forgotten again and again.
MOST_STEPS = 2_000_000


class Kind(Enum):
    """The type of an object, as far as it is known. Names and keys of an unknown object may be known nevertheless."""

    UNKNOWN = auto()
    SCALAR = auto()
    LIST = auto()
    MAPPING = auto()
    FUNCTION = auto()


@dataclass(eq=False, slots=True)
class Value:
    """
    An object that the text from ``start`` to ``end`` creates.

    ``more_keys`` is the offset of the code that may add keys to a mapping which are not known. ``branch`` is the number
    of the branch in which the object was created.
    """

    start: int
    end: int
    kind: Kind = Kind.UNKNOWN
    scalar: object = None
    items: list[Value] = field(default_factory=list)
    entries: dict[Hashable, Item] = field(default_factory=dict)
    repeated: dict[Hashable, list[Item]] = field(default_factory=dict)
    more_keys: int | None = None
    branch: int = 0

    @property
    def has_more_keys(self) -> bool:
        """Whether there may be keys that are not known."""
        return self.kind is Kind.UNKNOWN or self.more_keys is not None

    @property
    def truth(self) -> bool | None:
        """Whether the object is true, or ``None`` if that is not known."""
        if self.kind is Kind.SCALAR:
            return bool(self.scalar)
        if self.kind is Kind.LIST or (self.kind is Kind.MAPPING and not self.entries and not self.has_more_keys):
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
    """A changed key of a mapping, with its item before."""

    mapping: Value
    key: Hashable
    before: Item | None


_Slot = tuple[int, Hashable]
_Changed = dict[_Slot, tuple[_Change, Item | None]]


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

    def create(self, start: int, end: int, kind: Kind = Kind.UNKNOWN, scalar: object = None) -> Value:
        """Return a new object."""
        return Value(start, end, kind, scalar, branch=self._branch)

    def unknown(self, like: Value) -> Value:
        """Return a new object of which nothing is known, at the position of another one."""
        return self.create(like.start, like.end)

    def write(self, mapping: Value, key: Hashable, item: Item | None) -> None:
        """Set a key of a mapping, or remove it if ``item`` is ``None``."""
        if mapping.branch < self._branch:
            self._changes.append(_Change(mapping, key, mapping.entries.get(key)))
        _set(mapping, key, item)

    def forget(self, *values: Value) -> None:
        """Forget what is known of the objects, and of those that they contain."""
        pending = list(values)
        while pending:
            value = pending.pop()
            if value.kind in (Kind.SCALAR, Kind.FUNCTION):
                continue
            pending += value.items
            pending += [item.value for item in value.entries.values()]
            for key in list(value.entries):
                self.write(value, key, None)
            value.kind, value.items, value.repeated = Kind.UNKNOWN, [], {}

    def open(self, mapping: Value, offset: int) -> None:
        """Note that any key of a mapping may have been written."""
        self.spend(len(mapping.entries), offset)
        for key, item in list(mapping.entries.items()):
            self.write(mapping, key, item._replace(value=self.unknown(item.value)))
        mapping.repeated = {}
        self.add_more_keys(mapping, offset)

    def add_more_keys(self, mapping: Value, offset: int) -> None:
        """Note that a mapping may have more keys."""
        if mapping.kind is Kind.UNKNOWN:
            mapping.kind = Kind.MAPPING
        if mapping.more_keys is None:
            mapping.more_keys = offset

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
            value = self._join(value, other, {}, 0)
        return value

    def _undo(self) -> _Changed:
        """Undo the changes of the branch, and return each changed key with its items before and after."""
        first: dict[_Slot, _Change] = {}
        for change in self._changes:
            first.setdefault((id(change.mapping), change.key), change)
        result = {slot: (change, change.mapping.entries.get(change.key)) for slot, change in first.items()}
        for change in reversed(self._changes):
            _set(change.mapping, change.key, change.before)
        return result

    def _join_changes(self, results: Sequence[_Changed]) -> None:
        joined: dict[tuple[int, int], Value] = {}
        for slot in dict.fromkeys(slot for result in results for slot in result):
            change = next(result[slot][0] for result in results if slot in result)
            items = [result[slot][1] if slot in result else change.before for result in results]
            item = items[0]
            for other in items[1:]:
                item = self._join_items(item, other, joined, 0)
            self.write(change.mapping, change.key, item)

    def _join_items(
        self, one: Item | None, other: Item | None, joined: dict[tuple[int, int], Value], depth: int
    ) -> Item | None:
        if one is None or other is None:
            item = one or other
            if item is None or item.presence is Presence.READ:
                return None
            self.forget(item.value)
            return Item(self.unknown(item.value), item.offset, Presence.POSSIBLE)
        value = self._join(one.value, other.value, joined, depth)
        return Item(value, one.offset, one.presence if one.presence is other.presence else Presence.POSSIBLE)

    def _join(self, one: Value, other: Value, joined: dict[tuple[int, int], Value], depth: int) -> Value:
        if one is other:
            return one
        if one.kind is Kind.SCALAR and other.kind is Kind.SCALAR and is_same_scalar(one.scalar, other.scalar):
            return one
        if (id(one), id(other)) in joined:
            return joined[id(one), id(other)]
        result = joined[id(one), id(other)] = self.unknown(one)
        self.spend(len(one.entries) + len(other.entries), one.start)
        if not (one.kind is other.kind is Kind.MAPPING) or depth == DEEPEST:
            self.forget(one, other)
            return result
        result.kind = Kind.MAPPING
        result.more_keys = one.more_keys if one.more_keys is not None else other.more_keys
        for key in one.entries | other.entries:
            item = self._join_items(one.entries.get(key), other.entries.get(key), joined, depth + 1)
            if item:
                result.entries[key] = item
        for value in (one, other):
            for key in list(value.entries):
                self.write(value, key, None)
            value.kind = Kind.UNKNOWN
        return result


def is_same_scalar(one: object, other: object) -> bool:
    """Return whether two scalars are equal and of the same type."""
    return type(one) is type(other) and one == other


def _set(mapping: Value, key: Hashable, item: Item | None) -> None:
    if item is None:
        mapping.entries.pop(key, None)
    else:
        mapping.entries[key] = item
