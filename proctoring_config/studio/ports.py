"""Where courses are kept and who may edit them: what Studio must bring, chosen by two settings."""

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
    A course as it is stored.

    ``start`` is aware, or ``None``; ``lti_available`` is what ``exams_ida_enabled`` says in edx-platform. ``version``
    changes with every save and is handed back to it, so that a save of an older version can be refused.
    """

    key: CourseKey
    name: str
    start: datetime | None
    lti_available: bool
    settings: CourseSettings
    version: str

    def problems(self, changes: Mapping[str, Any], *, now: datetime, by_platform_staff: bool) -> list[Problem]:
        """Return what :func:`.validate_course` finds after these changes to the course."""
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
    """A subsection as it is stored; ``version`` as for :class:`Course`."""

    key: UsageKey
    name: str
    settings: ExamSettings
    version: str


class CourseNotFoundError(LookupError):
    """No course has this key."""


class ExamNotFoundError(LookupError):
    """The course has no subsection with this key."""


class ProviderNotInstalledError(Exception):
    """The provider is configured, but its plugin is not installed, so that no exam can be registered with it."""


class EditConflictError(Exception):
    """Somebody else saved first: nothing of this save is stored, and ``current`` is what is."""

    def __init__(self, current: Any) -> None:
        super().__init__("somebody else saved first")
        self.current = current


class CourseStore(Protocol):
    """Reads and saves courses: the modulestore in edx-platform, Django's ORM in the demo."""

    def get(self, course_key: CourseKey) -> Course:
        """Return the course, or raise :class:`CourseNotFoundError`."""

    def save(self, course_key: CourseKey, changes: Mapping[str, Any], *, version: str, user: Any) -> Course:
        """
        Save ``changes``, by field of ``CourseSettings``, for ``user``, and return the course as it is then.

        Saves all or nothing, and only over ``version``: raises :class:`EditConflictError` with the course as it is when
        that is not its version any more, and :class:`CourseNotFoundError`.
        """

    def courses(self) -> Iterable[Course]:
        """Return all courses in the order in which authors read them; who may see which, :class:`Access` says."""

    def exams(self, course_key: CourseKey) -> Iterable[Exam]:
        """Return the course's subsections in their order, none if there is no such course."""

    def exam(self, course_key: CourseKey, usage_key: UsageKey) -> Exam:
        """Return the course's exam, or raise :class:`ExamNotFoundError`."""

    def save_exam(
        self, course_key: CourseKey, usage_key: UsageKey, changes: Mapping[str, Any], *, version: str, user: Any
    ) -> Exam:
        """
        Save ``changes``, by field of ``ExamSettings``, as :meth:`save` does, and register the exam with edx-proctoring.

        Raises :class:`EditConflictError`, :class:`ExamNotFoundError`, and :class:`ProviderNotInstalledError` when
        edx-proctoring has no such backend; nothing is saved then.
        """


class Access(Protocol):
    """Says who may edit a course: ``has_course_author_access`` in edx-platform."""

    def can_edit(self, user: Any, course_key: CourseKey) -> bool:
        """Return whether ``user``, who is authenticated, may edit the course; the course need not exist."""


def course_store() -> CourseStore:
    """Return the store that the settings name; raises ``ImproperlyConfigured`` if they name none."""
    # .. setting_name: PROCTORING_CONFIG_COURSE_STORE
    # .. setting_default: None
    # .. setting_description: The dotted path of a class that reads and saves courses for the forms, REST views and
    #   pages (proctoring_config.studio.ports.CourseStore). Needed only where the URLs of proctoring_config.studio are
    #   included.
    store: CourseStore = _configured("PROCTORING_CONFIG_COURSE_STORE")
    return store


def access() -> Access:
    """Return the access rules that the settings name; raises ``ImproperlyConfigured`` if they name none."""
    # .. setting_name: PROCTORING_CONFIG_ACCESS
    # .. setting_default: None
    # .. setting_description: The dotted path of a class that says who may edit a course's proctoring settings
    #   (proctoring_config.studio.ports.Access). Needed only where the URLs of proctoring_config.studio are included.
    rules: Access = _configured("PROCTORING_CONFIG_ACCESS")
    return rules


def _configured(name: str) -> Any:
    path = getattr(settings, name, None)
    if not isinstance(path, str):
        raise ImproperlyConfigured(f"{name}: expected the dotted path of a class, found none")
    try:
        return import_string(path)()
    except ImportError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
