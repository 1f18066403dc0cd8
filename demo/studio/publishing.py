"""What publishing does in edx-platform: update the course overview, and register exams with edx-proctoring."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from edx_proctoring import api
from edx_proctoring.exceptions import ProctoredExamNotFoundException, ProctoredExamReviewPolicyNotFoundException
from opaque_keys.edx.keys import CourseKey

from demo.course_overviews.models import CourseOverview
from demo.studio import models
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.studio.exams import PROCTORED_KINDS, ExamKind, has_review_rules
from proctoring_config.validators.course import CourseSettings

log = logging.getLogger(__name__)


def publish_course(course: models.Course, user: Any) -> None:
    """
    Create or update the overview of ``course``, and register its exams with its provider.

    Like edx-platform, this logs an error if edx-proctoring has no backend for the provider, or if there is no provider.
    """
    key = CourseKey.from_string(course.key)
    settings = CourseSettings.read_from(course)
    CourseOverview.objects.update_or_create(
        id=key,
        defaults={
            "org": key.org,
            "display_name": course.name,
            "start": course.start,
            **asdict(settings),
        },
    )
    try:
        for exam in course.exams.order_by("pk"):
            register_exam(exam, settings, user)
    except (NotImplementedError, ImproperlyConfigured) as error:
        log.error("The exams of %s cannot be registered: %s", course, error)


def register_exam(exam: models.Exam, course: CourseSettings, user: Any) -> None:
    """
    Create or update the exam and its review policy in edx-proctoring.

    Raises ``NotImplementedError`` if edx-proctoring has no backend for the course's provider. Review rules that the
    provider does not show are not registered. Exams of LTI providers are kept in edx-exams, not in edx-proctoring.
    """
    kind = ExamKind(exam.kind)
    exam_id = _registered_id(exam)
    if kind == ExamKind.NONE or course.proctoring_provider == LTI_EXTERNAL:
        if exam_id is not None:
            api.update_exam(exam_id, is_proctored=False, is_active=False)
        return
    values = {
        "exam_name": exam.name,
        "time_limit_mins": exam.default_time_limit_minutes,
        "is_proctored": kind in PROCTORED_KINDS,
        "is_practice_exam": kind in (ExamKind.PRACTICE, ExamKind.ONBOARDING),
        "is_active": True,
        "backend": course.proctoring_provider,
    }
    if exam_id is None:
        exam_id = api.create_exam(course_id=exam.course.key, content_id=exam.key, **values)
    else:
        api.update_exam(exam_id, **values)
    _set_review_policy(exam_id, exam.exam_review_rules if has_review_rules(kind, course) else "", user)


def _registered_id(exam: models.Exam) -> int | None:
    try:
        exam_id: int = api.get_exam_by_content_id(exam.course.key, exam.key)["id"]
    except ProctoredExamNotFoundException:
        return None
    return exam_id


def _set_review_policy(exam_id: int, rules: str, user: Any) -> None:
    """Set or clear the review rules. Updating and creating are separate functions in edx-proctoring."""
    try:
        api.update_review_policy(exam_id, user.id, rules)
    except ProctoredExamReviewPolicyNotFoundException:
        if rules:
            api.create_exam_review_policy(exam_id, user.id, rules)
