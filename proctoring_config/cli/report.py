"""Findings as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from proctoring_config.cli.findings import Finding
from proctoring_config.problems import PREFIX, Severity
from proctoring_config.wording import number

#: Of the JSON's shape; a field may be added, but none removed or changed, without another number.
VERSION = 1


def as_text(findings: Sequence[Finding]) -> str:
    """Return two lines a finding: the place, the id and what is wrong there; what to do."""
    return "".join(line + "\n" for finding in findings for line in _lines(finding))


def as_json(findings: Sequence[Finding]) -> str:
    """Return one JSON object, ``{"version": 1, "problems": [...]}``, in ASCII."""
    return json.dumps({"version": VERSION, "problems": [_object(finding) for finding in findings]}, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"text": as_text, "json": as_json}


def summary(findings: Sequence[Finding], files: int) -> str:
    """Return the line that says how many problems there are in how many files, and what was not looked at."""
    severities = [finding.problem.severity for finding in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    found = f"{number(errors, 'error')}, {number(warnings, 'warning')}" if findings else "no problems"
    return (
        f"{found} in {number(files, 'file')}; plugins and the database are not judged here: "
        "run manage.py check --tag proctoring"
    )


def _lines(finding: Finding) -> Iterator[str]:
    problem = finding.problem
    place = f"{finding.file}:{finding.line}:{finding.column}"
    yield f"{place}: {problem.severity.value} {problem.id.removeprefix(PREFIX)} {problem}"
    yield f"    hint: {problem.hint}"


def _object(finding: Finding) -> dict[str, object]:
    place = {"file": finding.file, "line": finding.line, "column": finding.column}
    return {**finding.problem.as_json(), **place}
