"""Start as a Celery worker does, up to its first task."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.project.settings")
app = Celery("project")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.loader.import_default_modules()
