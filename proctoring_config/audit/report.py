"""Findings as people, programs and spreadsheets read them, written one by one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from itertools import chain, islice

from proctoring_config.audit.finding import COLUMNS, Finding, csv_row
from proctoring_config.audit.run import Audit
from proctoring_config.problems import PREFIX
from proctoring_config.problems.kinds import KINDS
from proctoring_config.text import escape_unprintable

#: Of the JSON's shape; a field may be added, but none removed or changed, without another number.
VERSION = 1
_TITLES = {kind.id: kind.title for kind in KINDS}
_WIDTH = 40


def as_table(run: Audit, *, show_emails: bool = False) -> Iterator[str]:
    """Yield a line for each finding of ``run``, then how many there are of each id, and what to do."""
    hints: dict[str, str] = {}
    for finding in run:
        if not hints:
            yield _row("ID", "COURSE", "WHAT")
        hints.setdefault(finding.problem.id, finding.problem.hint)
        email = f" [{finding.escalation_email}]" if show_emails and finding.escalation_email else ""
        problem = finding.problem
        yield _row(problem.id.removeprefix(PREFIX), finding.course_key or "(the instance)", problem.message + email)
    if hints:
        yield "\n"
    for code, count in sorted(run.counts.items()):
        yield _total(code, count)
        yield f"{'':14}{hints[code]}\n"


def as_json(run: Audit, *, show_emails: bool = False) -> Iterator[str]:
    """Yield the parts of one JSON object in ASCII: the findings of ``run``, then what it says of itself."""
    findings = _started(run)
    yield f'{{"version": {VERSION}, "as_of": "last published", "findings": ['
    comma = "\n"
    for finding in findings:
        yield comma + json.dumps(_object(finding, show_emails))
        comma = ",\n"
    yield "\n], " + json.dumps(_summary(run))[1:] + "\n"


def as_csv(run: Audit, *, show_emails: bool = False) -> Iterator[str]:
    """Yield a header and a row for each finding of ``run``."""
    findings = _started(run)
    yield _csv_line(list(COLUMNS))
    for finding in findings:
        yield _csv_line(csv_row(finding, show_emails=show_emails))


FORMATS: dict[str, Callable[..., Iterator[str]]] = {"table": as_table, "json": as_json, "csv": as_csv}


def summary_as_table(run: Audit) -> Iterator[str]:
    """Yield what ``run`` counted, after its end: ids and numbers, no course, organisation, provider or e-mail."""
    for code, count in sorted(run.counts.items()):
        yield _total(code, count)


def summary_as_json(run: Audit) -> Iterator[str]:
    """Yield the JSON object without the findings, after the end of ``run``."""
    yield json.dumps({"version": VERSION, "as_of": "last published", **_summary(run)}) + "\n"


def summary_as_csv(run: Audit) -> Iterator[str]:
    """Yield a header and a row for each id, after the end of ``run``."""
    yield _csv_line(["id", "findings"])
    for code, count in sorted(run.counts.items()):
        yield _csv_line([code, str(count)])


SUMMARIES = {"table": summary_as_table, "json": summary_as_json, "csv": summary_as_csv}


def _started(run: Audit) -> Iterator[Finding]:
    """Return the findings after reading up to the first one, so that nothing is written where nothing can be read."""
    findings = iter(run)
    return chain(list(islice(findings, 1)), findings)


def _row(code: str, course: str, what: str) -> str:
    return escape_unprintable(f"{code:<5} {course:<{_WIDTH}} {what}") + "\n"


def _total(code: str, count: int) -> str:
    return f"{code.removeprefix(PREFIX):<5} {count:>6}  {_TITLES[code]}\n"


def _summary(run: Audit) -> dict[str, object]:
    return {
        "scope": run.scope.words,
        "courses": run.courses,
        "counts": dict(sorted(run.counts.items())),
        "silenced": run.silenced,
        "skipped": run.skipped,
    }


def _object(finding: Finding, show_emails: bool) -> dict[str, object]:
    return {
        **finding.problem.as_json(),
        "course_key": finding.course_key,
        "org": finding.org,
        "provider": finding.provider,
        "exams": list(finding.exams),
        "escalation_email": finding.email(show=show_emails),
    }


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
