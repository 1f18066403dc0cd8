"""Find where a provider's new options belong in the text, and write them in the style of the options around them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from proctoring_config.files import tree
from proctoring_config.files.splice import Span, UnsupportedSyntaxError
from proctoring_config.files.tree import Node, ScalarNode

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_SPACE_AND_COMMENTS = re.compile(r"(?:\s|#[^\r\n]*|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
# The rest of a line below which a new line can be added: only spaces and comments.
_NOTHING_ELSE = re.compile(r"[ \t]*(?:(?://|(?<=[ \t])#)[^\r\n]*|/\*(?:(?!\*/)[^\r\n])*\*/[ \t]*)?(?=[\r\n])")
_COLON = re.compile(r"[ \t]*:[ \t]*")
_COMMA = re.compile(r"[ \t]*,[ \t]*")


def into_mapping(text: str, body: tree.MappingNode, options: Mapping[str, bool], *, json: bool) -> Span:
    """Return the span that adds ``options`` to ``body``. Raises UnsupportedSyntaxError if there is no room for them."""
    if not body.is_flow:
        return _into_block(text, body, options)
    if not body.pairs:
        return _into_braces(text, body, options, json=json)
    return _on_own_lines(text, body, options) or _behind_last(text, body, options)


def as_braces(options: Mapping[str, bool], *, json: bool) -> str:
    """Return ``options`` as a mapping in braces."""
    return "{" + _join(options, '"' if json else "") + "}"


def below(text: str, key: Node, value: Node, options: Mapping[str, bool], step: int) -> Span:
    """Return the span that writes ``options`` as a block below the ``key`` of an empty ``value``."""
    return _lines(text, value.end, _indentation(text, key) + " " * step, options, "", ": ")


def indentation(text: str, key: Node) -> int | None:
    """Return how far ``key`` is indented, or ``None`` if something else precedes it on its line."""
    before = text[_line_start(text, key.start) : key.start]
    return len(before) if not before.strip(" ") else None


def _into_block(text: str, body: tree.MappingNode, options: Mapping[str, bool]) -> Span:
    last, value = body.pairs[-1]
    return _lines(text, value.end, _indentation(text, last), options, _quote(last), ": ")


def _lines(text: str, after: int, indent: str, options: Mapping[str, bool], quote: str, colon: str) -> Span:
    """Return the span that adds lines below the line that contains the offset ``after``."""
    ending = _line_break(text, after)
    lines = [f"{indent}{quote}{name}{quote}{colon}{_word(value)}" for name, value in options.items()]
    rest = _REST_OF_LINE.match(text, after)
    end = rest.end() if rest else after
    found = _LINE_BREAK.match(text, end)
    if found:
        return found.end(), found.end(), "".join(line + ending for line in lines)
    if after == end == len(text) and text[-1] in "\r\n":
        return end, end, "".join(line + ending for line in lines)
    return end, end, "".join(ending + line for line in lines)


def _into_braces(text: str, body: tree.MappingNode, options: Mapping[str, bool], *, json: bool) -> Span:
    closing = text.rindex("}", body.inner, body.end)
    space = text[body.inner : closing]
    new = _join(options, '"' if json else "")
    return body.inner, body.inner, f"{space}{new}" if not space.strip(" ") else new


def _on_own_lines(text: str, body: tree.MappingNode, options: Mapping[str, bool]) -> Span | None:
    """
    Return the span that adds lines to a mapping whose last option has its own line, or ``None`` if that is impossible.

    No other line changes. The new lines come last if a comma follows the last option, otherwise before that option.
    """
    last, value = body.pairs[-1]
    indent = text[_line_start(text, last.start) : last.start]
    comma = _next_comma(text, value.end)
    if comma is None:
        before = body.pairs[-2][1].end if len(body.pairs) > 1 else None
        comma = body.inner - 1 if before is None else _next_comma(text, before)
    if indent.strip(" \t") or comma is None or not (rest := _NOTHING_ELSE.match(text, comma + 1)):
        return None
    start, ending = rest.end(), _line_break(text, comma)
    quote, colon = _quote(last), _colon(text, last, value)
    lines = (f"{ending}{indent}{quote}{name}{quote}{colon}{_word(value)}," for name, value in options.items())
    return start, start, "".join(lines)


def _behind_last(text: str, body: tree.MappingNode, options: Mapping[str, bool]) -> Span:
    last, value = body.pairs[-1]
    colon = _colon(text, last, value)
    gap = text[body.pairs[-2][1].end : last.start] if len(body.pairs) > 1 else ""
    comma = gap if _COMMA.fullmatch(gap) else "," if colon == ":" else ", "
    return value.end, value.end, comma + _join(options, _quote(last), colon, comma)


def _join(options: Mapping[str, bool], quote: str, colon: str = ": ", comma: str = ", ") -> str:
    return comma.join(f"{quote}{name}{quote}{colon}{_word(value)}" for name, value in options.items())


def _next_comma(text: str, after: int) -> int | None:
    found = _SPACE_AND_COMMENTS.match(text, after)
    end = found.end() if found else after
    return end if text[end : end + 1] == "," else None


def _colon(text: str, key: Node, value: Node) -> str:
    colon = text[key.end : value.start]
    if not _COLON.fullmatch(colon):
        return ": "
    return colon if _quote(key) or colon[-1] in " \t" else ": "


def _quote(key: Node) -> str:
    return key.style if isinstance(key, ScalarNode) and key.style in ("'", '"') else ""


def _indentation(text: str, key: Node) -> str:
    width = indentation(text, key)
    if width is None:
        raise UnsupportedSyntaxError(key.start, "a key with something before it on its line")
    return " " * width


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_break(text: str, offset: int) -> str:
    """Return the next line break after ``offset``, else the first one of the text, else a newline."""
    found = _LINE_BREAK.search(text, offset) or next(iter(_LINE_BREAK.finditer(text)), None)
    return found.group() if found else "\n"


def _word(value: bool) -> str:
    return str(value).lower()
