"""The summary on the audit page: how often each kind of problem was found, within the time that a page may take."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables

from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.problems import Kind
from proctoring_config.problems.kinds import KINDS

#: A page stops the audit after this time; a hundred thousand courses take a few seconds.
SECONDS = 20.0


@dataclass(frozen=True)
class Summary:
    """
    The result of an audit: each kind of problem that was found, with its count, in the order of the ids.

    ``read`` of the ``total`` courses with proctored exams enabled were read before the time was up. ``failure``
    explains in the reader's language why there is no result, and is empty if there is one. ``skipped`` lists what was
    not checked because a table is missing. ``courses`` and ``silenced`` are those of the :class:`Audit`.
    """

    counts: list[tuple[Kind, int]]
    courses: int
    silenced: int
    skipped: list[str]
    read: int = 0
    total: int = 0
    failure: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether all courses were read."""
        return self.read >= self.total

    @property
    def problems(self) -> int:
        """The number of problems of all kinds."""
        return sum(count for _, count in self.counts)


class _OutOfTimeError(Exception):
    """Stops an audit between two batches of courses."""


@sensitive_variables()
def summarize(scope: Scope) -> Summary:
    """Audit the default database for at most :data:`SECONDS` and return the summary. Never raises."""
    end, progress, failure = time.monotonic() + SECONDS, (0, 0), ""

    def stop_in_time(read: int, total: int) -> None:
        nonlocal progress
        progress = read, total
        if read < total and time.monotonic() > end:
            raise _OutOfTimeError

    run = Audit(DEFAULT_DB_ALIAS, scope, progress=stop_in_time)
    try:
        for _ in run:
            pass
    except _OutOfTimeError:
        pass
    except CannotReadError as error:
        failure = error.text.localize(gettext)
    counts = [(kind, run.counts[kind.id]) for kind in KINDS if run.counts[kind.id]]
    skipped = [line.localize(gettext) for line in run.skipped]
    return Summary(counts, run.courses, run.silenced, skipped, *progress, failure)
