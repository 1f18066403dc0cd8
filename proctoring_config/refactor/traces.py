"""Find every place in the tree that still names the vendor, the waffle flag or the Zendesk hook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from proctoring_config.refactor.advice import advise, detect_kind, is_configured_entry
from proctoring_config.refactor.source import Leftover, is_test


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
        "verificient",
        re.compile("^(?!.*proctortrack).*verificient", re.IGNORECASE),
        "no fixer understands this use of the name of the vendor's company",
        "remove it, or name the provider that you use",
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
        re.compile(r"\b(?:validate_|get_)?create_zendesk_tickets\b"),
        "no fixer understands this use of the course setting",
        "remove it, because the refactor removes the setting, and no ticket is opened",
    ),
    Trace(
        "createZendeskTickets",
        re.compile(r"\bcreateZendeskTickets\b"),
        "no fixer understands this use of the course setting",
        "remove it, because the refactor removes the setting, and no ticket is opened",
    ),
    Trace(
        "create_zendesk_ticket",
        re.compile(r"\bcreate_zendesk_ticket\b"),
        "no fixer understands this call, which opens a ticket from the instructor app",
        "remove the call, because proctoring does not open Zendesk tickets",
        only_under="lms/djangoapps/instructor/",
    ),
)

_TRACED = "|".join(re.escape(trace.what) for trace in TRACES)
#: Other names of what is searched for: a constant with this value, and an import under another name.
_CONSTANT = re.compile(
    rf"^[ \t]*(?:(?:export +)?const +(\w+)|([A-Z][A-Z0-9_]*))(?: *:[^=\n]+| *)= *([\"']?)({_TRACED})\3 *;? *(?:#|//|$)",
    re.MULTILINE,
)
_ALIAS = re.compile(rf"\b({_TRACED}) as (\w+)")
_BY_ANOTHER_NAME = "this line uses it by another name"
_OF_A_CONSTANT = "no fixer understands this constant, which other modules may import"

#: History, decisions and translations: they are reported, but there is nothing to do.
_RECORDS = re.compile(r"(?:^|/)docs/decisions/|(?:^|/)migrations/|(?:^|/)CHANGELOG|\.po$")
_WORDS = (b"proctortrack", b"verificient", b"show_review_rules", b"create_zendesk_ticket", b"createzendesktickets")
#: Finds what :func:`may_contain_trace` finds, in bytes that are not in lower case.
WORD = re.compile(b"|".join(_WORDS), re.IGNORECASE)


#: The Zendesk key in the response to old front ends, and in the test of that response.
_KEPT = re.compile(r"^cms/djangoapps/contentstore/rest_api/v1/views/.*[\"']create_zendesk_tickets[\"'](\] =|:) False")


def may_contain_trace(lowered: bytes) -> bool:
    """Return whether :func:`find_traces` may find anything in ``lowered``, the lowercase content of a file."""
    vendor, company, rules, ticket, camel_case = _WORDS
    return vendor in lowered or company in lowered or rules in lowered or ticket in lowered or camel_case in lowered


def is_record(leftover: Leftover, text: str = "") -> bool:
    """
    Return whether there is nothing to do about ``leftover``.

    Decision records, change logs, migrations and translations are never edited. The vendor's name may stay in a
    settings file, whose content is ``text``, once its options say what the name used to imply.
    """
    return bool(_RECORDS.search(leftover.path)) or is_configured_entry(leftover, text)


def find_traces(path: str, text: str) -> Iterator[Leftover]:
    """
    Yield a leftover for every trace in ``text``, line by line, with advice for this kind of file.

    Other names of a trace count as well: those of constants and of imports.
    """
    if not may_contain_trace(text.lower().encode()):
        return
    kind = detect_kind(path, text)
    traces = [trace for trace in TRACES if path.startswith(trace.only_under)]
    others = _find_other_names(text)
    pattern = re.compile(rf"\b(?:{'|'.join(others)})\b") if others else None
    for number, line in enumerate(text.split("\n"), start=1):
        other = pattern.search(line) if pattern else None
        if (not other and not may_contain_trace(line.lower().encode())) or _KEPT.search(path + line):
            continue
        found = [trace for trace in traces if trace.pattern.search(line)]
        if other and not found:
            found = [replace(trace, why=_BY_ANOTHER_NAME) for trace in traces if trace.what == others[other.group()]]
        elif _CONSTANT.match(line) and not is_test(path):
            found = [replace(trace, why=_OF_A_CONSTANT) for trace in found]
        for trace in found:
            yield advise(Leftover(path, number, trace.what, trace.why, trace.todo), kind)


def _find_other_names(text: str) -> dict[str, str]:
    """Return the constants and the names of imports that stand for a trace, each with the trace."""
    constants = {match[1] or match[2]: match[4] for match in _CONSTANT.finditer(text)}
    return constants | {match[2]: match[1] for match in _ALIAS.finditer(text)}
