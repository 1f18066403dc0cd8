"""
``proctoring-config upgrade FILE...``: what to add to settings so that each provider behaves as on the old release.

Each file is treated by itself, and one that cannot be treated does not keep the others from it. Where settings are
generated, the lines to carry there are printed; a plain file is edited with ``--write``.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from proctoring_config.cli import exits
from proctoring_config.cli.settings_files import absent, add_key, require_one_stdin, say
from proctoring_config.errors import UntreatableError

if TYPE_CHECKING:
    from proctoring_config.upgrade.process import FileResult
    from proctoring_config.upgrade.settings_file import SettingsFile

HELP = "say, or write, the options that keep an instance behaving as before the provider-neutral release"
REVIEW_RULES = {"shown": True, "hidden": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a settings file: YAML, JSON, a template of them, a Python module; - is standard input",
    )
    parser.add_argument(
        "--review-rules",
        choices=REVIEW_RULES,
        help="what the waffle flag studio.show_review_rules did in every course of the old release: rules shown "
        "(on for everyone) or hidden (off, or never set)",
    )
    add_key(parser)
    parser.add_argument(
        "--snippet",
        choices=("yaml", "json", "python", "tutor"),
        help="the form of the lines to add (default: by the kind of file)",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="edit the files that are plain YAML or JSON")
    mode.add_argument("--check", action="store_true", help="print nothing but the summary; the exit status tells")
    parser.add_argument("--diff", action="store_true", help="show what changes in a file; values are masked")
    parser.add_argument("--backup", action="store_true", help="with --write: keep the old file as FILE.bak")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the report (default: text)")


def run(args: argparse.Namespace) -> int:
    """Print the report to stdout, everything else to stderr, and return the exit status."""
    from proctoring_config.cli import upgrade_report

    require_one_stdin(args.files)
    if args.backup and not args.write:
        raise UntreatableError("--backup is for --write")
    results, failed = _process(args)
    unlike = _compare(results, args.key)
    if not args.check:
        sys.stdout.write(upgrade_report.FORMATS[args.format](results, unlike))
    if results:
        say(upgrade_report.summary(results, unlike))
    refused = args.write and any(one.plan.changes and not one.written for one in results)
    if failed or refused or not all(one.file.is_checked for one in results):
        return exits.CANNOT_TREAT
    return exits.NOTHING_TO_DO if all(one.is_done for one in results) and not unlike else exits.FINDINGS


def _process(args: argparse.Namespace) -> tuple[list[FileResult], bool]:
    """Return what comes of the files, and whether one could not be looked at; say what is not told by the report."""
    from proctoring_config.upgrade.process import process_file
    from proctoring_config.upgrade.settings_file import find_settings_files

    results, failed = [], False
    for name in args.files:
        try:
            for file in find_settings_files(name, args.key):
                results.append(
                    process_file(
                        file,
                        REVIEW_RULES.get(args.review_rules),
                        form=args.snippet,
                        diff=args.diff,
                        write=args.write,
                        backup=args.backup,
                    )
                )
                _say_what_is_not_known(file)
        except UntreatableError as reason:
            say(str(reason))
            failed = True
    return results, failed


def _say_what_is_not_known(file: SettingsFile) -> None:
    if file.document and not file.setting:
        say(absent(file.document, file.path))
    elif file.unreadable and not (file.mention and file.is_checked):
        is_searched = not file.mention and not file.origin.is_hidden
        say(file.unreadable + ("; it does not name proctortrack" if is_searched else ""))


def _compare(results: list[FileResult], path: tuple[str, ...]) -> list[str]:
    """Return a line for each difference between the files after the upgrade."""
    from proctoring_config.files.compare import PlannedValue, compare_capabilities

    planned = [
        PlannedValue(one.file.source.name, one.plan.apply(one.file.value)) for one in results if one.file.setting
    ]
    differences = compare_capabilities(planned, path)
    return [f"{name}: {problem.location}: {problem.message}" for problem, name in differences]
