"""What keeps a mistake of this package from becoming one of the platform's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger("proctoring_config")


@contextmanager
def guarded() -> Iterator[None]:
    """
    Log what the block raises, and go on after it; ``KeyboardInterrupt`` and ``SystemExit`` pass.

    Only the exception's type is logged, since its text could hold a value of the settings.
    """
    try:
        yield
    except Exception as error:
        logger.error("%s while checking the proctoring settings. Please report this bug", type(error).__name__)
