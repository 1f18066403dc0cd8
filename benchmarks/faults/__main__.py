"""Print the table of injected faults with ``python -m benchmarks.faults``."""

from __future__ import annotations

from benchmarks.faults.report import measure

if __name__ == "__main__":
    print("\n".join(measure().lines()))
