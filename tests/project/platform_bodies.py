"""
Post bodies to the REST view of proctored exam settings in an edx-platform checkout, and write what it responds.

To be copied into a checkout and run by its pytest, which may shuffle the tests. BODIES names a JSON file with the
bodies, RESPONSES a folder for JSON files. ``get.json`` lists what platform staff and course staff read. The other
files, sorted by name, list for each body, sent by platform staff or by course staff, the status, and the settings that
the course lost although they were not sent.
"""

import json
import os
from pathlib import Path
from unittest.mock import patch

from cms.djangoapps.contentstore.tests.utils import CourseTestCase
from common.djangoapps.student.roles import CourseInstructorRole
from common.djangoapps.student.tests.factories import UserFactory
from ddt import data, ddt
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from rest_framework.test import APIClient
from xmodule.modulestore.django import modulestore

STORED = {
    "enable_proctored_exams": True,
    "allow_proctoring_opt_out": True,
    "proctoring_provider": "vendor",
    "proctoring_escalation_email": "stored@example.com",
}
BACKENDS = {
    "DEFAULT": "null",
    "null": {},
    "vendor": {"requires_escalation_email": True},
    "proctortrack": {"requires_escalation_email": True},
}
BODIES = json.loads(Path(os.environ["BODIES"]).read_text())
RESPONSES = Path(os.environ["RESPONSES"])
#: How many bodies are sent to one course: the modulestore keeps all versions, so it becomes slower and slower.
AT_ONCE = 200


@patch.dict(settings.FEATURES, {"ENABLE_PROCTORED_EXAMS": True})
@override_settings(PROCTORING_BACKENDS=BACKENDS)
@ddt
class BodiesTest(CourseTestCase):
    """Each body against the stored settings."""

    def setUp(self):
        super().setUp()
        self.url = reverse(
            "cms.djangoapps.contentstore:v1:proctored_exam_settings", kwargs={"course_id": self.course.id}
        )
        author = UserFactory(password="test")
        CourseInstructorRole(self.course.id).add_users(author)
        self.clients = [APIClient(raise_request_exception=False) for _ in range(2)]
        assert self.clients[0].login(username=self.user.username, password=self.user_password)
        assert self.clients[1].login(username=author.username, password="test")

    def test_get(self):
        responses = [client.get(self.url) for client in self.clients]
        assert [response.status_code for response in responses] == [200, 200]
        self.write("get", [response.json() for response in responses])

    @data(*range(0, len(BODIES), AT_ONCE))
    def test_bodies(self, start):
        responses = []
        self.store_settings()
        for index, body in enumerate(BODIES[start : start + AT_ONCE], start):
            status = self.clients[index % 2].post(self.url, body, format="json").status_code
            changed = self.find_changed() if status == 200 else []
            sent = body.get("proctored_exam_settings") if isinstance(body, dict) else None
            lost = [name for name in changed if not isinstance(sent, dict) or name not in sent]
            responses.append({"status": status, "lost": lost})
            if changed:
                self.store_settings()
        self.write(f"{start:09}", responses)

    def write(self, name, responses):
        """Write a file for the caller."""
        RESPONSES.joinpath(f"{name}.json").write_text(json.dumps(responses))

    def find_changed(self):
        """Return the names of the settings that the course no longer has as they were stored."""
        course = modulestore().get_course(self.course.id)
        return [name for name, value in STORED.items() if getattr(course, name) != value]

    def store_settings(self):
        """Give the course its settings."""
        course = modulestore().get_course(self.course.id)
        for name, value in STORED.items():
            setattr(course, name, value)
        modulestore().update_item(course, self.user.id)
