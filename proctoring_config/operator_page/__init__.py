"""The pages for platform staff, which change nothing, and the link and the notice in the Django admin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from proctoring_config.errors import log_exceptions


def add_notice(site: Any) -> None:
    """
    Let the index of the ``AdminSite`` ``site`` show the link and the notice; a second call changes nothing.

    The index is called as before, and its response is not replaced. Exceptions in our part are logged, not raised.
    """
    index: Callable[..., HttpResponse] = site.index
    if hasattr(index, "shows_proctoring_notice"):
        return

    @wraps(index)
    def index_with_notice(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = index(request, *args, **kwargs)
        if not getattr(response, "is_rendered", True):  # once rendered, the message would appear on another page
            with log_exceptions():
                from proctoring_config.operator_page.notice import add_link, notify  # not needed to start a process

                add_link(request, response)
                notify(request)
        return response

    index_with_notice.shows_proctoring_notice = True  # type: ignore[attr-defined]
    site.index = index_with_notice
