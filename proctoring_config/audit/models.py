"""Courses and exams as last published, the scope of an audit, and the problems that it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from proctoring_config.problems import Problem, course_kinds
from proctoring_config.text import TranslatableText, choose_form, join_all
from proctoring_config.validators.course import CourseSettings

#: The ids of what changes, with the upgrade or another setting, while nothing is broken.
CHANGES = frozenset(
    kind.id
    for kind in (
        course_kinds.COURSE_EMAIL_NOT_REQUIRED,
        course_kinds.COURSE_REVIEW_RULES_CHANGE,
        course_kinds.TICKETS_END,
        course_kinds.COURSE_OPTION_CHANGES,
        course_kinds.COURSE_PROVIDER_CHANGES,
    )
)

#: The steps of a run, which are in alphabetical order.
COURSES, EXAMS = "courses", "exams"


class PublishedExam(NamedTuple):
    """An active exam; ``backend`` is ``None`` if it uses the default one. Timed exams are not proctored."""

    key: str
    backend: str | None
    has_review_rules: bool = False
    has_external_id: bool = False
    is_proctored: bool = True
    is_practice: bool = False


def count_exams(exams: Sequence[PublishedExam]) -> TranslatableText:
    """Return the number of exams in words, such as ``2 exams``."""
    number = len(exams)
    return choose_form(number, TranslatableText("1 exam"), TranslatableText("{count} exams", count=number))


def count_exams_by_type(exams: Sequence[PublishedExam]) -> str:
    """Return the number of exams of each type in words, such as ``1 practice exam and 2 timed exams``."""
    practice = sum(exam.is_practice for exam in exams)
    proctored = sum(exam.is_proctored and not exam.is_practice for exam in exams)
    timed = len(exams) - practice - proctored
    counts = (
        (practice, TranslatableText("1 practice exam"), TranslatableText("{count} practice exams", count=practice)),
        (proctored, TranslatableText("1 proctored exam"), TranslatableText("{count} proctored exams", count=proctored)),
        (timed, TranslatableText("1 timed exam"), TranslatableText("{count} timed exams", count=timed)),
    )
    return join_all([choose_form(number, one, other) for number, one, other in counts if number])


@dataclass(slots=True)
class PublishedCourse:
    """A course as last published; its exams are added batch by batch."""

    key: str
    org: str
    settings: CourseSettings
    exams: Sequence[PublishedExam] = ()


@dataclass(frozen=True)
class Scope:
    """
    Which courses with proctored exams enabled are audited; CCX courses never are.

    By default, these are courses that have not ended and have an active proctored exam that is not a practice exam;
    ``everything`` includes the others. ``courses`` (course keys) and ``orgs`` narrow the choice. A course named in
    ``courses`` is audited even if it has ended or has no exam.
    """

    courses: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    everything: bool = False

    @property
    def current_only(self) -> bool:
        """Whether courses that have ended or have no exam are left out."""
        return not (self.everything or self.courses)

    @property
    def description(self) -> TranslatableText:
        """The scope in words, without the name of any course or organization."""
        if self.courses:
            return TranslatableText("the given courses")
        if self.everything:
            if self.orgs:
                return TranslatableText("all courses of the given organizations")
            return TranslatableText("all courses")
        if self.orgs:
            return TranslatableText("current courses of the given organizations, with active proctored exams")
        return TranslatableText("current courses with active proctored exams")


class CourseDetails(NamedTuple):
    """Details of a course for reports; ``contacts`` are the emails of its staff, read on request."""

    name: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    contacts: tuple[str, ...] = ()


_NO_DETAILS = CourseDetails()
_EFFECTS = {
    (False, False): "broken now",
    (True, False): "changed by the upgrade",
    (False, True): "broken with the changed setting",
    (True, True): "changed",
}


class Position(NamedTuple):
    """
    A place in a run of the audit, which reads courses first and then exams without a backend, both in order of the key.

    It is after the last ``key`` that was read in this ``step``, or at the beginning of the step if the key is empty.
    """

    step: str = COURSES
    key: str = ""

    def __str__(self) -> str:
        return f"{self.step}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Position | None:
        """Return the position that ``str`` has written, or ``None`` if ``text`` is something else."""
        step, colon, key = text.partition(":")
        return cls(step, key) if step in (COURSES, EXAMS) and colon and "\0" not in key else None


class Section(NamedTuple):
    """A part of a run, from one position to another one, or to the end."""

    begin: Position = Position()
    end: Position | None = None

    def limits(self, step: str) -> tuple[str, str] | None:
        """
        Return the key after which a step begins and the one with which it ends; an empty key is no limit.

        Returns ``None`` if the section does not have the step.
        """
        end = self.end or Position(EXAMS)
        if not self.begin.step <= step <= end.step:
            return None
        return self.begin.key if self.begin.step == step else "", end.key if end.step == step else ""


#: All courses and exams.
EVERYTHING = Section()


@dataclass(frozen=True)
class CourseProblem:
    """
    A problem of one course, or of the whole instance if ``course_key`` is ``None``.

    ``exams`` are the usage keys of the affected exams, for problems of exams. ``escalation_email`` is the stored one:
    show it only on request, and ``masked_email`` otherwise. ``is_hypothetical`` tells that the problem would only be
    there with another setting.
    """

    problem: Problem
    course_key: str | None = None
    org: str | None = None
    provider: str | None = None
    exams: tuple[str, ...] = ()
    escalation_email: str | None = None
    details: CourseDetails = _NO_DETAILS
    is_hypothetical: bool = False

    @property
    def is_change(self) -> bool:
        """Whether something changes; otherwise something is broken."""
        return self.problem.id in CHANGES

    @property
    def effect(self) -> str:
        """Whether something is broken or changes, and by what, as reports print it."""
        return _EFFECTS[self.is_change, self.is_hypothetical]

    @property
    def masked_email(self) -> str:
        """``***@***`` for a stored escalation email, ``***`` if it lacks an @, empty if none is stored."""
        stored = (self.escalation_email or "").strip()
        return "***@***" if "@" in stored else "***" if stored else ""

    def email(self, *, show: bool) -> str:
        """Return the stored escalation email if ``show``, else the masked one; empty if none is stored."""
        return (self.escalation_email or "") if show else self.masked_email
