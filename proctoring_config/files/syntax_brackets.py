"""Repairs of texts in brackets: JSON, Python, and YAML's braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.syntax import Repair, double_backslash, end_of_line, start_of_line

_QUOTED = r""""(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?"""
#: Each text matches in one way only, and strings that are not closed end at the end of the line.
_TOKENS = {
    "JSON": re.compile(rf"{_QUOTED}|//[^\r\n]*|#[^\r\n]*|[{{}}\[\],:=]|[^\s{{}}\[\],:=\"']+"),
    "Python": re.compile(
        r'[rRbBuUfF]*(?:"""[\s\S]*?(?:"""|\Z)|'
        rf"'''[\s\S]*?(?:'''|\Z)|{_QUOTED})|#[^\r\n]*|[{{}}()\[\],:=]|[^\s{{}}()\[\],:=\"'#]+"
    ),
    "YAML": re.compile(
        rf"{_QUOTED}|(?<!\S)\#[^\r\n]*|[{{}}\[\],=]|:(?!\S)|(?:[^\s{{}}\[\],:=\"']|:(?=\S))[^\s{{}}\[\],:]*"
    ),
}
_CLOSERS = {"{": "}", "[": "]", "(": ")"}
_WORDS = {
    **dict.fromkeys(("True", "TRUE", "yes", "on"), "true"),
    **dict.fromkeys(("False", "FALSE", "no", "off"), "false"),
    **dict.fromkeys(("None", "NULL", "Null", "nil", "undefined", "~"), "null"),
}
_LINE_BREAK, _SPACES = re.compile(r"[\r\n]"), re.compile(r"[ \t]*")
_KEY_AFTER_COMMA = re.compile(r""",\s*(?=["'\w][^,:]*:)""")
_NEAREST = 3


class Token(NamedTuple):
    """A string, a word or a bracket, comma, colon or equals sign, with its span."""

    start: int
    end: int
    text: str

    @property
    def is_string(self) -> bool:
        """Whether it begins with a quote."""
        return self.text[0] in "\"'"

    @property
    def is_unclosed(self) -> bool:
        """Whether it is a string without a closing quote."""
        return self.is_string and (len(self.text) == 1 or self.text[-1] != self.text[0] or _ends_escaped(self.text))

    @property
    def is_value(self) -> bool:
        """Whether it is a string or a word."""
        return self.text not in _PUNCTUATION


_PUNCTUATION = ("{", "}", "[", "]", "(", ")", ",", ":", "=")


def _ends_escaped(text: str) -> bool:
    inner = text[1:-1]
    return (len(inner) - len(inner.rstrip("\\"))) % 2 == 1


def find_failure_in_json(text: str) -> int | None:
    """Return the offset at which ``text`` is not valid JSON, or ``None``."""
    from proctoring_config.files.read_json import parse_json

    return _find_failure(parse_json, text)


def find_failure_in_python(text: str) -> int | None:
    """Return the offset at which ``text`` is not valid Python, or ``None``."""
    from proctoring_config.files.python.source import parse_module

    return _find_failure(parse_module, text)


def _find_failure(parse: Callable[[Source], object], text: str) -> int | None:
    try:
        parse(Source("", text))
    except UnparsableError as error:
        return error.offset
    return None


def propose_for_json(source: Source, failure: int) -> Iterator[Repair]:
    """Propose repairs of JSON near ``failure``."""
    tokens = tokenize(source.text, "JSON")
    at = find_token(tokens, failure)
    yield from double_backslash(source.text, failure)
    yield from _remove_comment(source.text, failure)
    if at < len(tokens):
        yield from _replace_token_of_json(tokens, at, source.text)
    yield from propose_between(source, tokens, at)


def propose_for_python(source: Source, failure: int) -> Iterator[Repair]:
    """Propose repairs of Python near ``failure``."""
    tokens = tokenize(source.text, "Python")
    yield from propose_between(source, tokens, find_token(tokens, failure))


def tokenize(text: str, language: str) -> list[Token]:
    """Return the tokens of ``text`` without comments."""
    found = (Token(one.start(), one.end(), one.group()) for one in _TOKENS[language].finditer(text))
    return [token for token in found if not token.text.startswith(("#", "//"))]


