"""Measure pairs alternately, so that other load affects both in the same way, and compute medians and ratios."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
import timeit
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: The width of the first column.
WIDTH = 58


@dataclass(frozen=True)
class Row:
    """One row of the table: both medians in seconds, and the median of the ratios."""

    what: str
    ours: float
    reference: float
    ratio: float
    target: float | None = None

    def __str__(self) -> str:
        return line(self.what, _shown(self.ours), _shown(self.reference), self.ratio, self.target)


@dataclass(frozen=True)
class ShareRow:
    """A row with a share of all cases, compared with the permitted share. ``ratio`` is the share itself."""

    what: str
    ratio: float
    target: float

    def __str__(self) -> str:
        return line(self.what, f"{self.ratio:.1%}", f"{self.target:.1%}", self.ratio, round(self.target, 3))


HEAD = f"{'':<{WIDTH}} {'ours':>10} {'reference':>10} {'ratio':>7}"


def line(what: str, ours: str, reference: str, ratio: float, target: float | None) -> str:
    """Return a row of the table as text."""
    verdict = "" if target is None else f"at most {target}: {'yes' if ratio <= target else 'NO'}"
    return f"{what:<{WIDTH}} {ours:>10} {reference:>10} {ratio:7.2f}  {verdict}"


def compared(what: str, ours: list[float], reference: list[float], target: float | None = None) -> Row:
    """Return the row for two series that were measured alternately."""
    ratios = [one / other for one, other in zip(ours, reference, strict=True)]
    return Row(what, statistics.median(ours), statistics.median(reference), statistics.median(ratios), target)


def difference(ours: list[float], reference: list[float]) -> float:
    """Return the median of the differences of two series that were measured alternately."""
    return statistics.median(one - other for one, other in zip(ours, reference, strict=True))


def calls(
    ours: Callable[..., object], reference: Callable[..., object], arg: object
) -> tuple[list[float], list[float]]:
    """Time two functions alternately, 31 times 50,000 calls each, and return the seconds per call."""
    number = 50_000
    timers = [timeit.Timer("f(arg)", globals={"f": f, "arg": arg}) for f in (ours, reference)]
    series: tuple[list[float], list[float]] = ([], [])
    for _ in range(31):
        for timer, times in zip(timers, series, strict=True):
            times.append(timer.timeit(number) / number)
    return series


def commands(
    ours: Sequence[str], reference: Sequence[str], *, runs: int = 15, expect: tuple[int, int] = (0, 0)
) -> tuple[list[float], list[float]]:
    """
    Time two commands alternately as whole processes. Raise RuntimeError for an unexpected exit status.

    The processes use compiled modules, as installed programs do.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    series: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for command, times, status in zip((ours, reference), series, expect, strict=True):
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
            if done.returncode != status:
                raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
            if run:  # the first run only fills the disk cache
                times.append(time.perf_counter() - start)
    return series


def _shown(seconds: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if abs(seconds) * factor >= 1:
            return f"{seconds * factor:.2f} {unit}"
    return f"{seconds * 1e9:.0f} ns"
