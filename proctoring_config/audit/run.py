"""A run of the audit."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from proctoring_config.audit.connection import read_only
from proctoring_config.audit.models import (
    COURSES,
    EVERYTHING,
    EXAMS,
    CourseProblem,
    Position,
    PublishedCourse,
    PublishedExam,
    Scope,
    Section,
)
from proctoring_config.audit.queries import Batch, CourseReader
from proctoring_config.audit.rules import (
    Instance,
    find_course_problems,
    find_lost_exams,
    provider_of,
    read_instance,
)
from proctoring_config.diagnosis import unsilenced
from proctoring_config.edx_platform.flag import FlagState
from proctoring_config.options import LTI_EXTERNAL, NULL, REQUIRES_ESCALATION_EMAIL
from proctoring_config.problems import Problem, course_kinds
from proctoring_config.text import TranslatableText, choose_form
from proctoring_config.validators.course import is_valid_email

#: Called after each batch with the number of courses read so far, and the number of all courses to read.
Progress = Callable[[int, int], None]
#: A problem of a course, with the affected exams.
RuleResult = tuple[Problem, Sequence[PublishedExam]]


class Audit:
    """
    An audit of the courses in ``scope``, read from the database ``alias``. Iterate over it to get the problems.

    Problems are yielded course by course while the tables are read, in constant memory. The database refuses writes on
    this connection during that time (:func:`~proctoring_config.audit.connection.read_only`). Iterating raises
    ``CannotReadError``, usually before the first problem. ``progress`` is called after each batch.
    Problems with ``ignored`` ids are left out. With ``contacts``, problems have the emails of the course staff.

    Only a ``section`` of courses and exams is read, if given. Once :func:`time.monotonic` has passed the ``deadline``,
    the run stops before the next batch. ``position`` is how far it has come, so that another run can begin there, and
    ``is_complete`` tells whether it has reached the end of its section.

    From the first problem on, ``skipped`` lists what cannot be checked because a table is missing, ``not_audited`` the
    courses named in ``scope`` that are left out, with the reason, and ``unmatched`` the keys of courses and
    organizations in ``scope`` that no published course has. At the end, ``courses`` is the number of audited
    courses, ``counts`` the number of problems by id, ``silenced`` the number of problems that are ignored
    or hidden by ``SILENCED_SYSTEM_CHECKS``, and ``shared`` the providers that several organizations use.
    """

    def __init__(
        self,
        alias: str,
        scope: Scope,
        progress: Progress | None = None,
        *,
        ignored: Collection[str] = (),
        contacts: bool = False,
        section: Section = EVERYTHING,
        deadline: float | None = None,
    ) -> None:
        self.alias, self.scope, self.ignored = alias, scope, frozenset(ignored)
        self._progress, self._contacts = progress, contacts
        self._section, self._deadline = section, deadline
        self._reset()

    def _reset(self) -> None:
        self.courses = self.silenced = 0
        self.position, self.is_complete = self._section.begin, False
        self.counts: Counter[str] = Counter()
        self.skipped: list[TranslatableText] = []
        self.not_audited: list[str] = []
        self.unmatched: list[str] = []
        self._organizations: dict[str, set[str]] = defaultdict(set)
        self._instances: tuple[Instance, ...] = ()
        self._rules: list[_CourseRules] = []

    @property
    def shared(self) -> dict[str, int]:
        """The providers that courses of several organizations use, with the number of organizations."""
        return {name: len(orgs) for name, orgs in sorted(self._organizations.items()) if len(orgs) > 1}

    def __iter__(self) -> Iterator[CourseProblem]:
        """Start a new run."""
        self._reset()
        self._instances = self._list_instances(read_instance())
        self._rules = [_CourseRules(one) for one in self._instances]
        with read_only(self.alias):
            reader = CourseReader(self.alias, self.scope, *self._instances)
            self.skipped += reader.skipped
            if self._contacts and not reader.has_contacts:
                self.skipped.append(TranslatableText("contacts (no table for student.CourseAccessRole)"))
            self.unmatched += reader.find_unmatched()
            self.not_audited += reader.explain_missing_courses()
            yield from self._drop_silenced(self._find_problems(reader))

    def _list_instances(self, instance: Instance) -> tuple[Instance, ...]:
        """Return the instances for which courses are checked; the first one is the running process."""
        return (instance,)

    def _find_problems(self, reader: CourseReader) -> Iterator[CourseProblem]:
        begin, end = self._section
        read, total = 0, reader.count(begin) if self._progress else 0
        for step, batches, check in (
            (COURSES, reader.read_batches, self._check_batch),
            (EXAMS, reader.read_lost_exams, self._check_lost_exams),
        ):
            limits = self._section.limits(step)
            for batch in batches(*limits) if limits else ():
                if self._is_late():
                    return
                yield from self._add_details(check(batch), reader)
                self.position = Position(step, batch.last)
                if step == COURSES:
                    self.courses += len(batch.courses)
                    read += batch.size
                if self._progress:
                    self._progress(read, total)
        is_whole = self._section == EVERYTHING
        if end is None and self._instances[0].opens_tickets and (self.courses or not is_whole):
            courses = TranslatableText("published courses have proctored exams")
            if is_whole:
                courses = choose_form(
                    self.courses,
                    TranslatableText("1 course has proctored exams"),
                    TranslatableText("{count} courses have proctored exams", count=self.courses),
                )
            problem = course_kinds.TICKETS_END.problem(("ZENDESK_URL",), courses=courses)
            yield from self._select(None, [[(problem, ())] for _ in self._instances])
        self.is_complete = True

    def _is_late(self) -> bool:
        """Return whether the time is up; a run always gets further than where it begins."""
        is_at_beginning = self.position == self._section.begin
        return self._deadline is not None and not is_at_beginning and time.monotonic() > self._deadline

    def _check_batch(self, batch: Batch) -> list[CourseProblem]:
        found: list[CourseProblem] = []
        for course in batch.courses:
            found += self._check_course(course, batch.visibility.get(course.key), batch.exams_service.get(course.key))
            if (provider := provider_of(course, self._instances[0])) not in (None, NULL, LTI_EXTERNAL):
                self._organizations[provider].add(course.org)
        return found

    def _check_lost_exams(self, batch: Batch) -> list[CourseProblem]:
        found: list[CourseProblem] = []
        for course in batch.courses:
            found += self._select(course, [list(find_lost_exams(course, one)) for one in self._instances])
        return found

    def _check_course(
        self, course: PublishedCourse, visibility: FlagState | None, exams_service: FlagState | None
    ) -> list[CourseProblem]:
        found = [rules.find_problems(course, visibility, exams_service) for rules in self._rules]
        return self._select(course, found) if any(found) else []

    def _select(self, course: PublishedCourse | None, found: Sequence[Sequence[RuleResult]]) -> list[CourseProblem]:
        """Return the problems to report among those that were ``found`` for each of the instances."""
        return [course_problem(course, self._instances[0], problem, exams) for problem, exams in found[0]]

    def _add_details(self, found: list[CourseProblem], reader: CourseReader) -> Iterator[CourseProblem]:
        keys = {problem.course_key for problem in found if problem.course_key is not None}
        details = reader.read_details(keys, contacts=self._contacts) if keys else {}
        for problem in found:
            yield replace(problem, details=details.get(problem.course_key, problem.details))

    def _drop_silenced(self, problems: Iterator[CourseProblem]) -> Iterator[CourseProblem]:
        for found in problems:
            if self._is_shown(found.problem):
                self.counts[found.problem.id] += 1
                yield found
            else:
                self.silenced += 1

    def _is_shown(self, problem: Problem) -> bool:
        return problem.id not in self.ignored and bool(unsilenced([problem]))


class _CourseRules:
    """
    The rules for courses, applied to many courses of one instance.

    Most courses have no problem, and are alike in everything but their keys and emails: facts that are known to be
    without a problem are not checked again.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._without_problems: set[Hashable] = set()
        self._is_valid_email = lru_cache(1000)(is_valid_email)

    def find_problems(
        self, course: PublishedCourse, before: FlagState | None, exams_service: FlagState | None
    ) -> list[RuleResult]:
        """Return the problems of a course, as :func:`find_course_problems` yields them."""
        provider = provider_of(course, self._instance)
        facts = (provider, before, exams_service, frozenset([exam[1:] for exam in course.exams]))
        if facts in self._without_problems and (
            not self._instance.answer(REQUIRES_ESCALATION_EMAIL, provider)
            or self._is_valid_email(course.settings.proctoring_escalation_email)
        ):
            return []
        found = list(find_course_problems(course, before, exams_service, self._instance))
        if not found:
            self._without_problems.add(facts)
        return found


def course_problem(
    course: PublishedCourse | None, instance: Instance, problem: Problem, exams: Sequence[PublishedExam]
) -> CourseProblem:
    """Return a problem with the facts about the course, which is ``None`` for a problem of the whole instance."""
    if course is None:
        return CourseProblem(problem)
    return CourseProblem(
        problem,
        course.key,
        course.org,
        provider_of(course, instance),
        tuple(exam.key for exam in exams),
        course.settings.proctoring_escalation_email,
    )
