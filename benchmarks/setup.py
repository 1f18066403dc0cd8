"""
Measure ``django.setup()`` and ``manage.py check --tag proctoring`` as whole processes.

The growth of the check is measured in this process, without the start-up: the additional time per provider for 1,000
providers is compared with that for 100.
"""

from __future__ import annotations

import statistics
import sys
import timeit
from collections.abc import Iterator

from benchmarks.project import backends, in_process
from benchmarks.timing import Row, commands, compared, difference

_PROJECT = ["env", "DJANGO_SETTINGS_MODULE=benchmarks.project"]
_SETUP = [sys.executable, "-c", "import django; django.setup()"]
_CHECK = [sys.executable, "-m", "django", "check", "--tag", "proctoring"]
NUMBERS = (1, 10, 100, 1_000)
#: Linear growth has a ratio of 1, quadratic growth a ratio of 10.
GROWTH = 1.5


def rows() -> Iterator[Row]:
    """Measure the start-up, and the check with an increasing number of providers."""
    ours, without = commands([*_PROJECT, *_SETUP], [*_PROJECT, "BENCH_WITHOUT=1", *_SETUP])
    yield compared("django.setup() vs. project without this app", ours, without)
    extra, whole = difference(ours, without), statistics.median(without)
    yield Row("  difference vs. total", extra, whole, extra / whole)
    for number in NUMBERS:
        command = [*_PROJECT, f"BENCH_BACKENDS={number}", *_CHECK]
        what = f"check --tag proctoring, providers: {number:,}, vs. setup"
        yield compared(what, *commands(command, [*_PROJECT, *_SETUP], runs=7))
    yield growth()


def growth() -> Row:
    """Compare the additional time per provider of the checks, for 1,000 and for 100 providers."""
    in_process()
    import django
    from django.core import checks
    from django.test import override_settings

    django.setup()

    def seconds(number: int) -> float:
        with override_settings(PROCTORING_BACKENDS=backends(number)):
            return timeit.timeit(lambda: checks.run_checks(tags=["proctoring"]), number=1)

    seconds(0)
    many, few = [], []
    for _ in range(31):
        nothing = seconds(0)
        many.append((seconds(1_000) - nothing) / 1_000)
        few.append((seconds(100) - nothing) / 100)
    return compared("  check alone, per provider: 1,000 vs. 100", many, few, target=GROWTH)
