"""Validator, form, REST API and page agree about every row of the table of course states."""

import html
import re

import ddt
from django.contrib.auth.models import User
from django.test import SimpleTestCase, TestCase, override_settings
from rest_framework.test import APIClient

from demo.studio.store import OrmCourseStore
from proctoring_config.studio.forms import CourseSettingsForm
from proctoring_config.studio.messages import author_message
from proctoring_config.studio.platform_errors import platform_errors
from tests.studio.course_states import CASES, KEY, NOW, replace

STORE = OrmCourseStore()


def form_data(case, course):
    """Return the data that a browser posts. Checkboxes are always included, checked or not."""
    sent = {"enable_proctored_exams": case.row.stored.enable_proctored_exams, **case.row.sent}
    data = {name: "" if value is None else str(value) for name, value in sent.items()}
    if not sent["enable_proctored_exams"]:
        del data["enable_proctored_exams"]
    return {**data, "version": course.version}


@ddt.ddt
class CourseStatesTest(TestCase):
    """Each case with validator, form, REST API and page."""

    def setUp(self):
        self.author = User.objects.create(username="author")
        self.staff = User.objects.create(username="staff", is_staff=True)

    def prepare(self, case):
        """Configure the backends, create the course, and return the course and the user."""
        self.enterContext(override_settings(PROCTORING_BACKENDS=case.row.backends))
        row = case.create_course()
        row.authors.add(self.author)
        return STORE.get(KEY), self.staff if case.by_platform_staff else self.author

    def assert_stored(self, case):
        """Check that exactly the expected settings are saved."""
        expected = replace(case.row.stored, **({} if case.problems else case.saved))
        self.assertEqual(STORE.get(KEY).settings, expected)

    @ddt.idata(CASES)
    def test_validator(self, case):
        course, _ = self.prepare(case)
        changes = case.row.sent if case.problems else case.saved
        problems = course.problems(changes, now=NOW, by_platform_staff=case.by_platform_staff)
        self.assertEqual([problem.id for problem in problems], case.problems)

    @ddt.idata(CASES)
    def test_form(self, case):
        course, user = self.prepare(case)
        form = CourseSettingsForm(
            form_data(case, course), course=course, by_platform_staff=case.by_platform_staff, now=NOW
        )
        codes = [error.code for errors in form.errors.as_data().values() for error in errors]
        self.assertCountEqual(codes, case.problems)
        if not case.problems:
            self.assertTrue(form.save(STORE, user))
        self.assert_stored(case)

    @ddt.idata(CASES)
    def test_rest(self, case):
        course, user = self.prepare(case)
        client = APIClient()
        client.force_login(user)
        response = client.post(
            f"/api/contentstore/v1/proctored_exam_settings/{KEY}", {"proctored_exam_settings": case.row.sent}, "json"
        )
        if "proctoring_config.W106" in case.problems:
            self.assertEqual((response.status_code, response.content), (403, b""))
        elif case.problems:
            problems = course.problems(case.row.sent, now=NOW, by_platform_staff=case.by_platform_staff)
            errors = platform_errors(problems, {name: {} for name in case.row.sent})
            self.assertEqual(response.status_code, 400)
            self.assertEqual(response.json(), {"detail": [{error["key"]: error["message"]} for error in errors]})
        else:
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response.json(), {"proctored_exam_settings": vars(replace(case.row.stored, **case.saved))})
        self.assert_stored(case)

    @ddt.idata(CASES)
    def test_page(self, case):
        course, user = self.prepare(case)
        self.client.force_login(user)
        response = self.client.post(f"/studio/{KEY}/", form_data(case, course))
        provider = case.row.sent.get("proctoring_provider", case.row.stored.proctoring_provider)
        problems = course.problems(
            case.row.sent if case.problems else case.saved, now=NOW, by_platform_staff=case.by_platform_staff
        )
        expected = [author_message(problem, provider=provider) for problem in problems]
        self.assertCountEqual(summary(response), expected)
        refused = 403 if "proctoring_config.W106" in case.problems else 400
        self.assertEqual(response.status_code, refused if case.problems else 303)
        self.assert_stored(case)


def summary(response):
    """Return the messages in the error summary of a page."""
    _, found, rest = response.content.decode().partition('role="alert"')
    items = re.findall(r"<li>(?:<a href=\"#[a-z_0-9]+\">)?(.*?)(?:</a>)?</li>", rest.partition("</ul>")[0], re.S)
    return [html.unescape(item) for item in items] if found else []


class TableTest(SimpleTestCase):
    """The table itself."""

    def test_names_of_rows_are_unique(self):
        """If two cases have the same name, ddt runs only the last one."""
        names = [case.__name__ for case in CASES]
        self.assertEqual(len(set(names)), len(names))
