"""
What releases with vendor branches, Teak and older, do: they go by the provider's name, for one name also by a flag.

Read from release Teak of edx-platform: ``cms/djangoapps/models/settings/course_metadata.py`` and
``contentstore/api/views/course_validation.py`` (e-mail), ``contentstore/xblock_storage_handlers/view_handlers.py`` and
``contentstore/config/waffle.py`` (review rules; the flag ``studio.show_review_rules`` is off unless somebody sets it).
"""

from __future__ import annotations

from proctoring_config.options import REQUIRES_ESCALATION_EMAIL, Option
from proctoring_config.validators.backend_options import VENDOR


def required_escalation_email(provider: object) -> bool:
    """Return whether the old release demands an escalation e-mail from courses that use ``provider``."""
    return provider == VENDOR


def showed_review_rules(provider: object, flag: bool | None) -> bool | None:
    """
    Return whether the old release shows the review rules of ``provider``'s exams, ``None`` where that is not known.

    ``flag`` is the state of ``studio.show_review_rules`` where it is the same for every course, else ``None``.
    """
    return flag if provider == VENDOR else True


def before(option: Option, provider: object, flag: bool | None) -> bool | None:
    """Return what a capability of ``provider`` was before there was an ``option`` for it; ``None``: not known."""
    if option == REQUIRES_ESCALATION_EMAIL:
        return required_escalation_email(provider)
    return showed_review_rules(provider, flag)
