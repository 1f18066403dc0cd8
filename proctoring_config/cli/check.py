"""
``proctoring-config check FILE...``: check settings files without a Django project.

Each file is checked by itself, and several files are compared; with ``--merge``, they are merged and checked as one.
If a file cannot be read, the others are still checked, unless they are merged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import (
    ExitStatus,
    add_key,
    describe_absence,
    print_error,
    print_note,
    problem_id,
    require_one_stdin,
    require_setting,
)
from proctoring_config.errors import InputError
from proctoring_config.files.setting import Setting, merge
from proctoring_config.options import SETTING
from proctoring_config.problems import Severity

if TYPE_CHECKING:
    from proctoring_config.cli.findings import LocatedProblem, UncheckedPart
    from proctoring_config.files.found import FoundSetting, ServiceText

HELP = "check settings files (lms.yml, cms.yml, *.env.json) for problems, with line and column"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a settings file in YAML, JSON or Python; - is standard input"
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help="check the files as one: later files add providers and options to earlier ones, and override them "
        "(default: check each file by itself, and compare them)",
    )
    add_key(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="output format; github prints annotations of GitHub Actions (default: text)",
    )
    parser.add_argument(
        "--fail-level",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="lowest severity for which the exit status is 1 (default: warning)",
    )
    parser.add_argument(
        "--ignore", action="append", type=problem_id, default=[], metavar="ID", help="do not report this id; repeatable"
    )


def run(args: argparse.Namespace) -> int:
    """Print the problems to stdout and everything else to stderr, and return the exit status."""
    from proctoring_config.cli import report

    require_one_stdin(args.files)
    read = _read_files(args)
    settings = [one.setting for one in read.settings]
    if args.merge and read.errors:
        print_note("nothing was checked, because --merge requires all files")
        sys.stdout.write(report.PROBLEM_FORMATS[args.format]([], read.errors, []))
        return ExitStatus.UNUSABLE_INPUT
    found, unchecked = _check_settings([merge(settings)] if args.merge and settings else settings, read)
    found += [*read.problems, *read.beside, *_check_misplaced(read)]
    if not args.merge:
        found += _compare(read)
    problems = sorted((one for one in found if one.problem.id not in args.ignore), key=lambda one: one.order)
    sys.stdout.write(report.PROBLEM_FORMATS[args.format](problems, read.errors, unchecked))
    _point_to_tutor(one.file for one in problems)
    if read.checked or problems:
        print_note(report.summarize_problems(problems, len(read.checked), unchecked))
    if read.errors:
        return ExitStatus.UNUSABLE_INPUT
    failing = {Severity.ERROR.value, args.fail_level}
    fails = any(one.problem.severity.value in failing for one in problems)
    return ExitStatus.FINDINGS if fails else ExitStatus.NOTHING_TO_DO


@dataclass
class _Read:
    """
    What the files contain.

    ``problems`` are about the places of settings, ``misplaced`` are those that the platform does not read, and
    ``beside`` are problems in files without the setting. ``without`` are these files, ``checked`` the others.
    """

    settings: list[FoundSetting] = field(default_factory=list)
    problems: list[LocatedProblem] = field(default_factory=list)
    misplaced: list[Setting] = field(default_factory=list)
    beside: list[LocatedProblem] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    service_texts: list[ServiceText] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)

    def refuse(self, error: InputError) -> None:
        """Print an error, and keep it for the report."""
        print_error(error)
        self.errors.append(error)


def _read_files(args: argparse.Namespace) -> _Read:
    """Return the settings in the files; print what is not checked."""
    from proctoring_config.cli.findings import check_without_setting, locate
    from proctoring_config.files.read import load
    from proctoring_config.files.search import find_settings

    read = _Read()
    for name in args.files:
        try:
            document = load(name)
        except InputError as error:
            read.refuse(error)
            continue
        found = find_settings(document, args.key)
        for setting in found.settings:
            if setting.assumed:
                print_note(f"{setting.setting.place}: {setting.assumed} is checked as {SETTING}")
        for one in found.unread:
            read.refuse(one.error)
        read.settings += found.settings
        read.service_texts += found.service_texts
        read.problems += [locate(one.problem, one.entry) for one in found.misplaced]
        read.misplaced += [one.setting for one in found.misplaced if one.setting]
        read.checked.update(one.entry.source.name for one in found.misplaced)
        try:
            beside = [problem for one in found.without for problem in check_without_setting(one)]
        except InputError as too_large:
            read.refuse(too_large)
            continue
        read.beside += beside
        read.checked.update(problem.file for problem in beside)
        if not found:
            read.without.append(document.source.name)
    for name in read.without:
        if args.require and not (args.merge and read.settings):
            read.refuse(require_setting(name))
        else:
            print_note(describe_absence(name, is_checked=name in read.checked))
    return read


def _check_settings(settings: Sequence[Setting], read: _Read) -> tuple[list[LocatedProblem], list[UncheckedPart]]:
    """Return the problems, and the parts that were not checked, of each setting that can be checked."""
    from proctoring_config.cli.findings import UncheckedPart
    from proctoring_config.files.run_time import find_choices, find_known

    found: list[LocatedProblem] = []
    unchecked: list[UncheckedPart] = []
    for setting in settings:
        choices = find_choices(setting.path, setting.entry)
        unchecked += [UncheckedPart.locate(*choice, is_conditional=True) for choice in choices]
        known, unknown = find_known(setting)
        error: InputError | None = unknown
        try:
            for one in known or [setting]:
                found += _check_setting(one, unchecked)
                read.checked.update(part.entry.source.name for part in (one.parts if known else ()))
        except InputError as too_large:
            error = too_large
        if error:
            read.refuse(error)
    return [*dict.fromkeys(found)], unchecked


def _check_misplaced(read: _Read) -> list[LocatedProblem]:
    """Return the problems that misplaced settings will have once they are read."""
    from proctoring_config.cli.findings import check_value, find_ambiguous_keys, postpone
    from proctoring_config.files.run_time import find_known

    found: list[LocatedProblem] = []
    for setting in read.misplaced:
        with suppress(InputError):  # too large to be checked, which is reported once it is read
            for one in find_known(setting)[0]:
                found += map(postpone, [*check_value(one), *find_ambiguous_keys(one)])
    return found


def _check_setting(setting: Setting, unchecked: list[UncheckedPart]) -> list[LocatedProblem]:
    """Return the problems of a setting that does not depend on conditions; add the parts that are not checked."""
    from proctoring_config.cli.findings import UncheckedPart, check_neighbors, check_value, find_ambiguous_keys
    from proctoring_config.files.values import find_unresolved

    parts = [UncheckedPart.locate(*part) for part in find_unresolved(setting.path, setting.entry)]
    unchecked += [part for part in parts if part not in unchecked]
    return [*check_value(setting), *check_neighbors(setting), *find_ambiguous_keys(setting)]


def _compare(read: _Read) -> list[LocatedProblem]:
    """Return the differences between LMS and Studio: the settings that were found, and the files without one."""
    from proctoring_config.cli.findings import LocatedProblem, locate
    from proctoring_config.files.compare import compare_settings, find_one_sided, missing_setting

    settings = [one.setting for one in read.settings if one.is_compared]
    differences = [*compare_settings(settings)]
    if not read.problems and not read.errors:
        differences += find_one_sided(read.settings, read.service_texts)
    found = [locate(problem, entry) for problem, entry in differences]
    if settings:
        problem = missing_setting((SETTING,), settings[0])
        found += [LocatedProblem(problem, name, 1, 1) for name in read.without]
    return found


def _point_to_tutor(files: Iterable[str]) -> None:
    """Print a note for each of the files that Tutor overwrites, because corrections in it would be lost."""
    names = [*dict.fromkeys(files)]
    if names:
        from proctoring_config.upgrade.origin import is_rendered_by_tutor

        for name in filter(is_rendered_by_tutor, names):
            print_note(f"{name}: Tutor overwrites this file; correct config.yml or the plugin that sets the value")
