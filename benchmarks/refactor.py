"""
Measure ``proctoring-config refactor`` with the edx-platform checkout at PROCTORING_CONFIG_PLATFORM_TREE.

The references are django-upgrade with the checkout's Python files, and the unavoidable work: reading every candidate
file once, and parsing the Python files that need changes with LibCST. Without a checkout, nothing is measured.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Row, commands, compared

TREE = os.environ.get("PROCTORING_CONFIG_PLATFORM_TREE", "")
UNAVOIDABLE = """
import sys
from pathlib import Path
import libcst
from proctoring_config.refactor.checkout import list_files
from proctoring_config.refactor.traces import may_contain_trace
root = Path(sys.argv[1])
for path in list_files(root):
    if (root / path).is_file():
        content = (root / path).read_bytes()
        if path.endswith(".py") and may_contain_trace(content.lower()):
            libcst.parse_module(content)
"""


def rows() -> Iterator[Row | str]:
    """Compare a run on the whole tree with both references."""
    if not TREE:
        yield "refactor of a checkout: not measured, PROCTORING_CONFIG_PLATFORM_TREE is not set"
        return
    scripts = Path(sys.executable).parent
    ours = [str(scripts / "proctoring-config"), "refactor", TREE, "--check"]
    python = [str(path) for path in sorted(Path(TREE).rglob("*.py")) if path.is_file()]
    upgrade = [str(scripts / "django-upgrade"), "--target-version", "4.2", "--check", *python]
    yield compared(
        f"refactor of a checkout vs. django-upgrade, {len(python)} files",
        *commands(ours, upgrade, runs=3, expect=(1, 1)),
        target=0.4,
    )
    yield compared(
        "refactor of a checkout vs. reading and parsing",
        *commands(ours, [sys.executable, "-c", UNAVOIDABLE, TREE], runs=7, expect=(1, 0)),
        target=3.5,
    )
