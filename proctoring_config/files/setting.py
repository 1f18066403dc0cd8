"""The setting at its path in a file, and the merged settings of several files."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from proctoring_config.files.read import Document
from proctoring_config.files.tree import Entry, MappingNode

# Levels at which mappings are merged: the setting and the providers. An option is replaced as a whole.
_MERGED_LEVELS = 2


class Setting(NamedTuple):
    """
    The ``entry`` of the setting at the keys ``path``.

    ``above`` are the mappings that lead to it, from the root on. A merged setting has several ``parts``. ``beside`` are
    other mappings with settings of the same service if it is in a patch of Tutor, which is not the whole file.
    """

    path: tuple[str, ...]
    entry: Entry
    above: tuple[MappingNode, ...]
    merged: tuple[Setting, ...] = ()
    beside: tuple[MappingNode, ...] | None = None

    @property
    def parts(self) -> tuple[Setting, ...]:
        """The settings that were merged, or the setting itself."""
        return self.merged or (self,)

    @property
    def place(self) -> str:
        """File and line of the setting."""
        return f"{self.entry.source.name}:{self.entry.position[0]}"

    def nearest_entry(self, path: Sequence[Hashable]) -> Entry:
        """Return the entry at ``path``, which begins with that of the setting, or the nearest one above it."""
        return [self.entry, *find(self.entry.node, path[len(self.path) :])][-1]


def find_setting(document: Document, path: tuple[str, ...]) -> Setting | None:
    """Return the setting at ``path`` in ``document``, or ``None`` if there is none."""
    entries = find(document.root, path)
    if len(entries) < len(path):
        return None
    above = [document.root, *(entry.node for entry in entries[:-1])]
    return Setting(path, entries[-1], tuple(node for node in above if isinstance(node, MappingNode)))


def merge(settings: Sequence[Setting]) -> Setting:
    """
    Merge ``settings`` into one. Later settings override earlier ones.

    Providers are combined, and so are the options of a provider; each value keeps its position. Null, a list or a
    scalar in a later file replaces a mapping.
    """
    entry = settings[0].entry
    for later in settings[1:]:
        entry = _merge(entry, later.entry, _MERGED_LEVELS)
    return Setting(settings[0].path, entry, (), tuple(settings))


def find_neighbors(setting: Setting, names: Sequence[str]) -> dict[str, Entry]:
    """Return the entries called ``names`` next to ``setting``; those of several files are merged like the setting."""
    found: dict[str, Entry] = {}
    for part in setting.parts:
        for mapping in (*(part.beside or ()), part.above[-1]):
            for name in names:
                if entry := mapping.entries.get(name):
                    found[name] = _merge(found[name], entry, _MERGED_LEVELS) if name in found else entry
    return found


def _merge(earlier: Entry, later: Entry, levels: int) -> Entry:
    if not levels or not isinstance(earlier.node, MappingNode) or not isinstance(later.node, MappingNode):
        return later
    entries = dict(earlier.node.entries)
    for key, entry in later.node.entries.items():
        entries[key] = _merge(entries[key], entry, levels - 1) if key in entries else entry
    node = MappingNode(earlier.node.start, earlier.node.end, entries=entries)
    return Entry(earlier.key, node, earlier.source, earlier.offset)


def find(node: object, path: Sequence[Hashable]) -> list[Entry]:
    """Return the entries along ``path`` below ``node``, as far as they exist."""
    found: list[Entry] = []
    for key in path:
        entry = node.entries.get(key) if isinstance(node, MappingNode) else None
        if entry is None:
            break
        found.append(entry)
        node = entry.node
    return found
