"""Standard output, wherever it leads: to another encoding, a full disk, a reader that leaves."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from proctoring_config.wording import reason


class CannotPrintError(Exception):
    """What was printed cannot be written; the message is one line, empty where the reader left, as head(1) does."""


@contextmanager
def printing() -> Iterator[None]:
    """
    Let the block print to a standard output that is there, and write what it printed.

    What does not fit the encoding is escaped, since names of files, providers and courses need not. Raises
    ``CannotPrintError`` instead of ``OSError``, and lets Python have somewhere to put what is left: else it would try,
    and complain, again when it ends.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CannotPrintError("" if isinstance(error, BrokenPipeError) else f"cannot print: {reason(error)}") from None
