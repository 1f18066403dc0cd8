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
from waffle.models import Flag

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import COLUMNS
from proctoring_config.problems import kinds
from proctoring_config.validators.review_rules_flag import FLAG
from tests.audit.planting import BACKENDS, EMAIL, key_of, override_course, override_org, plant
from tests.processes import Start, manage, run_all

ABOUT_SCOPE = "as last published (courses not ended, with active proctored exams)"


def run(*arguments):
    """Run the command; returns its exit status and what it printed."""
    stdout, stderr = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("proctoring_audit", *arguments, stdout=stdout, stderr=stderr, no_color=True)
    except SystemExit as end:
        status = end.code
    return status, stdout.getvalue(), stderr.getvalue()


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class OutputTest(TestCase):
    """What is printed."""

    maxDiff = None

    def test_nothing_found(self):
        plant("x", "mock")
        for form, printed in (("table", ""), ("csv", ",".join(COLUMNS) + "\r\n")):
            self.assertEqual(run("--format", form), (0, printed, f"no findings in 1 course, {ABOUT_SCOPE}\n"))

    def test_the_table(self):
        plant("x", "mock", None)
        plant("y", "gone")
        status, out, err = run()
        self.assertEqual(status, 1)
        self.assertEqual(err, f"2 findings in 2 courses, {ABOUT_SCOPE}\n")
        self.assertEqual(
            out.splitlines(),
            [
                "ID    COURSE                                   WHAT",
                "W101  course-v1:Org+Course+x                   Provider 'mock' requires an exam escalation contact.",
                "W104  course-v1:Org+Course+y                   "
                "The proctoring provider configured for this course, 'gone', is not valid.",
                "",
                "W101       1  A course has no escalation e-mail, and its provider requires one",
                "              Enter an escalation e-mail, choose another provider or disable proctored exams",
                "W104       1  A course with proctored exams has a provider that it cannot use any more",
                "              Choose an available provider, disable proctored exams, or configure the provider again",
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
                        "hint": kinds.COURSE_PROVIDER_NOT_AVAILABLE.hint,
                        "exams": [],
                        "escalation_email": "***@***",
                    }
                ],
                "scope": "courses not ended, with active proctored exams",
                "courses": 1,
                "counts": {"proctoring_config.W104": 1},
                "silenced": 0,
                "skipped": [],
            },
        )

    def test_csv_with_what_a_spreadsheet_would_run(self):
        plant("x", "=cmd()", "@s3cret", org="-Org")
        _, out, _ = run("--format", "csv", "--show-emails")
        (row,) = csv.DictReader(io.StringIO(out))
        self.assertEqual((row["provider"], row["org"], row["escalation_email"]), ("'=cmd()", "'-Org", "'@s3cret"))
        self.assertEqual((row["course_key"], row["exams"]), (key_of("x", "-Org"), ""))

    @ddt.data("table", "json", "csv")
    def test_emails_are_masked_unless_asked_for(self, form):
        plant("x", "gone")
        plant("y", "mock", "s3cret@")
        self.assertNotIn("s3cret", "".join(map(str, run("--format", form))))
        self.assertIn(EMAIL, run("--format", form, "--show-emails")[1])

    @ddt.data("table", "json", "csv")
    def test_a_summary_names_nobody(self, form):
        plant("s3cret", "mock", EMAIL.partition("@")[0] + "@", org="SecretOrg")
        plant("s3cret2", "s3cretprovider", org="SecretOrg")
        arguments = ("--course", key_of("s3cret", "SecretOrg"), "--course", key_of("s3cret2", "SecretOrg"))
        status, out, err = run("--summary", "--format", form, *arguments, "--course", "course-v1:Secret+Secret+Secret")
        self.assertEqual(status, 1)
        self.assertIn("W102", out)
        self.assertNotIn("s3cret", (out + err).lower())
        self.assertNotIn("secret", (out + err).lower())
        self.assertIn("1 of the given courses could not be judged\n", err)

    def test_the_summary(self):
        plant("x", "mock", None)
        plant("y", "mock", None)
        self.assertEqual(
            run("--summary"),
            (
                1,
                "W101       2  A course has no escalation e-mail, and its provider requires one\n",
                f"2 findings in 2 courses, {ABOUT_SCOPE}\n",
            ),
        )
        expected = {"counts": {"proctoring_config.W101": 2}, "courses": 2}
        self.assertLessEqual(expected.items(), json.loads(run("--summary", "--format", "json")[1]).items())
        self.assertEqual(run("--summary", "--format", "csv")[1], "id,findings\r\nproctoring_config.W101,2\r\n")

    def test_what_moves_a_terminals_cursor_is_not_printed(self):
        CourseOverview.objects.bulk_create(
            [CourseOverview(id=key_of("x"), org="O", enable_proctored_exams=True, proctoring_provider="gone\x1b[2J")]
        )
        _, out, _ = run("--all")
        self.assertNotIn("\x1b", out)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ArgumentsTest(TestCase):
    """What is looked at, and the exit status."""

    def test_courses_and_organisations(self):
        plant("x", "mock", None)
        plant("y", "mock", None, org="Other", exams=0)
        self.assertEqual(
            run("--course", key_of("x"))[2], "1 finding in 1 course, as last published (the given courses)\n"
        )
        self.assertEqual(
            run("--org", "Other", "--all")[2],
            "1 finding in 1 course, as last published (all courses of the given organisations)\n",
        )
        self.assertIn("no findings in 0 courses, ", run("--org", "Other")[2])

    def test_a_course_that_does_not_exist_is_said(self):
        _, _, err = run("--course", key_of("nope"))
        self.assertEqual(err.splitlines()[1:], [f"{key_of('nope')}: no such course has been published"])

    @ddt.data("nope", "course-v1:a+b", "", "block-v1:a+b+c+type@d+block@e")
    def test_a_key_that_is_none(self, key):
        message = f"Error: argument --course: {key!r} is no course key, such as course-v1:Org+Course+Run"
        with self.assertRaisesMessage(CommandError, message):
            run("--course", key)

    def test_findings_below_the_fail_level_do_not_fail(self):
        plant("x", "mock", None)
        self.assertEqual(run("--fail-level", "error")[0], 0)
        self.assertEqual(run("--fail-level", "warning")[0], 1)

    def test_what_is_silenced_is_said_and_does_not_fail(self):
        plant("x", "mock", None)
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W101"]):
            self.assertEqual(run(), (0, "", f"no findings (1 more is silenced) in 1 course, {ABOUT_SCOPE}\n"))

    def test_no_such_database(self):
        with self.assertRaisesMessage(CommandError, "there is no database 'nope' in the setting DATABASES") as refused:
            run("--database", "nope")
        self.assertEqual(refused.exception.returncode, 2)

    def test_a_suggestion_has_no_csv(self):
        with self.assertRaisesMessage(CommandError, "--suggest has no --format csv"):
            run("--suggest", "--format", "csv")


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class SuggestionTest(TestCase):
    """--suggest."""

    command = "Run: proctoring-config upgrade --review-rules {} FILE...\n"
    scope = "(courses not ended, with active proctored exams; as last published)"

    def test_where_all_courses_agree(self):
        plant("x", "proctortrack")
        plant("y", "mock")
        said = f"{{}} is the same as before for the 1 course with the provider proctortrack {self.scope}.\n"
        self.assertEqual(run("--suggest"), (0, said.format("hidden") + self.command.format("hidden"), ""))
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(run("--suggest"), (0, said.format("shown") + self.command.format("shown"), ""))

    def test_courses_that_differ_are_named(self):
        for number in range(3):
            plant(number, "proctortrack")
        plant("other", "proctortrack", org="Other")
        override_course(key_of(0), "on")
        override_org("Other", "on")
        status, out, err = run("--suggest")
        self.assertEqual((status, err), (1, ""))
        self.assertEqual(
            out.splitlines(),
            [
                "No single value is the same as before for the 4 courses with the provider proctortrack "
                f"{self.scope}: 2 hidden, 2 shown.",
                "hidden changes least. The field Review rules will change for 2 of them:",
                "",
                f"    {key_of(0):<40} shown (override of the course, force on)",
                f"    {key_of('other', 'Other'):<40} shown (override of the organisation, force on)",
                "",
                self.command.format("hidden").rstrip(),
            ],
        )
        printed = json.loads(run("--suggest", "--format", "json")[1])
        self.assertEqual((printed["review_rules"], printed["changes_least"]), (None, "hidden"))
        self.assertEqual(
            [course["course_key"] for course in printed["differing"]], [key_of(0), key_of("other", "Other")]
        )

    def test_a_flag_with_conditions(self):
        Flag.objects.create(name=FLAG, percent=50)
        self.assertEqual(run("--suggest")[0], 1)
        plant("x", "proctortrack")
        status, out, _ = run("--suggest")
        self.assertEqual(status, 1)
        self.assertIn(f"{key_of('x'):<40} shown to some authors only (the flag has conditions", out)

    def test_without_courses_the_flag_itself_is_asked(self):
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(
            run("--suggest")[1],
            f"No course has the provider proctortrack {self.scope}.\n"
            f"The flag itself: the flag is on for everyone.\n{self.command.format('shown')}",
        )

    def test_without_the_provider_there_is_nothing_to_set(self):
        with override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}}):
            status, out, _ = run("--suggest")
        self.assertEqual((status, out[:41]), (0, "No provider proctortrack is configured, a"))


