"""
The link to the operator page on the index of the Django admin, and the one-line notice about problems for superusers.

The link is an entry in the list of apps. The notice is a message of ``django.contrib.messages``, which the admin's own
template shows, so no template of the platform is overridden. Dismissing it sets a cookie with a fingerprint of each
problem; nothing is stored on the server. Only new problems bring the notice back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2s
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseRedirect,
)
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from proctoring_config import diagnosis
from proctoring_config.html import find_url
from proctoring_config.problems import Problem, Severity

COOKIE = "proctoring_config_seen"
SIX_MONTHS = 183 * 24 * 60 * 60
_LENGTH = 8  # characters of a fingerprint
_MOST = 200  # fingerprints that fit into a cookie; more problems than that share one


@never_cache
@require_POST
@csrf_protect
def dismiss_notice(request: HttpRequest) -> HttpResponse:
    """
    Store the fingerprints sent as ``seen`` in the cookie, and redirect to the index of the admin.

    The status is 403 unless the user is a superuser, 400 if ``seen`` does not have the format that the notice sends,
    and 404 if there is no admin.
    """
    if not may_see_notice(request):
        return HttpResponseForbidden()
    seen = request.POST.get("seen", "")
    if not re.fullmatch(rf"(?:[0-9a-f]{{{_LENGTH}}}){{1,{_MOST}}}", seen):
        return HttpResponseBadRequest()
    try:
        home = _admin_index()
    except NoReverseMatch:
        return HttpResponseNotFound()
    response = HttpResponseRedirect(home)
    response.status_code = HTTPStatus.SEE_OTHER
    response.set_cookie(COOKIE, seen, SIX_MONTHS, path=home, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


def may_see_notice(request: HttpRequest) -> bool:
    """Return whether the user is a superuser who may also see the operator page."""
    user: Any = getattr(request, "user", None)
    return user is not None and user.is_active and user.is_staff and user.is_superuser


def fingerprints(problems: Iterable[Problem]) -> set[str]:
    """Return a fingerprint of each problem, or a single one of all of them if they do not fit into a cookie."""
    names = {f"{problem.id} {problem.location}" for problem in problems}
    if len(names) > _MOST:
        names = {"\n".join(sorted(names))}
    return {blake2s(name.encode(), digest_size=_LENGTH // 2).hexdigest() for name in names}


def dismissed_fingerprints(request: HttpRequest) -> set[str]:
    """Return the fingerprints of the problems that were dismissed in this browser."""
    return set(re.findall(f".{{{_LENGTH}}}", request.COOKIES.get(COOKIE, "")))


def add_link(request: HttpRequest, response: HttpResponse) -> None:
    """Add the operator page to the apps that ``response``, the index of the admin, lists for platform staff."""
    context = getattr(response, "context_data", None) or {}
    page = find_url("proctoring_config:operator_page")
    if page is None or not isinstance(context.get("app_list"), list):
        return
    name = gettext("Proctoring configuration")
    entry = {"name": gettext("Problems and solutions"), "object_name": "Page", "admin_url": page, "view_only": True}
    app = {"name": name, "app_label": "proctoring_config", "app_url": page, "has_module_perms": True, "models": [entry]}
    context["app_list"] = [*context["app_list"], app]


@sensitive_variables()
def notify(request: HttpRequest) -> None:
    """Add the notice to the messages of the response, if there is something to tell."""
    from proctoring_config.toggles import ADMIN_NOTICE

    if request.method != "GET" or not may_see_notice(request) or not ADMIN_NOTICE.is_enabled():
        return
    try:
        page, dismissal = reverse("proctoring_config:operator_page"), reverse("proctoring_config:dismiss_notice")
    except NoReverseMatch:  # the operator page is not mounted, so there is no page to link to
        return
    problems = diagnosis.unsilenced(diagnosis.instance_problems())
    if fingerprints(problems) <= dismissed_fingerprints(request):
        return
    is_error = any(problem.severity is Severity.ERROR for problem in problems)
    line = _render_notice(problems, page, dismissal, get_token(request))
    messages.add_message(request, messages.ERROR if is_error else messages.WARNING, line, fail_silently=True)


def _render_notice(problems: list[Problem], page: str, dismissal: str, token: str) -> SafeString:
    """Return the notice; its form is last and has no visible content, so that the notice stays on one line."""
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
        gettext("Show problems and solutions"),
        gettext("Hide until there are new problems"),
        dismissal,
        token,
        "".join(sorted(fingerprints(problems))),
    )


def _admin_index() -> str:
    """Return the URL of the default admin site's index. Raises ``NoReverseMatch`` if there is none."""
    if not apps.is_installed("django.contrib.admin"):
        raise NoReverseMatch
    from django.contrib import admin

    url: str = reverse("admin:index", current_app=admin.site.name)
    return url
