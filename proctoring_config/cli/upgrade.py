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
    from proctoring_config.upgrade.subjects import Subject
    from proctoring_config.upgrade.treatment import Treatment

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
    treatments, failed = _treated(args)
    unlike = _unlike(treatments)
    if not args.check:
        sys.stdout.write(upgrade_report.FORMATS[args.format](treatments, unlike))
    if treatments:
        say(upgrade_report.summary(treatments, unlike))
    refused = args.write and any(one.plan.changes and not one.written for one in treatments)
    if failed or refused or not all(one.subject.is_judged for one in treatments):
        return exits.CANNOT_TREAT
    return exits.NOTHING_TO_DO if all(one.is_done for one in treatments) and not unlike else exits.FINDINGS


def _treated(args: argparse.Namespace) -> tuple[list[Treatment], bool]:
    """Return what comes of the files, and whether one could not be looked at; say what is not told by the report."""
    from proctoring_config.upgrade.subjects import examined
    from proctoring_config.upgrade.treatment import treat

    treatments, failed = [], False
    for name in args.files:
        try:
            for subject in examined(name, args.key):
                treatments.append(
                    treat(
                        subject,
                        REVIEW_RULES.get(args.review_rules),
                        form=args.snippet,
                        diff=args.diff,
                        write=args.write,
                        backup=args.backup,
                    )
                )
                _say_what_is_not_known(subject)
        except UntreatableError as reason:
            say(str(reason))
            failed = True
    return treatments, failed


def _say_what_is_not_known(subject: Subject) -> None:
    if subject.document and not subject.setting:
        say(absent(subject.document, subject.path))
    elif subject.unreadable and not (subject.mention and subject.is_judged):
        is_searched = not subject.mention and not subject.place.is_hidden
        say(subject.unreadable + ("; it does not name proctortrack" if is_searched else ""))


def _unlike(treatments: list[Treatment]) -> list[str]:
    from proctoring_config.upgrade.pairs import Planned, differences

    planned = [
        Planned(one.subject.source.name, one.subject.value, one.plan) for one in treatments if one.subject.setting
    ]
    return list(differences(planned))
