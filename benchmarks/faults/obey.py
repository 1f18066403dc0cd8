"""Do what a hint says, as an operator would who reads only the hint, and has the cursor on the reported key."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.faults.entries import Entry, Text


class Report(NamedTuple):
    """A problem as it was printed. Lines and columns are counted from 1."""

    id: str
    file: str
    line: int
    column: int
    message: str
    hint: str


Act = Callable[[Text, Entry, re.Match[str], Text | None], Text | None]


def obey(text: Text, report: Report, other: Text | None = None) -> Text | None:
    """
    Return the text after the edit that the hint describes, or ``None`` if the hint is not an edit.

    ``other`` is the file of the other service, for hints to give both files the same value. Raises an error of the
    reader if the text has no entries because it cannot be read.
    """
    entry = next((one for one in text.entries() if _position(text, one) == (report.line, report.column)), None)
    if entry is None:
        return None
    for pattern, act in _ACTS:
        found = re.match(pattern, report.hint)
        if found:
            return act(text, entry, found, other)
    return None


def _position(text: Text, entry: Entry) -> tuple[int, int]:
    return text.line(entry.key[0]), text.column(entry.key[0]) + 1


def _literal(text: Text, written: str) -> str:
    """Return a literal of YAML, as hints show it, in the language of the text."""
    if text.is_yaml:
        return written
    words = {"true": "True", "false": "False", "null": "None"} if text.language == "python" else {}
    if re.fullmatch(r"true|false|null|\d+|\{\}", written):
        return words.get(written, written)
    return text.literal(written.strip("'\""))


def _write(text: Text, entry: Entry, literal: str) -> Text:
    gap = text.text[entry.value[0] - 1] not in " \n"
    return text.replace(entry.value, (" " if gap else "") + literal)


def _write_value(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    name, value = found["name"].strip("'\""), found["value"].strip()
    if name != entry.path[-1]:
        return None
    if value == "{}" and text.slice(entry.value).strip() not in ("", "null", "~", "None"):
        return None  # there is something that the operator would lose
    return _write(text, entry, _literal(text, "true" if value == "true or false" else value))


def _rename(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    return text.replace(entry.key, text.name(found["name"].strip("'\"")))


def _rename_child(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    child = text.find(*entry.path, found["old"].strip("'\""))
    return child and text.replace(child.key, text.name(found["name"]))


def _remove(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    return text.remove(entry)


def _remove_first(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    return text.remove(next(one for one in text.entries() if one.path == entry.path))


def _quote_key(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    return text.replace(entry.key, f"'{text.slice(entry.key)}'")


def _write_type(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    written = text.slice(entry.value)
    if found["type"].startswith("a number"):
        digits = re.search(r"\d+(\.\d+)?", written)
        return digits and _write(text, entry, digits.group())
    if found["type"].startswith("a list of strings"):
        return _write(text, entry, f"[{written}]")
    if found["type"].startswith("a string"):
        inner = written.strip("[]").strip("'\"")
        return _write(text, entry, text.literal(inner) if inner else '""')
    return text.remove(entry)


def _add(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    pairs = re.findall(r"(\w+): ([^\s(]+)", found["lines"])
    for name, value in reversed(pairs):
        text = text.insert(entry.path, name, _literal(text, value))
    return text if pairs else None


def _copy(text: Text, entry: Entry, found: re.Match[str], other: Text | None) -> Text | None:
    """Copy what is missing or differs in the entry from the other file."""
    theirs = other and other.find(*entry.path)
    if not other or not theirs:
        return None
    missing = [one for one in other.below(*entry.path) if text.find(*one.path) is None]
    if missing:
        return text.insert(entry.path, missing[0].path[-1], _in_one_line(other, missing[0]))
    return _write(text, entry, other.slice(theirs.value))


def _in_one_line(text: Text, entry: Entry) -> str:
    if entry.type == "scalar" or entry.is_flow:
        return text.slice(entry.value)
    below = text.below(*entry.path)
    if not below:
        return "[" + ", ".join(re.findall(r"- *(.*)", text.slice(entry.value))) + "]"
    return "{" + ", ".join(f"{text.slice(one.key)}: {_in_one_line(text, one)}" for one in below) + "}"


_ACTS: tuple[tuple[str, Act], ...] = (
    (r"Write (?P<name>[^:]+): (?P<value>true or false|\{DEFAULT.*\}|[^\s,]+)", _write_value),
    (r"Write (?P<type>(a|null)[^,]*), or remove", _write_type),
    (r"Rename it to (?P<name>\S+)", _rename),
    (r"Rename (?P<old>\S+) to (?P<name>\S+)", _rename_child),
    (r"Quote the name", _quote_key),
    (r"Add (?P<lines>.+)", _add),
    (r"Remove (it|the entry)", _remove),
    (r"Remove all but one", _remove_first),
    (r"Give both files the same value", _copy),
)
