"""Findings as people and programs read them."""

import json

import ddt
from django.test import SimpleTestCase

from proctoring_config import kinds
from proctoring_config.cli.findings import Finding
from proctoring_config.cli.report import as_json, as_text, summary

_ERROR = Finding(kinds.NULL_KEY.at(("PROCTORING_BACKENDS", None)), "conf/lms.yml", 12, 3)
_WARNING = Finding(kinds.LTI_LISTED.at(("PROCTORING_BACKENDS", "é\n")), "<stdin>", 1, 1)


@ddt.ddt
class ReportTest(SimpleTestCase):
    """Text, JSON and the summary."""

    def test_text(self):
        self.assertEqual(
            as_text([_ERROR, _WARNING]),
            "conf/lms.yml:12:3: error E004 PROCTORING_BACKENDS[None]: expected a provider's name, found null: "
            "edx-platform stops with TypeError while importing xmodule.course_block\n"
            "    hint: Quote the name: 'null': {}\n"
            "<stdin>:1:1: warning W014 PROCTORING_BACKENDS['é\\n']: edx-platform adds lti_external to its lists "
            "itself, so that authors see it twice\n"
            "    hint: Remove the entry; LTI providers are configured in edx-exams\n",
        )
        self.assertEqual(as_text([]), "")

    def test_json(self):
        text = as_json([_ERROR, _WARNING])
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
                        "message": "expected a provider's name, found null: edx-platform stops with TypeError while "
                        "importing xmodule.course_block",
                        "hint": "Quote the name: 'null': {}",
                        "file": "conf/lms.yml",
                        "line": 12,
                        "column": 3,
                    },
                    {
                        "id": "proctoring_config.W014",
                        "severity": "warning",
                        "path": "PROCTORING_BACKENDS['é\\n']",
                        "message": "edx-platform adds lti_external to its lists itself, so that authors see it twice",
                        "hint": "Remove the entry; LTI providers are configured in edx-exams",
                        "file": "<stdin>",
                        "line": 1,
                        "column": 1,
                    },
                ],
            },
        )
        self.assertEqual(json.loads(as_json([])), {"version": 1, "problems": []})

    @ddt.data(
        ([], 1, "no problems in 1 file"),
        ([], 2, "no problems in 2 files"),
        ([_ERROR], 1, "1 error, 0 warnings in 1 file"),
        ([_ERROR, _WARNING, _ERROR], 2, "2 errors, 1 warning in 2 files"),
    )
    @ddt.unpack
    def test_summary(self, findings, files, counted):
        self.assertEqual(
            summary(findings, files),
            f"{counted}; plugins and the database are not judged here: run manage.py check --tag proctoring",
        )
