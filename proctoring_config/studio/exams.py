"""Exam settings, and which of them the course's provider offers to authors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from proctoring_config.backends import show_review_rules, supports_onboarding
from proctoring_config.validators.course import CourseSettings


class ExamKind(StrEnum):
    """The kinds of exam that Studio offers. The values are those of the authoring MFE."""

    NONE = "none"
    TIMED = "timed"
    PROCTORED = "proctoredExam"
    PRACTICE = "practiceExam"
    ONBOARDING = "onboardingExam"

    @property
    def label(self) -> str:
        """The translated name."""
        return str(_LABELS[self])


#: The kinds of exam that a provider proctors.
PROCTORED_KINDS = frozenset({ExamKind.PROCTORED, ExamKind.PRACTICE, ExamKind.ONBOARDING})
_LABELS = {
    ExamKind.NONE: _("Not an exam"),
    ExamKind.TIMED: _("Timed exam"),
    ExamKind.PROCTORED: _("Proctored exam"),
    ExamKind.PRACTICE: _("Practice proctored exam"),
    ExamKind.ONBOARDING: _("Onboarding exam"),
}


@dataclass(frozen=True)
class ExamSettings:
    """The exam settings of a subsection. The time limit and the review rules are named as in edx-platform."""

    kind: ExamKind = ExamKind.NONE
    default_time_limit_minutes: int | None = None
    exam_review_rules: str = ""


def format_time_limit(minutes: int) -> str:
    """Return a time limit as hours and minutes, such as ``01:30``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def offered_kinds(course: CourseSettings, *, timed_exams_enabled: bool = True) -> list[ExamKind]:
    """
    Return the kinds of exam that authors of the course can choose.

    If proctored exams are enabled, these include timed exams, proctored exams, and either onboarding exams, if the
    provider supports them, or practice exams. Otherwise, they include timed exams if those are enabled. Exams of kinds
    that are not offered are not registered. The rule is that of the subsection dialog in Studio.
    """
    kinds = [ExamKind.NONE]
    if timed_exams_enabled or course.enable_proctored_exams:
        kinds.append(ExamKind.TIMED)
    if course.enable_proctored_exams:
        trial = ExamKind.ONBOARDING if supports_onboarding(course.proctoring_provider) else ExamKind.PRACTICE
        kinds += [ExamKind.PROCTORED, trial]
    return kinds


def has_review_rules(kind: ExamKind, course: CourseSettings) -> bool:
    """
    Return whether authors can see and edit review rules for this kind of exam.

    They can for proctored exams, but not for practice and onboarding exams, and only if the course's provider shows
    review rules. The rule is that of the subsection dialog in Studio.
    """
    return kind == ExamKind.PROCTORED and show_review_rules(course.proctoring_provider)
