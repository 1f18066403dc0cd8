"""The demo's app."""

from django.apps import AppConfig


class DemoStudioConfig(AppConfig):
    """Courses, exams and their authors."""

    name = "demo.studio"
    label = "demo_studio"
    default_auto_field = "django.db.models.BigAutoField"
