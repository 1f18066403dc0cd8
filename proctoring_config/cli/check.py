"""
``proctoring-config check FILE...``: what settings files say of the proctoring providers, without a Django project.

Each file is judged by itself and several are compared, or they are merged and judged as one (``--merge``). A file that
cannot be treated does not keep the others from being judged, unless they are to be merged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proctoring_config.cli import exits
from proctoring_config.cli.ids import known_id
from proctoring_config.cli.settings_files import absent, add_key, require_one_stdin, say
from proctoring_config.errors import UntreatableError
from proctoring_config.problems import Severity

if TYPE_CHECKING:
    from proctoring_config.cli.findings import Finding
    from proctoring_config.files.setting import Setting

HELP = "check settings files (lms.yml, cms.yml, *.env.json) for problems, with line and column"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a settings file in YAML or JSON; - is standard input")
    parser.add_argument(
        "--merge",
        action="store_true",
        help="judge the files as one: providers and options of a later file are added to those of an earlier one, "
        "and win over them (default: each file is judged by itself, and they are compared)",
    )
    add_key(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the findings (default: text)")
    parser.add_argument(
        "--fail-level",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="the least severity for which the exit status is 1 (default: warning)",
    )
    parser.add_argument(
        "--ignore", action="append", type=known_id, default=[], metavar="ID", help="leave out an id; can be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings to stdout, everything else to stderr, and return the exit status."""
    from proctoring_config.cli import report

    require_one_stdin(args.files)
    settings, failed = _settings(args.files, args.key)
    if failed and args.merge:
        say("nothing is judged, because all files are needed to merge them")
        return exits.CANNOT_TREAT
    found, judged = _findings(settings, merge=args.merge)
    findings = sorted((one for one in found if one.problem.id not in args.ignore), key=lambda one: one.order)
    sys.stdout.write(report.FORMATS[args.format](findings))
    if judged:
        say(report.summary(findings, judged))
    if failed or judged < len(settings):
        return exits.CANNOT_TREAT
    counts = {Severity.ERROR.value, args.fail_level}
    return exits.FINDINGS if any(one.problem.severity.value in counts for one in findings) else exits.NOTHING_TO_DO


def _settings(files: Sequence[str], path: tuple[str, ...]) -> tuple[list[Setting], bool]:
    """Return the settings that the files hold, and whether a file could not be treated; say what is not judged."""
    from proctoring_config.files.read import load
    from proctoring_config.files.setting import find_setting

    settings, failed = [], False
    for name in files:
        try:
            document = load(name)
            setting = find_setting(document, path)
        except UntreatableError as reason:
            say(str(reason))
            failed = True
            continue
        if setting:
            settings.append(setting)
        else:
            say(absent(document, path))
    return settings, failed


def _findings(settings: Sequence[Setting], *, merge: bool) -> tuple[list[Finding], int]:
    """Return what is found, and how many of the settings could be judged; say which could not."""
    from proctoring_config.cli.findings import find_ambiguous_keys, judged
    from proctoring_config.files.setting import merge as merge_settings
    from proctoring_config.files.values import is_unresolved

    found, files = [], 0
    for setting in [merge_settings(settings)] if merge and settings else settings:
        if is_unresolved(setting.entry.node):
            say(f"{setting.place}: {'.'.join(setting.path)} is a placeholder; check the rendered file")
        try:
            found += [*judged(setting), *find_ambiguous_keys(setting)]
        except UntreatableError as reason:
            say(str(reason))
        else:
            files += len(setting.holders)
    if not merge and len(settings) > 1:
        from proctoring_config.cli.findings import placed
        from proctoring_config.files.compare import compare_settings

        found += [placed(problem, entry) for problem, entry in compare_settings(settings)]
    return found, files
