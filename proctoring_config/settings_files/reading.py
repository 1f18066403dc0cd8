"""A name from the command line -> the text of that file."""

from __future__ import annotations

import os
import stat
import sys

from proctoring_config.errors import UntreatableError
from proctoring_config.settings_files.source import Source
from proctoring_config.wording import one_line, reason

STDIN = "-"
LARGEST = 5_000_000
_BYTE_ORDER_MARK = "\ufeff"

_KINDS = (
    (stat.S_ISDIR, "a directory, name a file in it"),
    (stat.S_ISFIFO, "a named pipe, give its content to standard input and name it -"),
    (
        lambda mode: not stat.S_ISREG(mode),
        "neither a file nor a directory, give its content to standard input and name it -",
    ),
)


def read(name: str) -> Source:
    """
    Return the text of the file ``name`` (``-``: of standard input), without a byte order mark.

    Raises UntreatableError for what is no readable file of at most 5 MB in UTF-8; a larger one is not read.
    """
    shown = "<stdin>" if name == STDIN else one_line(name)
    try:
        data = _standard_input() if name == STDIN else _file(name, shown)
    except OSError as error:
        raise UntreatableError(f"{shown}: {reason(error)}") from None
    if len(data) > LARGEST:
        raise _too_large(shown)
    try:
        return Source(shown, data.decode().removeprefix(_BYTE_ORDER_MARK))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UntreatableError(
            f"{shown}:{line}: not UTF-8 (byte {error.start + 1} of the file): convert it, or name a text file"
        ) from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UntreatableError("<stdin>: standard input is closed")
    return sys.stdin.buffer.read(LARGEST + 1)


def _file(name: str, shown: str) -> bytes:
    status = os.stat(name)
    for is_kind, words in _KINDS:
        if is_kind(status.st_mode):
            raise UntreatableError(f"{shown}: {words}")
    if status.st_size > LARGEST:
        raise _too_large(shown)
    with open(name, "rb") as file:
        return file.read(LARGEST + 1)


def _too_large(shown: str) -> UntreatableError:
    return UntreatableError(f"{shown}: larger than 5 MB, which no settings file is")
