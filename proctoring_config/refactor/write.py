"""Writes a plan to its checkout."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from proctoring_config.editing.files import is_debris, replace
from proctoring_config.refactor.plan import Plan


def remove_debris(root: Path, paths: Iterable[str]) -> None:
    """Remove, of the files at ``paths``, those that a killed run left behind half written. Raises ``OSError``."""
    for path in paths:
        if is_debris(root / path):
            (root / path).unlink()


def write(root: Path, plan: Plan) -> None:
    """Replace every changed file, each atomically, uses before definitions. Raises ``OSError`` naming the file."""
    for edit in plan.edits:
        content = edit.document.text.encoded(edit.after)
        replace(root / edit.document.path, content, root=root)
