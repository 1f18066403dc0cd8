"""``manage.py proctoring_doctor``: find out why Studio offers no proctoring."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.audit.connection import require_database
from proctoring_config.doctor import Diagnosis, Link, diagnose
from proctoring_config.management.base import CANNOT, PROBLEMS, ReportCommand, course_key
from proctoring_config.text import escape_unprintable

#: The version of the JSON output. Fields may be added without a new version, but not removed or changed.
_VERSION = 1
_MARKS = {True: "[yes]", False: "[NO]", None: "[?]"}


class Command(ReportCommand):
    """Print each link of the chain from the installed app to a course. Nothing is written to any database."""

    help = (
        "Find out why Studio offers no proctoring: list what must be true for the instance and, with --course, for a "
        "course as last published. Changes nothing. Exit status: 0 nothing is false, 1 something is false, 2 wrong "
        "usage or unreadable database, 3 the command failed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the arguments of the command."""
        parser.add_argument(
            "--course", type=course_key, metavar="KEY", help="Also check this course, which is read from the database."
        )
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, metavar="ALIAS", help="The database to read (default: %(default)s)."
        )
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="The output format (default: %(default)s)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the links to stdout and what to fix first to stderr."""
        with self.printing():
            require_database(options["database"])
            diagnosis = diagnose(options["course"], options["database"])
            self.stdout.write(_FORMATS[options["format"]](diagnosis), ending="")
        if diagnosis.unreadable:
            raise CommandError(diagnosis.unreadable, returncode=CANNOT)
        first = diagnosis.first_false
        if first:
            self.print_note(f"Make this true first: {_describe(first)}.")
            sys.exit(PROBLEMS)
        self.print_note("None of these statements is false. Check those marked [?] yourself.", good=True)


def format_text(diagnosis: Diagnosis) -> str:
    """Return a line for each link, with details and what to do below it."""
    return "".join(escape_unprintable(line) + "\n" for line in _lines(diagnosis))


def _lines(diagnosis: Diagnosis) -> Iterator[str]:
    for link in diagnosis.links:
        yield f"{_MARKS[link.holds]:<6}{_describe(link)}"
        if link.hint:
            yield f"      What to do: {link.hint}"


def _describe(link: Link) -> str:
    return link.statement + (f" ({link.detail.rstrip('.')})" if link.detail else "")


def format_json(diagnosis: Diagnosis) -> str:
    """Return one JSON object in ASCII."""
    first = diagnosis.first_false
    shape = {
        "version": _VERSION,
        "course_key": diagnosis.course_key,
        "links": [asdict(link) for link in diagnosis.links],
        "first_false": first.id if first else None,
        "unreadable": diagnosis.unreadable,
    }
    return json.dumps(shape, indent=2) + "\n"


_FORMATS = {"text": format_text, "json": format_json}
