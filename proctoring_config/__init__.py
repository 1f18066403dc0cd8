"""
What each proctoring provider of an Open edX instance needs, as ``PROCTORING_BACKENDS`` says it.

Developers of Studio import the public names below. Operators write options (``docs/settings.rst``) and run
``manage.py check --tag proctoring`` or ``proctoring-config check FILE``.
"""

from proctoring_config.backends import (
    available_providers,
    default_provider,
    providers_requiring_escalation_email,
    requires_escalation_email,
    show_review_rules,
)
from proctoring_config.version import __version__

__all__ = [
    "__version__",
    "available_providers",
    "default_provider",
    "providers_requiring_escalation_email",
    "requires_escalation_email",
    "show_review_rules",
]
