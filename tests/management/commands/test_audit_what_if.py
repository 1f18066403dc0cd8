"""``manage.py proctoring_audit`` with ``--without``, ``--rename`` and ``--set``."""

import csv
import json
from contextlib import nullcontext
from unittest import mock

import ddt
from django.core.management.base import CommandError
from django.test import TestCase, override_settings

from tests.audit.planting import EMAIL, key_of, plant
from tests.management.commands.auditing import ABOUT_SCOPE, run

SETTING = {"DEFAULT": "null", "null": {}, "mock": {}, "software_secure": {}}


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=SETTING)
class WhatIfCommandTest(TestCase):
    """Two courses of the provider software_secure, and one that has a problem already."""

    maxDiff = None

    def setUp(self):
        plant("a", "software_secure", None)
        plant("b", "software_secure", exams=2, rules="No books")
        plant("c", "gone")

    def test_table(self):
        status, out, err = run("--set", "software_secure.show_review_rules=false")
        self.assertEqual(status, 1)
        self.assertEqual(err, f"Found 3 new problems in 3 courses, {ABOUT_SCOPE}\n")
        self.assertEqual(
            out.splitlines(),
            [
                "Broken with the changed setting",
                "===============================",
                "",
                "W202  Learners see review rules that authors cannot edit: 1 course, 2 exams",
                "      Learners still see review rules that authors can no longer edit (2 exams), because "
                "show_review_rules of the provider 'software_secure' is false.",
                "      What to do: Set show_review_rules: true until authors have emptied the field and published, or "
                "leave the rules as they are.",
                "",
                f"      {key_of('b')}",
                "          organization Org, provider 'software_secure'",
                "",
                "Changed",
                "=======",
                "",
                "W211  Option of a course's provider would change: 2 courses, 3 exams",
                "      The option show_review_rules of the provider 'software_secure' would change from true to false. "
                'Meaning of the option: Whether Studio shows the "Review rules" field of proctored exams.',
                "      What to do: Tell the people who work with the course before you change the setting.",
                "",
                f"      {key_of('a')}",
                "          organization Org, provider 'software_secure'",
                "",
                f"      {key_of('b')}",
                "          organization Org, provider 'software_secure'",
                "",
                "Compared with the current setting: 3 problems new, 0 gone, 1 the same.",
            ],
        )

    def test_what_is_gone_is_listed(self):
        status, out, _ = run("--rename", "software_secure=gone")
        self.assertEqual(status, 1)
        self.assertIn(f"Gone\n====\n\nW104  {key_of('c')}  Provider of a course with proctored exams is no longer", out)
        self.assertIn("Compared with the current setting: 3 problems new, 1 gone, 0 the same.\n", out)

    def test_nothing_changes(self):
        for options in (
            ("--without", "mock"),
            ("--set", "software_secure.show_review_rules=true"),
            ("--rename", "mock=x"),
        ):
            status, out, err = run(*options)
            self.assertEqual((status, err), (0, f"Found no new problems in 3 courses, {ABOUT_SCOPE}\n"))
            self.assertEqual(out, "Compared with the current setting: 0 problems new, 0 gone, 1 the same.\n")

    def test_only_solved_problems_are_a_success(self):
        with override_settings(PROCTORING_BACKENDS={**SETTING, "software_secure": {"requires_escalation_email": True}}):
            status, out, _ = run("--set", "software_secure.requires_escalation_email=false", "--ignore", "W211")
        self.assertEqual(status, 0)
        self.assertIn("0 problems new, 1 gone, 1 the same.", out)

    def test_json(self):
        status, out, _ = run(
            "--format=json",
            "--without=mock",
            "--set=software_secure.show_review_rules=false",
            "--set=DEFAULT=software_secure",
            "--all",
        )
        self.assertEqual(status, 1)
        self.assertTrue(out.isascii())
        found = json.loads(out)
        self.assertEqual(
            [(one["course_key"], one["id"][-4:], one["effect"], len(one["exams"])) for one in found.pop("new")],
            [
                (key_of("a"), "W211", "changed", 1),
                (key_of("b"), "W202", "broken with the changed setting", 2),
                (key_of("b"), "W211", "changed", 2),
            ],
        )
        self.assertEqual(
            found,
            {
                "version": 1,
                "as_of": "last published",
                "gone": [],
                "same": 1,
                "filters": {"all": True, "courses": [], "orgs": []},
                "ignored": [],
                "changes": {
                    "without": ["mock"],
                    "rename": {},
                    "set": {"software_secure.show_review_rules": False, "DEFAULT": "software_secure"},
                },
            },
        )

    @ddt.data(
        (("--fail-on", "W202"), 1),
        (("--fail-on", "W104"), 0),
        (("--fail-on", "W211"), 1),
        (("--ignore", "W202,W211"), 0),
        (("--ignore", "W211"), 1),
        (("--fail-level", "error"), 0),
        (("--course", key_of("a"), "--ignore", "W211"), 0),
        (("--org", "Org"), 1),
    )
    @ddt.unpack
    def test_exit_status(self, options, status):
        self.assertEqual(run("--set", "software_secure.show_review_rules=false", *options)[0], status)

    def test_escalation_emails_are_shown_on_request_only(self):
        for form in ("table", "json"):
            self.assertNotIn(EMAIL, run("--without", "software_secure", "--format", form)[1])
            self.assertIn(EMAIL, run("--without", "software_secure", "--format", form, "--show-emails")[1])

    def test_default_provider_that_is_removed_is_noted(self):
        note = "No default provider: after the changes, DEFAULT is not the name of a provider\n"
        self.assertTrue(run("--without", "null")[2].endswith(note))
        for options in (("--without=null", "--set=DEFAULT=software_secure"), ("--rename=null=x",), ("--without=mock",)):
            self.assertNotIn("No default", run(*options)[2])

    @ddt.data(
        (
            ("--without", "software_sequre"),
            "PROCTORING_BACKENDS has no provider with this name. Did you mean 'software_secure'?",
        ),
        (("--without", "x\x1b[31m\n"), "--without x\\x1b[31m\\n: PROCTORING_BACKENDS has no provider with this name."),
        (("--rename", "software_secure"), "--rename software_secure: Write OLD=NEW, with two names of providers."),
        (
            ("--set", "software_secure.show_review_rules=no"),
            "Write software_secure.show_review_rules=true or software_secure.show_review_rules=false.",
        ),
        (
            ("--without", "software_secure", "--format", "csv"),
            "--without, --rename and --set do not support --format csv.",
        ),
        (("--without", "software_secure", "--suggest"), "--suggest does not support --without, --rename and --set."),
        (("--rename", "software_secure=x", "--summary"), "--summary does not support --without, --rename and --set."),
        (
            ("--set", "DEFAULT=software_secure", "--compare", "x"),
            "--compare does not support --without, --rename and --set.",
        ),
        (("--without", "software_secure", "--org", "Nowhere"), "No published course matches Nowhere."),
    )
    @ddt.unpack
    def test_wrong_usage(self, options, message):
        with self.assertRaisesMessage(CommandError, message) as refused:
            run(*options)
        self.assertEqual(refused.exception.returncode, 2)

    def test_nothing_is_read_if_a_change_is_impossible(self):
        with (
            mock.patch("proctoring_config.audit.run.read_only", return_value=nullcontext()) as opened,
            self.assertRaises(CommandError),
        ):
            run("--without", "software_sequre")
        opened.assert_not_called()

    @override_settings(PROCTORING_BACKENDS=None)
    def test_no_providers_at_all(self):
        with self.assertRaisesMessage(
            CommandError, "PROCTORING_BACKENDS has no provider with this name. It has no provi"
        ):
            run("--without", "software_secure")

    def test_csv_still_works_without_changes(self):
        self.assertEqual(len(list(csv.reader(run("--format", "csv")[1].splitlines()))), 2)
