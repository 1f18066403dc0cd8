"""Takes elements out of a literal without touching the lines of the others."""

from __future__ import annotations

from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.statements import Changes, edited, found

_COMMENTED = m.ParenthesizedWhitespace(first_line=m.TrailingWhitespace(comment=m.Comment()))
_LITERAL = m.Dict() | m.List() | m.Tuple() | m.Set()


def without_elements(module: cst.Module, word: str, element: m.BaseMatcherNode) -> cst.Module:
    """Return ``module`` without the elements of literals that match; ``word`` is in their text."""
    changes: Changes = {}
    for literal in found(module, word, _LITERAL):
        kept = [each for each in literal.elements if not m.matches(each, element)]
        if len(kept) < len(literal.elements):
            changes[literal] = _with(literal, kept)
    return edited(module, changes) if changes else module


def _with(literal: Any, kept: list[Any]) -> Any:
    """Return the literal with these of its elements; it ends as it did, and a comment behind an element stays."""
    old = literal.elements[-1]
    if not kept or kept[-1] is old:
        return literal.with_changes(elements=kept)
    *others, last = kept
    behind = last.comma.whitespace_after
    ended = literal.with_changes(elements=[*others, last.with_changes(comma=old.comma)])
    if not m.matches(behind, _COMMENTED):
        return ended
    name = "rbrace" if isinstance(literal, cst.Dict | cst.Set) else "rbracket"
    if not hasattr(literal, name):
        return literal.with_changes(elements=kept)
    bracket = getattr(literal, name)
    end = bracket.whitespace_before
    end = end.with_changes(first_line=behind.first_line) if isinstance(end, cst.ParenthesizedWhitespace) else behind
    return ended.with_changes(**{name: bracket.with_changes(whitespace_before=end)})
