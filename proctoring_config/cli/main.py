"""
The console script ``proctoring-config``.

A command is a module with ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``. Slow imports belong inside
``run``. This module imports nothing slow itself, because Ctrl-C can be handled only after it has been imported.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proctoring_config.text import CannotPrintError, printing, protect_stderr
from proctoring_config.version import __version__

if TYPE_CHECKING:
    import argparse

COMMANDS = ("check", "check-course", "refactor", "schema", "tutor-plugin", "upgrade")
_INTERRUPTED = 130  # as shells report a process that Ctrl-C has ended


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in ``argv`` (default: the arguments of the process), and return its exit status."""
    try:
        return _run(argv)
    except KeyboardInterrupt as interrupt:
        return _fail(str(interrupt) or "interrupted", _INTERRUPTED)


def script() -> int:
    """
    Run the console script and return the exit status of :func:`main`.

    Most commands take a fraction of a second, and the garbage collector would take about a tenth of it.
    """
    gc.set_threshold(20_000)
    protect_stderr()
    status = main()
    gc.freeze()
    return status


def _run(argv: Sequence[str] | None) -> int:
    from proctoring_config.cli.arguments import ExitStatus
    from proctoring_config.errors import InputError

    if sys.stdout is None:
        return _fail("standard output is closed", ExitStatus.UNUSABLE_INPUT)
    try:
        with printing():
            args = _parser().parse_args(argv)
            return int(args.run(args))
    except InputError as error:
        return _fail(str(error), ExitStatus.UNUSABLE_INPUT)
    except CannotPrintError as error:
        return _fail(str(error), ExitStatus.FAILED)
    except ModuleNotFoundError as error:  # installed without dependencies, as next to Tutor
        return _fail(f"Missing module: {error.name}. Run pip install proctoring-config", ExitStatus.UNUSABLE_INPUT)
    except Exception as error:  # its message may contain a value of the settings, so only its type is printed
        return _fail(
            f"internal error ({type(error).__name__}). Please report it with the command that you ran",
            ExitStatus.FAILED,
        )


def _parser() -> argparse.ArgumentParser:
    import argparse
    from importlib import import_module

    parser = argparse.ArgumentParser(
        prog="proctoring-config",
        description="Check the proctoring providers of an Open edX instance, and prepare its upgrade.",
        epilog="Exit status: 0 nothing to do, 1 problems or changes found, 2 wrong usage or unusable input, "
        "3 the command failed.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"proctoring_config.cli.{name.replace('-', '_')}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _fail(message: str, status: int) -> int:
    if message:
        print(f"proctoring-config: {message}", file=sys.stderr)
    return status
