"""A run of the audit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from proctoring_config.audit.connection import read_only
from proctoring_config.audit.models import CourseProblem, PublishedCourse, PublishedExam, Scope
from proctoring_config.audit.queries import CourseReader
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
from proctoring_config.text import TranslatableText, pluralize
from proctoring_config.validators.course import is_valid_email

#: Called after each batch with the number of courses read so far, and the number of all courses to read.
Progress = Callable[[int, int], None]


class Audit:
    """
    An audit of the courses in ``scope``, read from the database ``alias``. Iterate over it to get the problems.

    Problems are yielded course by course while the tables are read, in constant memory. The database refuses writes on
    this connection during that time (:func:`~proctoring_config.audit.connection.read_only`). Iterating raises
    ``CannotReadError``, usually before the first problem. ``progress`` is called after each batch.
    Problems with ``ignored`` ids are left out. With ``contacts``, problems have the emails of the course staff.

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
    ) -> None:
        self.alias, self.scope, self.ignored = alias, scope, frozenset(ignored)
        self._progress, self._contacts = progress, contacts
        self._reset()

    def _reset(self) -> None:
        self.courses = self.silenced = 0
        self.counts: Counter[str] = Counter()
        self.skipped: list[TranslatableText] = []
        self.not_audited: list[str] = []
        self.unmatched: list[str] = []
        self._organizations: dict[str, set[str]] = defaultdict(set)

    @property
    def shared(self) -> dict[str, int]:
        """The providers that courses of several organizations use, with the number of organizations."""
        return {name: len(orgs) for name, orgs in sorted(self._organizations.items()) if len(orgs) > 1}

    def __iter__(self) -> Iterator[CourseProblem]:
        """Start a new run."""
        self._reset()
        instance = read_instance()
        with read_only(self.alias):
            reader = CourseReader(self.alias, self.scope, instance)
            self.skipped += reader.skipped
            if self._contacts and not reader.has_contacts:
                self.skipped.append(TranslatableText("contacts (no table for student.CourseAccessRole)"))
            self.unmatched += reader.find_unmatched()
            self.not_audited += reader.explain_missing_courses()
            yield from self._drop_silenced(self._find_problems(reader, instance))

    def _find_problems(self, reader: CourseReader, instance: Instance) -> Iterator[CourseProblem]:
        rules = _CourseRules(instance)
        read, total = 0, reader.count() if self._progress else 0
        for batch in reader.read_batches():
            found = []
            for course in batch.courses:
                before = batch.visibility.get(course.key)
                service = batch.exams_service.get(course.key)
                for problem, exams in rules.find_problems(course, before, service):
                    found.append(_course_problem(course, instance, problem, exams))
                if (provider := provider_of(course, instance)) not in (None, NULL, LTI_EXTERNAL):
                    self._organizations[provider].add(course.org)
            yield from self._add_details(found, reader)
            self.courses += len(batch.courses)
            read += batch.size
            if self._progress:
                self._progress(read, total)
        for lost in reader.read_lost_exams():
            found = [
                _course_problem(course, instance, problem, exams)
                for course in lost
                for problem, exams in find_lost_exams(course, instance)
            ]
            yield from self._add_details(found, reader)
        if self.courses and instance.opens_tickets:
            have = "has" if self.courses == 1 else "have"
            courses = f"{pluralize(self.courses, 'course')} {have}"
            yield CourseProblem(course_kinds.TICKETS_END.problem(("ZENDESK_URL",), courses=courses))

    def _add_details(self, found: list[CourseProblem], reader: CourseReader) -> Iterator[CourseProblem]:
        keys = {problem.course_key for problem in found if problem.course_key is not None}
        details = reader.read_details(keys, contacts=self._contacts) if keys else {}
        for problem in found:
            yield replace(problem, details=details.get(problem.course_key, problem.details))

    def _drop_silenced(self, problems: Iterator[CourseProblem]) -> Iterator[CourseProblem]:
        for found in problems:
            if found.problem.id not in self.ignored and unsilenced([found.problem]):
                self.counts[found.problem.id] += 1
                yield found
            else:
                self.silenced += 1


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
    ) -> list[tuple[Problem, Sequence[PublishedExam]]]:
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


def _course_problem(
    course: PublishedCourse, instance: Instance, problem: Problem, exams: Sequence[PublishedExam]
) -> CourseProblem:
    return CourseProblem(
        problem,
        course.key,
        course.org,
        provider_of(course, instance),
        tuple(exam.key for exam in exams),
        course.settings.proctoring_escalation_email,
    )
