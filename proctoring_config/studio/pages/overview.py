"""The pages without a form: courses, launch checklist, and what the instructor dashboard says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from proctoring_config.kinds import ESCALATION_EMAIL_MISSING
from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.studio.messages import author_message, provider_label
from proctoring_config.studio.pages.base import AuthorPage, CoursePage
from proctoring_config.studio.pages.rendering import rendered
from proctoring_config.studio.ports import Course, access, course_store


def course_problems(course: Course, *, but: str = "") -> list[str]:
    """Return what is wrong with the course as it is stored, as its author reads it; ``but`` leaves out one id."""
    provider = course.settings.proctoring_provider
    problems = course.problems({}, now=timezone.now(), by_platform_staff=True)
    return [author_message(problem, provider=provider) for problem in problems if problem.id != but]


class CoursesPage(AuthorPage):
    """The courses that the author may edit, each with its exams and what is wrong with it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        store, rules = course_store(), access()
        courses = [
            {
                "course": course,
                "provider": provider_label(course.settings.proctoring_provider),
                "problems": course_problems(course),
                "exams": list(store.exams(course.key)),
            }
            for course in store.courses()
            if rules.can_edit(request.user, course.key)
        ]
        return rendered(request, "courses.html", courses=courses)


class ChecklistPage(CoursePage):
    """What the launch checklist says about proctoring."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        return self.page(
            "checklist.html",
            here="checklist",
            checklist=proctoring_checklist(self.course.settings),
            provider=provider_label(self.course.settings.proctoring_provider),
            problems=course_problems(self.course, but=ESCALATION_EMAIL_MISSING.id),
        )


class DashboardPage(CoursePage):
    """The escalation contact as the LMS's instructor dashboard shows it: where the provider requires one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        return self.page("dashboard.html", here="dashboard", checklist=proctoring_checklist(self.course.settings))
