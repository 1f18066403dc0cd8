"""Compare an audit with the JSON output of an earlier one, for example from before the upgrade."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from proctoring_config.audit.models import CourseProblem
from proctoring_config.audit.report import AUDIT_VERSION, audit_filters, items_as_json, problem_as_json, start
from proctoring_config.audit.run import Audit
from proctoring_config.audit.table import TITLES, problems_as_table
from proctoring_config.problems import PREFIX
from proctoring_config.text import describe_os_error, escape_unprintable, pluralize


class CannotCompareError(Exception):
    """The earlier audit cannot be read, or the two audits do not cover the same courses, ids and tables."""


class Key(NamedTuple):
    """The identity of a problem. Problems with equal keys are the same, although their messages may differ."""

    course: str
    id: str
    exams: tuple[str, ...]


@dataclass(frozen=True)
class EarlierAudit:
    """The problems of an earlier audit, and what it covered."""

    keys: Counter[Key]
    filters: dict[str, Any]
    skipped: list[str]


class Compared(Protocol):
    """The new problems, the keys of those that the ``baseline`` alone has, and the number of the ``same`` ones."""

    baseline: str
    same: int
    gone: list[Key]
    counts: Counter[str]

    @property
    def filters(self) -> dict[str, object]:
        """The scope of the comparison, as in the JSON output."""

    def __iter__(self) -> Iterator[CourseProblem]:
        """Yield the new problems."""


class Comparison:
    """
    The problems of ``run`` that ``earlier`` did not have; iterate over it to get them.

    At the end, ``same`` is the number of problems that both have, ``gone`` are the keys of those that only ``earlier``
    has, and ``counts`` the number of new ones by id. ``filters`` is what both audits cover. Iterating raises
    ``CannotCompareError`` if the audits differ in what they cover, before the first problem.
    """

    baseline = "the earlier audit"

    def __init__(self, run: Audit, earlier: EarlierAudit) -> None:
        self.run, self._earlier, self.filters = run, earlier, audit_filters(run)
        self.same, self.counts = 0, Counter[str]()
        self.gone: list[Key] = []

    def __iter__(self) -> Iterator[CourseProblem]:
        """Run the audit."""
        if self.filters != self._earlier.filters:
            raise CannotCompareError(
                "The earlier audit has another scope or other ignored ids. Use the same options for both."
            )
        left, self.same, self.counts = self._earlier.keys.copy(), 0, Counter()
        problems = start(self.run)
        if sorted(map(str, self.run.skipped)) != self._earlier.skipped:
            raise CannotCompareError("One of the two audits could not read a table that the other has read.")
        for found in problems:
            key = Key(found.course_key or "", found.problem.id, tuple(sorted(found.exams)))
            if left[key]:
                left[key] -= 1
                self.same += 1
            else:
                self.counts[found.problem.id] += 1
                yield found
        self.gone = sorted(left.elements())


def read_earlier_audit(path: str) -> EarlierAudit:
    """Return the audit that ``--format json`` has written to the file ``path``. Raises ``CannotCompareError``."""
    try:
        stored = json.loads(Path(path).read_bytes())
        if stored["version"] != AUDIT_VERSION:
            raise ValueError
        keys = Counter(
            Key(found["course_key"] or "", found["id"], tuple(sorted(found["exams"]))) for found in stored["findings"]
        )
        return EarlierAudit(
            keys, {"filters": stored["filters"], "ignored": stored["ignored"]}, sorted(stored["skipped"])
        )
    except OSError as error:
        raise CannotCompareError(f"Cannot read {path}: {describe_os_error(error)}.") from None
    except (ValueError, LookupError, TypeError, RecursionError):
        raise CannotCompareError(f"{path} is not the output of proctoring_audit --format json.") from None


def comparison_as_table(comparison: Compared, *, show_emails: bool = False, width: int | None = None) -> Iterator[str]:
    """Yield the new problems as in a report, then a line for each one that is gone, then the numbers."""
    yield from problems_as_table(comparison, show_emails=show_emails, width=width)
    if comparison.gone:
        yield "Gone\n====\n\n"
        for key in comparison.gone:
            title = TITLES.get(key.id, "")
            yield escape_unprintable(f"{key.id.removeprefix(PREFIX)}  {key.course or '(the instance)'}  {title}") + "\n"
        yield "\n"
    new = pluralize(comparison.counts.total(), "problem")
    yield f"Compared with {comparison.baseline}: {new} new, {len(comparison.gone)} gone, {comparison.same} the same.\n"


def comparison_as_json(comparison: Compared, *, show_emails: bool = False, width: int | None = None) -> Iterator[str]:
    """Yield one JSON object in ASCII: the new problems, one per line, then the other fields."""
    new = start(comparison)
    yield f'{{"version": {AUDIT_VERSION}, "as_of": "last published", "new": ['
    yield from items_as_json(problem_as_json(found, show_emails) for found in new)
    gone = [{"course_key": key.course or None, "id": key.id, "exams": list(key.exams)} for key in comparison.gone]
    yield "\n], " + json.dumps({"gone": gone, "same": comparison.same, **comparison.filters})[1:] + "\n"


COMPARISONS = {"table": comparison_as_table, "json": comparison_as_json}
