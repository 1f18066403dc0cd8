"""The app as LMS and Studio load it: an Open edX plugin without models."""

from __future__ import annotations

from django.apps import AppConfig


class ProctoringConfigConfig(AppConfig):
    """Registers the checks."""

    name = "proctoring_config"
    verbose_name = "Proctoring configuration"
    plugin_app: dict[str, object] = {}
