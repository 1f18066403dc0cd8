"""The formats of ``check`` for CI services."""

import json
import re

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.ci_formats import dump_sarif, format_annotations
from proctoring_config.cli.findings import LocatedProblem
from proctoring_config.problems import Problem, Severity
from tests.cli.base import CommandTestCase

MARK = "s3cret%0A"
SETTINGS = f"""\
PROCTORING_BACKENDS:
  DEFAULT: acme
  acme: {{client_secret: "{MARK}", show_review_rules: "no", {MARK}: "{MARK}"}}
  other: "{{{{ other }}}}"
"""
COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def unescape(text):
    """Return the text of a workflow command, as the runner of GitHub Actions reads it."""
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read_annotations(text):
    """Return name, properties and message of each workflow command."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        properties = dict(pair.split("=", 1) for pair in match["properties"].split(",") if pair)
        properties = {name: unescape(value) for name, value in properties.items()}
        found.append((match["name"], properties, unescape(match["message"])))
    return found


def read_sarif(text):
    """Return the only run of a log."""
    log = json.loads(text)
    (run,) = log["runs"]
    return {**run, "version": log["version"]}


class ReportTest(CommandTestCase):
    """All three formats report the same problems, errors and unchecked parts."""

    def setUp(self):
        super().setUp()
        files = [self.file("a b%c.yml", SETTINGS), self.file("broken.yml", "PROCTORING_BACKENDS: {"), "missing.yml"]
        self.outputs = {}
        for form in ("json", "github", "sarif"):
            status, self.outputs[form], _ = self.run_command("check", "--format", form, *files)
            self.assertEqual(status, 2)
        self.report = json.loads(self.outputs["json"])

    def test_annotations(self):
        found = read_annotations(self.outputs["github"])
        problems = [one for one in found if "title" in one[1]]
        expected = [
            (one["severity"], str(one["line"]), str(one["column"]), one["id"].removeprefix("proctoring_config."))
            for one in self.report["problems"]
        ]
        self.assertGreater(len(expected), 1)
        self.assertEqual([(name, at["line"], at["col"], at["title"]) for name, at, _ in problems], expected)
        self.assertEqual({at["file"] for _, at, _ in problems}, {"a b%c.yml"})
        for one, (_, _, message) in zip(self.report["problems"], problems, strict=True):
            self.assertEqual(message, f"{one['path']}: {one['message']}\nHint: {one['hint']}")
        others = [(name, at["file"]) for name, at, _ in found if "title" not in at]
        self.assertEqual(others, [("error", "broken.yml"), ("error", "missing.yml"), ("notice", "a b%c.yml")])

    def test_sarif(self):
        run = read_sarif(self.outputs["sarif"])
        self.assertEqual(run["version"], "2.1.0")
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for one, result in zip(self.report["problems"], run["results"], strict=True):
            self.assertEqual(f"proctoring_config.{result['ruleId']}", one["id"])
            self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
            self.assertEqual(result["level"], one["severity"])
            (place,) = (location["physicalLocation"] for location in result["locations"])
            self.assertEqual(place["artifactLocation"], {"uri": "a%20b%25c.yml"})
            self.assertEqual(place["region"], {"startLine": one["line"], "startColumn": one["column"]})
        (invocation,) = run["invocations"]
        self.assertIs(invocation["executionSuccessful"], False)
        levels = [one["level"] for one in invocation["toolExecutionNotifications"]]
        self.assertEqual(levels, ["error", "error", "note"])

    def test_no_output_contains_a_value(self):
        for form, text in self.outputs.items():
            self.assertNotIn("s3cret", text, form)


class CleanTest(CommandTestCase):
    """A file without problems."""

    def test_nothing_is_annotated(self):
        name = self.file("lms.yml", "PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}")
        self.assertEqual(self.run_command("check", "--format", "github", name)[:2], (0, ""))
        status, out, _ = self.run_command("check", "--format", "sarif", name)
        self.assertEqual((status, read_sarif(out)["results"]), (0, []))


@ddt.ddt
class EscapeTest(SimpleTestCase):
    """Names of files and messages cannot add workflow commands or properties."""

    @ddt.data("a\n::error::b", "a\r\nb", "100%0A", "a,title=b", "a:b::c", "%3A", "é\u2028", "%25")
    def test_any_text(self, text):
        problem = Problem("proctoring_config.W004", Severity.WARNING, ("A",), text, "Do it")
        located = LocatedProblem(problem, text, 1, 2)
        (one,) = read_annotations(format_annotations([located]).replace("\u2028", "?"))
        name, properties, message = one
        self.assertEqual(name, "warning")
        expected = text.replace("\u2028", "?")
        self.assertEqual(properties, {"file": expected, "line": "1", "col": "2", "title": "W004"})
        self.assertEqual(message, f"A: {expected}\nHint: Do it")
        self.assertEqual(read_sarif(dump_sarif([located]))["results"][0]["message"]["text"], f"A: {text}\nHint: Do it")
