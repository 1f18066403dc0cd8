"""Logging in without a password, and links."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join

from demo.edx_platform.courses import EXAM, USERS

STUDIO = ("/proctoring/", "/proctoring-config/")


def start_view(request):
    """Return links to log in as one of the users, and to the pages."""
    pages = (f"/xblock/{EXAM}",) if settings.SERVICE_VARIANT == "lms" else STUDIO
    return HttpResponse(
        format_html(
            "<!DOCTYPE html><title>Start</title><h1>{}</h1><p>Logged in as: {}</p>"
            "<h2>Log in as</h2><ul>{}</ul><h2>Pages</h2><ul>{}</ul>",
            "LMS" if settings.SERVICE_VARIANT == "lms" else "Studio",
            request.user.username or "nobody",
            format_html_join("", '<li><a href="/start/{0}/">{0}</a></li>', [(name,) for name in USERS]),
            format_html_join("", '<li><a href="{0}">{0}</a></li>', [(page,) for page in pages]),
        )
    )


def log_in_view(request, name):
    """Log in as one of the users."""
    user = get_object_or_404(get_user_model(), username=name)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/start/")
