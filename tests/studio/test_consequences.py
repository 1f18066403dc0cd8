"""The consequences of saving other settings, for every row of a table: in the function and on the page."""

from dataclasses import dataclass, replace
from unittest import mock

import ddt
from django.db import DatabaseError
from django.test import TestCase, override_settings
from edx_proctoring.models import ProctoredExam

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.consequences import find_consequences, registered_backends
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import BACKENDS, FUTURE, KEY, LTI_ON, OFF, ON
from tests.studio.pages.base import PageMixin, tree

STORE = OrmCourseStore()
QUIET_ON = replace(ON, proctoring_provider="quiet")
NULL_ON = replace(ON, proctoring_provider="null")
ABSENT_ON = replace(ON, proctoring_provider="absent")
MOVES = "1 exam registered with plain will be registered with strict."
MOVE = "2 exams registered with plain will be registered with strict."
MOVE_TO_NULL = "2 exams registered with plain will be registered with No proctoring (null)."
STAY = "2 exams stay registered with plain as well."
UNPROCTORED, PROCTORED = "2 exams will not be proctored.", "2 exams will be proctored."
HIDDEN, SHOWN = "Review rules will be hidden.", "Review rules will be shown."
STILL_SEEN = "Review rules will be hidden. Learners still see those of 1 exam."


@dataclass(frozen=True)
class Row:
    """
    The stored settings, the changes, the consequences, and the exams as pairs of kind and review rules.

    All exams but timed ones are registered with ``registered``.
    """

    name: str
    stored: CourseSettings
    changes: dict
    consequences: list
    exams: tuple = (("proctoredExam", ""), ("practiceExam", ""), ("timed", ""))
    registered: str | None = None

    @property
    def __name__(self):
        """The name of the row in ddt."""
        return self.name.replace(" ", "_")


def to(provider):
    """Return the changes that choose a provider, as the page does."""
    return {"enable_proctored_exams": True, "proctoring_provider": provider}


ROWS = [
    Row("nothing changes", ON, to("plain"), [], registered="plain"),
    Row("another provider", ON, to("strict"), []),
    Row("another provider with registered exams", ON, to("strict"), [MOVE], registered="plain"),
    Row("another provider with one registered exam", ON, to("strict"), [MOVES], (("timed", ""),), "plain"),
    Row("exams registered elsewhere", ON, to("strict"), [], registered="both"),
    Row("to no proctoring", ON, to("null"), [MOVE_TO_NULL, UNPROCTORED], registered="plain"),
    Row("to no proctoring without proctored exams", ON, to("null"), [], (("timed", ""), ("none", ""))),
    Row("to no proctoring with one exam", ON, to("null"), ["1 exam will not be proctored."], (("onboardingExam", ""),)),
    Row("from no proctoring", NULL_ON, to("plain"), [PROCTORED]),
    Row("to a missing plugin", ON, to("absent"), [UNPROCTORED]),
    Row("to a missing plugin with registered exams", ON, to("absent"), [UNPROCTORED], registered="plain"),
    Row("from a missing plugin", ABSENT_ON, to("plain"), [PROCTORED]),
    Row("from one missing plugin to no proctoring", ABSENT_ON, to("null"), []),
    Row("hidden review rules", ON, to("quiet"), [HIDDEN]),
    Row("hidden review rules that are stored", ON, to("quiet"), [STILL_SEEN], (("proctoredExam", "No books"),)),
    Row("hidden review rules of a timed exam", ON, to("quiet"), [HIDDEN], (("timed", "No books"),)),
    Row("shown review rules", QUIET_ON, to("plain"), [SHOWN]),
    Row("to LTI", ON, to("lti_external"), [STAY], registered="plain"),
    Row("from LTI", LTI_ON, to("plain"), []),
    Row("no provider before", replace(ON, proctoring_provider=None), to("plain"), [PROCTORED]),
    Row("turned off", ON, {"enable_proctored_exams": False}, [UNPROCTORED], registered="plain"),
    Row("turned off without exams", ON, {"enable_proctored_exams": False}, [], ()),
    Row("turned off without proctoring", NULL_ON, {"enable_proctored_exams": False}, []),
    Row("stays off", OFF, {"enable_proctored_exams": False}, []),
    Row("turned on", OFF, to("plain"), [PROCTORED]),
    Row("turned on without proctoring", OFF, to("null"), []),
    Row("turned on with another provider", OFF, to("strict"), [MOVE, PROCTORED], registered="plain"),
]


@ddt.ddt
@override_settings(PROCTORING_BACKENDS={**BACKENDS, "null": {}, "absent": {}})
class ConsequencesTest(PageMixin, TestCase):
    """studio/consequences.py, and the settings page."""

    def prepare(self, row):
        """Store the course and the exams of a row."""
        self.enterContext(override_settings(PROCTORING_BACKENDS={**BACKENDS, "null": {}, "absent": {}}))
        self.change_course(start=FUTURE, lti_available=True, **vars(row.stored))
        self.exam.delete()
        for number, (kind, rules) in enumerate(row.exams):
            key = f"block-v1:edX+DemoX+2030+type@sequential+block@{number}"
            exam = {"kind": kind, "exam_review_rules": rules, "default_time_limit_minutes": 60}
            models.Exam.objects.create(course=self.row, key=key, name=f"Exam {number}", **exam)
            if row.registered and (kind != "timed" or len(row.exams) == 1):
                registered = {"exam_name": key, "time_limit_mins": 60, "backend": row.registered, "is_active": True}
                ProctoredExam.objects.create(course_id=str(KEY), content_id=key, **registered)

    @ddt.idata(ROWS)
    def test_function(self, row):
        self.prepare(row)
        found = find_consequences(STORE.get(KEY), row.changes, STORE.exams(KEY), registered_backends(KEY))
        self.assertEqual(found, row.consequences)

    @ddt.idata(ROWS)
    def test_page(self, row):
        self.prepare(row)
        page = tree(self.page(self.author))
        if "proctoring_provider" in row.changes:
            (control,) = page.xpath(
                f"//input[@value='{row.changes['proctoring_provider']}']/ancestor::*[@class='choice']"
            )
        else:
            (control,) = page.xpath("//input[@role='switch']/ancestor::*[@data-needs]")
        self.assertEqual(control.xpath(".//*[@class='consequences']//li/text()"), row.consequences)


class RegisteredBackendsTest(TestCase):
    """registered_backends."""

    def test_only_active_exams_of_the_course_count(self):
        for course, content, is_active in ((KEY, "a", True), (KEY, "b", False), ("course-v1:x+y+z", "c", True)):
            ProctoredExam.objects.create(
                course_id=str(course), content_id=content, time_limit_mins=1, backend="mock", is_active=is_active
            )
        self.assertEqual(registered_backends(KEY), {"a": "mock"})

    def test_unreadable_table(self):
        with mock.patch.object(ProctoredExam.objects, "filter", side_effect=DatabaseError):
            self.assertEqual(registered_backends(KEY), {})