def find_token(tokens: Sequence[Token], offset: int) -> int:
    """Return the index of the token at ``offset`` or, if there is none, of the one after it."""
    return next((index for index, token in enumerate(tokens) if token.end > offset), len(tokens))


def propose_between(source: Source, tokens: Sequence[Token], at: int) -> Iterator[Repair]:
    """Propose quotes, separators and brackets near the token with the index ``at``."""
    yield from close_quote(source.text, tokens, at)
    near = range(max(at - 2, 1), min(at + 3, len(tokens)))
    for index in near:
        before, token = tokens[index - 1], tokens[index]
        if token.text == "=" and before.is_string:
            yield Repair(
                token.start,
                "an equals sign instead of a colon",
                "Write a colon instead of the equals sign",
                *(token.start, token.end, ":"),
            )
    yield from _remove_comma(tokens, at)
    for index in range(max(at - 1, 2), min(at + 3, len(tokens))):
        key, value = tokens[index - 1], tokens[index]
        if tokens[index - 2].text in ("{", ",") and key.is_string and _can_begin_value(value):
            yield _insert(key.end, ":", "a colon is missing here", "Write a colon")
    for index in (at, at - 1, at - 2, at + 1, at + 2):
        if 0 < index < len(tokens) and _can_end_value(tokens[index - 1]) and _can_begin_value(tokens[index]):
            yield _insert(tokens[index - 1].end, ",", "a comma is missing here", "Write a comma")
    for index in (at, at - 1, at + 1, at + 2):
        if 0 < index < len(tokens) and tokens[index - 1].is_value and _can_begin_value(tokens[index]):
            yield _insert(tokens[index - 1].end, ":", "a colon is missing here", "Write a colon")
    yield from close_bracket(source, tokens, at)


def _insert(offset: int, new: str, reason: str, hint: str) -> Repair:
    return Repair(offset, reason, hint, offset, offset, new)


def _can_end_value(token: Token) -> bool:
    return token.is_value or token.text in _CLOSERS.values()


def _can_begin_value(token: Token) -> bool:
    return token.is_value or token.text in _CLOSERS


def _replace_token_of_json(tokens: Sequence[Token], at: int, text: str) -> Iterator[Repair]:
    """Propose what JSON writes in place of the token ``at``. All tokens of its kind are replaced."""
    token = tokens[at]
    if token.text in _WORDS:
        reason, hint = f"JSON writes {token.text} as {_WORDS[token.text]}", f"Write {_WORDS[token.text]}"
        new = _replace(tokens, text, lambda one: _WORDS.get(one.text))
    elif token.text.startswith("'") and not token.is_unclosed:
        reason, hint = "single quotes instead of double quotes", "Write double quotes instead of the single quotes"
        new = _replace(tokens, text, _with_double_quotes)
    elif _is_bare(token):
        reason, hint = "a key or a value without quotes", "Put double quotes around it"
        new = _replace(tokens, text, lambda one: f'"{one.text}"' if _is_bare(one) else None)
    else:
        return
    yield Repair(token.start, reason, hint, 0, len(text), new)


def _with_double_quotes(token: Token) -> str | None:
    return f'"{token.text[1:-1]}"' if token.text[0] == "'" and '"' not in token.text else None


def _is_bare(token: Token) -> bool:
    return (token.text[0].isalpha() or token.text[0] in "_$") and token.text not in ("true", "false", "null")


def _replace(tokens: Sequence[Token], text: str, change: Callable[[Token], str | None]) -> str:
    parts, end = [], 0
    for token in tokens:
        new = change(token)
        if new is not None:
            parts += [text[end : token.start], new]
            end = token.end
    return "".join([*parts, text[end:]])


def _remove_comment(text: str, failure: int) -> Iterator[Repair]:
    if text[failure : failure + 1] == "#":
        reason = "a comment that begins with #, which JSON does not have"
        yield Repair(failure, reason, "Remove the comment", failure, end_of_line(text, failure), "")


