"""What the import of a predicate costs over the import of Django's settings, in processes of its own."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.timing import Row, commands, compared

_DJANGO = "from django.conf import settings"
_OURS = "from proctoring_config import show_review_rules"
_TIMED = f"import time\n{_DJANGO}\nstart = time.perf_counter()\n{_OURS}\nprint(time.perf_counter() - start)"
_ORIENTATION = 0.005


def rows() -> Iterator[Row]:
    """Measure whole processes, and, since these differ by more than it takes, our import itself inside of others."""
    ours, reference = commands([sys.executable, "-c", f"{_DJANGO}; {_OURS}"], [sys.executable, "-c", _DJANGO], runs=21)
    yield compared("import of a predicate, with import django.conf alone", ours, reference)
    itself = statistics.median(_import_itself() for _ in range(21))
    what = "  the import itself, against the orientation of 5 ms"
    yield Row(what, itself, _ORIENTATION, itself / _ORIENTATION, 1.0)


def _import_itself() -> float:
    """Return its seconds in a new process."""
    done = subprocess.run([sys.executable, "-c", _TIMED], capture_output=True, text=True, check=True)
    return float(done.stdout)
