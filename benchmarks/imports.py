"""Measure how long the import of a predicate takes in addition to Django's settings, in new processes."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.timing import Row, commands, compared

_DJANGO = "from django.conf import settings"
_OURS = "from proctoring_config import show_review_rules"
_TIMED = f"import time\n{_DJANGO}\nstart = time.perf_counter()\n{_OURS}\nprint(time.perf_counter() - start)"
_GUIDELINE = 0.005


def rows() -> Iterator[Row]:
    """Measure whole processes, and the import alone, because process times vary more than the import takes."""
    ours, reference = commands([sys.executable, "-c", f"{_DJANGO}; {_OURS}"], [sys.executable, "-c", _DJANGO], runs=21)
    yield compared("import of a predicate vs. django.conf", ours, reference)
    itself = statistics.median(_import_itself() for _ in range(21))
    what = "  import alone vs. guideline of 5 ms"
    yield Row(what, itself, _GUIDELINE, itself / _GUIDELINE, 1.0)


def _import_itself() -> float:
    """Return the duration in a new process, in seconds."""
    done = subprocess.run([sys.executable, "-c", _TIMED], capture_output=True, text=True, check=True)
    return float(done.stdout)
