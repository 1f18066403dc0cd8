"""``manage.py proctoring_audit``."""

import csv
import io
import json
import re
from contextlib import nullcontext
from unittest import mock

import ddt
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import translation

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit.report import COLUMNS
from proctoring_config.problems import course_kinds
from tests.audit.planting import BACKENDS, EMAIL, key_of, plant
from tests.management.commands.auditing import ABOUT_SCOPE, run
from tests.processes import Start, manage, run_all


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class OutputTest(TestCase):
    """The output."""

    maxDiff = None

    def test_no_problems(self):
        plant("x", "mock")
        for form, printed in (("table", ""), ("csv", ",".join(COLUMNS) + "\r\n")):
            self.assertEqual(run("--format", form), (0, printed, f"Found no problems in 1 course, {ABOUT_SCOPE}\n"))

    def test_table(self):
        plant("x", "mock", None)
        plant("y", "gone")
        status, out, err = run()
        self.assertEqual(status, 1)
        self.assertEqual(err, f"Found 2 problems in 2 courses, {ABOUT_SCOPE}\n")
        missing, gone = course_kinds.ESCALATION_EMAIL_MISSING, course_kinds.COURSE_PROVIDER_NOT_AVAILABLE
        self.assertEqual(
            out.splitlines(),
            [
                "Broken now",
                "==========",
                "",
                f"W101  {missing.title}: 1 course",
                "      Provider 'mock' requires an exam escalation contact.",
                f"      What to do: {missing.hint}.",
                "",
                "      course-v1:Org+Course+x",
                "          organization Org, provider 'mock'",
                "",
                f"W104  {gone.title}: 1 course",
                "      The proctoring provider configured for this course, 'gone', is not valid.",
                f"      What to do: {gone.hint}.",
                "",
                "      course-v1:Org+Course+y",
                "          organization Org, provider 'gone'",
                "",
            ],
        )

    def test_json(self):
        plant("x", "gone")
        _, out, _ = run("--format", "json")
        self.assertEqual(
            json.loads(out),
            {
                "version": 1,
                "as_of": "last published",
                "findings": [
                    {
                        "id": "proctoring_config.W104",
                        "severity": "warning",
                        "course_key": key_of("x"),
                        "org": "Org",
                        "provider": "gone",
                        "path": "proctoring_provider",
                        "message": "The proctoring provider configured for this course, 'gone', is not valid.",
                        "hint": course_kinds.COURSE_PROVIDER_NOT_AVAILABLE.hint,
                        "exams": [],
                        "escalation_email": "***@***",
                        "effect": "broken now",
                        "name": None,
                        "start": "",
                        "end": "",
                        "studio_url": "",
                        "admin_url": "",
                        "contacts": [],
                    }
                ],
                "scope": "current courses with active proctored exams",
                "courses": 1,
                "counts": {"proctoring_config.W104": 1},
                "silenced": 0,
                "skipped": [],
                "shared_providers": {},
                "filters": {"all": False, "courses": [], "orgs": []},
                "ignored": [],
            },
        )

    def test_csv_escapes_formulas(self):
        plant("x", "=cmd()", "@s3cret", org="-Org")
        _, out, _ = run("--format", "csv", "--show-emails")
        (row,) = csv.DictReader(io.StringIO(out))
        self.assertEqual((row["provider"], row["org"], row["escalation_email"]), ("'=cmd()", "'-Org", "'@s3cret"))
        self.assertEqual((row["course_key"], row["exams"]), (key_of("x", "-Org"), ""))

    @ddt.data("table", "json", "csv")
    def test_emails_are_masked_unless_requested(self, form):
        plant("x", "gone")
        plant("y", "mock", "s3cret@")
        self.assertNotIn("s3cret", "".join(map(str, run("--format", form))))
        self.assertIn(EMAIL, run("--format", form, "--show-emails")[1])

    @ddt.data("table", "json", "csv")
    def test_summary_contains_no_names(self, form):
        plant("s3cret", "mock", EMAIL.partition("@")[0] + "@", org="SecretOrg")
        plant("s3cret2", "s3cretprovider", org="SecretOrg")
        arguments = ("--course", key_of("s3cret", "SecretOrg"), "--course", key_of("s3cret2", "SecretOrg"))
        with self.assertRaisesMessage(CommandError, "No course matches the given courses and organizations."):
            run("--summary", "--course", "course-v1:Secret+Secret+Secret")
        override = plant("s3cret3", "mock", enabled=False, org="SecretOrg")
        status, out, err = run("--summary", "--format", form, *arguments, "--course", override)
        self.assertEqual(status, 1)
        self.assertIn("W102", out)
        self.assertNotIn("s3cret", (out + err).lower())
        self.assertNotIn("secret", (out + err).lower())
        self.assertIn("Not audited: 1 of the given courses\n", err)

    def test_summary(self):
        plant("x", "mock", None)
        plant("y", "mock", None)
        self.assertEqual(
            run("--summary"),
            (
                1,
                f"W101       2  {course_kinds.ESCALATION_EMAIL_MISSING.title}\n",
                f"Found 2 problems in 2 courses, {ABOUT_SCOPE}\n",
            ),
        )
        expected = {"counts": {"proctoring_config.W101": 2}, "courses": 2}
        self.assertLessEqual(expected.items(), json.loads(run("--summary", "--format", "json")[1]).items())
        self.assertEqual(run("--summary", "--format", "csv")[1], "id,findings\r\nproctoring_config.W101,2\r\n")

    def test_output_is_english_in_every_language(self):
        plant("x", "proctortrack")
        english = [run(), run("--suggest"), run("--format", "json")]
        with translation.override("es"):
            self.assertEqual([run(), run("--suggest"), run("--format", "json")], english)

    def test_control_characters_are_escaped(self):
        CourseOverview.objects.bulk_create(
            [CourseOverview(id=key_of("x"), org="O", enable_proctored_exams=True, proctoring_provider="gone\x1b[2J")]
        )
        _, out, _ = run("--all")
        self.assertNotIn("\x1b", out)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ArgumentsTest(TestCase):
    """The scope and the exit status."""

    def test_courses_and_organizations(self):
        plant("x", "mock", None)
        plant("y", "mock", None, org="Other", exams=0)
        self.assertEqual(
            run("--course", key_of("x"))[2], "Found 1 problem in 1 course, as last published (the given courses).\n"
        )
        self.assertEqual(
            run("--org", "Other", "--all")[2],
            "Found 1 problem in 1 course, as last published (all courses of the given organizations).\n",
        )
        for filters in (("--org", "Other"), ("--org", "other", "--suggest"), ("--org", "Nope", "--org", "Org")):
            with self.assertRaisesMessage(CommandError, "No ") as refused:
                run(*filters)
            self.assertEqual(refused.exception.returncode, 2)

    def test_course_that_does_not_exist_is_named(self):
        plant("x", "mock")
        with self.assertRaisesMessage(CommandError, f"No published course matches {key_of('nope')}.") as refused:
            run("--course", key_of("nope"), "--course", key_of("x"))
        self.assertEqual(refused.exception.returncode, 2)

    @ddt.data("nope", "course-v1:a+b", "", "block-v1:a+b+c+type@d+block@e")
    def test_invalid_course_key(self, key):
        message = f"Error: argument --course: {key!r} is not a course key such as course-v1:Org+Course+Run"
        with self.assertRaisesMessage(CommandError, message):
            run("--course", key)

    def test_problems_below_the_fail_level_do_not_fail(self):
        plant("x", "mock", None)
        self.assertEqual(run("--fail-level", "error")[0], 0)
        self.assertEqual(run("--fail-level", "warning")[0], 1)

    def test_silenced_problems_are_counted_and_do_not_fail(self):
        plant("x", "mock", None)
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W101"]):
            self.assertEqual(run(), (0, "", f"Found no problems (1 more silenced) in 1 course, {ABOUT_SCOPE}\n"))

    def test_unknown_database(self):
        with self.assertRaisesMessage(CommandError, "DATABASES has no database 'nope'.") as refused:
            run("--database", "nope")
        self.assertEqual(refused.exception.returncode, 2)

    def test_suggestion_does_not_support_csv(self):
        with self.assertRaisesMessage(CommandError, "--suggest does not support --format csv."):
            run("--suggest", "--format", "csv")


