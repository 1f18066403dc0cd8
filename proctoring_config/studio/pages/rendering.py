"""How a page becomes a response; templates and assets do not depend on how the site finds its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proctoring_config.version import __version__

_HERE = Path(__file__).parent
_TYPES = {"style.css": "text/css; charset=utf-8", "forms.js": "text/javascript; charset=utf-8"}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def rendered(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Return the page that ``template`` makes of ``context``."""
    frame = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
        "path": request.path,
        "user": request.user,
        "notices": [str(message) for message in get_messages(request)],
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
    }
    html = _engine().get_template(f"proctoring_config_studio/{template}").render(Context({**frame, **context}))
    return HttpResponse(html, status=status, headers={"Content-Security-Policy": _POLICY})


@require_safe
@cache_control(max_age=86400)
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Return the stylesheet or the script, which anybody may read."""
    return HttpResponse(_text(name), content_type=_TYPES[name])


@cache
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _engine() -> Any:
    return Engine(dirs=[_HERE / "templates"], libraries={"i18n": "django.templatetags.i18n"})
