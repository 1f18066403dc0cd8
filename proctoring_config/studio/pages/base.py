"""Shared parts of the pages: access, rendering, the stylesheet and the script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info
from django.views import View
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_safe
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config import html
from proctoring_config.studio.ports import (
    Course,
    CourseNotFoundError,
    CourseStore,
    ExamNotFoundError,
    access,
    course_store,
)

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def render(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Return a response with the page that ``template`` and ``context`` make."""
    frame = {
        "path": request.path,
        "user": request.user,
        "notices": [str(message) for message in get_messages(request)],
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
        "operator_page": request.user.is_staff and html.find_url("proctoring_config:operator_page"),
        "logout_link": getattr(settings, "FRONTEND_LOGOUT_URL", None),  # as in the header of edx-platform's Studio
        "logout_form": html.find_url("logout"),
        "language_form": html.find_url("set_language"),
        "languages": other_languages(),
    }
    text = html.render_page(_HERE, f"proctoring_config_studio/{template}", {**frame, **context})
    return HttpResponse(text, status=status, headers={"Content-Security-Policy": _POLICY})


def other_languages() -> list[dict[str, Any]]:
    """Return the languages of these pages that the site offers, without the current one."""
    current, offered = (get_language() or "en").partition("-")[0], dict(settings.LANGUAGES)
    return [get_language_info(code) for code in html.languages() if code in offered and code != current]


style_view = html.stylesheet_view(_HERE)


@require_safe
@cache_control(max_age=86400)
def script_view(request: HttpRequest) -> HttpResponse:
    """Return the script of the forms. No login is required."""
    return HttpResponse(_read_script(), content_type="text/javascript; charset=utf-8")


@cache
def _read_script() -> str:
    return (_HERE / "forms.js").read_text(encoding="utf-8")


@method_decorator([never_cache, csrf_protect], name="dispatch")
class AuthorPage(View):
    """A page that requires a login."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect anonymous users to the login page."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return self.respond(request, *args, **kwargs)

    def respond(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call the handler of the request's method."""
        return super().dispatch(request, *args, **kwargs)


class CoursePage(AuthorPage):
    """A page of one course: 403 for users who may not edit it, 404 if the course or the exam does not exist."""

    store: CourseStore
    course: Course

    def respond(self, request: HttpRequest, *args: Any, course_id: str = "", **kwargs: Any) -> HttpResponse:
        """Check access, read the course, and call the handler."""
        try:
            key = CourseKey.from_string(course_id)
            if not access().can_edit(request.user, key):
                return render(request, "forbidden.html", status=403)
            self.store = course_store()
            self.course = self.store.get(key)
            return super().respond(request, *args, **kwargs)
        except (InvalidKeyError, CourseNotFoundError, ExamNotFoundError):
            return render(request, "not_found.html", status=404)

    def render(self, template: str, *, status: int = 200, **context: object) -> HttpResponse:
        """Return a response with the page that ``template``, the course and ``context`` make."""
        return render(self.request, template, status=status, course=self.course, **context)
