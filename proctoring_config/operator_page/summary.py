"""The summary of the audit: how many courses have which problem, in the time that a page may take."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.views.decorators.debug import sensitive_variables

from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.problems import Kind
from proctoring_config.problems.kinds import KINDS

#: After so many seconds a page stops; a hundred thousand courses take a few.
SECONDS = 20.0


@dataclass(frozen=True)
class Summary:
    """
    What a run found: each kind of problem with the number of its findings, in the order of the table of kinds.

    ``looked_at`` of the ``total`` courses with proctored exams enabled were read before the time was up, and ``run``
    has the rest. ``failure`` says why there is nothing to show, and is empty where all is well.
    """

    run: Audit
    findings: list[tuple[Kind, int]]
    looked_at: int = 0
    total: int = 0
    failure: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end."""
        return self.looked_at >= self.total

    @property
    def number(self) -> int:
        """How many findings there are."""
        return sum(count for _, count in self.findings)


class _OutOfTimeError(Exception):
    """Ends a run between two pages of courses."""


@sensitive_variables()
def summarise(scope: Scope) -> Summary:
    """Run the audit of the default database for at most :data:`SECONDS` and return its summary. Never raises."""
    end, progress, failure = time.monotonic() + SECONDS, (0, 0), ""

    def keep_time(looked_at: int, total: int) -> None:
        nonlocal progress
        progress = looked_at, total
        if looked_at < total and time.monotonic() > end:
            raise _OutOfTimeError

    run = Audit(DEFAULT_DB_ALIAS, scope, progress=keep_time)
    try:
        for _ in run:
            pass
    except _OutOfTimeError:
        pass
    except CannotReadError as error:
        failure = str(error)
    findings = [(kind, run.counts[kind.id]) for kind in KINDS if run.counts[kind.id]]
    return Summary(run, findings, *progress, failure)
