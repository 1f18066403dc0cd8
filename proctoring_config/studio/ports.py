"""The interfaces that Studio must provide: a store of courses, and rules for who may edit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey, UsageKey

from proctoring_config.problems import Problem
from proctoring_config.studio.exams import ExamSettings
from proctoring_config.validators.course import CourseSettings, validate_course


@dataclass(frozen=True)
class Course:
    """
    A stored course.

    ``start`` is aware, or ``None``. ``lti_available`` is the result of ``exams_ida_enabled`` in edx-platform, and
    ``timed_exams_enabled`` its field ``enable_timed_exams``, which matters only while proctored exams are disabled.
    ``version`` changes with every save; passing it to ``save`` lets the store reject changes to an older version.
    """

    key: CourseKey
    name: str
    start: datetime | None
    lti_available: bool
    settings: CourseSettings
    version: str
    timed_exams_enabled: bool = True

    def problems(self, changes: Mapping[str, Any], *, now: datetime, by_platform_staff: bool) -> list[Problem]:
        """Return the problems that the course would have after ``changes``; see :func:`.validate_course`."""
        return validate_course(
            self.settings,
            changes,
            start=self.start,
            now=now,
            by_platform_staff=by_platform_staff,
            lti_available=self.lti_available,
        )


@dataclass(frozen=True)
class Exam:
    """A stored subsection. ``version`` works as in :class:`Course`."""

    key: UsageKey
    name: str
    settings: ExamSettings
    version: str


class CourseNotFoundError(LookupError):
    """There is no course with this key."""


class ExamNotFoundError(LookupError):
    """There is no subsection with this key in the course."""


class ProviderNotInstalledError(Exception):
    """Exams cannot be registered: the provider's plugin is not installed, or there is no provider at all."""


class EditConflictError(Exception):
    """Someone else saved first. Nothing was saved; ``current`` is the stored course or exam."""

    def __init__(self, current: Any) -> None:
        super().__init__("someone else saved first")
        self.current = current


class CourseStore(Protocol):
    """Reads and saves courses: in the modulestore of edx-platform, or with Django's ORM in the demo."""

    def get(self, course_key: CourseKey) -> Course:
        """Return the course, or raise :class:`CourseNotFoundError`."""

    def save(self, course_key: CourseKey, changes: Mapping[str, Any], *, version: str, user: Any) -> Course:
        """
        Save ``changes`` for ``user`` and return the saved course.

        The keys of ``changes`` are field names of ``CourseSettings``. Either all changes are saved or none, and the
        exams are registered with the course's provider. Saving stored values makes no version. Raises
        :class:`EditConflictError` with the stored course if its version is no longer ``version``, and
        :class:`CourseNotFoundError`.
        """

    def courses(self) -> Iterable[Course]:
        """
        Return all courses in display order. Callers show only those that :class:`Access` allows.

        Their versions may be empty, ``timed_exams_enabled`` may be wrong, and so may ``lti_available`` for courses with
        a provider other than LTI. Before showing or saving one, ``get`` it.
        """

    def exams(self, course_key: CourseKey) -> Iterable[Exam]:
        """Return the subsections of the course in display order, or nothing if there is no such course."""

    def exam(self, course_key: CourseKey, usage_key: UsageKey) -> Exam:
        """Return the exam of the course, or raise :class:`ExamNotFoundError`."""

    def save_exam(
        self, course_key: CourseKey, usage_key: UsageKey, changes: Mapping[str, Any], *, version: str, user: Any
    ) -> Exam:
        """
        Save ``changes`` for ``user``, register the exam with edx-proctoring and return the saved exam.

        The keys of ``changes`` are field names of ``ExamSettings``. A subsection that is not an exam has no time limit.
        Saving stored values makes no version. Raises :class:`EditConflictError`, :class:`ExamNotFoundError`, or
        :class:`ProviderNotInstalledError` if edx-proctoring has no backend for the provider, or if neither the course
        nor the setting has a provider. In each case, nothing is saved.
        """


class Access(Protocol):
    """Decides who may edit a course, like ``has_course_author_access`` in edx-platform."""

    def can_edit(self, user: Any, course_key: CourseKey) -> bool:
        """Return whether the authenticated ``user`` may edit the course. The course need not exist."""


def course_store() -> CourseStore:
    """Return the store set by ``PROCTORING_CONFIG_COURSE_STORE``, or raise ``ImproperlyConfigured``."""
    # .. setting_name: PROCTORING_CONFIG_COURSE_STORE
    # .. setting_default: None
    # .. setting_description: The dotted path of a class that reads and saves courses for the forms, REST views and
    #   pages (proctoring_config.studio.ports.CourseStore). Required only if you include the URLs of
    #   proctoring_config.studio.
    store: CourseStore = _load("PROCTORING_CONFIG_COURSE_STORE")
    return store


def access() -> Access:
    """Return the access rules set by ``PROCTORING_CONFIG_ACCESS``, or raise ``ImproperlyConfigured``."""
    # .. setting_name: PROCTORING_CONFIG_ACCESS
    # .. setting_default: None
    # .. setting_description: The dotted path of a class that decides who may edit a course's proctoring settings
    #   (proctoring_config.studio.ports.Access). Required only if you include the URLs of proctoring_config.studio.
    rules: Access = _load("PROCTORING_CONFIG_ACCESS")
    return rules


def _load(name: str) -> Any:
    path = getattr(settings, name, None)
    if not isinstance(path, str):
        raise ImproperlyConfigured(f"{name} is not set to the dotted path of a class.")
    try:
        loaded = import_string(path)
        if callable(loaded):
            return loaded()
    except ImportError as error:
        raise ImproperlyConfigured(f"{name} cannot be imported: {error}") from error
    raise ImproperlyConfigured(f"{name} is the dotted path of a {type(loaded).__name__}, not of a class.")
