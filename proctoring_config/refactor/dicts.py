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
    if after < len(elements) - 1:
        space = above.comma.whitespace_after
        if isinstance(space, cst.ParenthesizedWhitespace):
            elements[after] = above.with_changes(comma=_comma(space.with_changes(empty_lines=())))
            space = space.with_changes(first_line=cst.TrailingWhitespace())
        elements.insert(after + 1, element.with_changes(comma=_comma(space)))
        return node.with_changes(elements=elements)
    space = _between(node)
    if isinstance(space, cst.ParenthesizedWhitespace):
        space = space.with_changes(first_line=_comment(node.rbrace.whitespace_before))
    elements[after] = above.with_changes(comma=_comma(space))
    return _closed(node, cst.TrailingWhitespace(), [*elements, element.with_changes(comma=above.comma)])


def without(node: cst.Dict, is_gone: Callable[[cst.CSTNode], bool]) -> cst.Dict:
    """Return the dict without the elements of which ``is_gone`` holds; what closes it stays as it is."""
    elements: list[Any] = list(node.elements)
    kept = [element for element in elements if not is_gone(element)]
    if not kept or kept[-1] is elements[-1]:
        return node.with_changes(elements=kept)
    comment = _comment(kept[-1].comma.whitespace_after)
    kept[-1] = kept[-1].with_changes(comma=elements[-1].comma)
    return _closed(node, comment, kept)


def _between(node: cst.Dict) -> cst.BaseParenthesizableWhitespace:
    """Return what stands between two elements of the dict, or would, without comments."""
    first: Any = node.elements[0]
    space = first.comma.whitespace_after if len(node.elements) > 1 else node.lbrace.whitespace_after
    if isinstance(space, cst.ParenthesizedWhitespace):
        return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    return cst.SimpleWhitespace(" ")


def _comma(space: cst.BaseParenthesizableWhitespace) -> cst.Comma:
    return cst.Comma(whitespace_after=space)


def _comment(space: cst.BaseParenthesizableWhitespace) -> cst.TrailingWhitespace:
    """Return the end of the line that ``space`` begins, with the comment of the element before it."""
    return space.first_line if isinstance(space, cst.ParenthesizedWhitespace) else cst.TrailingWhitespace()


def _closed(node: cst.Dict, comment: cst.TrailingWhitespace, elements: list[Any]) -> cst.Dict:
    """Return the dict with these elements; ``comment`` is the end of the last one's line."""
    space, brace = node.rbrace.whitespace_before, node.rbrace
    if isinstance(space, cst.ParenthesizedWhitespace):
        brace = brace.with_changes(whitespace_before=space.with_changes(first_line=comment))
    return node.with_changes(elements=elements, rbrace=brace)
