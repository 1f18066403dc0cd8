"""The courses of the demo. Each shows something different."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from proctoring_config.studio.exams import ExamKind, ExamSettings
from proctoring_config.validators.course import CourseSettings

_STARTED = datetime(2020, 9, 1, tzinfo=UTC)
_NOT_STARTED = datetime(2099, 9, 1, tzinfo=UTC)
_EMAIL = "exams@academy.example"
_TIMED = ExamSettings(ExamKind.TIMED, 45)
_PRACTICE = ExamSettings(ExamKind.PRACTICE, 20)
_PROCTORED = ExamSettings(ExamKind.PROCTORED, 90, "A calculator is allowed. No books, no headphones.")


@dataclass(frozen=True)
class SampleCourse:
    """A course and what it shows. ``exams`` maps names to settings."""

    name: str
    shows: str
    settings: CourseSettings
    start: datetime = _NOT_STARTED
    lti_available: bool = False
    of_author: bool = True
    exams: dict[str, ExamSettings] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The course key."""
        return f"course-v1:Academy+{self.name}+{self.start.year}"

    def exam_key(self, name: str) -> str:
        """Return the usage key of the exam with this name."""
        return f"{self.key.replace('course', 'block', 1)}+type@sequential+block@{name.lower().replace(' ', '_')}"


def _proctored_by(provider: str, email: str | None = None) -> CourseSettings:
    return CourseSettings(True, False, provider, email)


COURSES = (
    SampleCourse(
        "Chemistry",
        "Its provider, software_secure, requires an escalation email. Choose another one to see what that means.",
        _proctored_by("software_secure", _EMAIL),
        exams={"Final exam": _PROCTORED, "Rehearsal": _PRACTICE, "Quiz": _TIMED},
    ),
    SampleCourse(
        "Physics",
        "It has started, so authors can no longer change the provider. Platform staff can.",
        _proctored_by("software_secure", _EMAIL),
        start=_STARTED,
        exams={"Midterm": _PROCTORED},
    ),
    SampleCourse(
        "Biology",
        "Its escalation email is missing. The course list and the course page say so.",
        _proctored_by("software_secure"),
        exams={"Final exam": _TIMED},
    ),
    SampleCourse(
        "History",
        "Its provider, mock, does not require an email, and shows review rules.",
        _proctored_by("mock"),
        exams={"Final exam": _PROCTORED},
    ),
    SampleCourse(
        "Geography",
        "Its provider, null, hides review rules, so its exams do not have this field.",
        _proctored_by("null"),
        exams={"Final exam": ExamSettings(ExamKind.PROCTORED, 60)},
    ),
    SampleCourse(
        "Law",
        "Its provider, proctortrack, is configured but not installed. The course list and its exam say so.",
        _proctored_by("proctortrack", _EMAIL),
        exams={"Moot court": _TIMED},
    ),
    SampleCourse(
        "Medicine",
        "LTI providers are available, so its providers include lti_external.",
        _proctored_by("lti_external"),
        lti_available=True,
        exams={"Final exam": _PROCTORED},
    ),
    SampleCourse(
        "Music",
        "It has no proctored exams yet. Only platform staff can open it.",
        CourseSettings(proctoring_provider="null"),
        of_author=False,
        exams={"Recital": ExamSettings()},
    ),
)
