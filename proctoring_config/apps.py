"""The app as LMS and Studio load it: an Open edX plugin without models."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps

from proctoring_config import startup
from proctoring_config.guard import guarded


class ProctoringConfigConfig(AppConfig):
    """
    Diagnoses the start of the process, and registers the checks.

    edx-platform imports this module while its settings are being made, so nothing here may read one on import.
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
        startup.judge_settings()

    def import_models(self) -> None:
        """Judge what takes importing the plugins, after the models: all apps are there, and none is ready yet."""
        super().import_models()
        startup.judge_everything()

    def ready(self) -> None:
        """Register the checks, and give the Django admin its notice where there is one."""
        from proctoring_config.checks import register_checks

        register_checks()
        if apps.is_installed("django.contrib.admin"):
            with guarded():
                from django.contrib import admin

                from proctoring_config.operator_page.notice import add_notice

                add_notice(admin.site)
