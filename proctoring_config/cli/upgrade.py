"""
``proctoring-config upgrade FILE...``: add the options that keep each provider working as in the old release.

Each file is processed by itself; a file that cannot be processed does not stop the others. ``--write`` edits plain
files. For generated settings, the command prints the lines to add to their source.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import (
    ExitStatus,
    add_key,
    describe_absence,
    print_error,
    print_note,
    require_one_stdin,
    require_setting,
)
from proctoring_config.errors import InputError
from proctoring_config.options import SETTING

if TYPE_CHECKING:
    from proctoring_config.upgrade.process import FileResult
    from proctoring_config.upgrade.settings_file import SettingsFile

HELP = "print or write the options that keep the behavior of releases before Verawood"
FLAG_BY_CHOICE = {"shown": True, "hidden": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a settings file (YAML, JSON, a template or a Python module); - is standard input",
    )
    parser.add_argument(
        "--review-rules",
        choices=FLAG_BY_CHOICE,
        help="effect of the waffle flag studio.show_review_rules on all courses in the old release: shown (on for "
        "everyone) or hidden (off, or never set)",
    )
    add_key(parser)
    parser.add_argument(
        "--snippet",
        choices=("yaml", "json", "python", "tutor"),
        help="print only the lines to add to stdout, in this format, and the report to stderr (default: a report with "
        "the lines in the format of each file)",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="edit the files that are plain YAML or JSON")
    mode.add_argument("--check", action="store_true", help="print only the summary, and set the exit status")
    parser.add_argument("--diff", action="store_true", help="show the changes to each file, with masked values")
    parser.add_argument("--backup", action="store_true", help="with --write, keep the old file as FILE.bak")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")


def run(args: argparse.Namespace) -> int:
    """Print the report to stdout and everything else to stderr, and return the exit status."""
    from proctoring_config.cli import report

    require_one_stdin(args.files)
    if args.backup and not args.write:
        raise InputError("--backup requires --write")
    results, errors = _process(args)
    differences = _find_differences(results)
    if args.snippet and args.format == "text" and not (args.check or args.diff or args.write):
        sys.stderr.write(report.format_results(results, differences, errors, with_snippets=False))
        sys.stdout.write(report.join_snippets(results))
    elif not args.check:
        sys.stdout.write(report.RESULT_FORMATS[args.format](results, differences, errors))
    if results:
        print_note(report.summarize_results(results, differences))
    refused = args.write and any(one.plan.changes and not one.written for one in results)
    if errors or refused:
        return ExitStatus.UNUSABLE_INPUT
    done = all(one.plan.is_done for one in results) and not differences
    return ExitStatus.NOTHING_TO_DO if done else ExitStatus.FINDINGS


def _process(args: argparse.Namespace) -> tuple[list[FileResult], list[InputError]]:
    """Return the results, and the errors about what was not checked; print what the report does not contain."""
    from proctoring_config.upgrade.process import process_file
    from proctoring_config.upgrade.settings_file import find_settings_files

    results: list[FileResult] = []
    errors: list[InputError] = []
    for name in args.files:
        try:
            for file in find_settings_files(name, args.key):
                results.append(
                    process_file(
                        file,
                        FLAG_BY_CHOICE.get(args.review_rules),
                        form=args.snippet,
                        diff=args.diff,
                        write=args.write,
                        backup=args.backup,
                    )
                )
                errors += _print_what_is_unknown(file, require=args.require)
        except InputError as error:
            print_error(error)
            errors.append(error)
    return results, errors


def _print_what_is_unknown(file: SettingsFile, *, require: bool) -> Iterator[InputError]:
    """Print what was not checked in a file, and yield it if the exit status depends on it."""
    name = file.source.name
    if file.document and not file.setting and not file.misplaced:
        error = require_setting(name)
        print_note(str(error) if require else describe_absence(name))
        if require:
            yield error
    elif file.error:
        is_searched = not file.mention and not file.origin.is_hidden
        if not (file.mention and file.is_checked):
            print_error(file.error, "; it does not mention proctortrack" if is_searched else "")
        if not file.is_checked:
            yield file.error
    elif file.assumed and file.setting:
        print_note(f"{file.setting.place}: {file.assumed} is checked as {SETTING}")
    if file.unknown:
        print_error(file.unknown)
        yield file.unknown


def _find_differences(results: list[FileResult]) -> list[str]:
    """Return a line for each difference between the files after the upgrade."""
    from proctoring_config.files.compare import PlannedValue, compare_capabilities, missing_setting

    found = [one for one in results if one.file.setting]
    if not found:
        return []
    first = found[0].file
    planned = [PlannedValue(one.file.source.name, one.plan.apply(one.file.value)) for one in found]
    differences = [(problem, name) for problem, name in compare_capabilities(planned, first.path)]
    without = [one.file for one in results if one.file.document and not one.file.setting and not one.file.misplaced]
    differences += [
        (missing_setting((SETTING,), first.setting), file.source.name)
        for file in without
        if first.setting and not file.origin.is_plugin
    ]
    return [f"{name}: {problem.location}: {problem.message}" for problem, name in differences]
