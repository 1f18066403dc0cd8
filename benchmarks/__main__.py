"""
``python -m benchmarks``: measure everything and print one table; exit status 1 if a target is missed.

``--page FILE`` also writes machine, versions and table into a page, below its line ``.. results``. A part is a module
with ``rows()``: each has a text, a ratio and perhaps a target, or is a mere text that says why it is not measured.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks.machine import facts
from benchmarks.timing import HEAD

PARTS = ("predicates", "flag", "imports", "setup", "check", "refactor", "audit")
MARK = ".. results\n"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the results into this page, too")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"measure these only: {', '.join(PARTS)}")
    args = parser.parse_args()
    lines = [*facts(), "", HEAD]
    print("\n".join(lines))
    missed = 0
    for part in args.parts or PARTS:
        for row in importlib.import_module(f"benchmarks.{part}").rows():
            print(row, flush=True)
            lines.append(str(row))
            missed += not isinstance(row, str) and row.target is not None and row.ratio > row.target
    if args.page:
        write(args.page, lines)
    return 1 if missed else 0


def write(page: Path, lines: list[str]) -> None:
    """Put the lines below the mark, in the place of those of an earlier run."""
    above, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise SystemExit(f"{page}: no line {MARK.strip()!r} to write the results below")
    block = "\n".join(f"   {line}".rstrip() for line in lines)
    page.write_text(f"{above}{mark}\n.. code-block:: text\n\n{block}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
