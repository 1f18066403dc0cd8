"""The services that edx-proctoring expects from the platform."""

from __future__ import annotations

import logging

from demo.studio import models

log = logging.getLogger(__name__)


class InstructorService:
    """Reads the demo's tables. There is no learner state, so there is nothing to delete or complete."""

    def is_course_staff(self, user: object, course_id: str) -> bool:
        """Return whether the user is an author of the course."""
        return models.Course.objects.filter(key=str(course_id), authors=getattr(user, "pk", None)).exists()

    def get_proctoring_escalation_email(self, course_id: str) -> str | None:
        """Return the course's escalation email. Raises ``ObjectDoesNotExist``, which edx-proctoring expects."""
        email: str | None = models.Course.objects.get(key=str(course_id)).proctoring_escalation_email
        return email

    def send_support_notification(
        self, course_id: str, exam_name: str, student_username: str, review_status: str, review_url: str | None = None
    ) -> None:
        """Open no ticket. The method must exist because edx-proctoring's review callback calls it."""
        log.info("An exam review in %s is %s. No notification is sent.", course_id, review_status)

    def delete_student_attempt(
        self, student_identifier: str, course_id: str, content_id: str, requesting_user: object
    ) -> None:
        """Do nothing."""

    def complete_student_attempt(self, user_identifier: str, content_id: str) -> None:
        """Do nothing."""


class CreditService:
    """The demo has no courses for credit."""

    def get_credit_state(self, user_id: int, course_key: str, return_course_info: bool = False) -> None:
        """Return ``None``: the course is not a credit course."""

    def set_credit_requirement_status(self, *args: object, **kwargs: object) -> None:
        """Do nothing."""

    def remove_credit_requirement_status(self, *args: object, **kwargs: object) -> None:
        """Do nothing."""
