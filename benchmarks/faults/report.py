"""The table of injected faults: what each tool finds, on which line, and with which remedy; and what is missed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.faults import instances, ours
from benchmarks.faults.cases import generate, healthy_files
from benchmarks.faults.others import OTHERS, lint, schema_errors, start
from benchmarks.faults.verdict import Verdict

OURS = "proctoring-config"
#: The shares of faults that proctoring-config must find, report on the right line, and mend.
GOALS = {"found": 0.99, "on the right line": 0.97, "mended by obeying the hint": 0.95}
_FORMAT = "{:<26} {:>8} {:>12} {:>8} {:>13}"


class Result(NamedTuple):
    """The verdicts of a tool, one for each case, and its number of false alarms."""

    tool: str
    verdicts: Sequence[Verdict]
    false_alarms: int

    def shares(self) -> list[float]:
        """Return the shares of faults that were found, were found on the right line, and can be mended."""
        return [sum(one[index] for one in self.verdicts) / len(self.verdicts) for index in range(3)]

    def __str__(self) -> str:
        return _FORMAT.format(self.tool, *(f"{share:.1%}" for share in self.shares()), self.false_alarms)


class Measurement(NamedTuple):
    """The kind and the form of each fault, the number of healthy files, and the result of each tool."""

    faults: Sequence[tuple[str, str]]
    healthy: int
    results: Sequence[Result]

    def lines(self) -> Iterator[str]:
        """Yield the table, and what proctoring-config misses."""
        kinds = len({name for name, _ in self.faults})
        yield f"injected faults: {len(self.faults)} of {kinds} kinds; healthy files: {self.healthy}"
        yield _FORMAT.format("", "found", "right line", "mended", "false alarms")
        yield from (str(result) for result in self.results)
        yield from self.missed()

    def missed(self) -> Iterator[str]:
        """Yield each kind of fault that proctoring-config misses, or reports elsewhere or without a good hint."""
        verdicts = self.results[0].verdicts
        totals = Counter(name for name, _ in self.faults)
        for index, what in enumerate(("missed", "reported on another line", "not mended by its hint")):
            wrong: dict[str, list[str]] = {}
            for (name, form), verdict in zip(self.faults, verdicts, strict=True):
                if _is_first_wrong(verdict, index):
                    wrong.setdefault(name, []).append(form)
            for name, forms in wrong.items():
                yield f"{what}: {name} ({len(forms)} of {totals[name]}: {', '.join(dict.fromkeys(forms))})"


def _is_first_wrong(verdict: Verdict, index: int) -> bool:
    return verdict.is_found == (index > 0) and not verdict[index]


def measure() -> Measurement:
    """Let all tools check all broken and healthy files, and the broken instances."""
    cases = list(generate())
    broken = list(instances.judge())
    names = [*((case.fault.name, case.form.name) for case in cases), *((name, "instance") for name, _, _ in broken)]
    healthy = [(form, form.wrap(sample.text.text), sample.text) for form, sample in healthy_files()]
    alarms = Counter[str]()
    for form, text, _ in healthy:
        answer = ours.check({form.file: text})
        alarms[OURS] += bool(answer.reports or not answer.is_green)
        alarms["yamllint"] += form.language != "python" and bool(lint(text))
    alarms["check-jsonschema"] = _alarms_of_schema([(form.file, text) for form, text, _ in healthy])
    alarms["manage.py check"] = sum(map(bool, start([(text.language, text.text) for _, _, text in healthy])))
    results = [Result(OURS, [*map(ours.judge, cases), *(one for _, one, _ in broken)], alarms[OURS])]
    for tool, judge in OTHERS.items():
        beside = [other if tool == "manage.py check" else Verdict(False, False, False) for _, _, other in broken]
        results.append(Result(tool, [*judge(cases), *beside], alarms[tool]))
    return Measurement(names, len(healthy), results)


def _alarms_of_schema(files: Sequence[tuple[str, str]]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, (name, text) in enumerate(files):
            if not name.endswith(".py"):
                names.append(f"{number}-{name}")
                Path(folder, names[-1]).write_bytes(text.encode())
        return len(schema_errors(folder, names))
