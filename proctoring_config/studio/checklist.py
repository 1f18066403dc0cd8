"""What the launch checklist says about a course's escalation e-mail."""

from __future__ import annotations

from typing import NamedTuple

from proctoring_config.validators.course import CourseSettings, lacks_escalation_email


class ProctoringChecklist(NamedTuple):
    """Whether the course needs an escalation e-mail, and whether it has one; the names are edx-platform's."""

    needs_proctoring_escalation_email: bool
    has_proctoring_escalation_email: bool


def proctoring_checklist(course: CourseSettings) -> ProctoringChecklist:
    """Return the checklist of the course; both answers come from the escalation rule, so that saving agrees with it."""
    email = course.proctoring_escalation_email
    return ProctoringChecklist(
        needs_proctoring_escalation_email=lacks_escalation_email(
            enabled=course.enable_proctored_exams, provider=course.proctoring_provider, email=None
        ),
        has_proctoring_escalation_email=bool((email or "").strip()),
    )
