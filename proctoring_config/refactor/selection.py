"""Which fixers a run uses: ``--only`` and ``--skip``, by name, always with the whole group."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from proctoring_config.errors import InputError
from proctoring_config.refactor.fixer import Fixer, mates


def selected(fixers: list[Fixer], *, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Fixer]:
    """
    Return the fixers that ``only`` names (default: all) without those that ``skip`` names.

    A fixer brings its group along, and takes it away. Raises ``InputError`` for a name
    that no fixer has, saying which one may have been meant.
    """
    names = {fixer.name for fixer in fixers}
    for name in (*only, *skip):
        if name not in names:
            meant = difflib.get_close_matches(name, names, n=1)  # a part of a name may be meant, not only a misspelling
            hint = f"; did you mean {meant[0]}?" if meant else ""
            raise InputError(f"there is no fixer {name!r}{hint}; --list names them all")
    chosen = _with_mates(fixers, only) if only else names
    chosen -= _with_mates(fixers, skip)
    return [fixer for fixer in fixers if fixer.name in chosen]


def _with_mates(fixers: list[Fixer], names: Collection[str]) -> set[str]:
    return {mate.name for fixer in fixers if fixer.name in names for mate in mates(fixer, fixers)}
