"""The app configuration for LMS and Studio: an Open edX plugin without models."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps

from proctoring_config import startup
from proctoring_config.errors import log_exceptions


class ProctoringConfigConfig(AppConfig):
    """
    Logs problems while the process starts, and registers the system checks.

    edx-platform imports this module while it builds its settings, so importing it must not read any setting.
    """

    name = "proctoring_config"
    verbose_name = "Proctoring configuration"
    plugin_app = {
        "url_config": {
            project: {
                "namespace": "proctoring_config",
                "regex": r"^proctoring-config/",
                "relative_path": "operator_page.urls",
            }
            for project in ("lms.djangoapp", "cms.djangoapp")
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        startup.log_settings_problems()

    def import_models(self) -> None:
        """Log the problems that need the plugins. The models are imported by now, but no ``ready()`` has run yet."""
        super().import_models()
        startup.log_all_problems()

    def ready(self) -> None:
        """Register the checks, log what could not be logged earlier, and add the notice to the Django admin."""
        from proctoring_config.checks import register_checks

        register_checks()
        startup.log_missed_problems()
        if apps.is_installed("django.contrib.admin"):
            with log_exceptions():
                from django.contrib import admin

                from proctoring_config.operator_page import add_notice

                add_notice(admin.site)
