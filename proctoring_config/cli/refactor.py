"""``proctoring-config refactor``: make a checkout of edx-platform provider-neutral, or report what would change."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import ExitStatus
from proctoring_config.errors import InputError
from proctoring_config.text import pluralize

if TYPE_CHECKING:
    from proctoring_config.refactor.checkout import Checkout
    from proctoring_config.refactor.engine import FileEdit
    from proctoring_config.refactor.fixer import Fixer
    from proctoring_config.refactor.report import Report

HELP = "make the proctoring code of a checkout of edx-platform provider-neutral"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("path", metavar="PATH", nargs="?", type=Path, help="the checkout")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="change the files (default: only report)")
    mode.add_argument("--check", action="store_true", help="print only the summary, and set the exit status")
    mode.add_argument("--list", action="store_true", help="list the fixers and exit")
    parser.add_argument("--diff", action="store_true", help="show the changes")
    parser.add_argument("--only", action="append", default=[], metavar="FIXER", help="use this fixer (repeatable)")
    parser.add_argument("--skip", action="append", default=[], metavar="FIXER", help="skip this fixer (repeatable)")
    parser.add_argument(
        "--format", choices=["text", "json", "markdown"], default="text", help="format of the report (default: text)"
    )
    parser.add_argument(
        "--requirement",
        metavar="SPEC",
        help="requirement to add (default: proctoring-config, pinned to the running version in compiled files)",
    )
    parser.add_argument("--commit", action="store_true", help="with --write, commit the changes in several parts")
    parser.add_argument(
        "--propose",
        metavar="FILE",
        type=Path,
        help="write a patch to FILE for simple comparisons that no fixer understands",
    )
    parser.add_argument("--allow-dirty", action="store_true", help="write despite uncommitted changes")


def run(args: argparse.Namespace) -> int:
    """Report, or with ``--write`` change, and return the exit status."""
    if missing := [name for name in ("libcst", "packaging", "pyflakes") if find_spec(name) is None]:
        raise InputError(f"Missing packages: {', '.join(missing)}. Run pip install 'proctoring-config[refactor]'")
    from proctoring_config.refactor.fixer import all_fixers, select_fixers

    fixers = select_fixers(all_fixers(), only=args.only, skip=args.skip)
    if args.list:
        for fixer in fixers:
            print(f"{fixer.name}: {fixer.summary}")
        return ExitStatus.NOTHING_TO_DO
    report = _refactor(args, fixers)
    if not args.check:
        sys.stdout.write(_render(report, args))
    print(report.summary(), file=sys.stderr)
    return ExitStatus.NOTHING_TO_DO if report.is_clean else ExitStatus.FINDINGS


def _refactor(args: argparse.Namespace, fixers: list[Fixer]) -> Report:
    from proctoring_config.refactor.checkout import clean_up, list_files, write_edits
    from proctoring_config.refactor.commits import check_repository, plan_commits, write_commits
    from proctoring_config.refactor.engine import compute_changeset
    from proctoring_config.refactor.fixer import all_fixers
    from proctoring_config.refactor.propose import propose_edits
    from proctoring_config.refactor.report import Report
    from proctoring_config.refactor.source import REQUIREMENT
    from proctoring_config.refactor.targets import read_targets

    if args.commit and (args.allow_dirty or not args.write):
        raise InputError("--commit requires --write, and a clean tree, so --allow-dirty cannot be used with it")
    checkout = _detect_checkout(args)
    if args.propose and args.propose.resolve().is_relative_to(checkout.root):
        raise InputError(f"{args.propose}: inside the checkout. Choose a file outside of it for --propose")
    gc.disable()  # saves 6% of the run time: syntax trees have millions of nodes and no cycles
    try:
        paths = list(list_files(checkout.root))
        if args.write:
            clean_up(checkout.root, paths)
        targets, unreadable = read_targets(checkout.root, paths, all_fixers(), args.requirement or REQUIREMENT)
        changeset = compute_changeset(targets, fixers, unreadable)
        if args.propose:
            _propose(args.propose, propose_edits(targets, changeset, written=args.write))
        if args.commit:
            commits = plan_commits(targets, changeset, fixers)
            check_repository(checkout.root, commits)
            write_commits(checkout.root, commits)
            for commit in commits:
                print(f"committed: {commit.subject}", file=sys.stderr)
        elif args.write:
            write_edits(checkout.root, changeset.edits)
    except OSError as reason:
        raise InputError(str(reason)) from None
    finally:
        gc.freeze()
        gc.enable()
    return Report(checkout, changeset, written=args.write)


def _propose(file: Path, edits: Sequence[FileEdit]) -> None:
    """Write the patch, also if it is empty, so that an old one does not stay."""
    from proctoring_config.refactor.propose import render_patch

    file.write_bytes(render_patch(edits))
    changes = f"proposed changes to {pluralize(len(edits), 'file')}. Apply them with git apply"
    print(f"{file}: {changes if edits else 'no changes to propose'}", file=sys.stderr)


def _detect_checkout(args: argparse.Namespace) -> Checkout:
    from proctoring_config.refactor.checkout import detect_checkout
    from proctoring_config.refactor.git import list_uncommitted

    if args.path is None:
        raise InputError("PATH is missing: refactor requires a checkout of edx-platform")
    checkout = detect_checkout(args.path)
    print(f"{args.path}: {checkout}", file=sys.stderr)
    if args.write and not args.allow_dirty:
        changes = list_uncommitted(checkout.root)
        if changes:
            raise InputError(
                f"{args.path}: uncommitted changes ({changes[0]}{', ...' if len(changes) > 1 else ''}). Commit or "
                "stash them, or use --allow-dirty, for example to finish an interrupted run"
            )
        if changes is None and args.commit:
            raise InputError(f"{args.path}: not a git checkout, or git status failed, so nothing can be committed")
        if changes is None and (checkout.root / ".git").exists():
            raise InputError(
                f"{args.path}: git status failed, so there may be uncommitted changes. Run git status there, or use "
                "--allow-dirty"
            )
    return checkout


def _render(report: Report, args: argparse.Namespace) -> str:
    from proctoring_config.refactor.pull_request import render_markdown
    from proctoring_config.refactor.report import render_json, render_text

    if args.format == "json":
        return render_json(report, diffs=args.diff) + "\n"
    return (render_markdown if args.format == "markdown" else render_text)(report, diffs=args.diff)
