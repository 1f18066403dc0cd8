"""``manage.py proctoring_audit``: what on this instance will behave differently, or is broken, course by course."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config.audit import Audit, CannotReadError, Scope, report
from proctoring_config.audit.run import Progress
from proctoring_config.audit.suggestion import suggest
from proctoring_config.audit.suggestion_report import SUGGESTIONS
from proctoring_config.problems import Severity
from proctoring_config.problems.kinds import KINDS
from proctoring_config.text import CannotPrintError, escape_unprintable, pluralize, printing

FINDINGS, CANNOT = 1, 2
_SEVERITY = {kind.id: kind.severity.value for kind in KINDS}


class Command(BaseCommand):
    """Reads courses as last published, and writes nothing to any database."""

    help = (
        "Show what will behave differently on this instance after the upgrade, or is broken already, course by course "
        "as last published. Changes nothing. Exit status: 0 no findings, 1 findings, 2 wrong usage or the database "
        "cannot be read."
    )
    requires_system_checks: list[str] = []  # it is to say what is wrong, so what is wrong must not stop it
    _without_bar: Callable[[], AbstractContextManager[Any]] = nullcontext

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, metavar="ALIAS", help="default: %(default)s")
        parser.add_argument(
            "--all", action="store_true", help="also courses that have ended, or have no active proctored exam"
        )
        parser.add_argument(
            "--course",
            action="append",
            default=[],
            type=_course_key,
            metavar="KEY",
            help="only this course, even if it has ended or has no exam; can be repeated",
        )
        parser.add_argument(
            "--org", action="append", default=[], metavar="ORG", help="only this organisation; can be repeated"
        )
        parser.add_argument("--format", choices=report.FORMATS, default="table", help="default: %(default)s")
        parser.add_argument(
            "--fail-level",
            choices=[severity.value for severity in Severity],
            default=Severity.WARNING.value,
            help="the least severity for which the exit status is 1 (default: %(default)s)",
        )
        parser.add_argument("--show-emails", action="store_true", help="show escalation e-mails instead of ***@***")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--summary",
            action="store_true",
            help="print only ids and counts: no course, organisation, provider or e-mail, so that it can be shown to "
            "anybody",
        )
        what.add_argument(
            "--suggest",
            action="store_true",
            help="say whether proctoring-config upgrade --review-rules shown or hidden is the same as what the waffle "
            "flag studio.show_review_rules says, and which courses differ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print to stdout what was found, to stderr what was looked at; ends the process with 1 for findings."""
        scope = Scope(tuple(dict.fromkeys(options["course"])), tuple(options["org"]), options["all"])
        try:
            with printing():
                found = self._suggest(scope, options) if options["suggest"] else self._audit(scope, options)
        except (CannotReadError, CannotPrintError) as reason:
            if not str(reason):
                sys.exit(CANNOT)
            raise CommandError(str(reason), returncode=CANNOT) from None
        if found:
            sys.exit(FINDINGS)

    def _audit(self, scope: Scope, options: dict[str, Any]) -> bool:
        with self._progress() as progress:
            run = Audit(options["database"], scope, progress)
            if options["summary"]:
                for _ in run:
                    pass
            else:
                self._write(report.FORMATS[options["format"]](run, show_emails=options["show_emails"]))
        if options["summary"]:
            self._write(report.SUMMARIES[options["format"]](run))
        self._say(run, names=not options["summary"])
        failing = {Severity.ERROR.value, options["fail_level"]}
        return any(_SEVERITY[code] in failing for code in run.counts)

    def _say(self, run: Audit, *, names: bool) -> None:
        found = pluralize(run.counts.total(), "finding") if run.counts else "no findings"
        silenced = f" ({run.silenced} more {'is' if run.silenced == 1 else 'are'} silenced)" if run.silenced else ""
        self._tell(f"{found}{silenced} in {pluralize(run.courses, 'course')}, as last published ({run.scope.words})")
        for line in run.skipped:
            self._tell(f"not looked at: {line}")
        if names:
            for line in run.not_judged:
                self._tell(line)
        elif run.not_judged:
            self._tell(f"{len(run.not_judged)} of the given courses could not be judged")

    def _suggest(self, scope: Scope, options: dict[str, Any]) -> bool:
        if options["format"] not in SUGGESTIONS:
            raise CommandError(f"--suggest has no --format {options['format']}", returncode=CANNOT)
        suggestion = suggest(options["database"], scope)
        self._write(SUGGESTIONS[options["format"]](suggestion))
        for line in suggestion.skipped:
            self._tell(f"not looked at: {line}")
        return suggestion.configured and not suggestion.is_same

    def _write(self, parts: Iterable[str]) -> None:
        for part in parts:
            with self._without_bar():
                self.stdout.write(part, ending="")

    def _tell(self, line: str) -> None:
        self.stderr.write(escape_unprintable(line), self.style.NOTICE)

    @contextmanager
    def _progress(self) -> Iterator[Progress | None]:
        """Give what draws a bar while the audit runs, on a terminal."""
        if not self.stderr.isatty():
            yield None
            return
        from tqdm import tqdm

        with tqdm(unit=" courses", leave=False, file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            if self.stdout.isatty():  # what is printed takes the place of the bar, which goes on below
                self._without_bar = tqdm.external_write_mode
            yield show


def _course_key(text: str) -> str:
    try:
        return str(CourseKey.from_string(text))
    except InvalidKeyError:
        raise argparse.ArgumentTypeError(f"{text!r} is no course key, such as course-v1:Org+Course+Run") from None
