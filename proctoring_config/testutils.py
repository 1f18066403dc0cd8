"""Help for the tests of code that asks about providers."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.test.utils import TestContextDecorator, override_settings


class override_provider_options(TestContextDecorator):  # noqa: N801  (named as Django names override_settings)
    """
    Within a ``with`` block, or a decorated function or test class, the provider has these options besides its own.

    ``provider`` is a provider's name, configured or not; ``options`` are options by name, such as
    ``show_review_rules=False``. The setting is put back afterwards, and the original is never changed.
    """

    def __init__(self, provider: str, **options: object) -> None:
        super().__init__()
        self.provider = provider
        self.options = options

    def enable(self) -> None:
        """Put the options in place."""
        backends = getattr(settings, "PROCTORING_BACKENDS", None)
        backends = dict(backends) if isinstance(backends, Mapping) else {}
        configured = backends.get(self.provider)
        backends[self.provider] = {**(configured if isinstance(configured, Mapping) else {}), **self.options}
        self._override = override_settings(PROCTORING_BACKENDS=backends)
        self._override.enable()

    def disable(self) -> None:
        """Put the setting back."""
        self._override.disable()
