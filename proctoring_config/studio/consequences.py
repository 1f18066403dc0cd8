"""The consequences of new course settings for the exams of the course, shown to authors before they save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext, ngettext
from opaque_keys.edx.keys import CourseKey

from proctoring_config.backends import show_review_rules
from proctoring_config.options import LTI_EXTERNAL, NULL
from proctoring_config.studio.exams import PROCTORED_KINDS, ExamKind
from proctoring_config.studio.messages import provider_label
from proctoring_config.studio.ports import Course, Exam
from proctoring_config.studio.providers import is_installed
from proctoring_config.validators.course import CourseSettings


def registered_backends(course_key: CourseKey) -> dict[str, str]:
    """
    Return the provider with which edx-proctoring has registered each active exam of the course, by usage key.

    Empty if the table cannot be read. Exams of LTI providers are registered with edx-exams, which is not asked.
    """
    from edx_proctoring.models import ProctoredExam  # needs loaded apps

    try:
        exams = ProctoredExam.objects.filter(course_id=str(course_key), is_active=True)
        return dict(exams.values_list("content_id", "backend"))
    except DatabaseError:
        return {}


def find_consequences(
    course: Course, changes: Mapping[str, Any], exams: Iterable[Exam], registered: Mapping[str, str]
) -> list[str]:
    """
    Return sentences about what saving ``changes`` means for the exams of the course.

    ``registered`` is the result of :func:`registered_backends`. The rules are those of edx-platform: publishing
    registers exams with the course's provider, learners of a course without proctored exams see exams as other content,
    and the review rules field depends on the provider.
    """
    before, after = course.settings, replace(course.settings, **changes)
    exams = list(exams)
    proctored = sum(exam.settings.kind in PROCTORED_KINDS for exam in exams)
    found = []
    if after.enable_proctored_exams and after.proctoring_provider != before.proctoring_provider:
        found += _describe_registration(before.proctoring_provider, after.proctoring_provider, registered)
    if proctored and _monitors(before) and not _monitors(after):
        found.append(
            ngettext("%(n)s exam will not be proctored.", "%(n)s exams will not be proctored.", proctored)
            % {"n": proctored}
        )
    if proctored and _monitors(after) and not _monitors(before):
        found.append(
            ngettext("%(n)s exam will be proctored.", "%(n)s exams will be proctored.", proctored) % {"n": proctored}
        )
    if after.enable_proctored_exams:
        found += _describe_review_rules(before, after, exams)
    return found


def _monitors(settings: CourseSettings) -> bool:
    provider = settings.proctoring_provider
    return settings.enable_proctored_exams and bool(provider) and provider != NULL and is_installed(provider)


def _describe_registration(before: str | None, after: str | None, registered: Mapping[str, str]) -> list[str]:
    """Saving a course publishes it, which registers its exams with edx-proctoring, or with edx-exams for LTI."""
    number = list(registered.values()).count(before or "")
    if not number or not is_installed(after):
        return []
    if after == LTI_EXTERNAL:
        text = ngettext(
            "%(n)s exam stays registered with %(before)s as well.",
            "%(n)s exams stay registered with %(before)s as well.",
            number,
        )
    else:
        text = ngettext(
            "%(n)s exam registered with %(before)s will be registered with %(after)s.",
            "%(n)s exams registered with %(before)s will be registered with %(after)s.",
            number,
        )
    return [text % {"n": number, "before": provider_label(before), "after": provider_label(after)}]


def _describe_review_rules(before: CourseSettings, after: CourseSettings, exams: list[Exam]) -> list[str]:
    shown, will_be_shown = (show_review_rules(settings.proctoring_provider) for settings in (before, after))
    if will_be_shown and not shown:
        return [gettext("Review rules will be shown.")]
    if will_be_shown or not shown:
        return []
    kept = sum(exam.settings.kind == ExamKind.PROCTORED and bool(exam.settings.exam_review_rules) for exam in exams)
    if not kept:
        return [gettext("Review rules will be hidden.")]
    text = ngettext(
        "Review rules will be hidden. Learners still see those of %(n)s exam.",
        "Review rules will be hidden. Learners still see those of %(n)s exams.",
        kept,
    )
    return [text % {"n": kept}]
