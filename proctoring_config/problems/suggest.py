"""Suggestions for misspelled names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from proctoring_config.problems.names import looks_like_name


def closest_match(name: str, known: Iterable[object]) -> str | None:
    """
    Return the string in ``known`` that ``name`` probably misspells, or ``None``. Case and dashes are ignored.

    Text that does not look like a name is not compared: it is not a typo, and long texts would be slow to compare.
    """
    if not looks_like_name(name):
        return None
    candidates = {_fold(candidate): candidate for candidate in known if isinstance(candidate, str)}
    matches = difflib.get_close_matches(_fold(name), candidates, n=1, cutoff=0.8)
    return candidates[matches[0]] if matches else None


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_")
