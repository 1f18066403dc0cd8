"""``manage.py proctoring_doctor``."""

import io
import json
from unittest import mock

import ddt
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings

from proctoring_config import doctor
from tests.audit.planting import key_of, plant
from tests.hostile import MARKER
from tests.processes import Start, manage, run_all
from tests.test_doctor import COURSE, INSTANCE, MOCK, ON

FIRST = "Make this true first: {}.\n"


def run(*arguments):
    """Run the command, and return its exit status, stdout and stderr."""
    stdout, stderr, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("proctoring_doctor", *arguments, stdout=stdout, stderr=stderr, no_color=True)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
        stderr.write(str(error))
    return status, stdout.getvalue(), stderr.getvalue()


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=MOCK, FEATURES=ON)
class OutputTest(TestCase):
    """The output and the exit status."""

    maxDiff = None

    def test_nothing_is_false(self):
        plant("x", "mock")
        status, out, err = run("--course", key_of("x"))
        self.assertEqual(
            (status, err),
            (0, "None of these statements is false. Check those marked [?] yourself.\n"),
        )
        self.assertEqual(
            out.splitlines(),
            [
                "[yes] edx-proctoring is an installed app",
                "[yes] PROCTORING_BACKENDS configures a provider other than 'null' ('mock')",
                "[yes] The plugin of a configured provider other than 'null' is installed and can be imported",
                "[yes] edx-proctoring has created the backend of a configured provider other than 'null'",
                "[yes] DEFAULT is the name of a configured provider ('mock')",
                "[yes] Timed and proctored exams are switched on (FEATURES['ENABLE_SPECIAL_EXAMS'])",
                "[yes] Pages & Resources offers Proctoring (FEATURES['ENABLE_PROCTORED_EXAMS'])",
                "[yes] PROCTORING_SETTINGS and its LINK_URLS are mappings",
                "[?]   LMS and Studio both have these settings (A process sees only its own settings)",
                "      What to do: Run proctoring_doctor in both",
                "[yes] The course is published",
                "[yes] The course has proctored exams enabled",
                "[yes] The provider of the course is configured, and is not 'null' ('mock')",
                "[yes] edx-proctoring has created the backend of the course's provider",
                "[yes] The course has an escalation email, or its provider requires none",
                "[yes] A proctored exam of the course is registered with edx-proctoring",
                "[?]   Studio has no unpublished changes of these settings (The database does not contain "
                "unpublished changes or the setting Enable Timed Exams)",
                "      What to do: Open the course in Studio",
            ],
        )

    @override_settings(FEATURES={"ENABLE_PROCTORED_EXAMS": True})
    def test_something_is_false(self):
        status, out, err = run()
        described = "Timed and proctored exams are switched on (FEATURES['ENABLE_SPECIAL_EXAMS'])"
        self.assertEqual((status, err), (1, FIRST.format(described)))
        self.assertIn(
            f"[NO]  {described}\n      What to do: Set FEATURES['ENABLE_SPECIAL_EXAMS'] to true for LMS and Studio\n",
            out,
        )

    def test_a_course_that_is_not_published(self):
        status, out, err = run("--course", key_of("x"))
        described = "The course is published (No published course has this key)"
        self.assertEqual((status, err), (1, FIRST.format(described)))
        self.assertIn(f"[NO]  {described}\n", out)

    @ddt.data("text", "json")
    def test_an_unreadable_database_matters_only_for_a_course(self, form):
        with mock.patch.object(doctor, "table_names", side_effect=OperationalError(2003, MARKER)):
            self.assertEqual(run("--format", form)[0], 0)
            status, out, err = run("--course", key_of("x"), "--format", form)
        self.assertEqual((status, err), (2, "Database 'default' cannot be read (OperationalError 2003)."))
        self.assertNotIn(MARKER, out)
        if form == "text":
            self.assertIn("[?]   The course is published (Database 'default' cannot be read", out)
        else:
            self.assertEqual(json.loads(out)["unreadable"], err)

    def test_an_unknown_database(self):
        self.assertEqual(run("--database", "nope"), (2, "", "DATABASES has no database 'nope'."))

    def test_json(self):
        plant("x", "mock", exams=0)
        status, out, _ = run("--course", key_of("x"), "--format", "json")
        report = json.loads(out)
        self.assertEqual(status, 1)
        self.assertEqual(list(report), ["version", "course_key", "links", "first_false", "unreadable"])
        self.assertEqual(
            (report["version"], report["course_key"], report["first_false"], report["unreadable"]),
            (1, key_of("x"), "course_exam", None),
        )
        self.assertEqual(
            {link["id"]: link["holds"] for link in report["links"]}, {**INSTANCE, **COURSE, "course_exam": False}
        )
        self.assertEqual({tuple(link) for link in report["links"]}, {("id", "statement", "holds", "detail", "hint")})

    @override_settings(PROCTORING_SETTINGS=None)
    def test_hints_with_braces_in_json(self):
        links = json.loads(run("--format", "json")[1])["links"]
        hints = [link["hint"] for link in links if link["id"] == "proctoring_settings"]
        self.assertEqual(hints, ["Write PROCTORING_SETTINGS: {}, or names and values below it"])

    @ddt.data("x", "", "block-v1:Org+Course+Run+type@a+block@b", "\x07")
    def test_usage(self, key):
        with self.assertRaisesRegex(CommandError, "is not a course key such as course-v1:Org"):
            call_command("proctoring_doctor", "--course", key)

    @ddt.data(("a\nb\x07", "(name not shown)"), ("ac\u200bme", r"('ac\u200bme')"), ("s3cret: x", "(name not shown)"))
    @ddt.unpack
    def test_names_from_the_database_stay_on_one_line(self, provider, shown):
        plant("x", provider)
        _, out, _ = run("--course", key_of("x"))
        self.assertNotIn(provider, out)
        self.assertIn(f"is configured, and is not 'null' {shown}\n", out)


class ProcessTest(SimpleTestCase):
    """The command in a process of its own."""

    def test_it_starts_despite_errors_with_the_strict_toggle(self):
        backends = {"DEFAULT": "null", "null": {}, None: {}}
        strict = {"PROCTORING_CONFIG_STRICT": True}
        doctors, others = run_all(
            [
                Start(manage("lms", "proctoring_doctor"), backends, settings=strict),
                Start(manage("lms", "showmigrations"), backends, settings=strict),
            ]
        )
        self.assertEqual(doctors.status, 1, doctors.stderr)
        self.assertIn("[NO]  PROCTORING_BACKENDS configures a provider", doctors.stdout)
        self.assertIn("ImproperlyConfigured", others.stderr)
