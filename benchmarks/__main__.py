"""
Run all benchmarks with ``python -m benchmarks`` and print a table. The exit status is 1 if a target is missed.

``--page FILE`` also writes the machine, the versions and the table into a page, below its line ``.. results``. Each
part is a module with a function ``rows()``. A row has a label, a ratio and possibly a target. A row can also be a
string that explains why something was not measured.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks.machine import facts
from benchmarks.timing import HEAD

PARTS = ("predicates", "flag", "imports", "setup", "check", "faults", "refactor", "audit")
MARK = ".. results\n"


def main() -> int:
    """Print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--page", type=Path, metavar="FILE", help="also write the results into this page")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"run only these parts: {', '.join(PARTS)}")
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
    """Write the lines below the mark and replace the results of an earlier run."""
    above, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise SystemExit(f"{page}: no line {MARK.strip()!r} to write the results below")
    block = "\n".join(f"   {line}".rstrip() for line in lines)
    page.write_text(f"{above}{mark}\n.. code-block:: text\n\n{block}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
