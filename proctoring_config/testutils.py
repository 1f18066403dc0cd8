"""Helpers for testing code that depends on providers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.test.utils import TestContextDecorator, override_settings


class override_provider_options(TestContextDecorator):  # noqa: N801  (named as Django names override_settings)
    """
    Add options to a provider within a ``with`` block, a decorated function or a decorated test class.

    ``provider`` is the name of a provider, configured or not; ``options`` are options by name, such as
    ``show_review_rules=False``. The setting is restored afterwards; the original value is never changed.
    """

    def __init__(self, provider: str, **options: object) -> None:
        super().__init__()
        self.provider = provider
        self.options = options

    def enable(self) -> None:
        """Add the options."""
        backends = _as_dict(lambda: settings.PROCTORING_BACKENDS)
        backends[self.provider] = _as_dict(lambda: backends[self.provider]) | self.options
        self._override = override_settings(PROCTORING_BACKENDS=backends)
        self._override.enable()

    def disable(self) -> None:
        """Restore the setting."""
        self._override.disable()


def _as_dict(read: Callable[[], object]) -> dict[Any, object]:
    try:
        value = read()
        return dict(value) if isinstance(value, Mapping) else {}
    except Exception:  # the setting may be missing, or contain anything
        return {}
