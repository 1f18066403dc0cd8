"""Render an audit or a suggestion for people, programs and spreadsheets, incrementally while it is read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from proctoring_config.audit.models import CourseProblem
from proctoring_config.audit.run import Audit
from proctoring_config.audit.suggestion import Suggestion
from proctoring_config.audit.table import TITLES, admin_url, dates_of, problems_as_table, studio_url
from proctoring_config.edx_platform.flag import LABELS
from proctoring_config.options import VENDOR
from proctoring_config.problems import PREFIX
from proctoring_config.text import escape_unprintable, pluralize

#: The version of the JSON output. Fields may be added without a new version, but not removed or changed.
AUDIT_VERSION = 1
#: The columns of the CSV output.
COLUMNS = (
    *("course_key", "org", "provider", "id", "severity", "path", "message", "hint", "exams", "escalation_email"),
    *("effect", "name", "start", "end", "studio_url", "admin_url", "contacts"),
)
# A possible beginning of a cell, which is also after a semicolon, where many languages have no comma, and what follows.
_BEGINNING = re.compile('([\\s";]+|\\A)([=+\\-@\uff1d\uff0b\uff0d\uff20]?)')
_SEPARATORS = frozenset(";\t\r\n")


def audit_as_json(run: Audit, *, show_emails: bool = False, width: int | None = None) -> Iterator[str]:
    """Yield one JSON object in ASCII: the problems, one per line, then the summary."""
    problems = start(run)
    yield f'{{"version": {AUDIT_VERSION}, "as_of": "last published", "findings": ['
    yield from items_as_json(problem_as_json(found, show_emails) for found in problems)
    yield "\n], " + json.dumps({**_summary(run), **audit_filters(run), "shared_providers": run.shared})[1:] + "\n"


def audit_as_csv(run: Audit, *, show_emails: bool = False, width: int | None = None) -> Iterator[str]:
    """Yield a header and a row for each problem; an apostrophe is put before what a spreadsheet would evaluate."""
    problems = start(run)
    yield _csv_line(list(COLUMNS))
    for found in problems:
        yield _csv_line([_disarm(cell) for cell in _problem_as_cells(found, show_emails)])


def summary_as_table(run: Audit) -> Iterator[str]:
    """Yield a line for each id with its count, for a finished ``run``: no course, organization, provider or email."""
    for code, count in sorted(run.counts.items()):
        yield _count_row(code, count)


def summary_as_json(run: Audit) -> Iterator[str]:
    """Yield the JSON object without the problems, for a finished ``run``."""
    yield json.dumps({"version": AUDIT_VERSION, "as_of": "last published", **_summary(run)}) + "\n"


def summary_as_csv(run: Audit) -> Iterator[str]:
    """Yield a header and a row for each id, for a finished ``run``."""
    yield _csv_line(["id", "findings"])
    for code, count in sorted(run.counts.items()):
        yield _csv_line([code, str(count)])


def suggestion_as_table(suggestion: Suggestion) -> Iterator[str]:
    """Yield whether one value keeps the old behavior, the courses that would change, and the command to run."""
    scope = f"({suggestion.scope.description}; as last published)"
    if not suggestion.configured:
        yield f"PROCTORING_BACKENDS has no provider {VENDOR}, and the flag affects no other: there is nothing to set.\n"
        return
    value, courses = LABELS[suggestion.changes_least], suggestion.counts.total()
    where = f"all {courses} courses that use" if courses > 1 else "the only course that uses"
    if not courses:
        yield f"No course uses {VENDOR} {scope}.\n"
        yield f"Without overrides: {suggestion.flag.reason}.\n"
        if not suggestion.is_same:
            yield "The flag differs between authors, so no single value keeps the old behavior.\n"
            return
    elif suggestion.is_same:
        yield f"{value} keeps the old behavior in {where} {VENDOR} {scope}.\n"
    else:
        counts = ", ".join(f"{count} {LABELS[was]}" for was, count in sorted(suggestion.counts.items(), key=str))
        yield f"No single value keeps the old behavior in {where} {VENDOR} {scope}: {counts}.\n"
        changed = pluralize(suggestion.differing, "course")
        yield f"{value} changes the fewest courses. The Review rules field will change in {changed}:\n\n"
        for course in suggestion.read_changed_courses():
            before = f"{course.before.label} ({course.before.reason})"
            yield escape_unprintable(f"    {course.course_key:<40} {before}") + "\n"
        yield "\n"
    yield f"Run: proctoring-config upgrade --review-rules {value} FILE...\n"


def suggestion_as_json(suggestion: Suggestion) -> Iterator[str]:
    """Yield one JSON object in ASCII."""
    same = suggestion.is_same and suggestion.configured
    head = {
        "version": AUDIT_VERSION,
        "as_of": "last published",
        "scope": suggestion.scope.description,
        "configured": suggestion.configured,
        "review_rules": LABELS[suggestion.changes_least] if same else None,
        "changes_least": LABELS[suggestion.changes_least],
        "flag": suggestion.flag.reason,
        "courses": {str(LABELS[was]): count for was, count in suggestion.counts.items()},
        "skipped": suggestion.skipped,
    }
    yield json.dumps(head)[:-1] + ', "differing": ['
    yield from items_as_json(
        {"course_key": course.course_key, "before": course.before.label, "why": course.before.reason}
        for course in (suggestion.read_changed_courses() if suggestion.differing else ())
    )
    yield "\n]}\n"


FORMATS: dict[str, Callable[..., Iterator[str]]] = {
    "table": problems_as_table,
    "json": audit_as_json,
    "csv": audit_as_csv,
}
SUMMARIES: dict[str, Callable[[Audit], Iterator[str]]] = {
    "table": summary_as_table,
    "json": summary_as_json,
    "csv": summary_as_csv,
}
SUGGESTIONS: dict[str, Callable[[Suggestion], Iterator[str]]] = {
    "table": suggestion_as_table,
    "json": suggestion_as_json,
}


def items_as_json(items: Iterable[dict[str, object]]) -> Iterator[str]:
    """Yield the items of a JSON array, one per line, as soon as they are there."""
    comma = "\n"
    for item in items:
        yield comma + json.dumps(item)
        comma = ",\n"


def start(run: Iterable[CourseProblem]) -> Iterator[CourseProblem]:
    """Return the problems after reading the first one, so that nothing is written if nothing can be read."""
    problems = iter(run)
    return chain(list(islice(problems, 1)), problems)


def _count_row(code: str, count: int) -> str:
    return f"{code.removeprefix(PREFIX):<5} {count:>6}  {TITLES[code]}\n"


def _summary(run: Audit) -> dict[str, object]:
    return {
        "scope": run.scope.description,
        "courses": run.courses,
        "counts": dict(sorted(run.counts.items())),
        "silenced": run.silenced,
        "skipped": run.skipped,
    }


def audit_filters(run: Audit) -> dict[str, object]:
    """Return what a comparison requires to be the same in both audits."""
    scope = run.scope
    filters = {"all": scope.everything, "courses": sorted(scope.courses), "orgs": sorted(scope.orgs)}
    return {"filters": filters, "ignored": sorted(run.ignored)}


def problem_as_json(found: CourseProblem, show_emails: bool) -> dict[str, object]:
    """Return a problem as it appears in JSON."""
    start, end = dates_of(found)
    return {
        **found.problem.as_json(),
        "course_key": found.course_key,
        "org": found.org,
        "provider": found.provider,
        "exams": list(found.exams),
        "escalation_email": found.email(show=show_emails),
        "effect": found.effect,
        "name": found.details.name,
        "start": start,
        "end": end,
        "studio_url": studio_url(found.course_key) if found.course_key else "",
        "admin_url": admin_url(found.course_key) if found.course_key and found.exams else "",
        "contacts": list(found.details.contacts),
    }


def _problem_as_cells(found: CourseProblem, show_emails: bool) -> list[str]:
    row = {**problem_as_json(found, show_emails), "exams": " ".join(found.exams)}
    row["contacts"] = " ".join(found.details.contacts)
    return [str(row[column] or "") for column in COLUMNS]


def _disarm(cell: str) -> str:
    """Return a cell with an apostrophe before each sign that would make a spreadsheet evaluate what follows."""
    return _BEGINNING.sub(_insert_apostrophe, cell)


def _insert_apostrophe(beginning: re.Match[str]) -> str:
    space, sign = beginning.groups()
    if not beginning.start():
        return f"'{space}{sign}" if sign or space[:1] in _SEPARATORS else space
    return f"{space}'{sign}" if sign and not _SEPARATORS.isdisjoint(space) else space + sign


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
