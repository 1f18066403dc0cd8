"""Shared parts of the management commands: types of arguments, output, and exit statuses."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from proctoring_config.audit import CannotReadError
from proctoring_config.doctor import is_course_key
from proctoring_config.problems.kinds import parse_id
from proctoring_config.text import CannotPrintError, escape_unprintable, printing, protect_stderr

#: Exit statuses; 130 is what shells report of a process that Ctrl-C has ended.
PROBLEMS, CANNOT, FAILED, INTERRUPTED = 1, 2, 3, 130


def course_key(text: str) -> str:
    """Return ``text`` if it is a course key. Raises ``ArgumentTypeError``."""
    if not is_course_key(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a course key such as course-v1:Org+Course+Run")
    return text


def problem_ids(text: str) -> frozenset[str]:
    """Return the ids in a list such as ``W204,W205``, with their prefix. Raises ``ArgumentTypeError``."""
    try:
        return frozenset(parse_id(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class ReportCommand(BaseCommand):
    """A command that prints a report. It never ends with status 1, which means that there are problems, if it fails."""

    requires_system_checks: list[str] = []  # it must run despite the problems that it reports

    def __init__(self, *args: Any, no_color: bool = False, **options: Any) -> None:
        """Print in color unless ``no_color`` is set or the environment variable ``NO_COLOR`` is not empty."""
        super().__init__(*args, no_color=no_color or bool(os.environ.get("NO_COLOR")), **options)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run the command for a command line, and exit with its status."""
        protect_stderr()
        self.stderr = OutputWrapper(sys.stderr)
        self.stderr.style_func = self.style.ERROR
        try:
            super().run_from_argv(argv)
        except KeyboardInterrupt:
            self.stderr.write("interrupted")
            sys.exit(INTERRUPTED)
        except Exception as error:
            if "--traceback" in argv:
                traceback.print_exc()
            else:  # the message may contain a value of the settings
                name = type(error).__name__
                self.stderr.write(f"Internal error ({name}). Please report it with the output of --traceback.")
            sys.exit(error.returncode if isinstance(error, CommandError) else FAILED)

    @contextmanager
    def printing(self) -> Iterator[None]:
        """
        Flush what the block prints to standard output.

        Ends the command if that cannot be written, or if the block raises ``CannotReadError``.
        """
        try:
            with printing():
                yield
        except CannotReadError as reason:
            raise CommandError(str(reason), returncode=CANNOT) from None
        except CannotPrintError as reason:
            if not str(reason):
                sys.exit(CANNOT)
            raise CommandError(str(reason), returncode=CANNOT) from None

    def print_note(self, line: Any, *, good: bool = False) -> None:
        """Print one line to standard error, in the color of success if it is ``good`` news."""
        self.stderr.write(escape_unprintable(str(line)), self.style.SUCCESS if good else self.style.WARNING)
