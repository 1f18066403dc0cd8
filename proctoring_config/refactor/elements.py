"""Takes elements out of a literal without touching the lines of the others."""

from __future__ import annotations

from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.statements import Changes, edited, found

_LITERAL = m.Dict() | m.List() | m.Tuple() | m.Set()


def without_elements(module: cst.Module, word: str, element: m.BaseMatcherNode) -> cst.Module:
    """Return ``module`` without the elements of literals that match; ``word`` is in their text."""
    changes: Changes = {}
    for literal in found(module, word, _LITERAL):
        kept = [each for each in literal.elements if not m.matches(each, element)]
        if len(kept) < len(literal.elements):
            changes[literal] = literal.with_changes(elements=_ended(kept, literal.elements))
    return edited(module, changes) if changes else module


def _ended(kept: list[Any], all_elements: Any) -> list[Any]:
    """Give the last element the end of the one that was last: its comma, or none, and what follows."""
    if kept and kept[-1] is not all_elements[-1]:
        kept[-1] = kept[-1].with_changes(comma=all_elements[-1].comma)
    return kept
