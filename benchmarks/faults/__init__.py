"""
Inject faults into healthy settings, and measure which tool finds them.

Healthy settings in every form are broken in the ways in which operators break them. A fault is found if the tool
reports it as such; what else it says about the file does not count. The remedy is tested by obeying the hint.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.timing import ShareRow


def rows() -> Iterator[ShareRow | str]:
    """Yield the shares of faults that are not found, reported on another line, or not mended, and the table."""
    from benchmarks.faults.report import GOALS, measure

    measurement = measure()
    ours = measurement.results[0]
    yield from measurement.lines()
    for (what, goal), share in zip(GOALS.items(), ours.shares(), strict=True):
        yield ShareRow(f"injected faults that are not {what}", 1 - share, 1 - goal)
    yield ShareRow("false alarms in healthy files", ours.false_alarms / measurement.healthy, 0)
