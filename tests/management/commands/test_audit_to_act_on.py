"""``manage.py proctoring_audit``: what its output and its options let an operator do."""

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import ddt
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.test import TestCase, override_settings

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import rules
from proctoring_config.management.commands.proctoring_audit import Command
from tests.audit.planting import BACKENDS, exam, key_of, override_org, plant
from tests.management.commands.auditing import run
from tests.project.student.models import CourseAccessRole

LINKS = {"CMS_BASE": "studio.example.com", "LMS_ROOT_URL": "https://lms.example.com"}


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class GroupsTest(TestCase):
    """The report for people."""

    def test_what_is_broken_comes_before_what_changes(self):
        plant("a", "proctortrack")
        plant("b", "mock", None)
        _, out, _ = run()
        headings = [line for line in out.splitlines() if line[:1] not in ("", " ", "=")]
        self.assertEqual([line[:4] for line in headings], ["Brok", "W101", "W201", "Chan", "W204", "W205"])
        found = json.loads(run("--format", "json")[1])["findings"]
        self.assertEqual(
            {(row["id"][-4:], row["effect"]) for row in found},
            {
                ("W101", "broken now"),
                ("W201", "broken now"),
                ("W204", "changed by the upgrade"),
                ("W205", "changed by the upgrade"),
            },
        )

    def test_same_message_is_printed_once(self):
        for name, backend in (("a", "null"), ("b", "null")):
            plant(name, "mock", backend=backend)
        plant("c", "mock", None)
        plant("d", "mock", None)
        _, out, _ = run()
        self.assertEqual(out.count("requires an exam escalation contact"), 1)
        self.assertEqual(out.count("The backend of 1 exam is 'null'"), 1)
        plant("e", "mock", backend="null", exams=2)
        self.assertEqual(run()[1].count("The backend of 1 exam is 'null'"), 2)

    @override_settings(**LINKS)
    def test_course_has_name_dates_and_links(self):
        key = plant("x", "mock", backend="null")
        CourseOverview.objects.update(
            display_name="Law", start=datetime(2020, 1, 2, tzinfo=UTC), end=datetime(2099, 1, 2, tzinfo=UTC)
        )
        expected = [
            f"      {key}",
            "          Law, organization Org, from 2020-01-02 until 2099-01-02, provider 'mock'",
            f"          https://studio.example.com/course/{key}",
            "          https://lms.example.com/admin/edx_proctoring/proctoredexam/?q=course-v1%3AOrg%2BCourse%2Bx",
        ]
        self.assertEqual(run()[1].splitlines()[-5:-1], expected)
        (found,) = json.loads(run("--format", "json")[1])["findings"]
        self.assertEqual((found["name"], found["start"], found["end"]), ("Law", "2020-01-02", "2099-01-02"))
        self.assertEqual(found["studio_url"], expected[2].strip())
        self.assertEqual(found["admin_url"], expected[3].strip())

    @ddt.data(None, 5, "", "a b", "user:s3cret@host", "host/s3cret", "https://host?s3cret", "s3cret\n")
    def test_addresses_that_are_not_hosts_make_no_links(self, value):
        plant("x", "mock", backend="null")
        with override_settings(CMS_BASE=value, LMS_ROOT_URL=value):
            out = run()[1] + run("--format", "csv")[1]
        self.assertNotIn("s3cret", out)
        self.assertNotIn("://", out)

    def test_contacts_are_shown_on_request(self):
        key = plant("x", "gone")
        for name, role, course in (
            ("boss", "instructor", key),
            ("helper", "staff", key),
            ("helper", "instructor", key),
            ("tester", "beta_testers", key),
            ("other", "staff", key_of("y")),
        ):
            user, _ = get_user_model().objects.get_or_create(username=name, email=f"{name}@example.com")
            CourseAccessRole.objects.create(user=user, course_id=course, role=role)
        self.assertNotIn("@example.com", "".join(run(form, "json")[1] for form in ("--format",)))
        line = "          Course staff: boss@example.com, helper@example.com\n"
        self.assertNotIn(line, run()[1])
        self.assertIn(line, run("--contacts")[1])
        (found,) = json.loads(run("--contacts", "--format", "json")[1])["findings"]
        self.assertEqual(found["contacts"], ["boss@example.com", "helper@example.com"])

    def test_lines_fit_into_a_narrow_terminal(self):
        plant("x", "proctortrack")
        with (
            mock.patch("django.core.management.base.OutputWrapper.isatty", return_value=True),
            mock.patch("shutil.get_terminal_size", return_value=os.terminal_size((40, 20))),
        ):
            narrow = run()[1]
        self.assertLessEqual(max(map(len, narrow.splitlines())), 40)
        self.assertEqual(narrow.split(), run()[1].split())


