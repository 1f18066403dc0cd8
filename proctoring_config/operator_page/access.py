"""Who may see the operator page and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proctoring_config.operator_page.rendering import rendered

View = Callable[[HttpRequest], HttpResponseBase]


def for_platform_staff(root: str = "") -> Callable[[View], View]:
    """
    Return a decorator of a view for active platform staff; ``root`` is as in ``rendered``.

    Anonymous users are redirected to the login page, others get status 403. No answer may be cached; methods other
    than GET and HEAD get status 405.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def view_for_staff(request: HttpRequest) -> HttpResponseBase:
            user = getattr(request, "user", None)
            if user is None or not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (user.is_active and user.is_staff):
                return rendered("forbidden.html", HTTPStatus.FORBIDDEN, root=root)
            return view(request)

        answer: View = never_cache(require_safe(view_for_staff))
        return answer

    return decorator
