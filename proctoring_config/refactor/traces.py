"""Find every place in the tree that still names the vendor, the waffle flag or the Zendesk hook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proctoring_config.refactor.source import Leftover


@dataclass(frozen=True)
class Trace:
    """A name that should be gone: its pattern, why it may still be there, and what to do about it."""

    what: str
    pattern: re.Pattern[str]
    why: str
    todo: str
    only_under: str = ""


TRACES = (
    Trace(
        "proctortrack",
        re.compile("proctortrack", re.IGNORECASE),
        "no fixer understands this use of the vendor's name",
        "call requires_escalation_email or show_review_rules of proctoring_config with the course's provider, or "
        "remove it",
    ),
    Trace(
        "SHOW_REVIEW_RULES_FLAG",
        re.compile(r"\bSHOW_REVIEW_RULES_FLAG\b"),
        "no fixer understands this use of the flag",
        "call proctoring_config.show_review_rules with the course's provider instead",
    ),
    Trace(
        "studio.show_review_rules",
        re.compile(r"(?:\bstudio|\})\.show_review_rules\b"),
        "this is the name of the waffle flag",
        "remove it, because the provider's option show_review_rules replaces the flag",
    ),
    Trace(
        "create_zendesk_tickets",
        re.compile(r"\bcreate_zendesk_tickets\b"),
        "no fixer understands this use of the course setting",
        "remove it, because the setting no longer exists and no ticket is opened",
    ),
    Trace(
        "create_zendesk_ticket",
        re.compile(r"\bcreate_zendesk_ticket\b"),
        "no fixer understands this call, which opens a ticket from the instructor app",
        "remove the call, because proctoring does not open Zendesk tickets",
        only_under="lms/djangoapps/instructor/",
    ),
)

#: Files that only document or translate the code: they are reported, but there is nothing to do.
_RECORDS = re.compile(r"^docs/|\.po$|^CHANGELOG")
_WORDS = (b"proctortrack", b"show_review_rules", b"create_zendesk_ticket")
#: Finds what :func:`may_contain_trace` finds, in bytes that are not in lower case.
WORD = re.compile(b"|".join(_WORDS), re.IGNORECASE)


#: The Zendesk key in the response to old front ends, and in the test of that response.
_KEPT = re.compile(r"^cms/djangoapps/contentstore/rest_api/v1/views/.*[\"']create_zendesk_tickets[\"'](\] =|:) False")


def may_contain_trace(lowered: bytes) -> bool:
    """Return whether :func:`find_traces` may find anything in ``lowered``, the lowercase content of a file."""
    return _WORDS[0] in lowered or _WORDS[1] in lowered or _WORDS[2] in lowered


def is_record(path: str) -> bool:
    """Return whether the file at ``path`` is documentation, history or a translation, which is never edited."""
    return bool(_RECORDS.search(path))


def find_traces(path: str, text: str) -> Iterator[Leftover]:
    """Yield a leftover for every trace in ``text``, line by line."""
    lines = enumerate(text.split("\n"), start=1) if may_contain_trace(text.lower().encode()) else ()
    for number, line in lines:
        if not may_contain_trace(line.lower().encode()):
            continue
        for trace in TRACES:
            is_kept = _KEPT.search(path + line)
            if path.startswith(trace.only_under) and trace.pattern.search(line) and not is_kept:
                yield Leftover(path, number, trace.what, trace.why, trace.todo)
