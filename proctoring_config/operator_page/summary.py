"""The result on the audit page, and the files that it links to, within the time and memory that a request may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables

from proctoring_config.audit import Audit, CannotReadError, CourseProblem, Scope
from proctoring_config.audit.models import EVERYTHING, Position, Section
from proctoring_config.audit.report import audit_as_csv
from proctoring_config.audit.table import TITLES, admin_url, dates_of, studio_url
from proctoring_config.problems import Kind
from proctoring_config.problems.kinds import KINDS

#: The page stops the audit after this time; a hundred thousand courses take a few seconds. A file, which has the same
#: courses as a page or fewer, may take twice as long, so that it does not fail because it is a little slower.
SECONDS = 20.0
#: A file ends after the batch of courses with which it has this number of problems.
ROWS = 10_000
#: The number of problems that the page shows.
SHOWN = 20


class TooLongError(Exception):
    """A file would take too much time or memory."""


class File(NamedTuple):
    """A file with some of the problems: the numbers of the first and the last one, and the section to read."""

    first: int
    last: int
    section: Section


class Finding(NamedTuple):
    """A problem as the page shows it, with the days and the links of its course, which may be empty."""

    found: CourseProblem
    title: str
    start: str
    end: str
    studio_url: str
    admin_url: str


@dataclass
class Summary:
    """
    The result of an audit from the position ``begin`` on, as far as the time allows.

    ``counts`` is how often each kind of problem was found, in the order of the ids, ``findings`` are the first
    problems, and ``files`` together have all of them. ``read`` of the ``total`` courses with proctored exams enabled
    were read. ``rest`` is where to continue, and ``None`` if everything was read. ``failure`` explains in the reader's
    language why there is no result, and is empty if there is one. ``skipped`` lists what was not checked because a
    table is missing. ``courses`` and ``silenced`` are those of the :class:`Audit`.
    """

    begin: Position
    findings: list[Finding] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    counts: list[tuple[Kind, int]] = field(default_factory=list)
    problems: int = 0
    courses: int = 0
    silenced: int = 0
    skipped: list[str] = field(default_factory=list)
    read: int = 0
    total: int = 0
    rest: Position | None = None
    failure: str = ""

    @property
    def is_first(self) -> bool:
        """Whether the audit began with the first course."""
        return self.begin == EVERYTHING.begin

    def end_file(self, end: Position | None) -> None:
        """Add a file with the problems that no file has yet, up to a position."""
        first = self.files[-1].last + 1 if self.files else 1
        if first <= self.problems:
            begin = self.files[-1].section.end if self.files else self.begin
            self.files.append(File(first, self.problems, Section(begin or self.begin, end)))
        elif self.files:
            last = self.files.pop()
            self.files.append(last._replace(section=Section(last.section.begin, end)))


@sensitive_variables()
def summarize(scope: Scope, begin: Position) -> Summary:
    """Audit the default database from ``begin`` on, for at most :data:`SECONDS`. Never raises."""
    summary = Summary(begin)

    def note(read: int, total: int) -> None:
        summary.read, summary.total = read, total
        if summary.problems - (summary.files[-1].last if summary.files else 0) >= ROWS:
            summary.end_file(run.position)

    run = Audit(DEFAULT_DB_ALIAS, scope, note, section=Section(begin), deadline=time.monotonic() + SECONDS)
    try:
        for found in run:
            summary.problems += 1
            if len(summary.findings) < SHOWN:
                summary.findings.append(_as_finding(found))
    except CannotReadError as error:
        summary.failure = error.text.localize(gettext)
    summary.rest = None if run.is_complete else run.position
    summary.end_file(summary.rest)
    summary.counts = [(kind, run.counts[kind.id]) for kind in KINDS if run.counts[kind.id]]
    summary.courses, summary.silenced = run.courses, run.silenced
    summary.skipped = [line.localize(gettext) for line in run.skipped]
    return summary


@sensitive_variables()
def write_file(scope: Scope, section: Section) -> str:
    """
    Return the CSV file with the problems in a section of the default database, with masked emails.

    Raises ``CannotReadError``, and ``TooLongError`` after twice :data:`SECONDS` or with many more problems than
    :data:`ROWS`.
    """
    run = Audit(DEFAULT_DB_ALIAS, scope, section=section, deadline=time.monotonic() + 2 * SECONDS)
    lines = list(islice(audit_as_csv(run), 1 + 2 * ROWS + 1))  # the header, and one problem too many
    if not run.is_complete:
        raise TooLongError
    return "".join(lines)


def _as_finding(found: CourseProblem) -> Finding:
    key = found.course_key or ""
    found = replace(found, problem=found.problem.localize(gettext))
    links = studio_url(key) if key else "", admin_url(key) if found.exams else ""
    return Finding(found, TITLES[found.problem.id], *dates_of(found), *links)
