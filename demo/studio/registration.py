"""Tells edx-proctoring about an exam, as publishing a course does in edx-platform."""

from __future__ import annotations

from typing import Any

from edx_proctoring import api
from edx_proctoring.exceptions import ProctoredExamNotFoundException, ProctoredExamReviewPolicyNotFoundException

from demo.studio import models
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.studio.exams import ExamKind, has_review_rules
from proctoring_config.validators.course import CourseSettings

_PROCTORED = {ExamKind.PROCTORED, ExamKind.PRACTICE, ExamKind.ONBOARDING}
_TRIAL = {ExamKind.PRACTICE, ExamKind.ONBOARDING}


def register_exam(row: models.Exam, course: CourseSettings, user: Any) -> None:
    """
    Create or update the exam in edx-proctoring, and its review policy.

    Raises ``NotImplementedError`` where edx-proctoring has no backend of the course's provider. Review rules that the
    provider does not show are not sent to it. Exams of LTI providers are kept in edx-exams, not in edx-proctoring.
    """
    kind = ExamKind(row.kind)
    known = _known_id(row)
    if kind == ExamKind.NONE or course.proctoring_provider == LTI_EXTERNAL:
        if known is not None:
            api.update_exam(known, is_proctored=False, is_active=False)
        return
    facts = {
        "exam_name": row.name,
        "time_limit_mins": row.default_time_limit_minutes,
        "is_proctored": kind in _PROCTORED,
        "is_practice_exam": kind in _TRIAL,
        "is_active": True,
        "backend": course.proctoring_provider,
    }
    if known is None:
        known = api.create_exam(course_id=row.course.key, content_id=row.key, **facts)
    else:
        api.update_exam(known, **facts)
    _set_review_policy(known, row.exam_review_rules if has_review_rules(kind, course) else "", user)


def _known_id(row: models.Exam) -> int | None:
    try:
        exam_id: int = api.get_exam_by_content_id(row.course.key, row.key)["id"]
    except ProctoredExamNotFoundException:
        return None
    return exam_id


def _set_review_policy(exam_id: int, rules: str, user: Any) -> None:
    """Set the rules, or remove those that are there; edx-proctoring has one function for each case."""
    try:
        api.update_review_policy(exam_id, user.id, rules)
    except ProctoredExamReviewPolicyNotFoundException:
        if rules:
            api.create_exam_review_policy(exam_id, user.id, rules)
