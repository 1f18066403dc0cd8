"""The other tools: check-jsonschema with the schema of the package, yamllint, and a start of edx_proctoring."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from yaml.resolver import Resolver

import proctoring_config
from benchmarks.faults.cases import Case
from benchmarks.faults.verdict import NOTHING, Verdict, run_worker

_BESIDE = Path(sys.executable).parent
_SCHEMA = Path(proctoring_config.__file__).parent / "schemas" / "proctoring_backends.schema.json"
# yamllint teaches PyYAML octal numbers of YAML 1.2 when it is imported, which changes what safe_load reads.
_RESOLVERS = {first: list(known) for first, known in Resolver.yaml_implicit_resolvers.items()}
from yamllint import linter  # noqa: E402
from yamllint.config import YamlLintConfig  # noqa: E402

_RELAXED = YamlLintConfig("extends: relaxed\nrules: {line-length: disable}")
Resolver.yaml_implicit_resolvers.clear()
Resolver.yaml_implicit_resolvers.update(_RESOLVERS)


def judge_with_schema(cases: Sequence[Case]) -> list[Verdict]:
    """
    Return the verdicts of check-jsonschema. An error in the file counts, because the healthy file has none.

    It prints a path instead of a line, which counts if it leads to the right one. It does not read Python.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, case in enumerate(cases):
            name, text = list(case.files().items())[-1]
            Path(folder, f"{number}-{name}").write_bytes(text.encode())
            names.append(f"{number}-{name}")
        errors = schema_errors(folder, [name for name in names if not name.endswith(".py")])
    verdicts = []
    for case, name in zip(cases, names, strict=True):
        paths = errors.get(name, [])
        verdicts.append(Verdict(bool(paths), any(_leads_to(case, path) for path in paths), False, paths))
    return verdicts


def schema_errors(folder: str, names: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the errors by name of the file; the path is empty if the file cannot be parsed."""
    command = [str(_BESIDE / "check-jsonschema"), "--schemafile", str(_SCHEMA), "--output-format", "json", *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    answer = json.loads(done.stdout)
    found = defaultdict(list)
    for error in answer.get("errors", ()):
        found[error["filename"]].append(error["path"])
    for error in answer.get("parse_errors", ()):
        found[error["filename"]].append("")
    return found


def _leads_to(case: Case, path: str) -> bool:
    keys = tuple(re.findall(r"[^.\[\]'\"$]+", path))
    entry = case.broken.text.find(*keys) if keys else None
    return entry is not None and case.broken.text.line(entry.key[0]) in case.broken.lines


def judge_with_yamllint(cases: Sequence[Case]) -> list[Verdict]:
    """Return the verdicts of yamllint. What it reports for the healthy file as well does not count."""
    verdicts = []
    for case in cases:
        if case.form.language == "python":
            verdicts.append(NOTHING)
            continue
        before, after = (
            lint(text) for text in (case.form.wrap(case.sample.text.text), list(case.files().values())[-1])
        )
        more = Counter(desc for _, desc in after) - Counter(desc for _, desc in before)
        new = [line for line, desc in after if desc in more]
        verdicts.append(Verdict(bool(new), any(line in case.lines for line in new), False, new))
    return verdicts


@cache
def lint(text: str) -> list[tuple[int, str]]:
    """Return the line and description of what yamllint reports with its relaxed rules, whatever the length of lines."""
    return [(problem.line, problem.desc) for problem in linter.run(text, _RELAXED)]


def judge_by_starting(cases: Sequence[Case]) -> list[Verdict]:
    """
    Return the verdicts of ``manage.py check`` of a project with edx_proctoring and without this package.

    It counts if the process stops, or if a check names the setting. The line counts if the message contains it.
    """
    messages = start([(case.broken.text.language, case.broken.text.text) for case in cases])
    verdicts = []
    for case, message in zip(cases, messages, strict=True):
        lines = {int(line) for line in re.findall(r"line (\d+)", message)}
        verdicts.append(Verdict(bool(message), bool(lines & set(case.broken.lines)), False, [message]))
    return verdicts


def start(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Return the error of each start, or an empty text. One process starts edx_proctoring with each file in turn."""
    return run_worker("platform", texts)


OTHERS: dict[str, Callable[[Sequence[Case]], list[Verdict]]] = {
    "check-jsonschema": judge_with_schema,
    "yamllint": judge_with_yamllint,
    "manage.py check": judge_by_starting,
}
