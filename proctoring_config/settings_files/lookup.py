"""Where in a file the setting stands."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from proctoring_config.near import nearest
from proctoring_config.settings_files.tree import Block, Entry

_LEVELS = 3
_NAME = re.compile(r"[\w-]+")


def find(node: object, path: Sequence[Hashable]) -> list[Entry]:
    """Return the entries that ``path`` leads through from ``node`` on, as many as there are."""
    found: list[Entry] = []
    for key in path:
        entry = node.entries.get(key) if isinstance(node, Block) else None
        if entry is None:
            break
        found.append(entry)
        node = entry.node
    return found


def similar(root: Block, name: str) -> str | None:
    """
    Return the dotted path of a key that holds ``name``, or that may be a misspelling of it, or ``None``.

    Its keys are names: in a damaged file, other text may have become part of a key.
    """
    paths = [path for path in _paths(root) if path[-1].isidentifier() and all(map(_NAME.fullmatch, path))]
    holding = next((path for path in paths if name.casefold() in path[-1].casefold()), None)
    return ".".join(holding) if holding else nearest(name, [path[0] for path in paths if len(path) == 1])


def _paths(root: Block) -> Iterator[tuple[str, ...]]:
    """Yield the paths of the keys of the first levels, level by level."""
    level: list[tuple[tuple[str, ...], Block]] = [((), root)]
    seen = {id(root)}
    for _ in range(_LEVELS):
        below = []
        for above, block in level:
            for key, entry in block.entries.items():
                if isinstance(key, str):
                    yield (*above, key)
                    if isinstance(entry.node, Block) and id(entry.node) not in seen:
                        seen.add(id(entry.node))
                        below.append(((*above, key), entry.node))
        level = below
