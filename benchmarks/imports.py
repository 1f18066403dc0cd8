"""What the import of the package costs over the import of Django's settings, as whole processes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.timing import Row, commands, compared, difference

_DJANGO = "from django.conf import settings"


def rows() -> Iterator[Row]:
    """Measure both imports; the second row is their difference."""
    ours, reference = commands(
        [sys.executable, "-c", f"{_DJANGO}; import proctoring_config"], [sys.executable, "-c", _DJANGO], runs=41
    )
    yield compared("import proctoring_config, with import django.conf alone", ours, reference)
    extra = difference(ours, reference)
    yield Row("  the difference, against the orientation of 5 ms", extra, 0.005, extra / 0.005, 1.0)
