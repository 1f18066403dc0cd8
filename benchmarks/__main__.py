"""``python -m benchmarks``: measure everything and print one table; exit status 1 if a target is missed."""

from __future__ import annotations

import importlib
import platform
import sys

import django

from benchmarks.timing import HEAD

PARTS = ("predicates", "imports", "check", "refactor", "audit")


def main() -> int:
    """Print the table."""
    print(f"Python {platform.python_version()}, Django {django.__version__}, {platform.machine()}")
    print(HEAD)
    missed = 0
    for part in PARTS:
        for row in importlib.import_module(f"benchmarks.{part}").rows():
            print(row, flush=True)
            missed += row.target is not None and row.ratio > row.target
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
