"""The reports of ``check`` for CI services: annotations of GitHub Actions, and SARIF."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from urllib.parse import quote

from proctoring_config.cli.findings import LocatedProblem, UncheckedPart
from proctoring_config.errors import InputError
from proctoring_config.files.source import FileError
from proctoring_config.problems import PREFIX
from proctoring_config.problems.kinds import KINDS
from proctoring_config.version import __version__

_NOT_CHECKED = "was not checked, because the value is only known at run time"
_CONDITIONAL = "was checked for each result of the conditions in the code"


def format_annotations(
    problems: Sequence[LocatedProblem], errors: Sequence[InputError] = (), unchecked: Sequence[UncheckedPart] = ()
) -> str:
    """Return a workflow command of GitHub Actions for each problem, file that cannot be read and unchecked part."""
    lines = [
        _command(
            one.problem.severity.value,
            f"{one.problem}\nHint: {one.problem.hint}",
            one.file,
            one.line,
            one.column,
            one.problem.id.removeprefix(PREFIX),
        )
        for one in problems
    ]
    for error in errors:
        file, line, column, message = _describe_error(error)
        lines.append(_command("error", message, file, line, column))
    lines += [_command("notice", _describe_part(part), part.file, part.line, part.column) for part in unchecked]
    return "".join(line + "\n" for line in lines)


def dump_sarif(
    problems: Sequence[LocatedProblem], errors: Sequence[InputError] = (), unchecked: Sequence[UncheckedPart] = ()
) -> str:
    """Return a log of SARIF 2.1.0 in ASCII. Files that cannot be read and unchecked parts are notifications."""
    kinds = {kind.id: kind for kind in KINDS}
    ids = sorted({one.problem.id for one in problems})
    rules = [{"id": one.removeprefix(PREFIX), "shortDescription": {"text": kinds[one].title}} for one in ids]
    results = [
        {
            "ruleId": one.problem.id.removeprefix(PREFIX),
            "ruleIndex": ids.index(one.problem.id),
            "level": one.problem.severity.value,
            "message": {"text": f"{one.problem}\nHint: {one.problem.hint}"},
            "locations": _locations(one.file, one.line, one.column),
        }
        for one in problems
    ]
    notifications = []
    for error in errors:
        file, line, column, message = _describe_error(error)
        notifications.append(_notification("error", message, file, line, column))
    notifications += [
        _notification("note", _describe_part(part), part.file, part.line, part.column) for part in unchecked
    ]
    run = {
        "tool": {"driver": {"name": "proctoring-config", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": notifications}],
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _describe_part(part: UncheckedPart) -> str:
    return f"{part.path} {_CONDITIONAL if part.is_conditional else _NOT_CHECKED}"


def _describe_error(error: InputError) -> tuple[str | None, int | None, int | None, str]:
    if not isinstance(error, FileError):
        return None, None, None, str(error)
    hint = f"\nHint: {error.hint}" if error.hint else ""
    return error.file, error.line, error.column, f"{error.reason}{hint}"


def _command(
    name: str, message: str, file: str | None, line: int | None, column: int | None, title: str | None = None
) -> str:
    values = {"file": file, "line": line, "col": column, "title": title}
    properties = ",".join(f"{key}={_escape_property(str(value))}" for key, value in values.items() if value is not None)
    return f"::{name} {properties}".rstrip() + f"::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _notification(
    level: str, message: str, file: str | None, line: int | None, column: int | None
) -> dict[str, object]:
    return {"level": level, "message": {"text": message}, "locations": _locations(file, line, column)}


def _locations(file: str | None, line: int | None, column: int | None) -> list[dict[str, object]]:
    if file is None:
        return []
    path = quote(file.replace(os.sep, "/"), errors="surrogateescape")
    place: dict[str, object] = {"artifactLocation": {"uri": f"file://{path}" if os.path.isabs(file) else path}}
    region = {"startLine": line, "startColumn": column}
    known = {key: value for key, value in region.items() if value is not None}
    return [{"physicalLocation": {**place, **({"region": known} if known else {})}}]
