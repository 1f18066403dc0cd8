"""The proctoring part of the launch checklist."""

import ddt
from django.test import TestCase

from tests.studio.course_states import KEY
from tests.studio.rest.base import CHECKLIST, RestMixin


@ddt.ddt
class ChecklistTest(RestMixin, TestCase):
    """validation/{course_id}/."""

    @ddt.data("?proctoring=true", "?all=true", "?all=True&proctoring=false", "?proctoring=TRUE")
    def test_requested(self, query):
        self.assertEqual(
            self.get(self.author, f"{CHECKLIST}{KEY}/{query}").json(),
            {"proctoring": {"needs_proctoring_escalation_email": True, "has_proctoring_escalation_email": True}},
        )

    @ddt.data("", "?dates=true", "?proctoring=1")
    def test_not_requested(self, query):
        self.assertEqual(self.get(self.author, f"{CHECKLIST}{KEY}/{query}").json(), {})

    def test_missing_email(self):
        self.change_course(proctoring_escalation_email=" ")
        self.assertEqual(
            self.get(self.author, f"{CHECKLIST}{KEY}/?all=true").json(),
            {"proctoring": {"needs_proctoring_escalation_email": True, "has_proctoring_escalation_email": False}},
        )
