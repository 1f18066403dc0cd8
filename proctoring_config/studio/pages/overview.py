"""The pages without a form: courses, launch checklist and instructor dashboard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from proctoring_config.backends import has_dashboard
from proctoring_config.problems.course_kinds import ESCALATION_EMAIL_MISSING
from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.studio.messages import author_message, provider_label
from proctoring_config.studio.pages.base import AuthorPage, CoursePage, render
from proctoring_config.studio.ports import Course, access, course_store


def problem_messages(course: Course, *, exclude: str = "") -> list[str]:
    """Return messages for authors about the problems of a stored course, without the problem with id ``exclude``."""
    provider = course.settings.proctoring_provider
    problems = course.problems({}, now=timezone.now(), by_platform_staff=True)
    return [author_message(problem, provider=provider) for problem in problems if problem.id != exclude]


class CoursesPage(AuthorPage):
    """The courses that the user may edit, with their problems and exams."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        store, rules = course_store(), access()
        courses = [
            {
                "course": course,
                "provider": provider_label(course.settings.proctoring_provider),
                "problems": problem_messages(course),
                "exams": list(store.exams(course.key)),
            }
            for course in store.courses()
            if rules.can_edit(request.user, course.key)
        ]
        return render(request, "courses.html", courses=courses)


class ChecklistPage(CoursePage):
    """The proctoring part of the launch checklist."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        return self.render(
            "checklist.html",
            here="checklist",
            checklist=proctoring_checklist(self.course.settings),
            provider=provider_label(self.course.settings.proctoring_provider),
            problems=problem_messages(self.course, exclude=ESCALATION_EMAIL_MISSING.id),
        )


class DashboardPage(CoursePage):
    """The escalation contact, if the course requires one, and whether the provider has a dashboard of its own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        settings = self.course.settings
        return self.render(
            "dashboard.html",
            here="dashboard",
            checklist=proctoring_checklist(settings),
            provider=provider_label(settings.proctoring_provider),
            has_dashboard=settings.enable_proctored_exams and has_dashboard(settings.proctoring_provider),
        )
