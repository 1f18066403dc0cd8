"""Reports of problems as text and JSON."""

import json

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.report import (
    LocatedProblem,
    UncheckedPart,
    dump_problems,
    format_problems,
    summarize_problems,
)
from proctoring_config.errors import InputError
from proctoring_config.files.source import FileError
from proctoring_config.problems import kinds

_ERROR = LocatedProblem(
    kinds.NULL_KEY.problem(("PROCTORING_BACKENDS", None), hint="Quote the name: 'null'"), "conf/lms.yml", 12, 3
)
_WARNING = LocatedProblem(kinds.LTI_LISTED.problem(("PROCTORING_BACKENDS", "é\n")), "<stdin>", 1, 1)
_LISTED = (
    "edx-platform adds lti_external to its lists by itself. With this entry, authors see it twice in courses that can "
    "use LTI. In all other courses they see it once, but cannot save it."
)


@ddt.ddt
class ReportTest(SimpleTestCase):
    """Text, JSON and the summary."""

    def test_text(self):
        self.assertEqual(
            format_problems([_ERROR, _WARNING]),
            "conf/lms.yml:12:3: error E004 PROCTORING_BACKENDS[None]: The provider name must be a string, but "
            "it is null. LMS and Studio will not start (TypeError).\n"
            "    hint: Quote the name: 'null'\n"
            f"<stdin>:1:1: warning W014 PROCTORING_BACKENDS['é\\n']: {_LISTED}\n"
            "    hint: Remove the entry; LTI providers are configured in edx-exams\n",
        )
        self.assertEqual(format_problems([]), "")

    def test_json(self):
        text = dump_problems([_ERROR, _WARNING])
        self.assertTrue(text.isascii())
        self.assertEqual(
            json.loads(text),
            {
                "version": 1,
                "problems": [
                    {
                        "id": "proctoring_config.E004",
                        "severity": "error",
                        "path": "PROCTORING_BACKENDS[None]",
                        "message": "The provider name must be a string, but it is null. LMS and Studio will not start "
                        "(TypeError).",
                        "hint": "Quote the name: 'null'",
                        "file": "conf/lms.yml",
                        "line": 12,
                        "column": 3,
                    },
                    {
                        "id": "proctoring_config.W014",
                        "severity": "warning",
                        "path": "PROCTORING_BACKENDS['é\\n']",
                        "message": _LISTED,
                        "hint": "Remove the entry; LTI providers are configured in edx-exams",
                        "file": "<stdin>",
                        "line": 1,
                        "column": 1,
                    },
                ],
                "errors": [],
                "not_checked": [],
                "conditional": [],
            },
        )
        errors = [FileError("lms.yml", "bad", 1, 2, "Mend it"), FileError("cms.yml", "worse"), InputError("neither")]
        parts = [UncheckedPart("X['x']", "lms.yml", 3, 4), UncheckedPart("X['y']", "lms.yml", 5, 6, True)]
        self.assertEqual(
            json.loads(dump_problems([], errors, parts)),
            {
                "version": 1,
                "problems": [],
                "errors": [
                    {"file": "lms.yml", "line": 1, "column": 2, "message": "bad", "hint": "Mend it"},
                    {"file": "cms.yml", "line": None, "column": None, "message": "worse", "hint": None},
                    {"file": None, "line": None, "column": None, "message": "neither", "hint": None},
                ],
                "not_checked": [{"path": "X['x']", "file": "lms.yml", "line": 3, "column": 4}],
                "conditional": [{"path": "X['y']", "file": "lms.yml", "line": 5, "column": 6}],
            },
        )

    @ddt.data(
        ([], 1, "no problems in 1 file"),
        ([], 2, "no problems in 2 files"),
        ([_ERROR], 1, "1 error, 0 warnings in 1 file"),
        ([_ERROR, _WARNING, _ERROR], 2, "2 errors, 1 warning in 2 files"),
    )
    @ddt.unpack
    def test_summary(self, findings, files, counted):
        self.assertEqual(
            summarize_problems(findings, files),
            f"{counted}; plugins and the database were not checked: run manage.py check --tag proctoring",
        )

    def test_summary_of_conditions(self):
        parts = [UncheckedPart("X['a']", "prod.py", 2, 1, True), UncheckedPart("X['b']", "prod.py", 3, 1, True)]
        self.assertIn(
            "no problems in 1 file; checked for each result of the conditions in the code: X['a'] (line 2), X['b'] "
            "(line 3); plugins",
            summarize_problems([], 1, parts),
        )

    def test_summary_of_what_was_not_checked(self):
        parts = [UncheckedPart(f"X[{number}]", "lms.yml", number, 1) for number in range(1, 6)]
        self.assertEqual(
            summarize_problems([], 1, parts),
            "0 errors, 0 warnings in 1 file; not checked, because the value is only known at run time: X[1] (line 1), "
            "X[2] (line 2), X[3] (line 3) and 2 more; plugins and the database were not checked: run manage.py check "
            "--tag proctoring",
        )
        self.assertIn("at run time: X[1] (line 1); plugins", summarize_problems([], 1, parts[:1]))
