"""``proctoring-config check``: run it in this process, and obey its hints until it reports nothing more."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults import edits
from benchmarks.faults.cases import Case
from benchmarks.faults.entries import ROOT, Text, load
from benchmarks.faults.fault import NOT_CHECKED, UNREADABLE
from benchmarks.faults.obey import Report, choices, find_entry, obey
from benchmarks.faults.samples import Form
from benchmarks.faults.verdict import Verdict
from proctoring_config.cli.main import main

_NOTE = re.compile(r"proctoring-config: (?P<file>[^\s:]+):(?:(?P<line>\d+):)?(?:(?P<column>\d+):)? (?P<message>.*)")
_GREEN = "no problems"
_PREFIX = "proctoring_config."
#: A fault that strands six options has six reports.
ROUNDS = 16


class Answer(NamedTuple):
    """What the command said: reports, and whether it said that there are no problems."""

    reports: list[Report]
    is_green: bool


def check(files: dict[str, str]) -> Answer:
    """Return the answer of the command for the files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in files.items():
            path = Path(folder, name)
            path.write_bytes(text.encode())
            paths.append(str(path))
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main(["check", "--format", "json", *paths])
        printed = err.getvalue().replace(f"{folder}/", "")
        answer = json.loads(out.getvalue() or '{"problems": []}')
    reports = [_report(problem, folder) for problem in answer["problems"]]
    for part in answer.get("not_checked", ()):
        reports.append(Report(NOT_CHECKED, part["file"], part["line"], part["column"], part["path"], ""))
    for error in answer.get("errors", ()):
        where = (error["file"] or "").removeprefix(f"{folder}/"), error["line"] or 0, error["column"] or 1
        reports.append(Report(UNREADABLE, *where, error["message"], error["hint"] or ""))
    known = {(report.line, report.message) for report in reports}
    for note in map(_NOTE.match, printed.splitlines()):
        if note and (int(note["line"] or 0), note["message"]) in known:
            continue
        if note and not re.search(r"no problems| is checked as ", note["message"]):
            kind = UNREADABLE if status == 2 else NOT_CHECKED
            place = int(note["line"] or 0), int(note["column"] or 1)
            reports.append(Report(kind, note["file"], *place, note["message"], ""))
    return Answer(reports, status == 0 and _GREEN in printed)


def _report(problem: dict, folder: str) -> Report:
    return Report(
        problem["id"].removeprefix(_PREFIX),
        problem["file"].removeprefix(f"{folder}/"),
        problem["line"],
        problem["column"],
        f"{problem['path']}: {problem['message']}",
        problem["hint"],
    )


def judge(case: Case) -> Verdict:
    """Return whether the command finds the fault, on which line, and whether its hints mend the file."""
    answer = check(case.files())
    named = [report for report in answer.reports if report.id in case.fault.ids]
    is_found = bool(named) and not answer.is_green
    at_line = any(report.line in case.lines for report in named)
    return Verdict(is_found, is_found and at_line, is_found and _mend(case, answer), answer.reports)


def _mend(case: Case, answer: Answer) -> bool:
    """
    Obey the reports one by one. The result must have no problem, and the healthy value if nothing was lost.

    If a hint offers choices, each of them must lead to a file without problems, and one to the healthy value.
    """
    texts = list(_edit(case, case.broken.text, answer, frozenset()))
    try:
        healthy = load(case.sample.text)
        return None not in texts and (case.fault.loses or any(load(text) == healthy for text in texts if text))
    except Exception:  # the text became unreadable
        return False


def _edit(case: Case, text: Text, answer: Answer, seen: frozenset[str]) -> Iterator[Text | None]:
    """Yield the texts after all hints were obeyed, one for each choice that they offer; ``None`` if it has problems."""
    if not answer.reports:
        yield text
        return
    edited = ([_obey(case, text, one) for one in choices(report)] for report in answer.reports)
    for fixed in next(filter(any, edited), [None]):
        if fixed is None or fixed.text in seen or len(seen) == ROUNDS:
            yield None
        else:
            files = {**case.files(), list(case.files())[-1]: case.form.wrap(fixed.text)}
            yield from _edit(case, fixed, check(files), seen | {fixed.text})


def _obey(case: Case, text: Text, report: Report) -> Text | None:
    if report.id == NOT_CHECKED or "check the rendered file" in report.message:
        return case.sample.text  # what the other tool makes of it
    form, other = case.form, case.broken.other
    inner = report._replace(
        line=report.line - form.lines,
        column=max(1, report.column - form.columns),
        hint=_without_form(form, report.hint),
    )
    try:
        if other and report.id == "W018":
            path = _path_of(text if report.file.startswith("cms") else other, inner) if text.find(ROOT) else (ROOT,)
            fixed = edits.copy_from(text, path, other)
        else:
            fixed = obey(text, inner)
    except Exception:  # a text that cannot be parsed has no entries to edit
        return None
    return None if fixed is None or fixed == text else fixed


def _without_form(form: Form, hint: str) -> str:
    """Return a hint without the prefix, the indentation and the lines that the form adds."""
    hint = hint.replace("EDXAPP_", "")
    hint = re.sub(r"\bline (\d+)", lambda found: f"line {int(found[1]) - form.lines}", hint)
    return re.sub(r", with (\d+) spaces?", lambda found: f", with {int(found[1]) - form.columns} spaces", hint)


def _path_of(text: Text, report: Report) -> tuple[str, ...]:
    entry = find_entry(text, report)
    return entry.path if entry else (ROOT,)
