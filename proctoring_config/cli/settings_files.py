"""What the commands that read settings files have in common."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proctoring_config.errors import UntreatableError

if TYPE_CHECKING:
    from proctoring_config.files.read import Document

SETTING = "PROCTORING_BACKENDS"


def add_key(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that says where the setting stands."""
    parser.add_argument(
        "--key",
        metavar="PATH",
        type=_path,
        default=SETTING,
        help=f"where the setting stands in the files, such as vars.EDXAPP_{SETTING} (default: {SETTING})",
    )


def require_one_stdin(files: Sequence[str]) -> None:
    """Raise UntreatableError if standard input is named more than once."""
    if files.count("-") > 1:
        raise UntreatableError("<stdin>: can be read only once")


def absent(document: Document, path: tuple[str, ...]) -> str:
    """Return the line that says that the file has no setting at ``path``, and where it may have one."""
    from proctoring_config.files.setting import find_similar

    near = find_similar(document.root, path[-1])
    meant = f"; did you mean --key {near}?" if near else ""
    return f"{document.source.name}: no {'.'.join(path)} in this file, nothing to judge{meant}"


def say(line: str) -> None:
    """Print one line to stderr."""
    print(f"proctoring-config: {line}", file=sys.stderr)


def _path(text: str) -> tuple[str, ...]:
    keys = tuple(text.split("."))
    if not all(keys):
        raise argparse.ArgumentTypeError("expected keys with dots between them, such as vars.NAME")
    return keys
