"""
The operator page, the audit page and the CSV file of the audit.

Auditing a hundred thousand courses takes seconds, so the audit page only runs the audit when a link asks for it. Views
that read courses run outside the transaction of ``ATOMIC_REQUESTS``, so that they can open a read-only one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.views import redirect_to_login
from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proctoring_config import html
from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.audit.report import audit_as_csv
from proctoring_config.operator_page.page import read_page
from proctoring_config.operator_page.summary import SECONDS, summarize

#: The choices on the audit page, by the value of the parameter ``courses``.
SCOPES = {"running": Scope(), "all": Scope(everything=True)}
_LONGEST_KEY = 255  # characters, as in edx-platform's tables
_HERE = Path(__file__).parent
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
#: Links to pages that a project may not have, by the names of the variables of the templates.
_LINKS = {"courses_url": "proctoring_config_studio:courses", "admin_url": "admin:index"}
_View = Callable[[HttpRequest], HttpResponseBase]


def for_platform_staff(root: str = "") -> Callable[[_View], _View]:
    """
    Return a decorator that restricts a view to active platform staff; ``root`` is passed to :func:`respond`.

    Anonymous users are redirected to the login page, others get status 403. Responses are never cached, and methods
    other than GET and HEAD get status 405.
    """

    def decorator(view: _View) -> _View:
        @wraps(view)
        def staff_view(request: HttpRequest) -> HttpResponseBase:
            user = getattr(request, "user", None)
            if user is None or not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (user.is_active and user.is_staff):
                return respond("forbidden.html", HTTPStatus.FORBIDDEN, root=root)
            return view(request)

        restricted: _View = never_cache(require_safe(staff_view))
        return restricted

    return decorator


def respond(template: str, status: HTTPStatus = HTTPStatus.OK, *, root: str = "", **context: object) -> HttpResponse:
    """Render ``template`` with ``context``; ``root`` is the relative URL of the operator page."""
    links = {name: html.find_url(url) for name, url in _LINKS.items()}
    text = html.render_page(_HERE, f"proctoring_config/{template}", {"root": root, **links, **context})
    return HttpResponse(text, status=status, headers=_HEADERS)


@for_platform_staff()
@transaction.non_atomic_requests
def operator_page(request: HttpRequest) -> HttpResponse:
    """Return the page about providers, options, plugins and problems; with ``?course=KEY`` also about that course."""
    key = request.GET.get("course", "")[:_LONGEST_KEY].strip().replace(" ", "+")  # in a URL typed by hand, + is a space
    return respond("operator_page.html", here="page", page=read_page(key))


@for_platform_staff(root="../")
@transaction.non_atomic_requests
def audit_page(request: HttpRequest) -> HttpResponse:
    """Return the audit page; with ``?courses=running`` or ``?courses=all`` it runs the audit and shows a summary."""
    chosen = request.GET.get("courses", "")
    scope = SCOPES.get(chosen)
    return respond(
        "audit.html",
        root="../",
        here="audit",
        choices={name: choice.description.localize(gettext) for name, choice in SCOPES.items()},
        chosen=chosen if scope else "",
        summary=scope and summarize(scope),
        seconds=round(SECONDS),
    )


@for_platform_staff(root="")
@transaction.non_atomic_requests
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """
    Return all problems as a CSV file, with masked emails, streamed while the courses are read.

    ``courses`` is ``running`` (the default) or ``all``; any other value gets status 404 and an explanation.
    """
    scope = SCOPES.get(request.GET.get("courses", "running"))
    if scope is None:
        return HttpResponseNotFound(f"courses must be {' or '.join(SCOPES)}\n", content_type="text/plain")
    headers = {"Content-Disposition": 'attachment; filename="proctoring-audit.csv"', **_HEADERS}
    return StreamingHttpResponse(_csv_lines(scope), content_type="text/csv; charset=utf-8", headers=headers)


def _csv_lines(scope: Scope) -> Iterator[str]:
    try:
        yield from audit_as_csv(Audit(DEFAULT_DB_ALIAS, scope))
    except CannotReadError as error:  # too late for an error status, so the file itself reports it
        yield f'"This file is incomplete. {error}"\r\n'


stylesheet = html.stylesheet_view(_HERE)
