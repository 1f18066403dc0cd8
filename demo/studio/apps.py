"""The app with the demo's courses."""

from django.apps import AppConfig


class DemoStudioConfig(AppConfig):
    """Courses, exams and their authors."""

    name = "demo.studio"
    label = "demo_studio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the services that edx-proctoring calls."""
        from edx_proctoring.runtime import set_runtime_service

        from demo.studio.services import CreditService, InstructorService

        set_runtime_service("instructor", InstructorService())
        set_runtime_service("credit", CreditService())
