"""
What each proctoring provider of an Open edX instance needs, as ``PROCTORING_BACKENDS`` says it.

Developers of Studio import the public names below. Operators write options (``docs/settings.rst``) and run
``manage.py check --tag proctoring`` or ``proctoring-config check FILE``.
"""

from typing import TYPE_CHECKING

from proctoring_config.version import __version__

if TYPE_CHECKING:
    from proctoring_config.backends import (
        available_providers,
        default_provider,
        providers_requiring_escalation_email,
        requires_escalation_email,
        show_review_rules,
    )

__all__ = [
    "__version__",
    "available_providers",
    "default_provider",
    "providers_requiring_escalation_email",
    "requires_escalation_email",
    "show_review_rules",
]


def __getattr__(name: str) -> object:
    """Import the public names when they are asked for: the command line has no use for Django, which takes a while."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from proctoring_config import backends

    globals()[name] = value = getattr(backends, name)
    return value
