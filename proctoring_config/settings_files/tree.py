"""
The tree that YAML and JSON are read into.

A node is a :class:`Block` (a mapping), a list of nodes, a scalar as the platform's reader would construct it, or
``Elsewhere`` where only another tool knows the value. Aliases of YAML share a node, and may lead back to it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from proctoring_config.settings_files.source import Source


@dataclass(eq=False, slots=True)
class Entry:
    """One key of a mapping, its place, and the node of its value."""

    key: Hashable
    node: object
    source: Source
    offset: int

    @property
    def position(self) -> tuple[int, int]:
        """Line and column of the key."""
        return self.source.position(self.offset)


@dataclass(eq=False, slots=True)
class Block:
    """
    A mapping. Of keys that stand more than once the last wins, as it does with the platform's readers.

    ``repeated`` holds every entry of such a key, in the order of the file.
    """

    entries: dict[Hashable, Entry] = field(default_factory=dict)
    repeated: dict[Hashable, list[Entry]] = field(default_factory=dict)

    def put(self, entry: Entry) -> None:
        """Add an entry of the file."""
        if entry.key in self.entries:
            self.repeated.setdefault(entry.key, [self.entries[entry.key]]).append(entry)
        self.entries[entry.key] = entry
