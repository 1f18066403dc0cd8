"""An admin site of a project's own, in the place of the default one, as Django's documentation describes it."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class OwnAdminSite(AdminSite):
    """The site."""


class OwnAdminConfig(AdminConfig):
    """The app that makes it the default."""

    default_site = "tests.operator_page.own_admin.OwnAdminSite"
