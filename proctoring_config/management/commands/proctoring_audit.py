"""``manage.py proctoring_audit``: list courses that will behave differently after the upgrade, or are broken."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.audit import Audit, Scope, report
from proctoring_config.audit.compare import COMPARISONS, CannotCompareError, Comparison, read_earlier_audit
from proctoring_config.audit.queries import UnmatchedError
from proctoring_config.audit.run import Progress
from proctoring_config.audit.suggestion import suggest
from proctoring_config.audit.what_if import CannotChangeError, Changes, WhatIf
from proctoring_config.management.base import CANNOT, PROBLEMS, ReportCommand, course_key, problem_ids
from proctoring_config.options import DEFAULT
from proctoring_config.problems import Severity, quote_name
from proctoring_config.problems.kinds import KINDS
from proctoring_config.text import escape_unprintable, pluralize

_SEVERITY = {kind.id: kind.severity.value for kind in KINDS}


class Command(ReportCommand):
    """Read courses as last published, and report their problems. Nothing is written to any database."""

    help = (
        "List the courses that will behave differently after the upgrade, or that are broken already, as last "
        "published. Changes nothing. Exit status: 0 no problems, 1 problems found, 2 wrong usage, unreadable "
        "database or nothing matches, 3 the command failed."
    )
    _without_bar: Callable[[], AbstractContextManager[Any]] = nullcontext

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the arguments of the command."""
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, metavar="ALIAS", help="The database to read (default: %(default)s)."
        )
        parser.add_argument(
            "--all", action="store_true", help="Include courses that have ended or have no active proctored exam."
        )
        parser.add_argument(
            "--course",
            action="append",
            default=[],
            type=course_key,
            metavar="KEY",
            help="Audit only this course, even if it has ended or has no exam. Repeatable.",
        )
        parser.add_argument(
            "--org",
            action="append",
            default=[],
            metavar="ORG",
            help="Audit only courses of this organization. Repeatable.",
        )
        parser.add_argument(
            "--format", choices=report.FORMATS, default="table", help="The output format (default: %(default)s)."
        )
        parser.add_argument(
            "--fail-level",
            choices=[severity.value for severity in Severity],
            default=Severity.WARNING.value,
            help="The lowest severity that makes the exit status 1 (default: %(default)s).",
        )
        parser.add_argument(
            "--fail-on",
            type=problem_ids,
            metavar="ID,...",
            help="Make the exit status 1 only if there are problems with these ids, instead of --fail-level.",
        )
        parser.add_argument(
            "--ignore",
            type=problem_ids,
            default=frozenset(),
            metavar="ID,...",
            help="Leave out problems with these ids.",
        )
        parser.add_argument(
            "--contacts",
            action="store_true",
            help="Show the emails of the admins and staff of each course with a problem.",
        )
        parser.add_argument("--show-emails", action="store_true", help="Show escalation emails instead of ***@***.")
        what_if = parser.add_argument_group(
            "what if",
            "Instead of all problems, show those that would be new and those that would be gone if PROCTORING_BACKENDS "
            "were different. All of these options can be repeated and combined.",
        )
        what_if.add_argument(
            "--without", action="append", default=[], metavar="PROVIDER", help="Remove the entry of this provider."
        )
        what_if.add_argument(
            "--rename",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="Rename the entry of provider OLD, and DEFAULT if that is OLD. Courses still store the old name.",
        )
        what_if.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="PROVIDER.OPTION=VALUE",
            help="Set an option of a provider to true or false, for example proctortrack.show_review_rules=false. "
            "DEFAULT=PROVIDER sets the default provider. Providers have the names that --rename gives them.",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--summary",
            action="store_true",
            help="Print only ids and counts: no course, organization, provider or email, so that the output can be "
            "shared.",
        )
        what.add_argument(
            "--compare",
            metavar="FILE",
            help="Show which problems are new and which are gone since the audit that wrote FILE with --format json, "
            "with the same --all, --course, --org and --ignore.",
        )
        what.add_argument(
            "--suggest",
            action="store_true",
            help="Instead of problems, print the value of proctoring-config upgrade --review-rules that has the same "
            "effect as the waffle flag studio.show_review_rules, and the courses for which the effect differs.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print problems to stdout and the summary to stderr. Exits with status 1 if there are problems."""
        scope = Scope(tuple(dict.fromkeys(options["course"])), tuple(options["org"]), options["all"])
        try:
            with self.printing():
                found = self._suggest(scope, options) if options["suggest"] else self._audit(scope, options)
        except (CannotCompareError, CannotChangeError) as reason:
            raise CommandError(escape_unprintable(str(reason)), returncode=CANNOT) from None
        if found:
            sys.exit(PROBLEMS)

    def _audit(self, scope: Scope, options: dict[str, Any]) -> bool:
        form = options["format"]
        changes = Changes.parse(without=options["without"], rename=options["rename"], change=options["set"])
        if changes and (options["summary"] or options["compare"]):
            other = "--summary" if options["summary"] else "--compare"
            raise CommandError(f"{other} does not support --without, --rename and --set.", returncode=CANNOT)
        compares = bool(options["compare"] or changes)
        formats: Mapping[str, Callable[..., Iterator[str]]] = COMPARISONS if compares else report.FORMATS
        if form not in formats:
            names = "--compare does" if options["compare"] else "--without, --rename and --set do"
            raise CommandError(f"{names} not support --format {form}.", returncode=CANNOT)
        earlier = read_earlier_audit(options["compare"]) if options["compare"] else None
        with self._progress() as progress:
            audit = partial(WhatIf, changes=changes) if changes else Audit
            run = audit(
                options["database"], scope, progress=progress, ignored=options["ignore"], contacts=options["contacts"]
            )
            shown = Comparison(run, earlier) if earlier else run
            if options["summary"]:
                for _ in run:
                    pass
            else:
                width = shutil.get_terminal_size().columns if self.stdout.isatty() else None
                self._write(formats[form](shown, show_emails=options["show_emails"], width=width))
        if options["summary"]:
            self._write(report.SUMMARIES[form](run))
        self._print_summary(run, names=not options["summary"])
        self._refuse_unmatched(run, names=not options["summary"])
        if options["fail_on"]:
            return any(code in options["fail_on"] for code in shown.counts)
        failing = {Severity.ERROR.value, options["fail_level"]}
        return any(_SEVERITY[code] in failing for code in shown.counts)

    def _refuse_unmatched(self, run: Audit, *, names: bool) -> None:
        """End the command if no course has a given key or organization, or if nothing was audited because of them."""
        if run.unmatched and names:
            raise UnmatchedError(run.unmatched)
        if run.unmatched or ((run.scope.courses or run.scope.orgs) and not (run.courses or run.counts or run.silenced)):
            raise CommandError("No course matches the given courses and organizations.", returncode=CANNOT)

    def _print_summary(self, run: Audit, *, names: bool) -> None:
        kind = "new problem" if isinstance(run, WhatIf) else "problem"
        found = pluralize(run.counts.total(), kind) if run.counts else f"no {kind}s"
        silenced = f" ({run.silenced} more silenced)" if run.silenced else ""
        courses = f"{pluralize(run.courses, 'course')}, as last published ({run.scope.description})"
        self.print_note(f"Found {found}{silenced} in {courses}.", good=not run.counts)
        if isinstance(run, WhatIf) and run.has_no_default:
            self.print_note(f"No default provider: after the changes, {DEFAULT} is not the name of a provider")
        self._print_skipped(run.skipped)
        if names:
            for provider, count in run.shared.items():
                self.print_note(
                    f"Shared: courses of {count} organizations use {quote_name(provider)}, with one account"
                )
            for line in run.not_audited:
                self.print_note(f"Not audited: {line}")
        elif run.not_audited:
            self.print_note(f"Not audited: {len(run.not_audited)} of the given courses")

    def _print_skipped(self, skipped: Iterable[str]) -> None:
        for line in skipped:
            self.print_note(f"Not checked: {line}")

    def _suggest(self, scope: Scope, options: dict[str, Any]) -> bool:
        if options["without"] or options["rename"] or options["set"]:
            raise CommandError("--suggest does not support --without, --rename and --set.", returncode=CANNOT)
        if options["format"] not in report.SUGGESTIONS:
            raise CommandError(f"--suggest does not support --format {options['format']}.", returncode=CANNOT)
        suggestion = suggest(options["database"], scope)
        self._write(report.SUGGESTIONS[options["format"]](suggestion))
        self._print_skipped(suggestion.skipped)
        return suggestion.configured and not suggestion.is_same

    def _write(self, parts: Iterable[str]) -> None:
        for part in parts:
            with self._without_bar():
                self.stdout.write(part, ending="")

    @contextmanager
    def _progress(self) -> Iterator[Progress | None]:
        """Show a progress bar while the audit runs if stderr is a terminal; yield the function that moves it."""
        if not self.stderr.isatty():
            yield None
            return
        from tqdm import tqdm

        with tqdm(unit=" courses", leave=False, file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            if self.stdout.isatty():  # output replaces the bar, which is drawn again below it
                self._without_bar = tqdm.external_write_mode
            yield show
