"""
Templates and stylesheets shared by the operator page and the author pages.

The pages use neither the site's template engines nor its static files. The template engines of edx-platform do not
search the directories of plugin apps, and apply themes and context processors that these pages do not need. Static
files are collected when an image is built, possibly without this package, so views serve the stylesheets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proctoring_config.version import __version__

_HERE = Path(__file__).parent


def render_page(folder: Path, template: str, context: dict[str, object]) -> str:
    """Render a template in ``folder / "templates"`` with ``context``."""
    frame = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
    }
    return str(_engine(folder).get_template(template).render(Context({**frame, **context})))


def stylesheet_view(folder: Path) -> Callable[[HttpRequest], HttpResponse]:
    """Return a public view of the stylesheet that all pages share, followed by the one in ``folder``."""

    @require_safe
    @cache_control(max_age=86400)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_read_css(folder), content_type="text/css; charset=utf-8")

    decorated: Callable[[HttpRequest], HttpResponse] = view
    return decorated


def find_url(name: str) -> str | None:
    """Return the URL with this name, or ``None`` if the project does not have it."""
    try:
        url: str = reverse(name)
    except NoReverseMatch:
        return None
    return url


@cache
def languages() -> list[str]:
    """Return the codes of the languages of the pages: English and those with a translation."""
    return ["en", *sorted(path.parent.parent.name for path in _HERE.parent.glob("locale/*/LC_MESSAGES/django.mo"))]


@cache
def _read_css(folder: Path) -> str:
    return "\n".join((place / "style.css").read_text(encoding="utf-8") for place in (_HERE, folder))


@cache
def _engine(folder: Path) -> Engine:
    return Engine(dirs=[folder / "templates", _HERE / "templates"], libraries={"i18n": "django.templatetags.i18n"})
