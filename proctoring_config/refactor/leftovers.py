"""Finds, in the whole tree, every place that still names the vendor, the flag or the Zendesk hook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proctoring_config.refactor.source import Leftover


@dataclass(frozen=True)
class Trace:
    """Something that is to be gone, how it is found, and what to do about a place where it is still there."""

    what: str
    pattern: re.Pattern[str]
    why: str
    todo: str
    only_under: str = ""


TRACES = (
    Trace(
        "proctortrack",
        re.compile("proctortrack", re.IGNORECASE),
        "the vendor is named in a way that no fixer understands",
        "ask proctoring_config.requires_escalation_email or show_review_rules of the course's provider, or remove it",
    ),
    Trace(
        "SHOW_REVIEW_RULES_FLAG",
        re.compile(r"\bSHOW_REVIEW_RULES_FLAG\b"),
        "the flag is used in a way that no fixer understands",
        "ask proctoring_config.show_review_rules of the course's provider instead",
    ),
    Trace(
        "studio.show_review_rules",
        re.compile(r"(?:\bstudio|\})\.show_review_rules\b"),
        "the waffle flag is named here",
        "remove it: the option show_review_rules of the provider replaces the flag",
    ),
    Trace(
        "create_zendesk_tickets",
        re.compile(r"\bcreate_zendesk_tickets\b"),
        "the course setting is used in a way that no fixer understands",
        "remove the use: the setting is gone, and no ticket is opened",
    ),
    Trace(
        "create_zendesk_ticket",
        re.compile(r"\bcreate_zendesk_ticket\b"),
        "a ticket is opened from the instructor app in a way that no fixer understands",
        "remove the call: proctoring opens no Zendesk ticket",
        only_under="lms/djangoapps/instructor/",
    ),
)

#: Files that only record or translate what the code says; named in the report, but nothing that is left to do.
_RECORDS = re.compile(r"^docs/|\.po$|^CHANGELOG")
_WORDS = (b"proctortrack", b"show_review_rules", b"create_zendesk_ticket")
#: Finds in bytes what :func:`may_hold` does, without a copy of them in lower case.
WORD = re.compile(b"|".join(_WORDS), re.IGNORECASE)


def may_hold(lowered: bytes) -> bool:
    """Return whether ``lowered`` (a file's content in lower case) may hold anything that :func:`traces` finds."""
    return _WORDS[0] in lowered or _WORDS[1] in lowered or _WORDS[2] in lowered


def is_record(path: str) -> bool:
    """Return whether the file at ``path`` is history or translation, which a refactor leaves as it is."""
    return bool(_RECORDS.search(path))


def traces(path: str, text: str) -> Iterator[Leftover]:
    """Yield everything that ``text`` still holds, line by line."""
    lines = enumerate(text.split("\n"), start=1) if may_hold(text.lower().encode()) else ()
    for number, line in lines:
        if not may_hold(line.lower().encode()):
            continue
        for trace in TRACES:
            if path.startswith(trace.only_under) and trace.pattern.search(line):
                yield Leftover(path, number, trace.what, trace.why, trace.todo)
