"""
``proctoring-config check FILE...``: check settings files without a Django project.

Each file is checked by itself, and several files are compared; with ``--merge``, they are merged and checked as one.
If a file cannot be read, the others are still checked, unless they are merged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import (
    ExitStatus,
    add_key,
    describe_absence,
    parse_id,
    print_note,
    require_one_stdin,
)
from proctoring_config.errors import InputError
from proctoring_config.problems import Severity

if TYPE_CHECKING:
    from proctoring_config.cli.report import LocatedProblem
    from proctoring_config.files.setting import Setting

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
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")
    parser.add_argument(
        "--fail-level",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="lowest severity for which the exit status is 1 (default: warning)",
    )
    parser.add_argument(
        "--ignore", action="append", type=parse_id, default=[], metavar="ID", help="do not report this id; repeatable"
    )


def run(args: argparse.Namespace) -> int:
    """Print the problems to stdout and everything else to stderr, and return the exit status."""
    from proctoring_config.cli import report

    require_one_stdin(args.files)
    settings, failed = _read_settings(args.files, args.key)
    if failed and args.merge:
        print_note("nothing was checked, because --merge requires all files")
        return ExitStatus.UNUSABLE_INPUT
    found, checked = _check_settings(settings, merge=args.merge)
    problems = sorted((one for one in found if one.problem.id not in args.ignore), key=lambda one: one.order)
    sys.stdout.write(report.PROBLEM_FORMATS[args.format](problems))
    if checked:
        print_note(report.summarize_problems(problems, checked))
    if failed or checked < len(settings):
        return ExitStatus.UNUSABLE_INPUT
    failing = {Severity.ERROR.value, args.fail_level}
    fails = any(one.problem.severity.value in failing for one in problems)
    return ExitStatus.FINDINGS if fails else ExitStatus.NOTHING_TO_DO


def _read_settings(files: Sequence[str], path: tuple[str, ...]) -> tuple[list[Setting], bool]:
    """Return the settings in the files, and whether a file could not be read; print what is not checked."""
    from proctoring_config.files.read import load
    from proctoring_config.files.setting import find_setting

    settings, failed = [], False
    for name in files:
        try:
            document = load(name)
            setting = find_setting(document, path)
        except InputError as error:
            print_note(str(error))
            failed = True
            continue
        if setting:
            settings.append(setting)
        else:
            print_note(describe_absence(document, path))
    return settings, failed


def _check_settings(settings: Sequence[Setting], *, merge: bool) -> tuple[list[LocatedProblem], int]:
    """Return the problems, and how many of the settings were checked; print those that could not be."""
    from proctoring_config.cli.report import check_value, find_ambiguous_keys, locate
    from proctoring_config.files.setting import merge as merge_settings
    from proctoring_config.files.values import is_unresolved

    found, files = [], 0
    for setting in [merge_settings(settings)] if merge and settings else settings:
        if is_unresolved(setting.entry.node):
            print_note(f"{setting.place}: {'.'.join(setting.path)} is a placeholder; check the rendered file")
        try:
            found += [*check_value(setting), *find_ambiguous_keys(setting)]
        except InputError as error:
            print_note(str(error))
        else:
            files += len(setting.holders)
    if not merge and len(settings) > 1:
        from proctoring_config.files.compare import compare_settings

        found += [locate(problem, entry) for problem, entry in compare_settings(settings)]
    return found, files