class ProcessTest(SimpleTestCase):
    """The command in a separate process."""

    def test_runs_despite_errors_in_the_settings(self):
        strict = {"PROCTORING_CONFIG_STRICT": True, "PROCTORING_BACKENDS": {"DEFAULT": "null", "null": {}, True: {}}}
        audit, migrate = run_all(
            [Start(manage(name), settings=strict) for name in ("proctoring_audit", "showmigrations")]
        )
        self.assertIn("E005", audit.stderr)
        self.assertEqual(audit.status, 2, audit.stderr)
        self.assertIn("CommandError: The table of course overviews is missing. ", audit.stderr)
        self.assertNotIn("Traceback", audit.stderr)
        self.assertIn("ImproperlyConfigured", migrate.stderr)

    def test_unreadable_database_is_one_line(self):
        database = {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/nonexistent/s3cret"}}}
        backends = {"DEFAULT": "null", "null": {}}
        (end,) = run_all([Start(manage("proctoring_audit"), backends, settings=database)])
        self.assertEqual((end.status, end.stdout), (2, ""))
        self.assertRegex(end.stderr, r"CommandError: Database 'default' cannot be read \(OperationalError\)\.\n$")
        self.assertNotRegex(end.stderr, re.compile("s3cret|Traceback"))


class ProgressTest(TestCase):
    """The progress bar."""

    def run_on(self, *, out, err):
        """Run the command on streams that are terminals if true, and return the output of both."""
        streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        streams["stdout"].isatty, streams["stderr"].isatty = lambda: out, lambda: err
        with mock.patch("sys.stderr", streams["stderr"]), override_settings(PROCTORING_BACKENDS=BACKENDS):
            call_command("proctoring_audit", no_color=True, **streams)
        return streams["stdout"].getvalue(), streams["stderr"].getvalue()

    def test_drawn_if_stderr_is_a_terminal(self):
        plant("x", "mock")
        for out, err in ((False, True), (True, True), (True, False), (False, False)):
            printed = self.run_on(out=out, err=err)[1]
            self.assertEqual("courses/s" in printed, err, (out, err))

    def test_problems_on_the_same_terminal_replace_it(self):
        plant("x", "gone")
        for out in (False, True):
            with (
                mock.patch("tqdm.tqdm.external_write_mode", return_value=nullcontext()) as aside,
                self.assertRaises(SystemExit),
            ):
                self.run_on(out=out, err=True)
            self.assertEqual(aside.called, out)
