"""A course's proctoring settings, as they would be after the save -> problems."""

from __future__ import annotations

from proctoring_config.backends import requires_escalation_email


def lacks_escalation_email(*, enabled: bool, provider: str | None, email: str | None) -> bool:
    """
    Return whether a course with these settings needs an escalation e-mail and has none.

    ``enabled`` is whether the course has proctored exams, ``provider`` the course's provider, ``email`` its escalation
    e-mail; blank counts as none, and a malformed one counts as one. Never raises. The one escalation rule: saving,
    launch checklist and dashboard all ask it, so that they cannot disagree. Rule: ``CourseMetadata`` of edx-platform
    and DEPR openedx-platform#36329.
    """
    return enabled and requires_escalation_email(provider) and not (email or "").strip()
