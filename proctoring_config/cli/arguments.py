"""Arguments, exit statuses and messages that the commands share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from enum import IntEnum

from proctoring_config.errors import InputError
from proctoring_config.files.source import FileError
from proctoring_config.options import SETTING
from proctoring_config.problems.kinds import parse_id


class ExitStatus(IntEnum):
    """The exit statuses of ``proctoring-config``, documented in ``docs/command-line.rst``."""

    NOTHING_TO_DO = 0
    FINDINGS = 1
    UNUSABLE_INPUT = 2
    FAILED = 3


def add_key(parser: argparse.ArgumentParser, *, with_require: bool = True) -> None:
    """Add the arguments ``--key``, the paths of the setting, and ``--require``."""
    parser.add_argument(
        "--key",
        metavar="PATH",
        type=_parse_path,
        action="append",
        default=[],
        help=f"path of the setting in the files, such as vars.EDXAPP_{SETTING}; repeatable (default: {SETTING}, or the "
        "only key that ends with it)",
    )
    if with_require:
        parser.add_argument("--require", action="store_true", help=f"exit with status 2 if a file lacks {SETTING}")


def problem_id(text: str) -> str:
    """Return the full id for ``text``, an id with or without its prefix. Raises ArgumentTypeError if it is unknown."""
    try:
        return parse_id(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def require_one_stdin(files: Sequence[str]) -> None:
    """Raise InputError if standard input is named more than once."""
    if files.count("-") > 1:
        raise InputError("<stdin>: can be read only once")


def describe_absence(name: str, *, is_checked: bool = False) -> str:
    """Return a message that the file ``name``, whose other settings may have been checked, lacks the setting."""
    return f"{name}: {SETTING} not found; {'only other settings were' if is_checked else 'nothing was'} checked"


def require_setting(name: str) -> FileError:
    """Return the error for a file without the setting, if ``--require`` is given."""
    return FileError(name, f"{SETTING} not found, but --require is given")


def print_note(line: str) -> None:
    """Print one line to stderr."""
    print(f"proctoring-config: {line}", file=sys.stderr)


def print_error(error: InputError, note: str = "") -> None:
    """Print an error, with a ``note`` at its end, and its hint to stderr."""
    print_note(f"{error}{note}")
    if isinstance(error, FileError) and error.hint:
        print(f"    hint: {error.hint}", file=sys.stderr)


def _parse_path(text: str) -> tuple[str, ...]:
    keys = tuple(text.split("."))
    if not all(keys):
        raise argparse.ArgumentTypeError("expected keys separated by dots, such as vars.NAME")
    return keys
