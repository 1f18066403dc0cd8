"""Read published courses and their exams from the database, in batches and read-only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Value

from proctoring_config.audit.connection import CannotReadError
from proctoring_config.audit.models import COURSES, CourseDetails, Position, PublishedCourse, PublishedExam, Scope
from proctoring_config.audit.rules import Instance, follows_old_rule
from proctoring_config.edx_platform.flag import CourseFlag, FlagState
from proctoring_config.edx_platform.tables import as_text, find_model, table_names, text_folding
from proctoring_config.options import EXAMS_FLAG, LTI_EXTERNAL
from proctoring_config.text import TranslatableText, escape_unprintable
from proctoring_config.validators.course import CourseSettings

#: The number of courses in a batch, and therefore of keys in an IN list. MariaDB rewrites lists of 1000 as a subquery,
#: and old SQLite accepts at most 999 parameters.
BATCH_SIZE = 500
_CCX = "ccx-v1:"
_CONTACT_ROLES = ("instructor", "staff")  # as edx-platform calls admins and staff of a course
#: The checks that are skipped if a table is missing.
_OPTIONAL = (
    TranslatableText(
        "exams, so courses without exams are included (no table for {model})", model="edx_proctoring.ProctoredExam"
    ),
    TranslatableText("stored review rules (no table for {model})", model="edx_proctoring.ProctoredExamReviewPolicy"),
    TranslatableText("the waffle flag (no table for {model})", model="waffle.Flag"),
    TranslatableText(
        "course overrides of the waffle flag (no table for {model})", model="waffle_utils.WaffleFlagCourseOverrideModel"
    ),
    TranslatableText(
        "organization overrides of the waffle flag (no table for {model})",
        model="waffle_utils.WaffleFlagOrgOverrideModel",
    ),
)


class UnmatchedError(CannotReadError):
    """No published course has one of the ``names`` of courses and organizations in the scope."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            TranslatableText("No published course matches {names}.", names=", ".join(map(escape_unprintable, names)))
        )


class Batch(NamedTuple):
    """
    Some courses in scope, how many courses were read, and the key of the ``last`` one.

    ``visibility`` is the state of the review rules flag and ``exams_service`` that of edx-exams, both by course key,
    for courses that depend on it.
    """

    courses: list[PublishedCourse]
    visibility: dict[str, FlagState]
    exams_service: dict[str, FlagState]
    size: int
    last: str


