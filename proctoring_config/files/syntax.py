"""
Explain why a settings file cannot be parsed: the cause, its position, and what to do about it.

A parser stops where it cannot go on, often below the mistake. Each repair proposed here is an edit near that place. The
first one that makes the text valid shows the cause; otherwise, it is the first one that helps the parser past the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.problems import names

#: Longer texts keep the message of the parser, because each repair is tried with a parser.
LONGEST = 100_000
_MOST_REPAIRS = 24
#: The number of characters that are parsed in all: by a fast parser, and by PyYAML's own.
_MOST_PARSED, _MOST_PARSED_SLOWLY = 1_000_000, 200_000
_NOT_VALID = "not valid "
_STRING_OR_OTHER = re.compile(r""""(?:[^"\\\r\n]|\\.)*"?|'[^'\r\n]*'|[^\x00-\x7f]""")
_LINE = re.compile(r"[^\r\n]*")
_CHARACTERS = {
    names.SPACES: "Replace the unusual spaces in this line with normal spaces",
    names.INVISIBLE: "Remove the invisible characters from this line",
    names.QUOTES: "Write straight quotes instead of the typographic quotes in this line",
    names.DASHES: "Write hyphens instead of the typographic dashes in this line",
    names.WIDE: "Write normal characters instead of the full-width characters in this line",
}


class Repair(NamedTuple):
    """An edit that replaces ``start`` to ``end`` with ``new``, and the ``reason`` and ``hint`` if it is right."""

    offset: int
    reason: str
    hint: str
    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        """Return ``text`` after the edit."""
        return text[: self.start] + self.new + text[self.end :]


Propose = Callable[[Source, int], Iterator[Repair]]
#: Returns the offset at which a parser fails, or ``None`` if the text is valid.
FindFailure = Callable[[str], int | None]


def explain(source: Source, error: UnparsableError) -> UnparsableError:
    """Return ``error`` with the position of its cause, and a hint, or ``error`` itself if the cause is not known."""
    language, colon, _ = error.reason.removeprefix(_NOT_VALID).partition(":")
    if not error.reason.startswith(_NOT_VALID) or not colon or not 0 < len(source.text) <= LONGEST:
        return error
    find_failure, propose, most_parsed = _tools(language, source.text)
    failure = find_failure(source.text)
    if failure is None:
        return _explain_alias(source, error)
    best, rest_of_line = None, end_of_line(source.text, failure)
    for repair in islice(_propose(source, failure, propose), min(_MOST_REPAIRS, most_parsed // len(source.text))):
        repaired = repair.apply(source.text)
        after = find_failure(repaired)
        if after is None:
            best = repair
            break
        if best is None and after - len(repaired) + len(source.text) > rest_of_line:
            best = repair
    return UnparsableError(best.offset, f"{_NOT_VALID}{language}: {best.reason}", best.hint) if best else error


def _explain_alias(source: Source, error: UnparsableError) -> UnparsableError:
    """Return the error with a hint if it is about an alias, which may be text that begins with an asterisk."""
    if source.text[error.offset : error.offset + 1] != "*":
        return error
    hint = "Put quotes around the value if it is not an alias, or define its anchor above"
    return UnparsableError(error.offset, error.reason, hint)


def _tools(language: str, text: str) -> tuple[FindFailure, Propose, int]:
    from proctoring_config.files import syntax_brackets

    if language == "YAML":
        from proctoring_config.files import syntax_yaml

        most_parsed = _MOST_PARSED_SLOWLY if syntax_yaml.is_slow(text) else _MOST_PARSED
        return syntax_yaml.find_failure, syntax_yaml.propose, most_parsed
    if language == "JSON":
        return syntax_brackets.find_failure_in_json, syntax_brackets.propose_for_json, _MOST_PARSED
    return syntax_brackets.find_failure_in_python, syntax_brackets.propose_for_python, _MOST_PARSED


def _propose(source: Source, failure: int, propose: Propose) -> Iterator[Repair]:
    text = source.text
    start = start_of_line(text, failure)
    yield from replace_characters(text, start)
    while start:
        start = start_of_line(text, start - (2 if text[start - 2 : start] == "\r\n" else 1))
        content = text[start : end_of_line(text, start)].strip(" \t")
        if content and not content.startswith("#"):
            yield from replace_characters(text, start)
            break
    yield from propose(source, failure)


def start_of_line(text: str, offset: int) -> int:
    """Return the offset of the beginning of the line that contains ``offset``."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def end_of_line(text: str, offset: int) -> int:
    """Return the offset of the end of the line that contains ``offset``, without its line break."""
    found = _LINE.match(text, offset)
    return found.end() if found else offset


def replace_characters(text: str, start: int) -> Iterator[Repair]:
    """Propose the characters that were meant in the line at ``start``, outside of strings."""
    end = end_of_line(text, start)
    found = [
        (one.start(), names.find_meant_character(one.group())) for one in _STRING_OR_OTHER.finditer(text, start, end)
    ]
    meant = [(offset, *one) for offset, one in found if one]
    if not meant:
        return
    first, kind, _ = meant[0]
    reason = f"this line contains {kind}"
    yield Repair(first, reason, _CHARACTERS[kind], start, end, _replace(text[start:end], start, meant))
    if kind is names.INVISIBLE:
        hint = "Replace the invisible characters in this line with normal spaces"
        spaces = [(offset, kind, new or " ") for offset, kind, new in meant]
        yield Repair(first, reason, hint, start, end, _replace(text[start:end], start, spaces))


def _replace(line: str, start: int, characters: Sequence[tuple[int, str, str]]) -> str:
    new = list(line)
    for offset, _, character in characters:
        new[offset - start] = character
    return "".join(new)


def double_backslash(text: str, failure: int) -> Iterator[Repair]:
    """Propose two backslashes instead of the one at ``failure``, or before it."""
    for offset in (failure, failure - 1):
        if text[offset : offset + 1] == "\\":
            reason = "a backslash that does not begin an escape sequence"
            yield Repair(offset, reason, "Write two backslashes", offset, offset, "\\")
