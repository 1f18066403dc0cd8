"""Which fixers a run uses: ``--only`` and ``--skip``, by name, always with the whole group."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from proctoring_config.refactor.fixer import Fixer, mates


class UnknownFixerError(Exception):
    """No fixer has this name; the message says which may have been meant."""


def selected(fixers: list[Fixer], *, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Fixer]:
    """
    Return the fixers that ``only`` names (default: all) without those that ``skip`` names.

    A fixer brings its group along, and takes it away. Raises ``UnknownFixerError``.
    """
    names = {fixer.name for fixer in fixers}
    for name in (*only, *skip):
        if name not in names:
            raise UnknownFixerError(f"there is no fixer {name!r}{_meant(name, names)}; --list names them all")
    chosen = _with_mates(fixers, only) if only else names
    chosen -= _with_mates(fixers, skip)
    return [fixer for fixer in fixers if fixer.name in chosen]


def _with_mates(fixers: list[Fixer], names: Collection[str]) -> set[str]:
    return {mate.name for fixer in fixers if fixer.name in names for mate in mates(fixer, fixers)}


def _meant(name: str, names: Collection[str]) -> str:
    close = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {close[0]}?" if close else ""
