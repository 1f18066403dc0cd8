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

    Only the type of the exception is logged, because its message may contain a value of the settings.
    """
    try:
        yield
    except Exception as error:
        logger.error("%s while checking the proctoring settings. Please report this bug", type(error).__name__)
