"""
``proctoring-config refactor`` over a whole checkout of edx-platform, which PROCTORING_CONFIG_PLATFORM_TREE names.

The references are django-upgrade over the checkout's Python files, and the work that nobody can avoid: to read every
candidate file once and to parse, with LibCST, the Python files in which something is found. Without a checkout there
is nothing to measure.
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
    """Measure the whole-tree run against both."""
    if not TREE:
        yield "refactor of a checkout: not measured, PROCTORING_CONFIG_PLATFORM_TREE names none"
        return
    scripts = Path(sys.executable).parent
    ours = [str(scripts / "proctoring-config"), "refactor", TREE, "--check"]
    python = [str(path) for path in sorted(Path(TREE).rglob("*.py")) if path.is_file()]
    upgrade = [str(scripts / "django-upgrade"), "--target-version", "4.2", "--check", *python]
    yield compared(
        f"refactor of a checkout, with django-upgrade, {len(python)} files",
        *commands(ours, upgrade, runs=3, expect=(1, 1)),
        target=0.5,
    )
    yield compared(
        "refactor of a checkout, with reading it and parsing hits",
        *commands(ours, [sys.executable, "-c", UNAVOIDABLE, TREE], runs=7, expect=(1, 0)),
        target=3.5,
    )
