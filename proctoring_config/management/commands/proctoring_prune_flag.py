"""``manage.py proctoring_prune_flag``: delete what the database stores about ``studio.show_review_rules``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.audit.connection import all_or_nothing, read_only
from proctoring_config.edx_platform.flag import CourseFlag, platform_reads_flag
from proctoring_config.edx_platform.tables import table_names
from proctoring_config.management.base import CANNOT, ReportCommand
from proctoring_config.options import REVIEW_RULES_FLAG
from proctoring_config.text import escape_unprintable


class Command(ReportCommand):
    """Print the rows of the flag and of its overrides, and delete them on request."""

    help = (
        f"Print the rows of the waffle flag {REVIEW_RULES_FLAG} and of its overrides for courses and organizations, "
        "which releases from Verawood on do not read. Deletes nothing without --write. Exit status: 0 done, 2 wrong "
        "usage, unreadable database or a release that still reads the flag, 3 the command failed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the arguments of the command."""
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, metavar="ALIAS", help="The database (default: %(default)s)."
        )
        parser.add_argument("--write", action="store_true", help="Delete the rows. A rollback then loses them.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the rows to stdout and their number to stderr. With ``--write``, all of them are deleted, or none."""
        if platform_reads_flag():
            raise CommandError(
                f"This release still reads {REVIEW_RULES_FLAG}. Run the command after the upgrade.", returncode=CANNOT
            )
        alias, write = options["database"], options["write"]
        with self.printing(), all_or_nothing(alias) if write else read_only(alias):
            count = self._prune(alias, write=write)
            self.stdout.flush()  # if the rows cannot be printed, none is deleted
        if not count:
            self.print_note("There is nothing to delete.", good=True)
        elif write:
            self.print_note(f"Rows deleted: {count}.", good=True)
        else:
            self.print_note(f"Rows that --write would delete: {count}.")

    def _prune(self, alias: str, *, write: bool) -> int:
        flag = CourseFlag(alias, table_names(alias))
        if not flag.has_tables:
            raise CommandError(
                f"A table of the waffle flag {REVIEW_RULES_FLAG} is missing. Run the command with manage.py of LMS or "
                "Studio, on the database that they use.",
                returncode=CANNOT,
            )
        count = 0
        for row, description in _read_rows(flag, alias):
            self.stdout.write(escape_unprintable(description))
            count += 1
            if write:
                row.delete()  # one by one, because this clears the cache of waffle
        return count


def _read_rows(flag: CourseFlag, alias: str) -> Iterator[tuple[Any, str]]:
    """Yield the rows of the flag's overrides and its own row, each with a description."""
    for title, model, column in (
        ("course override", flag.course_overrides, "course_id"),
        ("organization override", flag.org_overrides, "org"),
    ):
        for row in model.objects.using(alias).filter(waffle_flag=REVIEW_RULES_FLAG).order_by("pk"):
            disabled = "" if row.enabled else ", disabled"
            yield row, f"{title} {getattr(row, column)}: {row.override_choice}{disabled}"
    for row in flag.model.objects.using(alias).filter(name=REVIEW_RULES_FLAG):
        yield row, f"flag {row.name}"
