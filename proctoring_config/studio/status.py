"""The state of a stored course as authors see it: its problems, and what the launch checklist asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from proctoring_config.problems import Problem
from proctoring_config.problems.course_kinds import COURSE_PLUGIN_NOT_INSTALLED
from proctoring_config.studio.checklist import ProctoringChecklist, proctoring_checklist
from proctoring_config.studio.messages import author_message
from proctoring_config.studio.ports import Course
from proctoring_config.studio.providers import is_installed
from proctoring_config.validators.course import PROVIDER, selectable_providers


@dataclass(frozen=True)
class CourseStatus:
    """The problems of a stored course as messages for authors, by field, and its launch checklist."""

    messages: dict[str, list[str]]
    checklist: ProctoringChecklist

    @property
    def problems(self) -> list[str]:
        """All messages."""
        return [
            message
            for name in sorted(self.messages, key=lambda name: name != PROVIDER)
            for message in self.messages[name]
        ]


def read_status(course: Course, *, now: datetime) -> CourseStatus:
    """Return the status of the stored ``course``."""
    messages: dict[str, list[str]] = {}
    for problem in stored_problems(course, now=now):
        message = author_message(problem, provider=course.settings.proctoring_provider)
        messages.setdefault(str(problem.path[0]), []).append(message)
    return CourseStatus(messages, proctoring_checklist(course.settings))


def stored_problems(course: Course, *, now: datetime) -> Iterator[Problem]:
    """
    Yield the problems of the stored course: those that :func:`.validate_course` finds, and a missing plugin.

    A missing plugin does not prevent saving, because an operator may install it later.
    """
    yield from course.problems({}, now=now, by_platform_staff=True)
    provider = course.settings.proctoring_provider
    if (
        course.settings.enable_proctored_exams
        and not is_installed(provider)
        and provider in selectable_providers(lti_available=course.lti_available)
    ):
        yield COURSE_PLUGIN_NOT_INSTALLED.problem((PROVIDER,), provider=provider)
