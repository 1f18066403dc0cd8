"""The courses of the demo: each shows something that the others do not."""

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
    """A course and what it shows; ``exams`` are by name."""

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
        """The usage key of an exam."""
        return f"{self.key.replace('course', 'block', 1)}+type@sequential+block@{name.lower().replace(' ', '_')}"


def _proctored_by(provider: str, email: str | None = None) -> CourseSettings:
    return CourseSettings(True, False, provider, email)


COURSES = (
    SampleCourse(
        "Chemistry",
        "Its provider, software_secure, requires an escalation e-mail. Choose another one and the e-mail goes away.",
        _proctored_by("software_secure", _EMAIL),
        exams={"Final exam": _PROCTORED, "Rehearsal": _PRACTICE, "Quiz": _TIMED},
    ),
    SampleCourse(
        "Physics",
        "It has started: to an author, the provider is text with the reason why. Platform staff can still change it.",
        _proctored_by("software_secure", _EMAIL),
        start=_STARTED,
        exams={"Midterm": _PROCTORED},
    ),
    SampleCourse(
        "Biology",
        "The escalation e-mail is missing: course list, launch checklist, dashboard and every save say so.",
        _proctored_by("software_secure"),
        exams={"Final exam": _TIMED},
    ),
    SampleCourse(
        "History",
        "Its provider, mock, requires no e-mail and shows review rules.",
        _proctored_by("mock"),
        exams={"Final exam": _PROCTORED},
    ),
    SampleCourse(
        "Geography",
        "Its provider, null, hides review rules: its exams have no such field.",
        _proctored_by("null"),
        exams={"Final exam": ExamSettings(ExamKind.PROCTORED, 60)},
    ),
    SampleCourse(
        "Law",
        "Its provider, proctortrack, is configured but not installed. Make the exam a proctored one and save.",
        _proctored_by("proctortrack", _EMAIL),
        exams={"Moot court": _TIMED},
    ),
    SampleCourse(
        "Medicine",
        "LTI providers are available to it: its list has lti_external, which no other course offers.",
        _proctored_by("lti_external"),
        lti_available=True,
        exams={"Final exam": _PROCTORED},
    ),
    SampleCourse(
        "Music",
        "It has no proctored exams yet. It belongs to platform staff, so the author may not open it.",
        CourseSettings(proctoring_provider="null"),
        of_author=False,
        exams={"Recital": ExamSettings()},
    ),
)
