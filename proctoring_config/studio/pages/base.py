"""What the pages of one course share: who is let in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config.studio.pages.rendering import rendered
from proctoring_config.studio.ports import (
    Course,
    CourseNotFoundError,
    CourseStore,
    ExamNotFoundError,
    access,
    course_store,
)


@method_decorator([never_cache, csrf_protect], name="dispatch")
class AuthorPage(View):
    """A page for those who are logged in; others are sent to the login page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the request."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class CoursePage(AuthorPage):
    """A page of one course for those who may edit it: 403 for others, 404 where there is no such course or exam."""

    store: CourseStore
    course: Course

    def dispatch(self, request: HttpRequest, *args: Any, course_id: str = "", **kwargs: Any) -> HttpResponse:
        """Read the course and answer the request."""
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        try:
            key = CourseKey.from_string(course_id)
            if not access().can_edit(request.user, key):
                return rendered(request, "forbidden.html", status=403)
            self.store = course_store()
            self.course = self.store.get(key)
            return super().dispatch(request, *args, **kwargs)
        except (InvalidKeyError, CourseNotFoundError, ExamNotFoundError):
            return rendered(request, "not_found.html", status=404)

    def page(self, template: str, *, status: int = 200, **context: object) -> HttpResponse:
        """Return the page that ``template`` makes of the course and ``context``."""
        return rendered(self.request, template, status=status, course=self.course, **context)
