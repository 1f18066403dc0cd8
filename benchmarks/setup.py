"""
What ``django.setup()`` costs with our app, and what ``manage.py check --tag proctoring`` does, as whole processes.

Whether the check's growth is linear is judged in this process, where start-up does not hide it: what each provider adds
to a check without providers, among 1,000 and among 100.
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
#: Growth that is linear has 1, and quadratic growth 10.
GROWTH = 1.5


def rows() -> Iterator[Row]:
    """Measure start-up, then the check with more and more providers."""
    ours, without = commands([*_PROJECT, *_SETUP], [*_PROJECT, "BENCH_WITHOUT=1", *_SETUP])
    yield compared("django.setup(), with the same project without our app", ours, without)
    extra, whole = difference(ours, without), statistics.median(without)
    yield Row("  the difference, with the whole", extra, whole, extra / whole)
    for number in NUMBERS:
        command = [*_PROJECT, f"BENCH_BACKENDS={number}", *_CHECK]
        what = f"check --tag proctoring, {number:,} providers, with setup alone"
        yield compared(what, *commands(command, [*_PROJECT, *_SETUP], runs=7))
    yield growth()


def growth() -> Row:
    """Return what a provider adds among 1,000 and among 100, of the checks alone."""
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
    return compared("  the check alone, per provider: of 1,000, with of 100", many, few, target=GROWTH)
