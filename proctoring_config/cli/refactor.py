"""``proctoring-config refactor``: makes a checkout of edx-platform provider-neutral, or says what that would change."""

from __future__ import annotations

import argparse
import gc
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import ExitStatus
from proctoring_config.errors import InputError

if TYPE_CHECKING:
    from proctoring_config.refactor.fixer import Fixer
    from proctoring_config.refactor.report import Report
    from proctoring_config.refactor.tree import Tree

HELP = "make a checkout of edx-platform provider-neutral: no vendor branch, no waffle flag, no Zendesk hook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("path", metavar="PATH", nargs="?", type=Path, help="the checkout")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="change the files; without it they are only reported")
    mode.add_argument("--check", action="store_true", help="print nothing but the summary; the exit status tells")
    mode.add_argument("--list", action="store_true", help="list the fixers and stop")
    parser.add_argument("--diff", action="store_true", help="show what changes")
    parser.add_argument("--only", action="append", default=[], metavar="FIXER", help="use this fixer (repeatable)")
    parser.add_argument("--skip", action="append", default=[], metavar="FIXER", help="do not use it (repeatable)")
    parser.add_argument("--format", choices=["text", "json", "markdown"], default="text", help="of the report")
    parser.add_argument("--requirement", metavar="SPEC", help="the line for requirements files (default: this version)")
    parser.add_argument("--allow-dirty", action="store_true", help="write although git has uncommitted changes")


def run(args: argparse.Namespace) -> int:
    """Report, or with ``--write`` change, and return the exit status."""
    if missing := [name for name in ("libcst", "packaging", "pyflakes") if find_spec(name) is None]:
        raise InputError(f"{' and '.join(missing)} missing: pip install 'proctoring-config[refactor]'")
    from proctoring_config.refactor.fixer import all_fixers
    from proctoring_config.refactor.selection import selected

    fixers = selected(all_fixers(), only=args.only, skip=args.skip)
    if args.list:
        for fixer in fixers:
            print(f"{fixer.name}: {fixer.summary}")
        return ExitStatus.NOTHING_TO_DO
    report = _refactored(args, fixers)
    if not args.check:
        sys.stdout.write(_rendered(report, args))
    print(report.summary(), file=sys.stderr)
    return ExitStatus.NOTHING_TO_DO if report.is_clean else ExitStatus.FINDINGS


def _refactored(args: argparse.Namespace, fixers: list[Fixer]) -> Report:
    from proctoring_config.refactor.candidates import candidates
    from proctoring_config.refactor.documents import read
    from proctoring_config.refactor.plan import make_plan
    from proctoring_config.refactor.report import Report
    from proctoring_config.refactor.source import REQUIREMENT
    from proctoring_config.refactor.write import remove_debris, write

    tree = _tree(args)
    gc.disable()  # syntax trees have millions of nodes and no cycles among them
    try:
        paths = list(candidates(tree.root))
        if args.write:
            remove_debris(tree.root, paths)
        plan = make_plan(read(tree.root, paths, fixers, args.requirement or REQUIREMENT), fixers)
        if args.write:
            write(tree.root, plan)
    except OSError as reason:
        again = "; once that is mended, finish with --write --allow-dirty" if args.write else ""
        raise InputError(f"{reason}{again}") from None
    finally:
        gc.freeze()
        gc.enable()
    return Report(tree, plan, written=args.write)


def _tree(args: argparse.Namespace) -> Tree:
    from proctoring_config.refactor.candidates import uncommitted
    from proctoring_config.refactor.tree import recognise

    if args.path is None:
        raise InputError("refactor needs the PATH of a checkout of edx-platform")
    tree = recognise(args.path)
    print(f"{args.path}: {tree}", file=sys.stderr)
    if args.write and not args.allow_dirty:
        changes = uncommitted(tree.root)
        if changes:
            raise InputError(
                f"{args.path}: git has uncommitted changes ({changes[0]}{', ...' if len(changes) > 1 else ''}): commit "
                "or stash them, or pass --allow-dirty, which also finishes a run that was interrupted"
            )
        if changes is None and (tree.root / ".git").exists():
            raise InputError(
                f"{args.path}: git cannot say whether there are uncommitted changes: see what git status says there, "
                "or pass --allow-dirty"
            )
    return tree


def _rendered(report: Report, args: argparse.Namespace) -> str:
    from proctoring_config.refactor.markdown import as_markdown
    from proctoring_config.refactor.report import as_json, as_text

    if args.format == "json":
        return as_json(report, diffs=args.diff) + "\n"
    return as_markdown(report) if args.format == "markdown" else as_text(report, diffs=args.diff)
