"""A run of the audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from proctoring_config.audit.courses import Course, Exam
from proctoring_config.audit.database import read_only
from proctoring_config.audit.finding import Finding
from proctoring_config.audit.instance import Instance, this_instance
from proctoring_config.audit.reader import Reader
from proctoring_config.audit.rules import judge, provider_of
from proctoring_config.audit.scope import Scope
from proctoring_config.diagnosis import unsilenced
from proctoring_config.problems import Problem, kinds
from proctoring_config.text import pluralize

#: Called after each page of courses, with how many have been looked at and how many there are.
Progress = Callable[[int, int], None]


class Audit:
    """
    What is found in the courses in ``scope``, as the database ``alias`` has them.

    Iterate over it: findings come course by course while the tables are read, in a constant amount of memory, and the
    database refuses writes of this connection meanwhile (``database.read_only``). From the first finding on
    ``skipped`` says which tables cannot be looked at, and ``not_judged`` which of the courses that ``scope`` names; at
    the end ``courses`` is how many courses were looked at, ``counts`` how many findings there are by id, and
    ``silenced`` how many ``SILENCED_SYSTEM_CHECKS`` kept back. Iterating raises ``CannotReadError``, most often before
    the first finding. ``progress`` is called while it runs.
    """

    def __init__(self, alias: str, scope: Scope, progress: Progress | None = None) -> None:
        self.alias, self.scope = alias, scope
        self._progress = progress
        self._reset()

    def _reset(self) -> None:
        self.courses = self.silenced = 0
        self.counts: Counter[str] = Counter()
        self.skipped: list[str] = []
        self.not_judged: list[str] = []

    def __iter__(self) -> Iterator[Finding]:
        """Run the audit anew."""
        self._reset()
        instance = this_instance()
        with read_only(self.alias):
            reader = Reader(self.alias, self.scope, instance)
            self.skipped += reader.skipped
            self.not_judged += reader.not_judged()
            yield from self._kept(self._findings(reader, instance))

    def _findings(self, reader: Reader, instance: Instance) -> Iterator[Finding]:
        looked_at, total = 0, reader.total() if self._progress else 0
        for page in reader.pages():
            for course in page.courses:
                for problem, exams in judge(course, page.shown.get(course.key), instance, reader.now):
                    yield _finding(course, instance, problem, exams)
            self.courses += len(page.courses)
            looked_at += page.size
            if self._progress:
                self._progress(looked_at, total)
        if self.courses and instance.opens_tickets:
            have = "has" if self.courses == 1 else "have"
            yield Finding(
                kinds.TICKETS_END.problem(("ZENDESK_URL",), courses=f"{pluralize(self.courses, 'course')} {have}")
            )

    def _kept(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        for finding in findings:
            if unsilenced([finding.problem]):
                self.counts[finding.problem.id] += 1
                yield finding
            else:
                self.silenced += 1


def _finding(course: Course, instance: Instance, problem: Problem, exams: Sequence[Exam]) -> Finding:
    return Finding(
        problem,
        course.key,
        course.org,
        provider_of(course, instance),
        tuple(exam.key for exam in exams),
        course.settings.proctoring_escalation_email,
    )
