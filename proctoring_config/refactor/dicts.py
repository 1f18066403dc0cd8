"""Puts elements into dicts that are written out, and takes them out; comments stay with the element they stand at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst


def key_of(element: cst.CSTNode) -> str | None:
    """Return the key of a dict's element if it is a plain string, else ``None``."""
    key = getattr(element, "key", None)
    value = key.evaluated_value if isinstance(key, cst.SimpleString) else None
    return value if isinstance(value, str) else None


def keys_of(node: cst.Dict) -> list[str | None]:
    """Return the keys of the dict, ``None`` for each that is no plain string."""
    return [key_of(element) for element in node.elements]


def like(example: cst.SimpleString, text: str) -> cst.SimpleString:
    """Return ``text`` as a string in the quotes of ``example``."""
    return cst.SimpleString(f"{example.quote}{text}{example.quote}")


def inserted(node: cst.Dict, after: int, element: cst.DictElement) -> cst.Dict:
    """Return the dict with ``element`` below (or beside) the one at index ``after``; -1 is for an empty dict."""
    elements: list[Any] = list(node.elements)
    if not elements:
        return node.with_changes(elements=[element])
    above = elements[after]
    elements[after] = above.with_changes(comma=_comma(_between(node), of=above))
    elements.insert(after + 1, element.with_changes(comma=_uncommented(above.comma)))
    return node.with_changes(elements=elements)


def without(node: cst.Dict, is_gone: Callable[[cst.CSTNode], bool]) -> cst.Dict:
    """Return the dict without the elements of which ``is_gone`` holds; what closes it stays as it is."""
    kept: list[Any] = [element for element in node.elements if not is_gone(element)]
    last: Any = node.elements[-1] if node.elements else None
    if kept and kept[-1] is not last:
        comma = last.comma
        if isinstance(comma, cst.Comma):
            comma = _comma(comma.whitespace_after, of=kept[-1])
        kept[-1] = kept[-1].with_changes(comma=comma)
    return node.with_changes(elements=kept)


def _between(node: cst.Dict) -> cst.BaseParenthesizableWhitespace:
    """Return what stands between two elements of the dict, or would."""
    first: Any = node.elements[0]
    if len(node.elements) > 1 and isinstance(first.comma, cst.Comma):
        return first.comma.whitespace_after
    space = node.lbrace.whitespace_after
    return space if isinstance(space, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace(" ")


def _comma(space: cst.BaseParenthesizableWhitespace, *, of: Any) -> cst.Comma:
    """Return a comma followed by ``space``, with the comment that stands at the element now."""
    own = of.comma.whitespace_after if isinstance(of.comma, cst.Comma) else None
    if isinstance(space, cst.ParenthesizedWhitespace):
        first_line = own.first_line if isinstance(own, cst.ParenthesizedWhitespace) else cst.TrailingWhitespace()
        space = space.with_changes(first_line=first_line, empty_lines=())
    return cst.Comma(whitespace_after=space)


def _uncommented(comma: cst.Comma | cst.MaybeSentinel) -> cst.Comma | cst.MaybeSentinel:
    if isinstance(comma, cst.Comma) and isinstance(comma.whitespace_after, cst.ParenthesizedWhitespace):
        space = comma.whitespace_after.with_changes(first_line=cst.TrailingWhitespace())
        return comma.with_changes(whitespace_after=space)
    return comma