class ProcessTest(SimpleTestCase):
    """The command in a process of its own."""

    def test_it_runs_despite_errors_in_the_settings(self):
        strict = {"PROCTORING_CONFIG_STRICT": True, "PROCTORING_BACKENDS": {"DEFAULT": "null", "null": {}, True: {}}}
        audit, migrate = run_all(
            [Start(manage(name), settings=strict) for name in ("proctoring_audit", "showmigrations")]
        )
        self.assertIn("E005", audit.stderr)
        self.assertEqual(audit.status, 2, audit.stderr)
        self.assertIn("CommandError: there is no table of course overviews: ", audit.stderr)
        self.assertNotIn("Traceback", audit.stderr)
        self.assertIn("ImproperlyConfigured", migrate.stderr)

    def test_a_database_that_does_not_answer_is_one_line(self):
        database = {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/dev/null/s3cret"}}}
        backends = {"DEFAULT": "null", "null": {}}
        (end,) = run_all([Start(manage("proctoring_audit"), backends, settings=database)])
        self.assertEqual((end.status, end.stdout), (2, ""))
        self.assertRegex(end.stderr, r"CommandError: the database 'default' cannot be read \(OperationalError\)\n$")
        self.assertNotRegex(end.stderr, re.compile("s3cret|Traceback"))


class ProgressTest(TestCase):
    """The bar."""

    def run_on(self, *, out, err):
        """What the streams get, of which those that are true are terminals."""
        streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        streams["stdout"].isatty, streams["stderr"].isatty = lambda: out, lambda: err
        with mock.patch("sys.stderr", streams["stderr"]), override_settings(PROCTORING_BACKENDS=BACKENDS):
            call_command("proctoring_audit", no_color=True, **streams)
        return streams["stdout"].getvalue(), streams["stderr"].getvalue()

    def test_it_is_drawn_where_stderr_is_a_terminal(self):
        plant("x", "mock")
        for out, err in ((False, True), (True, True), (True, False), (False, False)):
            printed = self.run_on(out=out, err=err)[1]
            self.assertEqual("courses/s" in printed, err, (out, err))

    def test_findings_on_the_same_terminal_take_its_place(self):
        plant("x", "gone")
        for out in (False, True):
            with (
                mock.patch("tqdm.tqdm.external_write_mode", return_value=nullcontext()) as aside,
                self.assertRaises(SystemExit),
            ):
                self.run_on(out=out, err=True)
            self.assertEqual(aside.called, out)
