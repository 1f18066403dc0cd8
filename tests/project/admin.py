"""Prints the class of the default admin site and whether its index shows our notice, after the start of a server."""

import os

from django.apps import apps
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.project.settings")
get_wsgi_application()

if apps.is_installed("django.contrib.admin"):
    from django.contrib import admin

    print(type(admin.site._wrapped).__name__, hasattr(admin.site.index, "shows_proctoring_notice"))
else:
    print("none")
