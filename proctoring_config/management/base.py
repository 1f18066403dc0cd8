"""What the management commands share: a type of argument, where they print, and how they end."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from proctoring_config.doctor import is_course_key
from proctoring_config.text import CannotPrintError, escape_unprintable, printing, protect_stderr

#: Exit statuses; 130 is what shells report of a process that Ctrl-C has ended.
PROBLEMS, CANNOT, FAILED, INTERRUPTED = 1, 2, 3, 130


def course_key(text: str) -> str:
    """Return ``text`` if it is a course key. Raises ``ArgumentTypeError``."""
    if not is_course_key(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a course key such as course-v1:Org+Course+Run")
    return text


class ReportCommand(BaseCommand):
    """A command that prints a report. It never ends with status 1, which means that there are problems, if it fails."""

    requires_system_checks: list[str] = []  # it must run despite the problems that it reports

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
        """Flush what the block prints to standard output. Ends the command if that cannot be written."""
        try:
            with printing():
                yield
        except CannotPrintError as reason:
            if not str(reason):
                sys.exit(CANNOT)
            raise CommandError(str(reason), returncode=CANNOT) from None

    def print_note(self, line: Any) -> None:
        """Print one line to standard error."""
        self.stderr.write(escape_unprintable(str(line)), self.style.NOTICE)
