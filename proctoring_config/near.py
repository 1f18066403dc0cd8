"""Did you mean ...?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST = 60  # a longer name is no slip of the finger, and comparing it would take long


def nearest(name: str, known: Iterable[object]) -> str | None:
    """Return the string of ``known`` that ``name`` is a misspelling of (letter case and dashes aside), or ``None``."""
    if len(name) > _LONGEST:
        return None
    by_folded = {_folded(candidate): candidate for candidate in known if isinstance(candidate, str)}
    matches = difflib.get_close_matches(_folded(name), by_folded, n=1, cutoff=0.8)
    return by_folded[matches[0]] if matches else None


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_")