class ColorTest(TestCase):
    """Colors of the summary."""

    def test_nothing_found_is_not_red(self):
        with (
            mock.patch.dict(os.environ, {"DJANGO_COLORS": "", "NO_COLOR": ""}),
            mock.patch("django.core.management.color.supports_color", return_value=True),
        ):
            style = Command().style
            self.assertNotIn("\x1b[31", style.SUCCESS("x") + style.WARNING("x"))
            self.assertIn("\x1b[", style.SUCCESS("x"))
            os.environ["NO_COLOR"] = "1"
            self.assertEqual(Command().style.SUCCESS("x"), "x")


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ChooseIdsTest(TestCase):
    """--fail-on and --ignore."""

    def setUp(self):
        plant("x", "mock", None)
        plant("y", "gone")

    @ddt.data(
        ("W101", 1),
        ("W104", 1),
        ("proctoring_config.W104", 1),
        ("W201", 0),
        ("W201,W205", 0),
        ("W201, W101", 1),
        ("E001,W203", 0),
        ("W204,W205,W206", 0),
    )
    @ddt.unpack
    def test_fail_on(self, ids, status):
        self.assertEqual(run("--fail-on", ids)[0], status)

    def test_ignored_problems_are_only_counted(self):
        status, out, err = run("--ignore", "W101")
        self.assertEqual((status, out.count("W101")), (1, 0))
        self.assertIn("Found 1 problem (1 more silenced) in 2 courses", err)
        self.assertEqual(run("--ignore", "W101,W104")[0], 0)

    @ddt.data("W999", "", "101", "W101;W104", "w101", "W101,", "all", "W101,nope")
    def test_unknown_ids_are_refused(self, ids):
        for option in ("--fail-on", "--ignore"):
            with self.assertRaisesMessage(CommandError, "unknown id"):
                run(f"{option}={ids}")

    def test_the_id_that_was_meant_is_suggested(self):
        with self.assertRaisesMessage(CommandError, "unknown id 'w101'; did you mean W101?"):
            run("--ignore", "W104, w101")


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class CompareTest(TestCase):
    """--compare."""

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.file = Path(folder, "before.json")

    def save(self, *arguments):
        """Write the audit to the file."""
        self.file.write_text(run("--format", "json", *arguments)[1])

    def compare(self, *arguments):
        """Compare with the file."""
        return run("--compare", str(self.file), *arguments)

    def test_new_gone_and_same(self):
        plant("same", "gone")
        plant("repaired", "mock", None)
        self.save()
        CourseOverview.objects.filter(id=key_of("repaired")).update(proctoring_escalation_email="a@example.com")
        self.assertEqual(self.compare()[0], 0)
        plant("new", "mock", None)
        status, out, _ = self.compare()
        self.assertEqual(status, 1)
        self.assertIn(f"      {key_of('new')}\n", out)
        self.assertIn(f"W101  {key_of('repaired')}  Course has no escalation email", out)
        self.assertNotIn(key_of("same"), out)
        self.assertIn("Compared with the earlier audit: 1 problem new, 1 gone, 1 the same.\n", out)
        shape = json.loads(self.compare("--format", "json")[1])
        self.assertEqual([row["course_key"] for row in shape["new"]], [key_of("new")])
        self.assertEqual([row["course_key"] for row in shape["gone"]], [key_of("repaired")])
        self.assertEqual(shape["same"], 1)

    def test_same_although_the_wording_changes(self):
        plant("x", "proctortrack")
        override_org("Org", "on")
        with override_settings(PROCTORING_BACKENDS={**BACKENDS, "proctortrack": {"show_review_rules": False}}):
            with mock.patch.object(rules, "platform_reads_flag", return_value=True):
                self.save()
            status, out, _ = self.compare()
        self.assertEqual(status, 0)
        self.assertEqual(out, "Compared with the earlier audit: 0 problems new, 0 gone, 3 the same.\n")

    def test_other_exams_are_another_problem(self):
        key = plant("x", "mock", backend="null")
        self.save()
        exam(key, 5, "null")
        self.assertIn("1 problem new, 1 gone, 0 the same", self.compare()[1])

    @ddt.data(
        (("--all",), ()),
        ((), ("--all",)),
        (("--org", "Org"), ()),
        (("--org", "Org"), ("--org", "Other")),
        (("--course", key_of("x")), ()),
        (("--course", key_of("x")), ("--course", key_of("x", "Other"))),
        (("--ignore", "W101"), ()),
        ((), ("--ignore", "W104")),
    )
    @ddt.unpack
    def test_different_scopes_are_refused(self, before, after):
        plant("x", "gone")
        plant("x", "gone", org="Other")
        self.save(*before)
        with self.assertRaisesMessage(CommandError, "The earlier audit has another scope") as refused:
            self.compare(*after)
        self.assertEqual(refused.exception.returncode, 2)
        self.compare(*before)

    def test_order_of_the_scope_does_not_matter(self):
        for org in ("A", "B"):
            plant("x", "gone", org=org)
        self.save("--org", "A", "--org", "B")
        self.assertEqual(self.compare("--org", "B", "--org", "A")[0], 0)

    @ddt.data("", "[]", "{}", "null", '{"version": 2}', '{"version": 1, "findings": [1]}', "[" * 100_000, "\udcff")
    def test_other_files_are_refused(self, text):
        self.file.write_bytes(text.encode(errors="surrogateescape"))
        with self.assertRaisesMessage(CommandError, "is not the output of proctoring_audit --format json."):
            self.compare()

    def test_missing_file_and_csv(self):
        with self.assertRaisesMessage(CommandError, "Cannot read "):
            self.compare()
        with self.assertRaisesMessage(CommandError, "--compare does not support --format csv."):
            self.compare("--format", "csv")

    def test_another_table_is_refused(self):
        plant("x", "mock")
        self.save()
        stored = json.loads(self.file.read_text())
        self.file.write_text(json.dumps({**stored, "skipped": ["stored review rules"]}))
        with self.assertRaisesMessage(CommandError, "could not read a table that the other has read"):
            self.compare()
