"""Find the setting in a file, and merge the settings of several files."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config.errors import InputError
from proctoring_config.files import detect
from proctoring_config.files.read import Document
from proctoring_config.files.tree import Entry, MappingNode
from proctoring_config.problems.suggest import closest_match

# Levels at which mappings are merged: the setting and the providers. An option is replaced as a whole.
_MERGED_LEVELS = 2
_SEARCHED_LEVELS = 3
_NAME = re.compile(r"[\w-]+")


class Setting(NamedTuple):
    """
    The ``entry`` of the setting at the keys ``path``.

    ``holders`` are, for each file, the mappings that lead to the setting, from the root on.
    """

    path: tuple[str, ...]
    entry: Entry
    holders: tuple[tuple[MappingNode, ...], ...]

    @property
    def place(self) -> str:
        """File and line of the setting."""
        return f"{self.entry.source.name}:{self.entry.position[0]}"

    def nearest_entry(self, path: Sequence[Hashable]) -> Entry:
        """Return the entry at ``path``, which begins with that of the setting, or the nearest one above it."""
        return [self.entry, *find(self.entry.node, path[len(self.path) :])][-1]


def find_setting(document: Document, path: tuple[str, ...]) -> Setting | None:
    """
    Return the setting at ``path`` in ``document``, or ``None`` if there is none.

    Raises InputError for a Kubernetes manifest, whose settings are elsewhere.
    """
    entries = find(document.root, path)
    if len(entries) == len(path):
        above = [document.root, *(entry.node for entry in entries[:-1])]
        return Setting(path, entries[-1], (tuple(node for node in above if isinstance(node, MappingNode)),))
    reason = detect.manifest(document.root)
    if reason:
        raise InputError(f"{document.source.name}: {reason}")
    return None


def merge(settings: Sequence[Setting]) -> Setting:
    """
    Merge ``settings`` into one. Later settings override earlier ones.

    Providers are combined, and so are the options of a provider; each value keeps its position. Null, a list or a
    scalar in a later file replaces a mapping.
    """
    entry = settings[0].entry
    for later in settings[1:]:
        entry = _merge(entry, later.entry, _MERGED_LEVELS)
    return Setting(settings[0].path, entry, tuple(holder for setting in settings for holder in setting.holders))


def find_neighbors(setting: Setting, names: Sequence[str]) -> dict[str, Entry]:
    """Return the entries called ``names`` next to ``setting``; those of several files are merged like the setting."""
    found: dict[str, Entry] = {}
    for *_, holder in setting.holders:
        for name in names:
            if name in holder.entries:
                entry = holder.entries[name]
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


def find_similar(root: MappingNode, name: str) -> str | None:
    """
    Return the dotted path of a key that contains ``name`` or is a misspelling of it, or ``None``.

    Only keys that are names count, because a key in a damaged file may contain other text.
    """
    paths = [path for path in _paths(root) if path[-1].isidentifier() and all(map(_NAME.fullmatch, path))]
    containing = next((path for path in paths if name.casefold() in path[-1].casefold()), None)
    return ".".join(containing) if containing else closest_match(name, [path[0] for path in paths if len(path) == 1])


def _paths(root: MappingNode) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the keys of the first levels, level by level."""
    level: list[tuple[tuple[str, ...], MappingNode]] = [((), root)]
    seen = {id(root)}
    for _ in range(_SEARCHED_LEVELS):
        below = []
        for above, mapping in level:
            for key, entry in mapping.entries.items():
                if isinstance(key, str):
                    yield (*above, key)
                    if isinstance(entry.node, MappingNode) and id(entry.node) not in seen:
                        seen.add(id(entry.node))
                        below.append(((*above, key), entry.node))
        level = below
