"""The operator page, and the stylesheet of it and of the audit's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from proctoring_config import html
from proctoring_config.operator_page.access import for_platform_staff
from proctoring_config.operator_page.page import read_page
from proctoring_config.operator_page.rendering import HERE, rendered


@for_platform_staff()
def operator_page(request: HttpRequest) -> HttpResponse:
    """Return the page."""
    return rendered("operator_page.html", page=read_page())


stylesheet = html.stylesheet_view(HERE)
