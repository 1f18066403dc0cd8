"""How a page becomes a response."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from django.http import HttpResponse

from proctoring_config.html import render_page

HERE = Path(__file__).parent
POLICY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}


def rendered(template: str, status: HTTPStatus = HTTPStatus.OK, *, root: str = "", **context: object) -> HttpResponse:
    """Return the page that ``template`` makes of ``context``; ``root`` is where the operator page is, seen from it."""
    html = render_page(HERE, f"proctoring_config/{template}", {"root": root, **context})
    return HttpResponse(html, status=status, headers=POLICY)
