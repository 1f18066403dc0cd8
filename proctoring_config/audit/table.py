"""Render an audit for people: what is broken now, then what changes; one sentence for each kind, then its courses."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.conf import settings

from proctoring_config.audit.models import CourseProblem
from proctoring_config.problems import PREFIX, quote_name
from proctoring_config.problems.kinds import KINDS
from proctoring_config.text import escape_unprintable, pluralize

TITLES = {kind.id: kind.title for kind in KINDS}
_HOST = re.compile(r"[\w.-]+(:\d+)?")
_INDENT, _COURSE_INDENT = " " * 6, " " * 10


def problems_as_table(
    problems: Iterable[CourseProblem], *, show_emails: bool = False, width: int | None = None
) -> Iterator[str]:
    """
    Yield the problems by kind, after reading all of them. Lines are wrapped at ``width`` if there is one.

    Each kind has its title with the number of courses, the message and the hint. A message that is not the same for all
    courses of the kind is repeated for each course.
    """
    groups: dict[str, list[CourseProblem]] = {}
    for found in problems:
        groups.setdefault(found.problem.id, []).append(found)
    heading = ""
    for code, group in sorted(groups.items(), key=lambda item: (item[1][0].is_change, item[0])):
        if heading != (heading := group[0].effect.capitalize()):
            yield f"{heading}\n{'=' * len(heading)}\n\n"
        yield from _wrap(f"{code.removeprefix(PREFIX)}  {TITLES[code]}: {_count(group)}", "", width, _INDENT)
        messages = {found.problem.message for found in group}
        if len(messages) == 1:
            yield from _wrap(group[0].problem.message, _INDENT, width)
        yield from _wrap(f"What to do: {group[0].problem.hint}.", _INDENT, width)
        for found in group:
            yield from _course_lines(found, show_emails, width, with_message=len(messages) > 1)
        yield "\n"


def studio_url(course_key: str) -> str:
    """Return the URL of the course in Studio, or an empty string if the settings do not have Studio's host."""
    host = getattr(settings, "CMS_BASE", None)
    if not (isinstance(host, str) and _HOST.fullmatch(host)):
        return ""
    scheme = "http" if getattr(settings, "HTTPS", "on") == "off" else "https"
    return f"{scheme}://{host}/course/{quote(course_key, safe=':+/@')}"


def admin_url(course_key: str) -> str:
    """Return the URL of the course's exams in the Django admin, or an empty string if the settings do not have it."""
    root = getattr(settings, "LMS_ROOT_URL", None)
    scheme, _, host = root.rstrip("/").partition("://") if isinstance(root, str) else ("", "", "")
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    return f"{scheme}://{host}/admin/edx_proctoring/proctoredexam/?q={quote(course_key, safe='')}"


def dates_of(found: CourseProblem) -> tuple[str, str]:
    """Return the days on which the course starts and ends; empty if there is none."""
    start, end = (moment.date().isoformat() if moment else "" for moment in (found.details.start, found.details.end))
    return start, end


def _count(group: list[CourseProblem]) -> str:
    if group[0].course_key is None:
        return "the instance"
    exams = sum(len(found.exams) for found in group)
    courses = pluralize(len({found.course_key for found in group}), "course")
    return f"{courses}, {pluralize(exams, 'exam')}" if exams else courses


def _course_lines(found: CourseProblem, show_emails: bool, width: int | None, *, with_message: bool) -> Iterator[str]:
    key, details = found.course_key, found.details
    if key is None:
        return
    yield "\n"
    yield from _wrap(key, _INDENT, width)
    start, end = dates_of(found)
    dates = " ".join(part for part in (start and f"from {start}", end and f"until {end}") if part)
    provider = f"provider {quote_name(found.provider)}" if found.provider else "no provider"
    facts = (details.name, f"organization {found.org}", dates, provider)
    yield from _wrap(", ".join(fact for fact in facts if fact), _COURSE_INDENT, width)
    if with_message:
        yield from _wrap(found.problem.message, _COURSE_INDENT, width)
    if show_emails and found.escalation_email:
        yield from _wrap(f"Escalation email: {found.escalation_email}", _COURSE_INDENT, width)
    if details.contacts:
        yield from _wrap(f"Course staff: {', '.join(details.contacts)}", _COURSE_INDENT, width)
    for url in (studio_url(key), admin_url(key) if found.exams else ""):
        if url:
            yield f"{_COURSE_INDENT}{url}\n"


def _wrap(text: str, indent: str, width: int | None, rest: str | None = None) -> Iterator[str]:
    """Yield the text with ``indent``, and ``rest`` before the following lines; long words stay whole to be copied."""
    text, rest = escape_unprintable(text), indent if rest is None else rest
    if width is None:
        yield f"{indent}{text}\n"
        return
    for line in textwrap.wrap(
        text,
        max(width, 2 * len(_COURSE_INDENT)),
        initial_indent=indent,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield line + "\n"
