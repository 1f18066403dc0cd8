"""What a tool made of a broken file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Verdict(NamedTuple):
    """Whether the fault was found, on the right line, and with a remedy that mends it; and what was printed."""

    is_found: bool
    is_at_line: bool
    is_mended: bool
    reports: Sequence[object] = ()


NOTHING = Verdict(False, False, False)


def run_worker(module: str, cases: object) -> list[Any]:
    """
    Return what ``benchmarks.faults.MODULE`` makes of ``cases`` in a new process: both sides write JSON.

    Raises RuntimeError if the process fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.faults.{module}"],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent.parent,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    answers: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return answers
