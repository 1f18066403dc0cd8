"""The list of courses, and the URLs of pages that are now parts of the page of a course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from proctoring_config.studio.messages import provider_label
from proctoring_config.studio.pages.base import AuthorPage, render
from proctoring_config.studio.ports import Course, access, course_store
from proctoring_config.studio.status import read_status

#: The choices of the filter, by the value of the parameter ``show``.
FILTERS = {
    "": _("All"),
    "attention": _("Needs attention"),
    "on": _("Proctored exams on"),
    "off": _("Proctored exams off"),
}
PAGE_SIZE = 25


@dataclass(frozen=True)
class CourseRow:
    """A course in the list, with messages about its problems."""

    course: Course
    problems: list[str]

    @property
    def provider(self) -> str:
        """The name of the provider for display."""
        return provider_label(self.course.settings.proctoring_provider)

    def contains(self, search: str) -> bool:
        """Return whether ``search`` is part of the course's name or key."""
        return search.casefold() in f"{self.course.name}\n{self.course.key}".casefold()

    def is_in(self, shown: str) -> bool:
        """Return whether the row matches one of :data:`FILTERS`."""
        is_on = self.course.settings.enable_proctored_exams
        return {"": True, "attention": bool(self.problems), "on": is_on, "off": not is_on}[shown]


class CoursesPage(AuthorPage):
    """
    A table of the courses that the user may edit, those with problems first.

    ``q`` searches names and keys, ``show`` is one of :data:`FILTERS`, and ``page`` is the number of the page.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        now, rules = timezone.now(), access()
        rows = [
            CourseRow(course, read_status(course, now=now).problems)
            for course in course_store().courses()
            if rules.can_edit(request.user, course.key)
        ]
        rows.sort(key=lambda row: not row.problems)
        search, shown = request.GET.get("q", "").strip(), request.GET.get("show", "")
        shown = shown if shown in FILTERS else ""
        found = [row for row in rows if row.contains(search)]
        matching = [row for row in found if row.is_in(shown)]
        page = Paginator(matching, PAGE_SIZE).get_page(request.GET.get("page"))
        return render(
            request,
            "courses.html",
            page=page,
            total=len(rows),
            attention=sum(bool(row.problems) for row in rows),
            search=search,
            shown=shown,
            filters=[
                {
                    "label": label,
                    "is_current": name == shown,
                    "query": _query(q=search, show=name),
                    "count": sum(row.is_in(name) for row in found),
                }
                for name, label in FILTERS.items()
            ],
            previous=page.has_previous() and _query(q=search, show=shown, page=page.number - 1),
            next=page.has_next() and _query(q=search, show=shown, page=page.number + 1),
        )


def _query(**parameters: object) -> str:
    return "?" + urlencode({name: value for name, value in parameters.items() if value})


class MovedPage(View):
    """
    Redirects from the URL of a former page to ``part`` of the page of the course.

    The status is 307, so that a form sent to the former URL is not lost.
    """

    part = ""

    def dispatch(self, request: HttpRequest, *args: Any, course_id: str, **kwargs: Any) -> HttpResponse:
        """Return the redirect."""
        page = reverse("proctoring_config_studio:course", args=[course_id])
        response = HttpResponseRedirect(f"{page}#{self.part}")
        response.status_code = 307
        return response
