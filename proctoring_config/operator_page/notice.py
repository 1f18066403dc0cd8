"""
The notice on the index of the Django admin: one line for superusers while there are problems.

It is a message of ``django.contrib.messages``, which the admin shows by itself, so that no template of the platform is
touched.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_variables

from proctoring_config import diagnosis
from proctoring_config.errors import log_exceptions
from proctoring_config.operator_page.dismissal import dismissed, is_superuser, marks
from proctoring_config.problems import Problem, Severity


def add_notice(site: Any) -> None:
    """
    Let the index of ``site``, an ``AdminSite``, show the notice; a second call changes nothing.

    The index itself is called as before, and returned as it is: a mistake of ours never becomes one of the admin.
    """
    index: Callable[..., HttpResponse] = site.index
    if hasattr(index, "shows_proctoring_notice"):
        return

    @wraps(index)
    def index_with_notice(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = index(request, *args, **kwargs)
        if not getattr(response, "is_rendered", True):  # later than that, the message would show on another page
            with log_exceptions():
                _notify(request)
        return response

    index_with_notice.shows_proctoring_notice = True  # type: ignore[attr-defined]
    site.index = index_with_notice


@sensitive_variables()
def _notify(request: HttpRequest) -> None:
    from proctoring_config.toggles import ADMIN_NOTICE

    if request.method != "GET" or not is_superuser(request) or not ADMIN_NOTICE.is_enabled():
        return
    try:
        page, dismissal = reverse("proctoring_config:operator_page"), reverse("proctoring_config:dismiss_notice")
    except NoReverseMatch:  # no page to send anybody to
        return
    problems = diagnosis.unsilenced(diagnosis.instance_problems())
    if marks(problems) <= dismissed(request):
        return
    is_error = any(problem.severity is Severity.ERROR for problem in problems)
    line = _line(problems, page, dismissal, get_token(request))
    messages.add_message(request, messages.ERROR if is_error else messages.WARNING, line, fail_silently=True)


def _line(problems: list[Problem], page: str, dismissal: str, token: str) -> SafeString:
    """Return the notice; its form comes last and holds nothing visible, so that all of it stands in one line."""
    count = ngettext(
        "The proctoring settings have %(n)s problem.", "The proctoring settings have %(n)s problems.", len(problems)
    )
    return format_html(
        '{} <a href="{}">{}</a> <button type="submit" form="dismiss-proctoring-notice">{}</button>'
        '<form id="dismiss-proctoring-notice" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="seen" value="{}"></form>',
        count % {"n": len(problems)},
        page,
        gettext("What is wrong, and what to do"),
        gettext("Hide until there are new problems"),
        dismissal,
        token,
        "".join(sorted(marks(problems))),
    )
