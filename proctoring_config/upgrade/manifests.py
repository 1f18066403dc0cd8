"""Kubernetes manifests: the settings files that are text inside them."""

from __future__ import annotations

from collections.abc import Iterator

from proctoring_config.settings_files.loading import Document
from proctoring_config.settings_files.lookup import find
from proctoring_config.settings_files.source import Source
from proctoring_config.settings_files.tree import Block


def texts(document: Document, word: str) -> Iterator[Source]:
    """Yield the texts in a manifest's data that hold ``word``, named ``<file>[<key>]``; their lines count from 1."""
    for section in ("data", "stringData"):
        found = find(document.root, (section,))
        entries = found[0].node.entries.values() if found and isinstance(found[0].node, Block) else ()
        for entry in entries:
            if isinstance(entry.node, str) and word in entry.node:
                yield Source(f"{document.source.name}[{entry.key}]", entry.node)
