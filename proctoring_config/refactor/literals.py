"""Insert elements into dict displays, and remove elements from literals, without touching the lines of the others."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.nodes import find_nodes

_LONGEST_LINE = 120

_COMMENTED = m.ParenthesizedWhitespace(first_line=m.TrailingWhitespace(comment=m.Comment()))
_LITERAL = m.Dict() | m.List() | m.Tuple() | m.Set()


def get_key(element: cst.CSTNode) -> str | None:
    """Return the key of a dict element if it is a plain string, else ``None``."""
    key = getattr(element, "key", None)
    value = key.evaluated_value if isinstance(key, cst.SimpleString) else None
    return value if isinstance(value, str) else None


def get_keys(node: cst.Dict) -> list[str | None]:
    """Return the keys of the dict, with ``None`` for each key that is not a plain string."""
    return [get_key(element) for element in node.elements]


def quote_like(example: cst.SimpleString, text: str) -> cst.SimpleString:
    """Return ``text`` as a string in the quotes of ``example``."""
    return cst.SimpleString(f"{example.quote}{text}{example.quote}")


def insert_element(node: cst.Dict, after: int, element: cst.DictElement) -> cst.Dict:
    """Return the dict with ``element`` after index ``after`` (-1 in an empty dict), on its own line if appropriate."""
    elements: list[Any] = list(node.elements)
    if not elements:
        return node.with_changes(elements=[element])
    above = elements[after]
    if after < len(elements) - 1:
        space = above.comma.whitespace_after
        if isinstance(space, cst.ParenthesizedWhitespace):
            elements[after] = above.with_changes(comma=_make_comma(space.with_changes(empty_lines=())))
            space = space.with_changes(first_line=cst.TrailingWhitespace())
        elements.insert(after + 1, element.with_changes(comma=_make_comma(space)))
        return node.with_changes(elements=elements)
    space = _separator(node)
    if isinstance(space, cst.ParenthesizedWhitespace):
        space = space.with_changes(first_line=_line_end(node.rbrace.whitespace_before))
    elements[after] = above.with_changes(comma=_make_comma(space))
    return _close(node, cst.TrailingWhitespace(), [*elements, element.with_changes(comma=above.comma)])


def remove_from_dict(node: cst.Dict, is_removed: Callable[[cst.CSTNode], bool]) -> cst.Dict:
    """Return the dict without the elements for which ``is_removed`` is true; the closing brace stays where it is."""
    elements: list[Any] = list(node.elements)
    kept = [element for element in elements if not is_removed(element)]
    if not kept or kept[-1] is elements[-1]:
        return node.with_changes(elements=kept)
    comment = _line_end(kept[-1].comma.whitespace_after)
    kept[-1] = kept[-1].with_changes(comma=elements[-1].comma)
    return _close(node, comment, kept)


def remove_elements(
    module: cst.Module, word: str, element: m.BaseMatcherNode
) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """
    Yield each literal with matching elements, and its replacement without them.

    ``word`` is part of the text of such an element.
    """
    for literal in find_nodes(module, word, _LITERAL):
        kept = [each for each in literal.elements if not m.matches(each, element)]
        if len(kept) < len(literal.elements):
            yield literal, _keep_elements(literal, kept)


def split_long_dicts(text: str, before: str) -> str:
    """
    Return the text of a module in which dicts on lines that became too long have one element a line.

    Lines of ``before`` are not changed. The strings of a dict that is split get double quotes, as Black would do.
    """
    lines, known = text.split("\n"), set(before.split("\n"))
    long = {number for number, line in enumerate(lines, 1) if len(line.rstrip("\r")) > _LONGEST_LINE} - {
        number for number, line in enumerate(lines, 1) if line in known
    }
    for node in _find_dicts(ast.parse(text)) if long else ():
        if node.lineno == node.end_lineno and node.lineno in long:
            long.remove(node.lineno)
            line = lines[node.lineno - 1]
            start, end = (
                len(line.encode()[:column].decode()) for column in (node.col_offset, node.end_col_offset or 0)
            )
            newline = "\r\n" if line.endswith("\r") else "\n"
            indent = newline + line[: len(line) - len(line.lstrip())]
            display = cst.parse_expression(line[start:end])
            elements = cst.ensure_type(display.visit(_DoubleQuotes()), cst.Dict).elements
            code = "".join(
                f"{indent}    {cst.Module([]).code_for_node(each.with_changes(comma=cst.Comma()))}" for each in elements
            )
            lines[node.lineno - 1] = f"{line[:start]}{{{code}{indent}}}{line[end:]}"
    return "\n".join(lines)


def _find_dicts(node: ast.AST) -> Iterator[ast.Dict]:
    """Yield the dict displays that are not empty, outer ones first, except those in f-strings."""
    if isinstance(node, ast.Dict) and node.values:
        yield node
    for child in ast.iter_child_nodes(node) if not isinstance(node, ast.JoinedStr) else ():
        yield from _find_dicts(child)


class _DoubleQuotes(cst.CSTTransformer):
    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node, cst.SimpleString) and re.fullmatch(r"'[^'\"\\]*'", original_node.value):
            return updated_node.with_changes(value=f'"{original_node.value[1:-1]}"')
        return updated_node


def _keep_elements(literal: Any, kept: list[Any]) -> Any:
    """Return the literal with only these elements; its end and the comments behind them stay."""
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


def _separator(node: cst.Dict) -> cst.BaseParenthesizableWhitespace:
    """Return the whitespace between two elements of the dict, without comments."""
    first: Any = node.elements[0]
    space = first.comma.whitespace_after if len(node.elements) > 1 else node.lbrace.whitespace_after
    if isinstance(space, cst.ParenthesizedWhitespace):
        return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    return cst.SimpleWhitespace(" ")


def _make_comma(space: cst.BaseParenthesizableWhitespace) -> cst.Comma:
    return cst.Comma(whitespace_after=space)


def _line_end(space: cst.BaseParenthesizableWhitespace) -> cst.TrailingWhitespace:
    """Return the end of the line on which ``space`` begins, including the comment of the element before it."""
    return space.first_line if isinstance(space, cst.ParenthesizedWhitespace) else cst.TrailingWhitespace()


def _close(node: cst.Dict, comment: cst.TrailingWhitespace, elements: list[Any]) -> cst.Dict:
    """Return the dict with these elements, and ``comment`` at the end of the last element's line."""
    space, brace = node.rbrace.whitespace_before, node.rbrace
    if isinstance(space, cst.ParenthesizedWhitespace):
        brace = brace.with_changes(whitespace_before=space.with_changes(first_line=comment))
    return node.with_changes(elements=elements, rbrace=brace)
