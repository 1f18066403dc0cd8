"""Repairs of YAML: separators, quotes and the indentation of lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from proctoring_config.files import syntax_brackets
from proctoring_config.files.read_yaml import READ_DIFFERENTLY
from proctoring_config.files.source import Source
from proctoring_config.files.syntax import Repair, double_backslash
from proctoring_config.text import pluralize

_CODE = re.compile(r"^([ \t]*)([^\s#][^\r\n]*)", re.MULTILINE)
_KEY = r"""((?:-[ ]+)*(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s:='"#{}\[\],-][^\s:='"#{}\[\],]*))"""
_EQUALS = re.compile(rf"{_KEY}(\s*=\s*)(?=\S)")
_NO_SPACE = re.compile(rf"{_KEY}:(?=[^\s:])")
_NO_COLON = re.compile(rf"{_KEY}(?:[ \t]+(?=[^\s:=])|[ \t]*$)")
_VALUE = re.compile(rf"{_KEY}\s*:[ \t]+(\S[^\r\n]*)")
_COMMENT = re.compile(r"\s#")
_SPECIAL = "@`%"
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_STRING = re.compile(r"""\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'""")
_TAB = "a tab where only spaces are allowed"


class Line(NamedTuple):
    """A line with more than a comment: the offsets of the line and of its content, and the content."""

    start: int
    inner: int
    content: str
    has_tab: bool

    @property
    def indent(self) -> int:
        """The number of spaces, or tabs, before the content."""
        return self.inner - self.start

    @property
    def end(self) -> int:
        """The offset of the end of the line."""
        return self.inner + len(self.content)


def is_slow(text: str) -> bool:
    """Return whether ``text`` must be parsed with PyYAML's own parser."""
    return not hasattr(yaml, "CSafeLoader") or bool(READ_DIFFERENTLY.search(text))


def find_failure(text: str) -> int | None:
    """Return the offset at which ``text`` is not valid YAML, or ``None``."""
    loader = yaml.SafeLoader if is_slow(text) else yaml.CSafeLoader
    try:
        for _ in yaml.parse(text, Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.index if mark else 0
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return 0
    return None


def propose(source: Source, failure: int) -> Iterator[Repair]:
    """Propose repairs of YAML near ``failure``."""
    text = source.text
    lines = [Line(one.start(), one.start(2), one.group(2), "\t" in one.group(1)) for one in _CODE.finditer(text)]
    at = max(bisect_right([line.start for line in lines], failure) - 1, 0)
    if not lines:
        return
    near = [lines[index] for index in (at - 1, at) if index >= 0]
    for line in near:
        yield from _remove_marker(line)
    yield from _replace_tab(source, lines, at, failure)
    yield from _quote_special(lines[at], failure)
    yield from double_backslash(text, failure)
    for line in near:
        yield from _separate(line)
    yield from _separate_above(text, lines, at)
    tokens = syntax_brackets.tokenize(text, "YAML")
    index = syntax_brackets.find_token(tokens, failure)
    yield from syntax_brackets.close_quote(text, tokens, index)
    if _is_in_brackets(tokens[:index]):
        yield from syntax_brackets.propose_between(source, tokens, index)
    yield from _remove_comma(text, failure)
    yield from _quote_value(lines[at], failure)
    yield from syntax_brackets.close_bracket(source, tokens, index)
    yield from _indent(source, lines, at)


def _is_in_brackets(tokens: Sequence[syntax_brackets.Token]) -> bool:
    return sum((one.text in ("{", "[")) - (one.text in ("}", "]")) for one in tokens) > 0


def _remove_marker(line: Line) -> Iterator[Repair]:
    if line.content.rstrip() == "---" and line.indent:
        reason, hint = "a document marker (---) that is indented", "Remove this line"
        yield Repair(line.inner, reason, hint, line.start, line.end, "")


def _replace_tab(source: Source, lines: Sequence[Line], at: int, failure: int) -> Iterator[Repair]:
    text = source.text
    with_tabs = [line for line in lines if line.has_tab]
    for index in (at, at - 1) if len(with_tabs) == 1 else ():
        for model in _lines_around(lines, index) if index >= 0 and lines[index].has_tab else ():
            if model.indent or not _without_comment(lines[index - 1].content).endswith(":"):
                repair = _indent_like(source, lines, index, model)
                offset = text.index("\t", lines[index].start)
                yield repair._replace(offset=offset, reason=_TAB, end=lines[index].inner, new=" " * model.indent)
    for width in (2, 4, 8) if with_tabs else ():
        first, new = text.index("\t", with_tabs[0].start), _expand_tabs(text, width)
        yield Repair(first, _TAB, f"Indent with {width} spaces instead of each tab", 0, len(text), new)
    if text[failure : failure + 1] == "\t":
        yield Repair(failure, _TAB, "Write a space instead of the tab", failure, failure + 1, " ")


def _expand_tabs(text: str, width: int) -> str:
    """Return ``text`` with this number of spaces instead of each tab that indents a line."""
    return _INDENTATION.sub(lambda found: found.group().replace("\t", " " * width), text)


def _quote_special(line: Line, failure: int) -> Iterator[Repair]:
    at = failure - line.inner
    if 0 <= at < len(line.content) and line.content[at] in _SPECIAL:
        reason = f"an unquoted {line.content[at]} at the beginning of a value"
        yield from _quote(line, at, reason)


def _remove_comma(text: str, failure: int) -> Iterator[Repair]:
    if text[failure : failure + 1] == ",":
        yield Repair(failure, "a comma after a value", "Remove the comma", failure, failure + 1, "")


def _separate_above(text: str, lines: Sequence[Line], at: int) -> Iterator[Repair]:
    """Propose separators in all lines above a line that lack one, because they are one value for the parser."""
    repairs: list[Repair] = []
    for line in reversed(lines[:at]):
        repair = next(_separate(line), None)
        if repair is None or line.indent != lines[at - 1].indent:
            break
        repairs.insert(0, repair)
    if len(repairs) > 1:
        parts, end = [], repairs[0].start
        for repair in repairs:
            parts += [text[end : repair.start], repair.new]
            end = repair.end
        yield repairs[0]._replace(end=end, new="".join(parts))


def _separate(line: Line) -> Iterator[Repair]:
    """Propose a colon and a space between the key and the value of a line."""
    found = _EQUALS.match(line.content)
    if found:
        start, end = (line.inner + offset for offset in found.span(2))
        offset = line.inner + line.content.index("=", found.start(2))
        yield Repair(
            offset,
            "an equals sign instead of a colon",
            "Write a colon and a space instead of the equals sign",
            *(start, end, ": "),
        )
    found = _NO_SPACE.match(line.content)
    if found:
        offset = line.inner + found.end()
        yield Repair(
            offset - 1, "a space is missing after this colon", "Write a space after the colon", offset, offset, " "
        )
    found = _NO_COLON.match(_without_comment(line.content))
    if found:
        offset = line.inner + found.end(1)
        yield Repair(offset, "a colon is missing after this key", "Write a colon after the key", offset, offset, ":")


def _quote_value(line: Line, failure: int) -> Iterator[Repair]:
    found = _VALUE.match(line.content)
    if found is None or line.inner + found.start(2) > failure:
        return
    value, start = _without_comment(found.group(2)), found.start(2)
    string = _STRING.match(line.content, start)
    if string and line.inner + string.end() <= failure and string.end() < start + len(value):
        yield from _quote(line, start, "a value that goes on after its closing quote")
    elif value[0] not in "\"'{[" and re.search(r":(?:\s|$)", value):
        yield from _quote(line, start, "a value that contains a colon and a space")
    elif value[0] in "]}|>&!-?,":
        yield from _quote(line, start, f"an unquoted {value[0]} at the beginning of a value")


def _quote(line: Line, at: int, reason: str) -> Iterator[Repair]:
    value = _without_comment(line.content[at:])
    quote = "'" if '"' in value or "\\" in value else '"'
    inner = value.replace("'", "''") if quote == "'" else value
    start = line.inner + at
    hint = "Put quotes around the whole value" if value[0] in "\"'" else "Put quotes around the value"
    yield Repair(start, reason, hint, start, start + len(value), quote + inner + quote)


def _without_comment(content: str) -> str:
    return _COMMENT.split(content, maxsplit=1)[0].rstrip()


def _indent(source: Source, lines: Sequence[Line], at: int) -> Iterator[Repair]:
    """Propose the indentation of a line nearby, for the line or for the one above it."""
    for index in (at, at - 1):
        for model in _lines_around(lines, index) if index >= 0 else ():
            if model.indent != lines[index].indent:
                yield _indent_like(source, lines, index, model)


def _indent_like(source: Source, lines: Sequence[Line], index: int, model: Line) -> Repair:
    line = lines[index]
    place, (number, column) = source.position(line.inner), source.position(model.inner)
    last = _last_of_its_own(lines, index, model.indent)
    hint = f"Indent this line like line {number}, with {pluralize(column - 1, 'space')}"
    if place == (number, column):  # no exact positions
        hint = "Indent this line like the lines around it"
    if last > index:
        hint += ", and move the lines that belong to it"
    if model.indent < line.indent and " " in line.content.partition(":")[0].strip("- "):
        hint += ", or put quotes around the value if it continues the one above"
    reason = "this line is indented too far" if model.indent < line.indent else "this line is not indented far enough"
    moved = [_move(one, model.indent - line.indent) for one in source.text[line.start : lines[last].end].split("\n")]
    return Repair(line.inner, reason, hint, line.start, lines[last].end, "\n".join(moved))


def _lines_around(lines: Sequence[Line], index: int) -> Iterator[Line]:
    """Yield lines near a line, each with another indentation, in spaces: above, below, and further above."""
    seen = set()
    for one in (index - 1, index + 1, index - 2, index - 3):
        if 0 <= one < len(lines) and not lines[one].has_tab and lines[one].indent not in seen:
            seen.add(lines[one].indent)
            yield lines[one]


def _last_of_its_own(lines: Sequence[Line], index: int, indent: int) -> int:
    """Return the index of the last line that belongs to the key on a line which is to have another indentation."""
    line, last = lines[index], index
    if not _without_comment(line.content).endswith((":", "|", ">", "|-", ">-")):
        return index
    while last + 1 < len(lines):
        below = lines[last + 1]
        is_item = below.indent == line.indent and below.content.startswith("- ")
        if below.indent <= max(line.indent, indent) and not is_item:
            break
        last += 1
    return last


def _move(line: str, by: int) -> str:
    content = line.lstrip(" ")
    return " " * max(len(line) - len(content) + by, 0) + content
