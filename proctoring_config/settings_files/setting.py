"""The setting as one file, or several merged files, hold it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from proctoring_config.errors import UntreatableError
from proctoring_config.settings_files import recognise
from proctoring_config.settings_files.loading import Document
from proctoring_config.settings_files.lookup import find
from proctoring_config.settings_files.tree import Block, Entry

# Levels at which mappings are merged: the setting and the providers. An option is replaced as a whole.
_MERGED_LEVELS = 2


class Setting(NamedTuple):
    """
    The ``entry`` of the setting at the keys ``path``.

    ``holders`` are the mappings of the files in which the setting stands: one, or one for each merged file.
    """

    path: tuple[str, ...]
    entry: Entry
    holders: tuple[Block, ...]

    @property
    def place(self) -> str:
        """File and line of the setting."""
        return f"{self.entry.source.name}:{self.entry.position[0]}"


def setting_of(document: Document, path: tuple[str, ...]) -> Setting | None:
    """
    Return the setting that stands at ``path`` in ``document``, or ``None`` if there is none.

    Raises UntreatableError for a Kubernetes manifest, which has its settings elsewhere.
    """
    entries = find(document.root, path)
    holder = entries[-2].node if len(entries) > 1 else document.root
    if len(entries) == len(path) and isinstance(holder, Block):
        return Setting(path, entries[-1], (holder,))
    reason = recognise.manifest(document.root)
    if reason:
        raise UntreatableError(f"{document.source.name}: {reason}")
    return None


def merged(settings: Sequence[Setting]) -> Setting:
    """
    Return the one setting that ``settings`` make, a later one winning over an earlier one.

    Providers are united, and of a provider the options; each value keeps its place. Where a later file has null,
    a list or a scalar instead of a mapping, that replaces the mapping.
    """
    entry = settings[0].entry
    for later in settings[1:]:
        entry = _merged(entry, later.entry, _MERGED_LEVELS)
    return Setting(settings[0].path, entry, tuple(holder for setting in settings for holder in setting.holders))


def _merged(earlier: Entry, later: Entry, levels: int) -> Entry:
    if not levels or not isinstance(earlier.node, Block) or not isinstance(later.node, Block):
        return later
    entries = dict(earlier.node.entries)
    for key, entry in later.node.entries.items():
        entries[key] = _merged(entries[key], entry, levels - 1) if key in entries else entry
    return Entry(earlier.key, Block(entries), earlier.source, earlier.offset)
