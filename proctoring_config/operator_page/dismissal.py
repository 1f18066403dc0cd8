"""
Which problems a superuser has dismissed: a cookie of the Django admin says it, nothing on the server.

The cookie holds a mark for each problem, so that only new problems bring the notice back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2s
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseRedirect,
)
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from proctoring_config.problems import Problem

COOKIE = "proctoring_config_seen"
SIX_MONTHS = 183 * 24 * 60 * 60
_LENGTH = 8  # characters of a mark
_MOST = 200  # marks that fit into a cookie; more problems than that are dismissed as a whole


@never_cache
@require_POST
@csrf_protect
def dismiss_notice(request: HttpRequest) -> HttpResponse:
    """
    Remember which problems were ``seen``, and go back to the index of the admin; for superusers only.

    The status is 403 for others, 400 where ``seen`` is nothing that the notice sends, 404 where there is no admin.
    """
    if not is_superuser(request):
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


def is_superuser(request: HttpRequest) -> bool:
    """Tell whether the notice is for this user: a superuser who may see the operator page as well."""
    user: Any = getattr(request, "user", None)
    return user is not None and user.is_active and user.is_staff and user.is_superuser


def marks(problems: Iterable[Problem]) -> set[str]:
    """Return a mark for each of ``problems`` or, where these are too many for a cookie, one for all of them."""
    names = {f"{problem.id} {problem.location}" for problem in problems}
    if len(names) > _MOST:
        names = {"\n".join(sorted(names))}
    return {blake2s(name.encode(), digest_size=_LENGTH // 2).hexdigest() for name in names}


def dismissed(request: HttpRequest) -> set[str]:
    """Return the marks of the problems that were dismissed in this browser."""
    return set(re.findall(f".{{{_LENGTH}}}", request.COOKIES.get(COOKIE, "")))


def _admin_index() -> str:
    """Return the URL of the default site's index. Raises ``NoReverseMatch`` where there is none."""
    if not apps.is_installed("django.contrib.admin"):
        raise NoReverseMatch
    from django.contrib import admin

    url: str = reverse("admin:index", current_app=admin.site.name)
    return url
