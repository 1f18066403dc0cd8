"""Writes a plan to its checkout."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from proctoring_config.files.write import is_debris, replace
from proctoring_config.refactor.plan import Plan


def remove_debris(root: Path, paths: Iterable[str]) -> None:
    """Remove, of the files at ``paths``, those that a killed run left behind half written. Raises ``OSError``."""
    for path in paths:
        if is_debris(root / path):
            (root / path).unlink()


def write(root: Path, plan: Plan) -> None:
    """
    Replace every changed file, each atomically, uses before definitions.

    Raises ``OSError`` naming the file, and so for one that is no longer what the plan was made for.
    """
    for edit in plan.edits:
        path, text = root / edit.document.path, edit.document.text
        if path.is_file() and path.read_bytes() != text.encoded(edit.before):
            raise OSError(f"{path} was changed meanwhile by somebody else")
        replace(path, text.encoded(edit.after), root=root)
