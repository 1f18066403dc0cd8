"""How a page becomes a response, and the stylesheet and the script of the pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proctoring_config import html

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def rendered(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Return the page that ``template`` makes of ``context``."""
    frame = {
        "path": request.path,
        "user": request.user,
        "notices": [str(message) for message in get_messages(request)],
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
    }
    text = html.page(_HERE, f"proctoring_config_studio/{template}", {**frame, **context})
    return HttpResponse(text, status=status, headers={"Content-Security-Policy": _POLICY})


stylesheet = html.stylesheet(_HERE)


@require_safe
@cache_control(max_age=86400)
def script(request: HttpRequest) -> HttpResponse:
    """Return the script of the forms, which anybody may read."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@cache
def _script() -> str:
    return (_HERE / "forms.js").read_text(encoding="utf-8")
