"""Reports of problems as text and JSON."""

import json

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.report import LocatedProblem, dump_problems, format_problems, summarize_problems
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
            },
        )
        self.assertEqual(json.loads(dump_problems([])), {"version": 1, "problems": []})

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
