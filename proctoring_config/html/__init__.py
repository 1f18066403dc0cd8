"""
What the operator page and the author pages share: how a page is made of a template, its frame and its look.

Nothing depends on how the site finds its own. edx-platform's template engines do not look into the directories of
plugin apps, and run context processors and themes that these pages have no use for; and what is below ``STATIC_URL``
was collected when the image was built, perhaps without this package, so stylesheets are served by views.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proctoring_config.version import __version__

_HERE = Path(__file__).parent


def page(folder: Path, template: str, context: dict[str, object]) -> str:
    """Return the page that a template of ``folder / "templates"`` makes of ``context``."""
    frame = {
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
    }
    return str(_engine(folder).get_template(template).render(Context({**frame, **context})))


def stylesheet(folder: Path) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of the stylesheet, which anybody may read: what all pages share, and then that of ``folder``."""

    @require_safe
    @cache_control(max_age=86400)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(_css(folder), content_type="text/css; charset=utf-8")

    answer: Callable[[HttpRequest], HttpResponse] = view
    return answer


@cache
def _css(folder: Path) -> str:
    return "\n".join((place / "style.css").read_text(encoding="utf-8") for place in (_HERE, folder))


@cache
def _engine(folder: Path) -> Engine:
    return Engine(dirs=[folder / "templates", _HERE / "templates"], libraries={"i18n": "django.templatetags.i18n"})
