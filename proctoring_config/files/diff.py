"""Unified diffs like those of ``git diff``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_CONTEXT = 3


def hunks(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """
    Yield the lines of a unified diff without the file names, or nothing if the texts are equal.

    ``matcher`` compares the lines of two texts; ``old`` and ``new`` are the lines to show for them.
    """
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        (_, first_old, _, first_new, _), (_, _, last_old, _, last_new) = group[0], group[-1]
        yield f"@@ -{_range(first_old, last_old)} +{_range(first_new, last_new)} @@"
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield from (f" {line}" for line in old[start:end])
            else:
                yield from (f"-{line}" for line in old[start:end])
                yield from (f"+{line}" for line in new[new_start:new_end])


def _range(start: int, end: int) -> str:
    if end - start == 1:
        return f"{end}"
    return f"{start + 1 if end > start else start},{end - start}"
