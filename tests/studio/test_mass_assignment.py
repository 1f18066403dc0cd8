"""Unexpected fields in requests are ignored."""

import json
from itertools import product

import ddt
from django.contrib.auth.models import User
from django.test import TestCase

from demo.studio import models
from tests.studio.course_states import EXAM
from tests.studio.pages.base import PageMixin
from tests.studio.rest.base import SETTINGS

COURSE_FIELDS = {field.name: "1" for field in models.Course._meta.get_fields()}
EXAM_FIELDS = {field.name: "1" for field in models.Exam._meta.get_fields()}
USER_COLUMNS = {field.name for field in User._meta.get_fields()}
USER_FIELDS = {"is_staff": True, "is_superuser": True, "is_active": False, "user": 1, "by_platform_staff": True}
#: Every column of every table, and other fields that attackers or old clients may send.
MORE = {
    **COURSE_FIELDS,
    **EXAM_FIELDS,
    **USER_FIELDS,
    "create_zendesk_tickets": True,
    "course_key": "course-v1:edX+Other+2030",
    "course_id": "course-v1:edX+Other+2030",
    "usage_key": "x",
    "pk": "2",
    "id": "2",
    "provider_locked": "",
    "requires_escalation_email": "",
    "__class__": "x",
    "proctored_exam_settings": {"lti_available": True},
    "unknown": [{}],
}
OF_COURSE = {"enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email", "allow_proctoring_opt_out"}
OF_EXAM = {"kind", "default_time_limit_minutes", "exam_review_rules"}


@ddt.ddt
class MassAssignmentTest(PageMixin, TestCase):
    """One valid change, together with many unexpected fields."""

    def everything(self):
        """Return all rows of courses, exams, authors and users."""
        tables = (models.Course, models.Exam, models.Course.authors.through)
        rows = {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
        return rows | {"User": list(User.objects.order_by("pk").values("username", *set(USER_FIELDS) & USER_COLUMNS))}

    def assert_changed(self, before, table, **expected):
        """Check that only the first row of the table has changed, and only as expected."""
        after = self.everything()
        was, (now, *others) = before[table][0], after[table]
        self.assertNotEqual(now["version"], was["version"])
        self.assertEqual(now, {**was, **expected, "version": now["version"]})
        self.assertEqual({**after, table: others}, {**before, table: before[table][1:]})

    def more(self, but):
        return {name: value for name, value in MORE.items() if name not in but}

    @ddt.idata(product(("author", "staff"), (False, True)))
    @ddt.unpack
    def test_rest(self, who, at_the_top):
        more = self.more(OF_COURSE)
        inner = {"proctoring_escalation_email": "new@example.com", **more}
        body = {**(more if at_the_top else {}), "proctored_exam_settings": inner}
        before = self.everything()
        client = self.client_of(getattr(self, who))
        response = client.post(f"{SETTINGS}{self.row.key}", json.dumps(body), content_type="application/json")
        self.assertEqual(response.status_code, 200, response.content)
        self.assert_changed(before, "Course", proctoring_escalation_email="new@example.com")
        self.assertEqual(set(response.json()), {"proctored_exam_settings"})
        self.assertEqual(set(response.json()["proctored_exam_settings"]), OF_COURSE)

    @ddt.data("author", "staff")
    def test_course_form(self, who):
        before = self.everything()
        data = {
            **self.more(OF_COURSE),
            "version": self.row.version,
            "enable_proctored_exams": "on",
            "proctoring_escalation_email": "new@example.com",
        }
        self.assertEqual(self.page(getattr(self, who), data=data).status_code, 303)
        self.assert_changed(before, "Course", proctoring_escalation_email="new@example.com")

    @ddt.data("author", "staff")
    def test_exam_form(self, who):
        before = self.everything()
        limit = {"kind": "timed", "default_time_limit_minutes": "00:30"}
        data = {**self.more(OF_EXAM), "version": self.exam.version, **limit}
        self.assertEqual(self.page(getattr(self, who), f"exams/{EXAM}/", data).status_code, 303)
        self.assert_changed(before, "Exam", kind="timed", default_time_limit_minutes=30)

    def test_url_determines_which_exam_is_saved(self):
        other = models.Exam.objects.create(course=self.row, key=f"{EXAM}2", name="Other")
        data = {"key": other.key, "usage_key": other.key, "id": other.pk, "version": self.exam.version}
        self.page(self.author, f"exams/{EXAM}/", {**data, "kind": "timed", "default_time_limit_minutes": "00:30"})
        other.refresh_from_db()
        self.assertEqual(other.kind, "none")
