"""
Read and check the requirements of the proctoring providers in ``PROCTORING_BACKENDS``.

Developers of Studio import the public names below. Operators set options (``docs/settings.rst``) and run
``manage.py check --tag proctoring`` or ``proctoring-config check FILE``.
"""

from typing import TYPE_CHECKING

from proctoring_config.version import __version__

if TYPE_CHECKING:
    from proctoring_config.backends import (
        allow_honor_mode,
        available_providers,
        default_provider,
        has_dashboard,
        providers_requiring_escalation_email,
        requires_escalation_email,
        show_review_rules,
        supports_onboarding,
    )

__all__ = [
    "__version__",
    "allow_honor_mode",
    "available_providers",
    "default_provider",
    "has_dashboard",
    "providers_requiring_escalation_email",
    "requires_escalation_email",
    "show_review_rules",
    "supports_onboarding",
]


def __getattr__(name: str) -> object:
    """Import the public names on demand: the command line does not need Django, which is slow to import."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from proctoring_config import backends

    globals()[name] = value = getattr(backends, name)
    return value
