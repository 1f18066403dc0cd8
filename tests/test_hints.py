"""Hints name the edit that keeps what was written: obeyed mechanically, they lead to the setting that was meant."""

import json

import ddt
import yaml
from django.test import SimpleTestCase
from yaml import YAMLError

from benchmarks.faults.entries import Text
from benchmarks.faults.obey import Report, obey
from proctoring_config.cli.findings import check_value, find_ambiguous_keys
from proctoring_config.errors import InputError
from proctoring_config.files.read import parse
from proctoring_config.files.setting import find_setting
from proctoring_config.files.source import Source
from proctoring_config.files.values import plain
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.problems import PREFIX, Severity
from tests import mistaken_levels, mistaken_texts, mistaken_values, mistakes
from tests.upgrade.manifest import ALL, CORPUS

MOST_EDITS = 30
LANGUAGES = {"prod.py": "python"}
KINDS = {**mistakes.KINDS, **mistaken_values.KINDS, **mistaken_levels.KINDS, **mistaken_texts.KINDS}
ROWS = [(f"{kind}: {row.title}"[:60], row) for kind, rows in KINDS.items() for row in rows]


def read(name, text, path=("PROCTORING_BACKENDS",)):
    """The setting in the text of a file."""
    return find_setting(parse(Source(name, text)), path)


def check(name, text, path=("PROCTORING_BACKENDS",)):
    """The problems of a file."""
    setting = read(name, text, path)
    return sorted([*check_value(setting), *find_ambiguous_keys(setting)], key=lambda one: one.order)


def obey_all(test, name, text, path=("PROCTORING_BACKENDS",)):
    """
    Obey one hint after the other, and return the text. Each edit removes its problem and adds no error.

    Problems whose hint names no single edit are left.
    """
    for _ in range(MOST_EDITS):
        found = check(name, text, path)
        edited, located = next(
            ((edited, one) for one in found if (edited := obey_hint(text, one, name)) is not None), (None, None)
        )
        if edited is None:
            return text
        after = check(name, edited, path)
        test.assertNotIn(
            (located.problem.id, located.problem.path, located.problem.hint),
            [(one.problem.id, one.problem.path, one.problem.hint) for one in after],
            f"{text}\n{edited}",
        )
        test.assertLessEqual(errors(after), errors(found), f"{located.problem.hint}\n{text}\n{edited}")
        text = edited
    raise AssertionError(f"hints without an end: {text}")


def obey_hint(text, located, name):
    """The text after the edit that the hint of a problem names, or ``None`` if it names no single edit."""
    problem = located.problem
    message = f"{problem.location}: {problem.message}"
    report = Report(problem.id, name, located.line, located.column, message, str(problem.hint))
    try:
        edited = obey(Text(LANGUAGES.get(name, "json" if name.endswith(".json") else "block"), text), report)
    except YAMLError:  # the text in a string is not valid YAML
        return None
    return edited and edited.text


def errors(problems):
    """The ids of the errors."""
    return {one.problem.id for one in problems if one.problem.severity is Severity.ERROR}


def _in_json():
    """The mistakes that JSON can have as well, in JSON."""
    for title, row in ROWS:
        value = yaml.safe_load(row.text) if row.name.endswith(".yml") else None
        text = json.dumps(value, default=str, skipkeys=True)
        if value and json.loads(text) == value:
            yield title, row, text


def providers(setting):
    """The names of the providers, those that YAML reads as null included."""
    value = plain(setting.entry)
    names = value if isinstance(value, dict) else ()
    return {"null" if name is None else name for name in names} - {LTI_EXTERNAL}


@ddt.ddt
class HintTest(SimpleTestCase):
    """The hints of files with one kind of mistake."""

    def test_each_kind_has_eight_variants(self):
        for kind, rows in KINDS.items():
            self.assertGreaterEqual(len(rows), 8, kind)

    @ddt.named_data(*ROWS)
    def test_hint(self, row):
        problem = check(row.name, row.text)[0].problem
        self.assertEqual((problem.id.removeprefix(PREFIX), problem.hint), (row.id, row.hint))

    @ddt.named_data(*ROWS)
    def test_obeyed(self, row):
        text = obey_all(self, row.name, row.text)
        self.assertEqual(plain(read(row.name, text).entry), row.after, text)
        self.assertEqual(check(row.name, text), [])

    @ddt.named_data(*_in_json())
    def test_obeyed_in_json(self, row, text):
        after = read("lms.env.json", obey_all(self, "lms.env.json", text))
        self.assertLessEqual(providers(read(row.name, row.text)) & set(row.after), providers(after))


def _corpus():
    """The readable settings files of the corpus, with the path of the setting."""
    cases = (case for case in ALL if case.name.endswith((".yml", ".yaml", ".json")))
    yield from ((f"{case.name}"[-60:], case) for case in cases)


@ddt.ddt
class CorpusTest(SimpleTestCase):
    """The hints for real settings files, in every form that is read."""

    @ddt.named_data(*_corpus())
    def test_no_hint_adds_an_error_or_removes_a_provider(self, case):
        text = (CORPUS / case.name).read_text(encoding="utf-8-sig")
        try:
            setting = read(case.name, text, case.path)
        except InputError:
            return
        if setting is None:
            return
        after = obey_all(self, case.name, text, case.path)
        self.assertLessEqual(providers(setting), providers(read(case.name, after, case.path)))
        self.assertLessEqual(errors(check(case.name, after, case.path)), errors(check(case.name, text, case.path)))
