"""
The operator page, the audit page and the CSV file of the audit.

Auditing a hundred thousand courses takes seconds, so the audit page only runs the audit when a link asks for it. Views
that read courses run outside the transaction of ``ATOMIC_REQUESTS``, so that they can open a read-only one. They read
for a limited time, and hold no connection to a database while the response is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.views import redirect_to_login
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proctoring_config import html
from proctoring_config.audit import CannotReadError, Scope
from proctoring_config.audit.models import EVERYTHING, Position, Section
from proctoring_config.operator_page.page import read_page
from proctoring_config.operator_page.summary import SECONDS, TooLongError, summarize, write_file

#: The choices on the audit page, by the value of the parameter ``courses``.
SCOPES = {"running": Scope(), "all": Scope(everything=True)}
BEGINNING = EVERYTHING.begin
_TEXT = "text/plain; charset=utf-8"
_TOO_LONG = (
    "The file would be too long for a web page. Download the files to which the audit page links, or run: "
    "manage.py proctoring_audit --format csv\n"
)
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


class DisconnectedResponse(HttpResponse):
    """
    A complete response that is sent without any connection to a database.

    Django closes connections only after the whole response has been sent. Someone who stops reading would hold them.
    """

    def __iter__(self) -> Iterator[bytes]:
        """Close the connections, and yield what is sent."""
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close()
        return iter(super().__iter__())


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
    return DisconnectedResponse(text, status=status, headers=_HEADERS)


@for_platform_staff()
@transaction.non_atomic_requests
def operator_page(request: HttpRequest) -> HttpResponse:
    """Return the page about providers, options, plugins and problems; with ``?course=KEY`` also about that course."""
    key = request.GET.get("course", "")[:_LONGEST_KEY].strip().replace(" ", "+")  # in a URL typed by hand, + is a space
    return respond("operator_page.html", here="page", page=read_page(key))


@for_platform_staff(root="../")
@transaction.non_atomic_requests
def audit_page(request: HttpRequest) -> HttpResponse:
    """
    Return the audit page; with ``?courses=running`` or ``?courses=all`` it runs the audit and shows a summary.

    ``after`` is the position from which on courses are read; the page has a link with it if the time was up.
    """
    chosen = request.GET.get("courses", "")
    scope, begin = SCOPES.get(chosen), _read_position(request, "after")
    return respond(
        "audit.html",
        root="../",
        here="audit",
        choices={name: choice.description.localize(gettext) for name, choice in SCOPES.items()},
        chosen=chosen if scope and begin else "",
        summary=scope and begin and summarize(scope, begin),
        seconds=round(SECONDS),
    )


@for_platform_staff(root="")
@transaction.non_atomic_requests
def audit_csv(request: HttpRequest) -> HttpResponse:
    """
    Return problems as a CSV file, with masked emails: all of them, or those between two positions.

    ``courses`` is ``running`` (the default) or ``all``. The positions ``after`` and ``until`` are those of the links on
    the audit page. A file is always complete: if that would take too long, the status is 400, and if the database
    fails, it is 503. Other values of the parameters get status 404. All three have an explanation.
    """
    scope = SCOPES.get(request.GET.get("courses", "running"))
    begin, end = _read_position(request, "after"), _read_position(request, "until")
    if scope is None:
        return HttpResponseNotFound(f"courses must be {' or '.join(SCOPES)}\n", content_type=_TEXT)
    if begin is None or end is None:
        return HttpResponseNotFound("after and until must be those of a link on the audit page\n", content_type=_TEXT)
    try:
        text = write_file(scope, Section(begin, None if end == BEGINNING else end))
    except CannotReadError as error:
        return HttpResponse(f"{error}\n", status=HTTPStatus.SERVICE_UNAVAILABLE, content_type=_TEXT)
    except TooLongError:
        return HttpResponse(_TOO_LONG, status=HTTPStatus.BAD_REQUEST, content_type=_TEXT)
    content = text.encode("utf-8-sig")  # without the mark, Excel takes the text for Windows-1252
    headers = {
        "Content-Disposition": 'attachment; filename="proctoring-audit.csv"',
        "Content-Length": str(len(content)),  # browsers notice if the connection breaks
        **_HEADERS,
    }
    return DisconnectedResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _read_position(request: HttpRequest, name: str) -> Position | None:
    """Return the position in the parameter, the beginning if it is absent, or ``None`` if it is something else."""
    return Position.parse(request.GET[name]) if name in request.GET else BEGINNING


stylesheet = html.stylesheet_view(_HERE)
