"""A custom admin site that replaces the default one, as Django's documentation describes."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class OwnAdminSite(AdminSite):
    """The site."""


class OwnAdminConfig(AdminConfig):
    """The app that makes the site the default."""

    default_site = "tests.operator_page.own_admin.OwnAdminSite"
