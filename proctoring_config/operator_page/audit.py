"""
The audit's page, below the operator page, and the download of all that the audit finds.

Reading a hundred thousand courses takes seconds, so the page runs the audit only where it is asked to, by a link. Both
views run outside the transaction of ``ATOMIC_REQUESTS``, so that the audit can have a read-only one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.http.response import HttpResponseBase

from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.audit.report import as_csv
from proctoring_config.operator_page.access import for_platform_staff
from proctoring_config.operator_page.rendering import POLICY, rendered
from proctoring_config.operator_page.summary import SECONDS, summarise

#: The choices of the page, by the value of the parameter ``courses``.
SCOPES = {"running": Scope(), "all": Scope(everything=True)}


@for_platform_staff(root="../")
@transaction.non_atomic_requests
def audit_page(request: HttpRequest) -> HttpResponse:
    """Return the page; with ``?courses=running`` or ``?courses=all`` it holds the summary of these courses."""
    chosen = request.GET.get("courses", "")
    scope = SCOPES.get(chosen)
    return rendered(
        "audit.html",
        root="../",
        scopes=SCOPES,
        chosen=chosen if scope else "",
        scope=scope,
        summary=scope and summarise(scope),
        seconds=round(SECONDS),
    )


@for_platform_staff(root="")
@transaction.non_atomic_requests
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    """
    Return all findings as a CSV file, e-mails masked, written while the courses are read.

    ``courses`` is ``running`` (or absent) or ``all``; anything else gets status 404 and a line that says so.
    """
    scope = SCOPES.get(request.GET.get("courses", "running"))
    if scope is None:
        return HttpResponseNotFound(f"courses: expected {' or '.join(SCOPES)}\n", content_type="text/plain")
    headers = {"Content-Disposition": 'attachment; filename="proctoring-audit.csv"', **POLICY}
    return StreamingHttpResponse(_lines(scope), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(scope: Scope) -> Iterator[str]:
    try:
        yield from as_csv(Audit(DEFAULT_DB_ALIAS, scope))
    except CannotReadError as error:  # the status has been sent, so the file itself has to say it
        yield f'"This file is not complete: {error}"\r\n'
