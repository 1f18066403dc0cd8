"""What the settings of this process say, read once a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings

from proctoring_config.backends import available_providers, default_provider
from proctoring_config.diagnosis import active_plugins
from proctoring_config.platform_source import source_holds
from proctoring_config.review_rules_flag import platform_reads_flag

_TICKETS = "lms.djangoapps.instructor.services"
_ZENDESK = ("ZENDESK_URL", "ZENDESK_USER", "ZENDESK_API_KEY")


@dataclass(frozen=True)
class Instance:
    """
    The default provider, the configured ones and those with a plugin (``None``: it cannot be told).

    ``upgraded`` says whether the running release asks the options instead of the vendor's name and the flag,
    ``opens_tickets`` whether it opens Zendesk tickets for suspicious attempts.
    """

    default: str | None
    available: frozenset[str]
    installed: frozenset[str] | None
    upgraded: bool
    opens_tickets: bool


def this_instance() -> Instance:
    """Return what holds in this process. Never raises."""
    plugins = active_plugins()
    can_tell = apps.is_installed("edx_proctoring")
    return Instance(
        default=default_provider(),
        available=frozenset(available_providers()),
        installed=frozenset(plugin.name for plugin in plugins if plugin.error is None) if can_tell else None,
        upgraded=not platform_reads_flag(),
        opens_tickets=all(getattr(settings, name, None) for name in _ZENDESK)
        and source_holds(_TICKETS, "create_zendesk_ticket("),
    )


def is_decided(provider: str, capability: str) -> bool:
    """Return whether the settings answer ``capability`` of ``provider`` by a real boolean, so that somebody decided."""
    try:
        options = settings.PROCTORING_BACKENDS.get(provider)
        return isinstance(options, Mapping) and isinstance(options.get(capability), bool)
    except Exception:  # whatever stands in the setting; the checks say so
        return False
