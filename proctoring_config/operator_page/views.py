"""
The two answers of the operator page: the page, for platform staff only, and its stylesheet.

Templates come from an engine of our own, because edx-platform's engines do not look into the directories of plugin
apps, and run context processors and themes that the page has no use for. The stylesheet is a view, because what is
below ``STATIC_URL`` was collected when the image was built, perhaps without this package.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from proctoring_config.operator_page.page import read_page
from proctoring_config.version import __version__

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@never_cache
@require_safe
def operator_page(request: HttpRequest) -> HttpResponse:
    """
    Return the page for active platform staff, a redirect to the login page for anonymous users, else status 403.

    No answer may be cached; methods other than GET and HEAD get status 405.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not (user.is_active and user.is_staff):
        return _rendered("forbidden.html", HTTPStatus.FORBIDDEN)
    return _rendered("operator_page.html", HTTPStatus.OK, page=read_page())


@require_safe
@cache_control(max_age=86400)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Return the stylesheet of the page, which anybody may read."""
    return HttpResponse(_css(), content_type="text/css; charset=utf-8")


def _rendered(template: str, status: HTTPStatus, **context: object) -> HttpResponse:
    frame = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
    }
    html = _engine().get_template(f"proctoring_config/{template}").render(Context({**frame, **context}))
    return HttpResponse(html, status=status, headers={"Content-Security-Policy": _POLICY})


@cache
def _engine() -> Engine:
    return Engine(dirs=[_HERE / "templates"], libraries={"i18n": "django.templatetags.i18n"})


@cache
def _css() -> str:
    return (_HERE / "style.css").read_text(encoding="utf-8")
