"""Do what the hint about a file that cannot be parsed says, with the cursor at the reported place."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.faults.entries import Text

_STRING_OR_OTHER = re.compile(r"""\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\x00-\x7f]""")
_SPACES, _INVISIBLE, _QUOTES = "\u00a0\u202f\u2009", "\ufeff\u200b", "\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb"

Found = re.Match[str]


def repair(text: Text, offset: int, hint: str) -> Text | None:
    """Return the text after the edit at ``offset`` that the hint describes, or ``None`` if it describes none."""
    for pattern, edit in _EDITS:
        found = re.match(pattern, hint)
        if found:
            return edit(text, offset, found)
    return None


def _insert(text: Text, offset: int, new: str) -> Text:
    return text.replace((offset, offset), new)


def _line(text: Text, offset: int) -> tuple[int, int]:
    start = text.text.rfind("\n", 0, offset) + 1
    end = text.text.find("\n", offset)
    return start, len(text.text) if end < 0 else end


def _replace_characters(text: Text, offset: int, characters: str, new: str) -> Text:
    """Replace the characters in the line, but not inside of straight quotes."""
    span = _line(text, offset)
    return text.replace(
        span, _STRING_OR_OTHER.sub(lambda one: new if one[0] in characters else one[0], text.slice(span))
    )


def _remove_line(text: Text, offset: int, found: Found) -> Text:
    start, end = _line(text, offset)
    return text.replace((start, end + 1), "")


def _indent(text: Text, offset: int, found: Found) -> Text:
    start, end = _line(text, offset)
    line = text.text[start:end]
    indent = len(line) - len(line.lstrip())
    by = int(found["spaces"]) - indent
    lines = [" " * int(found["spaces"]) + line.lstrip()]
    if found["own"]:
        for below in text.text[end + 1 :].split("\n"):
            depth = len(below) - len(below.lstrip())
            is_item = depth == indent and below.lstrip().startswith("- ")
            if below.strip() and depth <= max(indent, indent + by) and not is_item:
                break
            lines.append(" " * max(depth + by, 0) + below.lstrip() if below.strip() else below)
            end += 1 + len(below)
    return text.replace((start, min(end, len(text.text))), "\n".join(lines))


def _replace_tabs(text: Text, offset: int, found: Found) -> Text:
    new = re.sub(r"^[ \t]+", lambda one: one[0].replace("\t", " " * int(found[1])), text.text, flags=re.MULTILINE)
    return Text(text.language, new)


def _end_of_value(text: Text, offset: int) -> int:
    """Return where a person sees the end of the value that begins at ``offset``."""
    rest = re.split(r"\s+#", text.text[offset : _line(text, offset)[1]], maxsplit=1)[0].rstrip()
    if text.language == "block":
        return offset + len(rest)
    before_key = re.search(r""",\s*(?=["']?\w+["']?\s*:)""", rest)
    return offset + (before_key.start() if before_key else len(rest.rstrip(",").rstrip("}")))


def _close_quote(text: Text, offset: int, found: Found) -> Text:
    return _insert(text, _end_of_value(text, offset), text.text[offset])


def _quote_value(text: Text, offset: int, found: Found) -> Text:
    span = (offset, _end_of_value(text, offset))
    return text.replace(span, text.literal(text.slice(span)))


def _double_quotes(text: Text, offset: int, found: Found) -> Text:
    end = text.text.index("'", offset + 1)
    return text.replace((offset, end + 1), f'"{text.text[offset + 1 : end]}"')


def _write_word(text: Text, offset: int, found: Found) -> Text:
    end = re.compile(r"\w*").match(text.text, offset)
    return text.replace((offset, end.end() if end else offset), found[1])


def _replace_equals(text: Text, offset: int, found: Found) -> Text:
    start = len(text.text[:offset].rstrip())
    end = len(text.text) - len(text.text[offset + 1 :].lstrip())
    return text.replace((start, end), ": ")


_EDITS: tuple[tuple[str, Callable[[Text, int, Found], Text | None]], ...] = (
    (
        "Replace the unusual spaces in this line with normal spaces",
        lambda text, offset, found: _replace_characters(text, offset, _SPACES, " "),
    ),
    (
        "Replace the invisible characters in this line with normal spaces",
        lambda text, offset, found: _replace_characters(text, offset, _INVISIBLE, " "),
    ),
    (
        "Remove the invisible characters from this line",
        lambda text, offset, found: _replace_characters(text, offset, _INVISIBLE, ""),
    ),
    (
        "Write straight quotes instead of the typographic quotes in this line",
        lambda text, offset, found: _replace_characters(text, offset, _QUOTES, '"'),
    ),
    (r"Indent this line like line \d+, with (?P<spaces>\d+) spaces?(?P<own>, and move)?", _indent),
    (r"Indent with (\d+) spaces instead of each tab", _replace_tabs),
    ("Remove this line", _remove_line),
    ("Remove the ", lambda text, offset, found: text.replace((offset, offset + 1), "")),
    ("Write the closing quote at the end of the value", _close_quote),
    ("Put quotes around the value", _quote_value),
    ("Write double quotes instead of the single quotes", _double_quotes),
    ("Write (true|false|null)$", _write_word),
    (r"Write a colon( and a space)? instead of the equals sign", _replace_equals),
    (r"Write a space after the colon", lambda text, offset, found: _insert(text, offset + 1, " ")),
    (r"Write a colon", lambda text, offset, found: _insert(text, offset, ":")),
    (r"Write a comma", lambda text, offset, found: _insert(text, offset, ",")),
    (r"Write ([\]}\)]) before this place", lambda text, offset, found: _insert(text, offset, found[1])),
)
