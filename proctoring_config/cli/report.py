"""The reports of the commands on settings files: located problems of ``check``, file results of ``upgrade``."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from proctoring_config.cli.ci_formats import dump_sarif, format_annotations
from proctoring_config.cli.findings import LocatedProblem, UncheckedPart
from proctoring_config.errors import InputError
from proctoring_config.files.source import FileError
from proctoring_config.options import NULL
from proctoring_config.problems import PREFIX, Severity, format_path
from proctoring_config.text import pluralize

if TYPE_CHECKING:
    from proctoring_config.upgrade.process import FileResult
    from proctoring_config.upgrade.settings_file import SettingsFile

#: Version of the JSON formats. Fields may be added without a new version, but never removed or changed.
VERSION = 1

_MOST_PARTS = 3

_Path = tuple[Hashable, ...]


def format_problems(
    problems: Sequence[LocatedProblem], errors: Sequence[InputError] = (), unchecked: Sequence[UncheckedPart] = ()
) -> str:
    """Return two lines for each problem: its position, id and message, then its hint. Standard error has the rest."""
    return "".join(line + "\n" for problem in problems for line in _problem_lines(problem))


def dump_problems(
    problems: Sequence[LocatedProblem], errors: Sequence[InputError] = (), unchecked: Sequence[UncheckedPart] = ()
) -> str:
    """Return one JSON object in ASCII: ``version``, ``problems``, ``errors``, ``not_checked`` and ``conditional``."""
    content = {
        "version": VERSION,
        "problems": [
            {**located.problem.as_json(), "file": located.file, "line": located.line, "column": located.column}
            for located in problems
        ],
        "errors": [error_object(error) for error in errors],
        "not_checked": [_part_object(part) for part in unchecked if not part.is_conditional],
        "conditional": [_part_object(part) for part in unchecked if part.is_conditional],
    }
    return json.dumps(content, indent=2) + "\n"


def _part_object(part: UncheckedPart) -> dict[str, object]:
    return {"path": part.path, "file": part.file, "line": part.line, "column": part.column}


def error_object(error: InputError) -> dict[str, object]:
    """Return the file, the position (or null), the reason and the hint (or null) of an error, as in JSON reports."""
    if isinstance(error, FileError):
        place = {"file": error.file, "line": error.line, "column": error.column}
        return {**place, "message": error.reason, "hint": error.hint}
    return {"file": None, "line": None, "column": None, "message": str(error), "hint": None}


PROBLEM_FORMATS: Mapping[
    str, Callable[[Sequence[LocatedProblem], Sequence[InputError], Sequence[UncheckedPart]], str]
] = {
    "text": format_problems,
    "json": dump_problems,
    "github": format_annotations,
    "sarif": dump_sarif,
}


def summarize_problems(problems: Sequence[LocatedProblem], files: int, unchecked: Sequence[UncheckedPart] = ()) -> str:
    """Return a line with the number of problems and files, and what was not checked."""
    severities = [located.problem.severity for located in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    found = f"{pluralize(errors, 'error')}, {pluralize(warnings, 'warning')}"
    found = "no problems" if is_clean(problems, unchecked) else found
    return (
        f"{found} in {pluralize(files, 'file')}; {describe_unchecked(unchecked)}"
        "plugins and the database were not checked: run manage.py check --tag proctoring"
    )


def is_clean(problems: Sequence[LocatedProblem], unchecked: Sequence[UncheckedPart]) -> bool:
    """Return whether there are certainly no problems: none was found, and no part was left out."""
    return not problems and all(part.is_conditional for part in unchecked)


def describe_unchecked(unchecked: Sequence[UncheckedPart]) -> str:
    """Return the clauses of a summary about these parts, each with a semicolon; empty if there are none."""
    unknown = [part for part in unchecked if not part.is_conditional]
    conditional = [part for part in unchecked if part.is_conditional]
    return (
        f"not checked, because the value is only known at run time: {_join_parts(unknown)}; " if unknown else ""
    ) + (f"checked for each result of the conditions in the code: {_join_parts(conditional)}; " if conditional else "")


def _join_parts(parts: Sequence[UncheckedPart]) -> str:
    shown = ", ".join(f"{part.path} (line {part.line})" for part in parts[:_MOST_PARTS])
    return shown + (f" and {len(parts) - _MOST_PARTS} more" if len(parts) > _MOST_PARTS else "")


def _problem_lines(located: LocatedProblem) -> Iterator[str]:
    problem = located.problem
    place = f"{located.file}:{located.line}:{located.column}"
    yield f"{place}: {problem.severity.value} {problem.id.removeprefix(PREFIX)} {problem}"
    yield f"    hint: {problem.hint}"


_WHERE = {"python": "at the end of the settings modules of LMS and Studio", "tutor": "in a Tutor plugin"}
_KEYS = {"changes": "change", "undecided": "undecided", "notes": "note"}


class _Line(NamedTuple):
    """A change or a note, and the position of its key. ``change`` holds the fields of a change."""

    word: str
    path: tuple[Hashable, ...]
    message: str
    place: tuple[int, int] | None
    change: dict[str, object]


def format_results(
    results: Sequence[FileResult],
    differences: Sequence[str],
    errors: Sequence[InputError],
    *,
    with_snippets: bool = True,
) -> str:
    """Return a line for each change and note, and the lines to add or the diff. Standard error has the errors."""
    parts = ["".join(line + "\n" for line in _result_lines(result, with_snippet=with_snippets)) for result in results]
    return "\n".join(part for part in [*parts, "".join(f"{line}\n" for line in differences)] if part)


def join_snippets(results: Sequence[FileResult]) -> str:
    """
    Return only the lines to add, once if several files need the same ones.

    Raises InputError if files need different lines that cannot be in one file.
    """
    snippets = list(dict.fromkeys(result.snippet for result in results if result.snippet))
    if len(snippets) > 1 and any(result.form in ("yaml", "json") for result in results):
        raise InputError("the files need different lines; pass one file at a time with --snippet")
    return "\n".join(snippets)


def dump_results(results: Sequence[FileResult], differences: Sequence[str], errors: Sequence[InputError]) -> str:
    """Return one JSON object, ``{"version": 1, "files": [...], "differences": [...], "errors": [...]}``, in ASCII."""
    content = {
        "version": VERSION,
        "files": [_result_object(result) for result in results],
        "differences": list(differences),
        "errors": [error_object(error) for error in errors],
    }
    return json.dumps(content, indent=2) + "\n"


RESULT_FORMATS: Mapping[str, Callable[[Sequence[FileResult], Sequence[str], Sequence[InputError]], str]] = {
    "text": format_results,
    "json": dump_results,
}


def summarize_results(results: Sequence[FileResult], differences: Sequence[str]) -> str:
    """Return a line with the number of changes, open decisions and files."""
    known = [result for result in results if not result.file.unreadable]
    changes = sum(len(result.plan.changes) for result in known)
    undecided = sum(len(result.plan.undecided) for result in known) + len(differences)
    by_hand = len({one.file.name for one in results if one.file.unreadable and one.plan.changes})
    written = sum(result.written for result in results)
    counts = [
        pluralize(changes, "change") if changes else "",
        f"{undecided} undecided" if undecided else "",
        f"{pluralize(by_hand, 'file')} to edit by hand" if by_hand else "",
    ]
    found = ", ".join(count for count in counts if count) or "nothing to do"
    files = len({result.file.name for result in results})
    return f"{found} in {pluralize(files, 'file')}" + (f"; {written} written" if written else "")


def _result_lines(result: FileResult, *, with_snippet: bool) -> Iterator[str]:
    file = result.file
    name = file.source.name
    if file.unreadable and result.plan.changes:
        mentions = f":{file.mention}: mentions proctortrack, but" if file.mention else ":"
        yield f"{name}{mentions} cannot be read ({result.not_edited})"
    for line in _changes_and_notes(result):
        place = f":{line.place[0]}:{line.place[1]}" if line.place else ""
        yield f"{name}{place}: {line.word} {format_path(line.path)}: {line.message}"
    if result.diff:
        yield result.diff.rstrip("\n")
    if result.written:
        yield f"{name}: written"
    elif result.snippet and not result.diff:
        yield from ["", f"{name}: {_snippet_heading(result)}:"]
        if with_snippet:
            yield from ["", result.snippet.rstrip("\n")]


def _snippet_heading(result: FileResult) -> str:
    origin = result.file.origin
    where = origin.where if result.form == origin.form else _WHERE.get(result.form, origin.where)
    if result.file.unreadable:
        return f"if the instance has an entry named proctortrack, add these lines {where}"
    if result.not_edited:
        return f"not edited ({result.not_edited}); add these lines {where}"
    return f"add these lines {where}" + (", or pass --write" if result.form == origin.form else "")


def _changes_and_notes(result: FileResult) -> Iterator[_Line]:
    from proctoring_config.upgrade.changes import QuoteName

    plan, file = result.plan, result.file
    for change in () if file.unreadable else plan.changes:
        path = (*file.path, *change.path())
        if QuoteName() in plan.changes and path[len(file.path)] == NULL:
            path = (*file.path, None, *path[len(file.path) + 1 :])  # the name as it is in the file
        fields = {"change": change.kind, **asdict(change)}
        yield _Line("change", path, change.describe(), _position(file, path), fields)
    for note in plan.notes:
        word = "undecided" if note.undecided else "note"
        yield _Line(word, note.path, note.message, _position(file, note.path), {})


def _position(file: SettingsFile, path: tuple[Hashable, ...]) -> tuple[int, int] | None:
    if file.misplaced:
        return file.misplaced[1].position
    entry = file.nearest_entry(path)
    return entry.position if entry else None


def _result_object(result: FileResult) -> dict[str, object]:
    file = result.file
    lines = list(_changes_and_notes(result))
    return {
        "file": file.source.name,
        **{key: [_line_object(line) for line in lines if line.word == word] for key, word in _KEYS.items()},
        "unreadable": file.unreadable,
        "mention": file.mention,
        "not_edited": result.not_edited,
        "where": file.origin.where,
        "snippet": {"form": result.form, "text": result.snippet} if result.snippet else None,
        "diff": result.diff,
        "written": result.written,
    }


def _line_object(line: _Line) -> dict[str, object]:
    position = dict(zip(("line", "column"), line.place or (None, None), strict=True))
    return {**line.change, "path": format_path(line.path), "message": line.message, **position}
