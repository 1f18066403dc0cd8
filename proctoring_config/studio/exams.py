"""What an exam says about timing and proctoring, and which of it a provider lets an author choose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from proctoring_config.backends import show_review_rules
from proctoring_config.validators.course import CourseSettings


class ExamKind(StrEnum):
    """The kinds of exam that Studio offers; the values are those of the authoring front end."""

    NONE = "none"
    TIMED = "timed"
    PROCTORED = "proctoredExam"
    PRACTICE = "practiceExam"
    ONBOARDING = "onboardingExam"

    @property
    def label(self) -> str:
        """The kind as authors read it."""
        return str(_LABELS[self])


_LABELS = {
    ExamKind.NONE: _("Not an exam"),
    ExamKind.TIMED: _("Timed exam"),
    ExamKind.PROCTORED: _("Proctored exam"),
    ExamKind.PRACTICE: _("Practice proctored exam"),
    ExamKind.ONBOARDING: _("Onboarding exam"),
}


@dataclass(frozen=True)
class ExamSettings:
    """What a subsection says about exams; limit and rules have the names that edx-platform gives them."""

    kind: ExamKind = ExamKind.NONE
    default_time_limit_minutes: int | None = None
    exam_review_rules: str = ""


def offered_kinds(course: CourseSettings) -> list[ExamKind]:
    """
    Return the kinds that an author of the course can choose.

    Proctored ones are offered while proctored exams are enabled: an onboarding exam where the provider's plugin
    supports onboarding, else a practice exam. Rule: the subsection dialog of edx-platform's Studio.
    """
    kinds = [ExamKind.NONE, ExamKind.TIMED]
    if course.enable_proctored_exams:
        trial = ExamKind.ONBOARDING if supports_onboarding(course.proctoring_provider) else ExamKind.PRACTICE
        kinds += [ExamKind.PROCTORED, trial]
    return kinds


def has_review_rules(kind: ExamKind, course: CourseSettings) -> bool:
    """
    Return whether an exam of this kind has review rules that its author sees.

    Only proctored exams that are neither practice nor onboarding have them, and only where the course's provider shows
    them. Rule: the subsection dialog of edx-platform's Studio.
    """
    return kind == ExamKind.PROCTORED and show_review_rules(course.proctoring_provider)


def supports_onboarding(provider: str | None) -> bool:
    """Return whether the provider's plugin, as edx-proctoring loaded it, supports onboarding exams; never raises."""
    backends = getattr(apps.get_app_config("edx_proctoring"), "backends", {})
    return bool(getattr(backends.get(provider), "supports_onboarding", False))