def close_quote(text: str, tokens: Sequence[Token], at: int) -> Iterator[Repair]:
    """Propose the end of a string near the token ``at`` that is not closed, or only by the quote of another string."""
    found = 0
    for index in range(min(at, len(tokens) - 1), -1, -1):
        token = tokens[index]
        is_touching = index == at - 1 and at < len(tokens) and token.is_string and token.end == tokens[at].start
        if token.is_unclosed or is_touching:
            found += 1
            for end in _find_ends(text, token):
                quote = token.text[0]
                yield Repair(
                    token.start,
                    "the quote that begins here is not closed",
                    "Write the closing quote at the end of the value",
                    *(end, end, quote),
                )
            if found == _NEAREST:
                return


def _find_ends(text: str, token: Token) -> Iterator[int]:
    """Yield the offsets in the line of a string where it may end."""
    start, end = token.start + 1, end_of_line(text, token.start)
    line = text[start:end]
    content = re.split(r"\s#", line, maxsplit=1)[0].rstrip()
    ends = {start + len(content.rstrip(",")): None, start + len(content.rstrip(",}])")): None}
    if not text[start_of_line(text, start) : token.start].strip(" -{[,") and re.search(r":(?:\s|$)", content):
        ends = {start + content.rindex(":"): None, **ends}
    before_key = _KEY_AFTER_COMMA.search(content)
    if before_key:
        ends[start + before_key.start()] = None
    yield from ends


def _remove_comma(tokens: Sequence[Token], at: int) -> Iterator[Repair]:
    for index in (at, at - 1):
        if 0 <= index < len(tokens) and tokens[index].text == ",":
            token = tokens[index]
            yield Repair(
                token.start, "a comma after which nothing follows", "Remove the comma", token.start, token.end, ""
            )


def close_bracket(source: Source, tokens: Sequence[Token], at: int) -> Iterator[Repair]:
    """Propose the end of a bracket: where the indentation shows it, at the token ``at``, and at the end of the text."""
    text = source.text
    open_tokens: list[Token] = []
    open_at: list[Token] = []
    is_shown = False
    for index, token in enumerate(tokens):
        if index == at:
            open_at = list(open_tokens)
        before = tokens[index - 1]
        is_first = index > 0 and _LINE_BREAK.search(text, before.end, token.start)
        if (
            is_first
            and open_tokens
            and not is_shown
            and before != open_tokens[-1]
            and _is_outside(text, token, open_tokens[-1])
        ):
            is_shown = True
            is_separator = token.text in (",", *_CLOSERS.values())
            yield _close(source, open_tokens[-1], token.start if is_separator else before.end)
        if token.text in _CLOSERS:
            open_tokens.append(token)
        elif open_tokens and token.text == _CLOSERS[open_tokens[-1].text]:
            open_tokens.pop()
    if at < len(tokens) and tokens[at].text in _CLOSERS.values():
        yield from _replace_closer(tokens[at], open_at)
    if open_at and at < len(tokens):
        yield _close(source, open_at[-1], tokens[at].start)
    if open_tokens:
        yield _close(source, open_tokens[-1], len(text.rstrip()))


def _replace_closer(token: Token, open_tokens: Sequence[Token]) -> Iterator[Repair]:
    span = (token.start, token.end)
    closer = _CLOSERS[open_tokens[-1].text] if open_tokens else token.text
    if closer != token.text:
        hint = f"Write {closer} instead of the {token.text}"
        yield Repair(token.start, f"a {token.text} instead of a {closer}", hint, *span, closer)
    yield Repair(token.start, f"a {token.text} that closes nothing", f"Remove the {token.text}", *span, "")


def _is_outside(text: str, token: Token, opener: Token) -> bool:
    """Return whether a token, the first one on its line, is indented as if the bracket were closed above it."""
    indent, above = (_indent(text, one.start) for one in (token, opener))
    return indent < above or (indent == above and token.text != _CLOSERS[opener.text])


def _close(source: Source, opener: Token, offset: int) -> Repair:
    line, column = source.position(opener.start)
    closer = _CLOSERS[opener.text]
    reason = f"the {opener.text} on line {line}, column {column} is not closed"
    return _insert(offset, closer, reason, f"Write {closer} before this place")


def _indent(text: str, offset: int) -> int:
    found = _SPACES.match(text, start_of_line(text, offset))
    return len(found.group()) if found else 0
