"""Test how the tools are judged, and that hints are obeyed to the letter."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from unittest import mock

import ddt
from django.test import SimpleTestCase

from benchmarks.__main__ import main
from benchmarks.faults import instances, others, ours, report
from benchmarks.faults.cases import Case, generate
from benchmarks.faults.entries import Text, load
from benchmarks.faults.fault import UNREADABLE
from benchmarks.faults.obey import Report, obey
from benchmarks.faults.verdict import Verdict
from tests.places import ROOT

CASES = list(generate())
BACKENDS = "PROCTORING_BACKENDS:\n  DEFAULT: mock\n  mock: {}\n"


def case(name, form="YAML block"):
    """Return the first case of a kind in a form."""
    return next(one for one in CASES if (one.fault.name, one.form.name) == (name, form))


# hint, text, line and column, text after it is obeyed
EDITS = [
    ("Write show: false, without quotes", "a: {show: 'no'}\n", 1, 5, "a: {show: false}\n"),
    ("Write DEFAULT: 'null', or configure it", "a:\n  DEFAULT: x\n", 2, 3, "a:\n  DEFAULT: 'null'\n"),
    ("Write DEFAULT: 'a', 'b' or 'c'", "a:\n  DEFAULT: x\n", 2, 3, "a:\n  DEFAULT: 'a'\n"),
    ("Write true or false, without quotes", "a: {show: maybe}\n", 1, 5, "a: {show: true}\n"),
    ("Write a positive number, such as timeout: 30", "a: {timeout: -5}\n", 1, 5, "a: {timeout: 30}\n"),
    ("Rename it to a_b", "x:\n  aB: 1\n", 2, 3, "x:\n  a_b: 1\n"),
    ("Rename default to DEFAULT", "x:\n  default: a\n", 1, 1, "x:\n  DEFAULT: a\n"),
    ("Quote the name: 'null': {}", "x:\n  null: {}\n", 2, 3, "x:\n  'null': {}\n"),
    ("Write 'a': {} if the provider has no options, or put", "x:\n  a:\n", 2, 3, "x:\n  a: {}\n"),
    ("Write 'a': {} if the provider has no options, or put", "x:\n  a:\n  - b: 1\n", 2, 3, None),
    ("Remove it, or silence this warning", "x:\n  a: 1\n  b: 2\n", 3, 3, "x:\n  a: 1\n"),
    ("Remove all but one", "x:\n  a: 1\n  a: 2\n", 3, 3, "x:\n  a: 2\n"),
    ("Merge the entries into one", "x:\n  a: {b: 1, c: 2}\n  a: {c: 3}\n", 3, 3, "x:\n  a: {b: 1,\n      c: 3}\n"),
    ("Write a colon after b", "x: {a: 1, b 2}\n", 1, 11, "x: {a: 1, b: 2}\n"),
    ("Add b: true and c: false (true if x)", "x:\n  a: 1\n", 1, 1, "x:\n  b: true\n  c: false\n  a: 1\n"),
    ("Put quotes around the value", "x:\n  a: 007\n", 2, 3, 'x:\n  a: "007"\n'),
    ("Write the number only, without a unit", "x:\n  a: 30s\n", 2, 3, "x:\n  a: 30\n"),
    ("Make the list one mapping: write", "x:\n  - a: 1\n  - b: 2\n", 1, 1, "x:\n    a: 1\n    b: 2\n"),
    ("Remove the quotes around the text, or", "x: '{a: 1}'\n", 1, 1, "x: {a: 1}\n"),
    ("Remove the quotes around the text, or", "x: |\n  a: 1\n", 1, 1, "x: \n  a: 1\n"),
    ("Write a space after each colon", "x: {client_id:1}\n", 1, 5, "x: {client_id: 1}\n"),
    ("Indent the options below it", "x:\n  a:\n  timeout: 1\n", 2, 3, "x:\n  a:\n    timeout: 1\n"),
    ("Move it to the top level", "X:\n  A: {b: 1}\n  C: 1\n", 2, 3, "PROCTORING_BACKENDS: {b: 1}\nX:\n  C: 1\n"),
    ("Ask your administrator", "x:\n  a: 1\n", 2, 3, None),
    ("Remove it", "x:\n  a: 1\n", 2, 4, None),
]


# hint, text that cannot be parsed, line and column, text after it is obeyed
REPAIRS = [
    ("Indent this line like line 2, with 2 spaces", "x:\n  a: 1\n\tb: 2\n", 3, 1, "x:\n  a: 1\n  b: 2\n"),
    (
        "Indent this line like line 3, with 1 space, and move the lines that belong to it",
        *("x:\n  a:\n    c: 2\n b: 1\n", 2, 3, "x:\n a:\n   c: 2\n b: 1\n"),
    ),
    ("Indent with 2 spaces instead of each tab", "x:\n\ta:\n\t\tc: 2\n", 2, 1, "x:\n  a:\n    c: 2\n"),
    ("Put quotes around the value", "a: @b  # c\nd: 1\n", 1, 4, 'a: "@b"  # c\nd: 1\n'),
    ("Write double quotes instead of the single quotes", "{'a': 1}", 1, 2, '{"a": 1}'),
    ("Write the closing quote at the end of the value", "a: 'b c # d\n", 1, 4, "a: 'b c' # d\n"),
    ("Replace the unusual spaces in this line with normal spaces", "a:\u00a0'\u00a0'\n", 1, 3, "a: '\u00a0'\n"),
    ("Remove the invisible characters from this line", "a:\ufeff 1\n", 1, 3, "a: 1\n"),
    ("Write straight quotes instead of the typographic quotes in this line", "a: “b”\n", 1, 4, 'a: "b"\n'),
    ("Write a colon and a space instead of the equals sign", "a = b\n", 1, 3, "a: b\n"),
    ("Write a space after the colon", "a:b\n", 1, 2, "a: b\n"),
    ("Write a colon after the key", "a b\n", 1, 2, "a: b\n"),
    ("Write a comma", "{a: b c: d}\n", 1, 6, "{a: b, c: d}\n"),
    ("Write } before this place", "{a: b\n", 1, 6, "{a: b}\n"),
    ("Write true", '{"a": True}', 1, 7, '{"a": true}'),
    ("Remove the comma", "[1,,2]", 1, 3, "[1,2]"),
    ("Remove this line if", "a: 1\n---\nb: 1\n", 2, 1, "a: 1\nb: 1\n"),
    ("Ask your administrator", "a", 1, 1, None),
]


@ddt.ddt
class ObeyTest(SimpleTestCase):
    """Edits that hints describe."""

    @ddt.data(*EDITS)
    @ddt.unpack
    def test_hint_is_obeyed(self, hint, text, line, column, expected):
        done = obey(Text("block", text), Report("W000", "lms.yml", line, column, "", hint))
        self.assertEqual(done and done.text, expected)

    @ddt.data(*REPAIRS)
    @ddt.unpack
    def test_text_that_cannot_be_parsed_is_repaired(self, hint, text, line, column, expected):
        done = obey(Text("block", text), Report(UNREADABLE, "lms.yml", line, column, "", hint))
        self.assertEqual(done and done.text, expected)

    def test_literal_of_the_hint_is_written_in_the_language_of_the_file(self):
        for language, text, expected in (
            ("json", '{"x": {"show": "no"}}', {"x": {"show": False}}),
            ("python", 'X = {"show": "no"}', {"X": {"show": False}}),
        ):
            column = text.index('"show') + 1
            hint = "Write show: false, without quotes"
            done = obey(Text(language, text), Report("W004", "file", 1, column, "", hint))
            self.assertEqual(load(done), expected)


class OursTest(SimpleTestCase):
    """``proctoring-config check``."""

    def test_fault_is_found_and_mended(self):
        self.assertEqual(ours.judge(case("boolean in quotes"))[:3], (True, True, True))

    def test_other_problem_does_not_count(self):
        one = case("boolean in quotes")
        self.assertFalse(ours.judge(one._replace(fault=one.fault._replace(ids=("W007",)))).is_found)

    def test_other_line_does_not_count(self):
        one = case("boolean in quotes")
        verdict = ours.judge(one._replace(broken=one.broken._replace(lines=(1,))))
        self.assertEqual(verdict[:2], (True, False))

    def test_hint_that_is_no_edit_does_not_mend(self):
        with mock.patch.object(ours, "obey", return_value=None):
            self.assertFalse(ours.judge(case("boolean in quotes")).is_mended)

    def test_hint_that_loses_the_value_does_not_mend(self):
        def remove(text, report):
            return text.remove(ours.find_entry(text, report))

        with mock.patch.object(ours, "obey", remove):
            self.assertFalse(ours.judge(case("option misspelled")).is_mended)

    def test_silence_is_not_found(self):
        with mock.patch.object(ours, "main", return_value=0):
            self.assertEqual(ours.judge(case("boolean in quotes"))[:3], (False, False, False))

    def test_process_answers_as_the_function_in_this_process(self):
        for name in ("boolean in quotes", "tab as indentation"):
            one = case(name)
            text = list(one.files().values())[-1]
            script = "import sys; from proctoring_config.cli.main import script; sys.exit(script())"
            command = [sys.executable, "-c", script, "check", "--format", "json", "-"]
            done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
            found = {item["line"] for item in json.loads(done.stdout or '{"problems": []}')["problems"]}
            answer = ours.check(one.files())
            if found:
                self.assertEqual(found, {one.line for one in answer.reports})
            else:
                self.assertIn(f"<stdin>:{answer.reports[0].line}:", done.stderr)


class OthersTest(SimpleTestCase):
    """check-jsonschema, yamllint and a start of edx_proctoring."""

    def test_schema(self):
        cases = [case("boolean in quotes"), case("option misspelled"), case("boolean in quotes", "Python")]
        verdicts = others.judge_with_schema(cases)
        self.assertEqual([one[:3] for one in verdicts], [(True, True, False), (False,) * 3, (False,) * 3])

    def test_yamllint(self):
        verdicts = others.judge_with_yamllint([case("option twice"), case("option misspelled")])
        self.assertEqual([one.is_found for one in verdicts], [True, False])

    def test_start(self):
        cases = [case("tab as indentation"), case("provider without a value"), case("option misspelled", "YAML flow")]
        verdicts = others.judge_by_starting(cases)
        self.assertEqual([one[:2] for one in verdicts], [(True, True), (True, False), (False, False)])

    def test_new_process_stops_as_the_simulated_start(self):
        texts = [
            ("block", BACKENDS),
            ("block", BACKENDS.replace("mock: {}", "mock:")),
            ("block", BACKENDS + "  null: {}\n"),
            ("block", BACKENDS + "PROCTORING_SETTINGS:\n"),
            ("block", BACKENDS + "  software_secure: {}\n"),
        ]
        for text, message in zip(texts, others.start(texts), strict=True):
            command = [sys.executable, "-m", "benchmarks.faults.platform", "--one"]
            done = subprocess.run(
                command, input=json.dumps([text]), capture_output=True, text=True, check=False, cwd=ROOT
            )
            self.assertEqual(done.returncode != 0, bool(message), text)
            self.assertIn(message, done.stderr)


class InstanceTest(SimpleTestCase):
    """Instances with a plugin."""

    def test_healthy_instance_starts_without_problems(self):
        self.assertEqual(instances.ask([instances.healthy()]), [{"stops": "", "problems": []}])

    def test_each_fault_changes_the_instance(self):
        for fault in instances.FAULTS:
            broken = instances.healthy()
            fault.apply(broken)
            self.assertNotEqual(broken, instances.healthy(), fault.name)


class ReportTest(SimpleTestCase):
    """The table, the missed kinds and the goals."""

    def measurement(self, *verdicts, alarms=0):
        """Return a measurement of one kind of fault with these verdicts."""
        result = report.Result(report.OURS, [Verdict(*verdict) for verdict in verdicts], alarms)
        return report.Measurement([("typo", "JSON")] * len(verdicts), 10, [result])

    def test_shares_and_missed_kinds(self):
        lines = list(self.measurement((True,) * 3, (True, True, False), (True, False, True), (False,) * 3).lines())
        self.assertEqual(lines[2].split(), [report.OURS, "75.0%", "50.0%", "50.0%", "0"])
        self.assertEqual(
            lines[3:],
            [
                "missed: typo (1 of 4: JSON)",
                "reported on another line: typo (1 of 4: JSON)",
                "not mended by its hint: typo (1 of 4: JSON)",
            ],
        )

    def test_goals_decide_about_the_exit_status(self):
        for verdict, alarms, status in (((True,) * 3, 0, 0), ((True, True, False), 0, 1), ((True,) * 3, 1, 1)):
            measurement = self.measurement(verdict, alarms=alarms)
            with (
                mock.patch.object(report, "measure", return_value=measurement),
                mock.patch("sys.argv", ["benchmarks", "faults"]),
                redirect_stdout(io.StringIO()),
            ):
                self.assertEqual(main(), status)

    def test_case_is_named_by_kind_form_and_sample(self):
        self.assertIsInstance(CASES[0], Case)
        self.assertEqual(str(CASES[0]).split(" / ")[1], "YAML block")
