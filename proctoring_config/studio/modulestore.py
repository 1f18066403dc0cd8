"""The course store and the access rules for Studio of edx-platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from edx_proctoring.backends import get_backend_provider
from opaque_keys.edx.keys import CourseKey, UsageKey

from proctoring_config.edx_platform.modulestore import (
    OldSnapshotError,
    block_version,
    can_write,
    course_overviews,
    exams_ida_enabled,
    find_course,
    find_subsection,
    find_subsections,
    lock_course,
    plain_key,
    save_block,
)
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.studio.exams import PROCTORED_KINDS, ExamKind, ExamSettings
from proctoring_config.studio.ports import (
    Course,
    CourseNotFoundError,
    EditConflictError,
    Exam,
    ExamNotFoundError,
    ProviderNotInstalledError,
)
from proctoring_config.validators.course import CourseSettings

#: The fields of a subsection that make it an exam of this kind.
_FLAGS = ("is_time_limited", "is_proctored_enabled", "is_practice_exam", "is_onboarding_exam")
_KIND_FLAGS = {
    ExamKind.NONE: (False, False, False, False),
    ExamKind.TIMED: (True, False, False, False),
    ExamKind.PROCTORED: (True, True, False, False),
    ExamKind.PRACTICE: (True, True, True, False),
    ExamKind.ONBOARDING: (True, True, False, True),
}


class ModulestoreCourseStore:
    """
    Reads and saves courses in the modulestore of edx-platform. Use it in Studio, which registers the exams.

    The version of a course or an exam is that of its block, so that saving one exam does not conflict with changes to
    another one or to the content of the course.
    """

    def get(self, course_key: CourseKey) -> Course:
        """Return the course, or raise ``CourseNotFoundError``."""
        return _course(course_key, _course_block(course_key))

    def save(self, course_key: CourseKey, changes: Mapping[str, Any], *, version: str, user: Any) -> Course:
        """Save ``changes`` to ``version``, or raise ``EditConflictError`` or ``CourseNotFoundError``."""
        with _lock(course_key, lambda: self.get(course_key)):
            block = _course_block(course_key)
            if block_version(block) != version:
                raise EditConflictError(_course(course_key, block))
            stored = CourseSettings.read_from(block)
            if replace(stored, **changes) != stored:
                block = save_block(block, changes, user.id)
            return _course(course_key, block)

    def courses(self) -> Iterator[Course]:
        """
        Yield all courses, sorted by name, from the course overviews.

        Their versions are empty. Whether LTI is available takes queries, so only courses that use it are asked.
        """
        for overview in course_overviews():
            yield Course(
                key=overview.id,
                name=overview.display_name or str(overview.id),
                start=overview.start,
                lti_available=overview.proctoring_provider == LTI_EXTERNAL and exams_ida_enabled(overview.id),
                settings=CourseSettings.read_from(overview),
                version="",
            )

    def exams(self, course_key: CourseKey) -> list[Exam]:
        """Return the subsections of the course in the order of the outline."""
        return [_exam(block) for block in find_subsections(course_key)]

    def exam(self, course_key: CourseKey, usage_key: UsageKey) -> Exam:
        """Return the exam of the course, or raise ``ExamNotFoundError``."""
        return _exam(_exam_block(course_key, usage_key))

    def save_exam(
        self, course_key: CourseKey, usage_key: UsageKey, changes: Mapping[str, Any], *, version: str, user: Any
    ) -> Exam:
        """Save ``changes`` to ``version`` and publish the exam, or raise an error and save nothing."""
        with _lock(course_key, lambda: self.exam(course_key, usage_key)):
            block = _exam_block(course_key, usage_key)
            stored = _exam(block)
            if stored.version != version:
                raise EditConflictError(stored)
            after = replace(stored.settings, **changes)
            if after != stored.settings:
                _check_plugin(after.kind, _course_block(course_key).proctoring_provider)
                block = save_block(block, _exam_fields(changes, after.kind), user.id)
            return _exam(block)


class CourseAuthorAccess:
    """Allows those to edit a course who may edit it in Studio."""

    def can_edit(self, user: Any, course_key: CourseKey) -> bool:
        """Return whether ``user`` may edit the course."""
        return can_write(user, course_key)


@contextmanager
def _lock(course_key: CourseKey, read: Callable[[], Any]) -> Iterator[None]:
    """Lock the course. If this transaction cannot see the newest version, raise a conflict with what ``read`` sees."""
    try:
        with lock_course(course_key):
            yield
    except OldSnapshotError as error:
        raise EditConflictError(read()) from error


def _course_block(course_key: CourseKey) -> Any:
    block = find_course(course_key)
    if block is None:
        raise CourseNotFoundError(str(course_key))
    return block


def _course(course_key: CourseKey, block: Any) -> Course:
    return Course(
        key=course_key,
        name=block.display_name_with_default,
        start=block.start,
        lti_available=exams_ida_enabled(course_key),
        settings=CourseSettings.read_from(block),
        version=block_version(block),
        timed_exams_enabled=block.enable_timed_exams,
    )


def _exam_block(course_key: CourseKey, usage_key: UsageKey) -> Any:
    block = find_subsection(course_key, usage_key)
    if block is None:
        raise ExamNotFoundError(str(usage_key))
    return block


def _exam(block: Any) -> Exam:
    return Exam(
        key=plain_key(block),
        name=block.display_name_with_default,
        settings=ExamSettings(_kind(block), block.default_time_limit_minutes or None, block.exam_review_rules or ""),
        version=block_version(block),
    )


def _kind(block: Any) -> ExamKind:
    """Return the kind of exam that Studio shows for a subsection."""
    if not block.is_time_limited:
        return ExamKind.NONE
    if not block.is_proctored_enabled:
        return ExamKind.TIMED
    if block.is_onboarding_exam:
        return ExamKind.ONBOARDING
    return ExamKind.PRACTICE if block.is_practice_exam else ExamKind.PROCTORED


def _exam_fields(changes: Mapping[str, Any], kind: ExamKind) -> dict[str, Any]:
    """Return what Studio's dialog stores in the fields of a subsection for ``changes`` to an exam of this kind."""
    values = {name: value for name, value in changes.items() if name != "kind"}
    values |= zip(_FLAGS, _KIND_FLAGS[kind], strict=True)
    return values | {"default_time_limit_minutes": 0} if kind == ExamKind.NONE else values


def _check_plugin(kind: ExamKind, provider: str | None) -> None:
    """Raise ``ProviderNotInstalledError`` if edx-proctoring cannot proctor this kind of exam."""
    if kind in PROCTORED_KINDS and provider != LTI_EXTERNAL:
        try:
            get_backend_provider(name=provider)
        except (NotImplementedError, ImproperlyConfigured) as error:
            raise ProviderNotInstalledError(provider) from error