class CourseReader:
    """
    Reads the courses in ``scope`` from the database ``alias``; use it inside :func:`read_only`.

    It reads what the rules require for any of the ``instances``. ``skipped`` lists what cannot be checked because its
    table is missing. Raises ``CannotReadError`` if the table of courses is missing.
    """

    def __init__(self, alias: str, scope: Scope, *instances: Instance) -> None:
        self._alias, self._scope, self._instances = alias, scope, instances
        self.now = datetime.now(UTC)
        tables = table_names(alias)
        self._overviews = find_model("course_overviews", "CourseOverview", tables)
        if self._overviews is None:
            raise CannotReadError(
                TranslatableText(
                    "The table of course overviews is missing. Run the audit with manage.py of LMS or Studio, on "
                    "the database that they use."
                )
            )
        self._exams = find_model("edx_proctoring", "ProctoredExam", tables)
        self._policies = find_model("edx_proctoring", "ProctoredExamReviewPolicy", tables)
        self.flag = CourseFlag(alias, tables)
        self._exams_service = CourseFlag(alias, tables, EXAMS_FLAG)
        self._roles = find_model("student", "CourseAccessRole", tables)
        models = (self._exams, self._policies, self.flag.model, self.flag.course_overrides, self.flag.org_overrides)
        self.skipped = [text for model, text in zip(models, _OPTIONAL, strict=True) if model is None]

    @property
    def has_contacts(self) -> bool:
        """Whether there is a table of course staff."""
        return self._roles is not None

    def count(self, begin: Position) -> int:
        """Return the number of courses to read from this position on, with or without exams."""
        return int(_limit(self._rows(), "key", begin.key, "").count()) if begin.step == COURSES else 0

    def read_batches(self, after: str = "", last: str = "") -> Iterator[Batch]:
        """
        Yield the courses in scope with their exams, in at most four queries per batch.

        The first course is the next one after the key ``after``, and the last one has the key ``last``, if given.
        A batch with courses of LTI providers takes up to two more, and the rows of the two flags one each.
        """
        for courses in self._read_courses(after, last):
            size, key = len(courses), courses[-1].key
            if self._exams is not None:
                exams = self._read_exams([course.key for course in courses])
                for course in courses:
                    course.exams = exams.get(course.key, ())
                if self._scope.current_only:
                    courses = [course for course in courses if course.exams]
            orgs = {
                course.key: course.org
                for course in courses
                if any(follows_old_rule(course, instance) for instance in self._instances)
            }
            lti = {course.key: course.org for course in courses if course.settings.proctoring_provider == LTI_EXTERNAL}
            service = self._exams_service.read_courses(lti) if lti and self._exams_service.has_tables else {}
            yield Batch(courses, self.flag.read_courses(orgs) if orgs else {}, service, size, key)

    def read_lost_exams(self, after: str = "", last: str = "") -> Iterator[Batch]:
        """
        Yield batches of courses with active exams whose backend is not available, and these exams.

        The keys of the courses are after ``after`` and up to ``last``, if given.

        Courses without proctored exams enabled are included if the scope has them otherwise. Takes one query, and up to
        three for each :data:`BATCH_SIZE` courses that have such exams.
        """
        if self._exams is None:
            return
        usable = frozenset.intersection(*(instance.usable for instance in self._instances))
        available = Q(backend__in=usable | {LTI_EXTERNAL})
        if all(instance.default in usable for instance in self._instances):
            available |= Q(backend=None) | Q(backend="")
        rows = self._exams.objects.using(self._alias).filter(is_active=True).exclude(available).order_by("course_id")
        if not self._instances[0].timed_exams_have_backends:
            rows = rows.filter(is_proctored=True)
        if self._scope.courses:
            rows = rows.filter(course_id__in=self._scope.courses)
        keys = _limit(rows, "course_id", after, last).values_list("course_id")
        for page in read_pages(keys.distinct(), "course_id"):
            batch = [key for (key,) in page]
            exams: dict[str, list[PublishedExam]] = {}
            facts = ("course_id", "content_id", "backend", "is_proctored", "is_practice_exam")
            for key, content, backend, proctored, practice in rows.filter(course_id__in=batch).values_list(*facts):
                exam = PublishedExam(content, backend, is_proctored=proctored, is_practice=practice)
                exams.setdefault(key, []).append(exam)
            courses = self._in_scope().filter(key__in=batch).order_by("key")
            values = courses.values_list("key", "org", "proctoring_provider", "enable_proctored_exams")
            found = [
                PublishedCourse(key, org, CourseSettings(enabled, False, provider), exams.get(key, ()))
                for key, org, provider, enabled in values
            ]
            yield Batch(found, {}, {}, len(batch), batch[-1])

    def read_details(self, keys: Collection[str], *, contacts: bool) -> dict[str | None, CourseDetails]:
        """Return name, start and end of the courses by key, in one query, and in another one their ``contacts``."""
        staff: dict[str, list[str]] = {}
        if contacts and self._roles is not None:
            rows = self._roles.objects.using(self._alias).annotate(key=as_text("course_id"))
            rows = rows.filter(key__in=keys, role__in=_CONTACT_ROLES).order_by("user__email").distinct()
            for key, email in rows.values_list("key", "user__email"):
                staff.setdefault(key, []).append(email)
        rows = self._overviews.objects.using(self._alias).annotate(key=as_text("pk")).filter(key__in=keys)
        return {
            key: CourseDetails(name, start, end, tuple(staff.get(key, ())))
            for key, name, start, end in rows.values_list("key", "display_name", "start", "end")
        }

    def find_unmatched(self) -> list[str]:
        """Return the keys of courses and organizations in the scope that no published course has."""
        scope, fold = self._scope, text_folding(self._alias)
        rows = self._overviews.objects.using(self._alias).annotate(text=as_text("org")).filter(text__in=scope.orgs)
        orgs = rows.values_list("text", flat=True).distinct()
        unmatched: list[str] = []
        for wanted, published in ((scope.courses, self._named_courses), (scope.orgs, orgs)):
            known = {fold(text) for text in published}
            unmatched += [text for text in wanted if fold(text) not in known]
        return unmatched

    def explain_missing_courses(self) -> Iterator[str]:
        """Yield a line for each course named in the scope that is not audited, with the reason."""
        fold = text_folding(self._alias)
        enabled = {fold(key): is_enabled for key, is_enabled in self._named_courses.items()}
        for key in self._scope.courses:
            if fold(key) not in enabled:
                yield f"{key}: no published course has this key"
            elif key.startswith(_CCX):
                yield f"{key}: a CCX uses the proctoring settings of its course, so audit that course instead"
            elif not enabled[fold(key)]:
                yield f"{key}: proctored exams are not enabled, so only the backends of exams were checked"

    @cached_property
    def _named_courses(self) -> dict[str, bool]:
        """The published courses named in the scope, with whether proctored exams are enabled."""
        rows = self._overviews.objects.using(self._alias).annotate(key=as_text("pk"))
        return dict(rows.filter(key__in=self._scope.courses).values_list("key", "enable_proctored_exams"))

    def _rows(self) -> Any:
        """Return the query of the courses in scope, with or without exams."""
        return self._in_scope().filter(enable_proctored_exams=True).order_by("key")

    def _in_scope(self) -> Any:
        """Return the query of the courses in scope, whether or not proctored exams are enabled."""
        scope = self._scope
        rows = self._overviews.objects.using(self._alias).annotate(key=as_text("pk")).exclude(key__startswith=_CCX)
        if scope.current_only:
            rows = rows.filter(Q(end=None) | Q(end__gt=self.now))
        if scope.courses:
            rows = rows.filter(key__in=scope.courses)
        if scope.orgs:
            rows = rows.filter(org__in=scope.orgs)
        return rows

    def _read_courses(self, after: str, last: str) -> Iterator[list[PublishedCourse]]:
        """Yield :data:`BATCH_SIZE` courses at a time."""
        for page in read_pages(_limit(self.course_rows(), "key", after, last), "key"):
            yield [
                PublishedCourse(key, org, CourseSettings(True, False, provider, email))
                for key, org, provider, email in page
            ]

    def course_rows(self) -> Any:
        """Return the query of the courses to read: key, organization, provider and escalation email."""
        return self._rows().values_list("key", "org", "proctoring_provider", "proctoring_escalation_email")

    def exam_rows(self, course_keys: Sequence[str]) -> Any:
        """
        Return the query of the exams of these courses: course key, usage key, backend, whether the exam has review
        rules, and external ID. Without the table of policies, no exam has review rules.
        """
        rows = self._exams.objects.using(self._alias).filter(
            course_id__in=course_keys, is_active=True, is_proctored=True, is_practice_exam=False
        )
        if self._policies is None:
            rows = rows.annotate(has_rules=Value(False))
        else:
            stored = self._policies.objects.using(self._alias).filter(proctored_exam=OuterRef("pk"))
            rows = rows.annotate(has_rules=Exists(stored.exclude(review_policy="")))
        return rows.order_by("pk").values_list("course_id", "content_id", "backend", "has_rules", "external_id")

    def _read_exams(self, course_keys: Sequence[str]) -> dict[str, list[PublishedExam]]:
        """Return the exams by course key, in one query."""
        exams: dict[str, list[PublishedExam]] = {}
        for course_key, content, backend, has_rules, external_id in self.exam_rows(course_keys):
            exam = PublishedExam(content, backend, has_rules, bool(external_id))
            exams.setdefault(course_key, []).append(exam)
        return exams


def _limit(rows: Any, column: str, after: str, last: str) -> Any:
    """Return the rows after ``after`` and up to ``last``; an empty text is no limit."""
    if after:
        rows = rows.filter(**{f"{column}__gt": after})
    return rows.filter(**{f"{column}__lte": last}) if last else rows


def read_pages(rows: Any, column: str) -> Iterator[list[Any]]:
    """Yield :data:`BATCH_SIZE` rows at a time; each page starts after the last ``column``, the first of the values."""
    page = list(rows[:BATCH_SIZE])
    while page:
        yield page
        page = list(rows.filter(**{f"{column}__gt": page[-1][0]})[:BATCH_SIZE]) if len(page) == BATCH_SIZE else []
