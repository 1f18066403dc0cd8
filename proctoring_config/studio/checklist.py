"""The escalation email in the launch checklist."""

from __future__ import annotations

from typing import NamedTuple

from proctoring_config.validators.course import CourseSettings, lacks_escalation_email


class ProctoringChecklist(NamedTuple):
    """Whether the course requires an escalation email, and whether it has one. The names are those of edx-platform."""

    needs_proctoring_escalation_email: bool
    has_proctoring_escalation_email: bool


def proctoring_checklist(course: CourseSettings) -> ProctoringChecklist:
    """Return the checklist of the course. A course needs an email if it cannot be saved without one."""
    email = course.proctoring_escalation_email
    return ProctoringChecklist(
        needs_proctoring_escalation_email=lacks_escalation_email(
            enabled=course.enable_proctored_exams, provider=course.proctoring_provider, email=None
        ),
        has_proctoring_escalation_email=bool((email or "").strip()),
    )
