"""What the import of a predicate costs over the import of Django's settings, as whole processes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.timing import Row, commands, compared, difference

_DJANGO = "from django.conf import settings"


def rows() -> Iterator[Row]:
    """Measure both imports; the second row is their difference."""
    predicate = f"{_DJANGO}; from proctoring_config import show_review_rules"
    ours, reference = commands([sys.executable, "-c", predicate], [sys.executable, "-c", _DJANGO], runs=41)
    yield compared("import of a predicate, with import django.conf alone", ours, reference)
    extra = difference(ours, reference)
    yield Row("  the difference, against the orientation of 5 ms", extra, 0.005, extra / 0.005, 1.0)
