"""
How a page becomes a response.

Templates come from an engine of our own, because edx-platform's engines do not look into the directories of plugin
apps, and run context processors and themes that the pages have no use for.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.http import HttpResponse
from django.template import Context, Engine
from django.utils.translation import get_language, get_language_bidi

from proctoring_config.version import __version__

HERE = Path(__file__).parent
POLICY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}


def rendered(template: str, status: HTTPStatus = HTTPStatus.OK, *, root: str = "", **context: object) -> HttpResponse:
    """Return the page that ``template`` makes of ``context``; ``root`` is where the operator page is, seen from it."""
    frame = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
        "root": root,
    }
    html = _engine().get_template(f"proctoring_config/{template}").render(Context({**frame, **context}))
    return HttpResponse(html, status=status, headers=POLICY)


@cache
def _engine() -> Engine:
    return Engine(dirs=[HERE / "templates"], libraries={"i18n": "django.templatetags.i18n"})
