"""
The console script ``proctoring-config``.

A command is a module with ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``; what is heavy it imports
inside ``run``.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

from proctoring_config.cli import check, exits, refactor, schema, upgrade
from proctoring_config.errors import UntreatableError
from proctoring_config.output import CannotPrintError, printing
from proctoring_config.version import __version__

COMMANDS = {"check": check, "refactor": refactor, "schema": schema, "upgrade": upgrade}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` (default: the process's own arguments) names and return its exit status."""
    args = _parser().parse_args(argv)
    if sys.stdout is None:
        return _fail("standard output is closed", exits.CANNOT_TREAT)
    try:
        with printing():
            status: int = args.run(args)
        return status
    except UntreatableError as reason:
        return _fail(str(reason), exits.CANNOT_TREAT)
    except KeyboardInterrupt:
        return _fail("interrupted", exits.TOOL_FAILED)
    except CannotPrintError as reason:  # of other files, the commands say themselves what is wrong
        return _fail(str(reason), exits.TOOL_FAILED)
    except Exception as error:  # its text could hold a value of the user's settings, so only its type is shown
        return _fail(f"{type(error).__name__} inside the tool: please report it with the command", exits.TOOL_FAILED)


def script() -> int:
    """
    Return :func:`main`'s exit status, for a process that ends with it.

    Most commands are over in a tenth of a second, a fifth of which Python would spend looking for garbage in the
    libraries that were imported, while they are and once more at the end.
    """
    gc.set_threshold(20_000)
    status = main()
    gc.freeze()
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="proctoring-config",
        description="Diagnose what an Open edX instance's settings say about its proctoring providers.",
        epilog="Exit status: 0 nothing to do, 1 findings or changes, 2 wrong usage or a file that cannot be treated, "
        "3 the tool failed.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _fail(reason: str, status: int) -> int:
    if reason:
        print(f"proctoring-config: {reason}", file=sys.stderr)
    return status
