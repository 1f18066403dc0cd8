"""Plugins of providers that exist in tests only."""

from copy import copy
from unittest import mock

from django.apps import apps


def install_plugins(*providers, verbose_name="Unknown"):
    """Return a context manager in which edx-proctoring holds a plugin for each of the providers."""
    held = apps.get_app_config("edx_proctoring").backends
    plugin = copy(held["mock"])
    plugin.verbose_name = verbose_name
    return mock.patch.dict(held, dict.fromkeys(providers, plugin))
