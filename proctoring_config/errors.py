"""Errors that users can fix, and a guard against errors in this package."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger("proctoring_config")


class InputError(Exception):
    """A file or argument cannot be processed. The message is one line with the place and the reason."""


@contextmanager
def log_exceptions() -> Iterator[None]:
    """
    Log exceptions of the block instead of raising them; ``KeyboardInterrupt`` and ``SystemExit`` are raised.

    Exceptions of logging are ignored. Only the type of the exception is logged, because its message may contain a value
    of the settings.
    """
    try:
        yield
    except Exception as error:
        log(logging.ERROR, "%s while checking the proctoring settings. Please report this bug", type(error).__name__)


def log(level: int, message: str, *values: object) -> bool:
    """
    Log ``message``, and return whether that raised no exception.

    The filters and handlers of a project can raise anything; one that uses models fails until models are loaded.
    """
    try:
        logger.log(level, message, *values)
    except Exception:
        return False
    return True
