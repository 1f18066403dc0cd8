"""Users, methods and the status that each user gets from the operator page."""

from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.test import override_settings

PEOPLE = {
    "anonymous": HTTPStatus.FOUND,
    "author": HTTPStatus.FORBIDDEN,
    "inactive staff": HTTPStatus.FORBIDDEN,
    "superuser who is not staff": HTTPStatus.FORBIDDEN,
    "staff": HTTPStatus.OK,
}
READING, OTHERS = ("GET", "HEAD"), ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def project(**settings):
    """Override settings for a project like edx-platform, where inactive users stay logged in."""
    return override_settings(
        ROOT_URLCONF="tests.operator_page.urls",
        AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.AllowAllUsersModelBackend"],
        **settings,
    )


def make_people():
    """Create the users in ``PEOPLE``; the tests use their names."""
    make = get_user_model().objects.create
    make(username="author")
    make(username="inactive staff", is_staff=True, is_active=False)
    make(username="superuser who is not staff", is_superuser=True)
    make(username="staff", is_staff=True)
