"""The course store and the access rules of the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.studio import models
from demo.studio.publishing import publish_course, register_exam
from proctoring_config.studio.exams import ExamKind, ExamSettings
from proctoring_config.studio.ports import (
    Course,
    CourseNotFoundError,
    EditConflictError,
    Exam,
    ExamNotFoundError,
    ProviderNotInstalledError,
)
from proctoring_config.validators.course import CourseSettings

_ATTEMPTS = 3


P = ParamSpec("P")
R = TypeVar("R")


def _retried(save: Callable[P, R]) -> Callable[P, R]:
    """
    Call ``save`` again if the database has aborted its transaction.

    Databases do that to one of two saves at once: PostgreSQL from the isolation level REPEATABLE READ on, and MariaDB
    after a deadlock. The second attempt then finds that someone else saved first.
    """

    @wraps(save)
    def save_again(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(_ATTEMPTS - 1):
            try:
                return save(*args, **kwargs)
            except OperationalError:
                continue
        return save(*args, **kwargs)

    return save_again


class OrmCourseStore:
    """
    Reads and saves courses with Django's ORM. A save is one UPDATE of one version, so it is atomic.

    The stored course of a conflict is read after the transaction, which may not see what others have saved.
    """

    def get(self, course_key: CourseKey) -> Course:
        """Return the course, or raise ``CourseNotFoundError``."""
        return _course(_row(course_key))

    @_retried
    def save(self, course_key: CourseKey, changes: Mapping[str, Any], *, version: str, user: Any) -> Course:
        """Save ``changes`` to ``version``, or raise ``EditConflictError`` or ``CourseNotFoundError``."""
        stored = self.get(course_key)
        if stored.version == version and replace(stored.settings, **changes) == stored.settings:
            return stored
        with transaction.atomic():
            rows = models.Course.objects.filter(key=str(course_key), version=version)
            if rows.update(**changes, version=models.new_version()):
                row = _row(course_key)
                publish_course(row, user)
                return _course(row)
        raise EditConflictError(self.get(course_key))

    def courses(self) -> list[Course]:
        """Return all courses, sorted by name."""
        return [_course(row) for row in models.Course.objects.order_by("name", "key")]

    def exams(self, course_key: CourseKey) -> list[Exam]:
        """Return the exams of the course in order of creation."""
        return [_exam(row) for row in models.Exam.objects.filter(course__key=str(course_key)).order_by("pk")]

    def exam(self, course_key: CourseKey, usage_key: UsageKey) -> Exam:
        """Return the exam of the course, or raise ``ExamNotFoundError``."""
        try:
            return _exam(_exams(course_key, usage_key).get())
        except models.Exam.DoesNotExist as error:
            raise ExamNotFoundError(str(usage_key)) from error

    @_retried
    def save_exam(
        self, course_key: CourseKey, usage_key: UsageKey, changes: Mapping[str, Any], *, version: str, user: Any
    ) -> Exam:
        """Save ``changes`` to ``version`` and register the exam, or raise an error and save nothing."""
        stored = self.exam(course_key, usage_key)
        after = replace(stored.settings, **changes)
        if stored.version == version and after == stored.settings:
            return stored
        cleared = {"default_time_limit_minutes": None} if after.kind == ExamKind.NONE else {}
        with transaction.atomic():
            # Without a join: PostgreSQL does not check a subquery again for a row that it has waited for.
            pks = list(_exams(course_key, usage_key).values_list("pk", flat=True))
            rows = models.Exam.objects.filter(pk__in=pks, version=version)
            if rows.update(**{**changes, **cleared}, version=models.new_version()):
                row = _exams(course_key, usage_key).select_related("course").get()
                try:
                    register_exam(row, _course(row.course).settings, user)
                except (NotImplementedError, ImproperlyConfigured) as error:
                    raise ProviderNotInstalledError(row.course.proctoring_provider) from error
                return _exam(row)
        raise EditConflictError(self.exam(course_key, usage_key))


class AuthorAccess:
    """Allows the authors of a course and platform staff to edit it."""

    def can_edit(self, user: Any, course_key: CourseKey) -> bool:
        """Return whether ``user`` may edit the course."""
        return user.is_staff or models.Course.objects.filter(key=str(course_key), authors=user.pk).exists()


def _row(course_key: CourseKey) -> models.Course:
    try:
        return models.Course.objects.get(key=str(course_key))
    except models.Course.DoesNotExist as error:
        raise CourseNotFoundError(str(course_key)) from error


def _course(row: models.Course) -> Course:
    return Course(
        key=CourseKey.from_string(row.key),
        name=row.name,
        start=row.start,
        lti_available=row.lti_available,
        settings=CourseSettings.read_from(row),
        version=row.version,
        timed_exams_enabled=row.timed_exams_enabled,
    )


def _exams(course_key: CourseKey, usage_key: UsageKey) -> QuerySet[models.Exam]:
    return models.Exam.objects.filter(key=str(usage_key), course__key=str(course_key))


def _exam(row: models.Exam) -> Exam:
    settings = ExamSettings(ExamKind(row.kind), row.default_time_limit_minutes, row.exam_review_rules)
    return Exam(key=UsageKey.from_string(row.key), name=row.name, settings=settings, version=row.version)
