"""The operator page, and the stylesheet of it and of the audit's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from proctoring_config import html
from proctoring_config.operator_page.access import for_platform_staff
from proctoring_config.operator_page.page import read_page
from proctoring_config.operator_page.rendering import HERE, rendered


@for_platform_staff()
def operator_page(request: HttpRequest) -> HttpResponse:
    """Return the page."""
    return rendered("operator_page.html", page=read_page())


@require_safe
@cache_control(max_age=86400)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Return the stylesheet of the page, which anybody may read."""
    return HttpResponse(html.stylesheet(HERE), content_type="text/css; charset=utf-8")
