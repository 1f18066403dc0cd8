"""The sources that the fixers' tests begin with."""

from collections.abc import Iterator
from importlib import import_module

from proctoring_config.refactor.fixer import Fixer


def sources(fixer: Fixer) -> Iterator[tuple[str, str]]:
    """Yield path and text of every case in which the fixer rewrites something, as its tests write them down."""
    tests = import_module(f"tests.refactor.fixers.test_{fixer.name}")
    for _, *case in tests.REWRITES:
        yield (case[0], case[1]) if len(case) == 3 else (tests.PATH, case[0])
