"""
What is known of the objects of a Python module that is read, but not run.

Objects are shared by the names and mappings that contain them, as in Python, so a change through one name is seen
through the others. An object that code may change in an unknown way is forgotten: nothing is known of it from then on.
Objects of unknown origin are taken to be different from each other.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple


class Shape(Enum):
    """The type of an object, as far as it is known."""

    #: The code may set keys of it, which are known then.
    UNKNOWN = auto()
    #: Other names may be the same object.
    FORGOTTEN = auto()
    SCALAR = auto()
    #: One of several objects, depending on a condition.
    CHOICE = auto()
    #: In a choice: the key does not exist.
    ABSENT = auto()
    LIST = auto()
    MAPPING = auto()
    FUNCTION = auto()


@dataclass(eq=False, slots=True)
class Value:
    """
    An object that the text from ``start`` to ``end`` creates.

    ``more_keys`` is the offset of the code that may add keys to a mapping which are not known. ``branch`` is the number
    of the branch in which the object was created, and ``references`` the number of keys that it had as a value so far.
    The ``items`` of a choice are the objects, at the ``offsets`` of their keys, if its ``condition`` is true and false.
    """

    start: int
    end: int
    kind: Shape = Shape.UNKNOWN
    scalar: object = None
    items: list[Value] = field(default_factory=list)
    offsets: tuple[int | None, int | None] = (None, None)
    condition: str = ""
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


def is_same_scalar(one: object, other: object) -> bool:
    """Return whether two scalars are equal and of the same type."""
    return type(one) is type(other) and one == other
