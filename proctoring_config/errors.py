"""Errors that a user can mend."""

from __future__ import annotations


class UntreatableError(Exception):
    """What the user named cannot be treated; the message is one line that names what, where and why."""
