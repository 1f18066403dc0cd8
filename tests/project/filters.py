"""Logging filters and handlers that raise exceptions."""

import logging


class UsesModels(logging.Filter):
    """Raises AppRegistryNotReady until models are loaded."""

    def filter(self, record):
        """Get a model, as a filter that adds the site to each record does."""
        from django.apps import apps

        apps.get_model("auth", "User")
        return True


class Raises(logging.Filter):
    """Raises the exception with this name for each record of ours."""

    def __init__(self, error):
        super().__init__()
        self.error = {"RuntimeError": RuntimeError, "RecursionError": RecursionError, "SystemExit": SystemExit}[error]

    def filter(self, record):
        """Raise the exception."""
        if record.name == "proctoring_config":
            raise self.error(5)
        return True


class RaisingHandler(logging.Handler):
    """Raises exceptions instead of handling them."""

    def emit(self, record):
        """Raise an exception."""
        raise LookupError
