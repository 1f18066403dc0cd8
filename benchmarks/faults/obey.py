"""Do what a hint says, as an operator would who reads only the hint, and has the cursor on the reported key."""

from __future__ import annotations

import re
from typing import NamedTuple

from benchmarks.faults.acts import ACTS, KEEP_FIRST, MERGE
from benchmarks.faults.entries import Entry, Text
from benchmarks.faults.fault import UNREADABLE
from benchmarks.faults.repair import repair


class Report(NamedTuple):
    """A problem as it was printed. Lines and columns are counted from 1."""

    id: str
    file: str
    line: int
    column: int
    message: str
    hint: str


_IN_JSON = re.compile(r'(?<!\w)"(\w[^"\s]*)"(?!\w)')
_CHOICE = re.compile(r"(\w+ '?DEFAULT'?: |Write )((?:'[^']+'|\w+)(?:(?:, | or )(?:'[^']+'|\.\.\.|false|False)\b)+)(.*)")


def obey(text: Text, report: Report) -> Text | None:
    """
    Return the text after the edit that the hint describes, or ``None`` if the hint is not an edit.

    Raises an error of the reader if the text has no entries because it cannot be read, and the hint is about one.
    """
    if report.id == UNREADABLE:
        return repair(text, text.offset(report.line, report.column - 1), report.hint)
    entry = find_entry(text, report)
    if entry is None:
        return None
    hint = _IN_JSON.sub(r"'\1'", report.hint)
    for pattern, act in ACTS:
        found = re.match(pattern, hint)
        if found and (done := act(text, entry, {**found.groupdict(), "message": report.message})) not in (None, text):
            return done
    return None


def choices(report: Report) -> list[Report]:
    """Return a report for each of the edits among which the hint offers a choice, or the report itself."""
    if report.hint == MERGE:  # where they disagree, only the operator knows which value is right
        return [report, report._replace(hint=MERGE + KEEP_FIRST)]
    found = _CHOICE.match(report.hint)
    if not found:
        return [report]
    head, names, rest = found.groups()
    return [report._replace(hint=f"{head}{name}{rest}") for name in re.split(r", | or ", names) if name != "..."]


def find_entry(text: Text, report: Report) -> Entry | None:
    """Return the entry at the reported position."""
    place = (report.line, report.column - 1)
    return next((one for one in text.entries() if (text.line(one.key[0]), text.column(one.key[0])) == place), None)
