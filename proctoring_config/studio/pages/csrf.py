"""The CSRF check of the pages with a form, which keep what the user has entered if the token is wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

CSRF_FIELD = "csrfmiddlewaretoken"


def reject_csrf(request: HttpRequest) -> HttpResponseBase | None:
    """Check the CSRF token like Django's middleware, and return its response if the request must be rejected."""
    check = CsrfViewMiddleware(lambda request: HttpResponse())
    check.process_request(request)
    rejection: HttpResponseBase | None = check.process_view(request, None, (), {})
    request.csrf_processing_done = True  # Django's decorator must not check it again
    return rejection


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this site sent the request."""
    return bool(request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}")
