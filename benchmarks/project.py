"""
The settings module of the measured project: the test project without the demo, which imports this package.

``BENCH_BACKENDS`` sets the number of providers (default: 1).
"""

from __future__ import annotations

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS


def backends(number: int) -> dict[str, object]:
    """Return a valid PROCTORING_BACKENDS with this number of providers, whose plugins are not installed."""
    provider = {
        "base_url": "https://provider.example.com",
        "client_id": "client",
        "client_secret": "secret",
        "requires_escalation_email": True,
        "show_review_rules": False,
    }
    return {"DEFAULT": "null", "null": {}, **{f"provider_{index}": dict(provider) for index in range(number)}}


def in_process() -> None:
    """Use these settings in the current process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", __name__)


LOGGING = {"version": 1, "handlers": {"none": {"class": "logging.NullHandler"}}, "root": {"handlers": ["none"]}}
PROCTORING_BACKENDS = backends(int(os.environ.get("BENCH_BACKENDS", "1")))
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "demo.studio"]
