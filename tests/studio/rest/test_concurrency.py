"""Two requests at the same time, on a real database."""

import threading

from django.contrib.auth.models import User
from django.test import override_settings
from rest_framework.test import APIRequestFactory, force_authenticate

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.rest.views import ProctoredExamSettingsView
from tests.studio.concurrency import DatabaseFileTestCase
from tests.studio.course_states import BACKENDS, FUTURE, KEY
from tests.studio.store_contract import together

VIEW = ProctoredExamSettingsView.as_view()


class MeetingStore(OrmCourseStore):
    """A store whose readers wait for each other, so that both have read before either saves."""

    meeting: threading.Barrier

    def get(self, course_key):
        """Read, and wait for the other reader."""
        course = super().get(course_key)
        if not getattr(waited, "done", False):
            waited.done = True
            self.meeting.wait(timeout=10)
        return course


waited = threading.local()


@override_settings(
    PROCTORING_BACKENDS=BACKENDS, PROCTORING_CONFIG_COURSE_STORE="tests.studio.rest.test_concurrency.MeetingStore"
)
class ConcurrentPostsTest(DatabaseFileTestCase):
    """POST to proctored_exam_settings."""

    def post(self, provider):
        """POST as platform staff, and return status and body."""
        request = APIRequestFactory().post("/", {"proctored_exam_settings": {"proctoring_provider": provider}}, "json")
        force_authenticate(request, User(username="staff", is_staff=True))
        response = VIEW(request, course_id=str(KEY))
        return response.status_code, response.data

    def test_one_concurrent_post_is_saved_the_other_gets_409(self):
        self.alone(lambda: models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE))
        for _ in range(5):
            self.alone(lambda: models.Course.objects.update(proctoring_provider="both"))
            MeetingStore.meeting = threading.Barrier(2)
            results = dict(together(lambda: self.post("plain"), lambda: self.post("quiet")))
            self.assertEqual(set(results), {200, 409})
            stored = self.alone(lambda: OrmCourseStore().get(KEY).settings)
            self.assertEqual(results[200], {"proctored_exam_settings": vars(stored)})
            self.assertEqual(
                results[409],
                {
                    "detail": "Someone else saved these settings in the meantime.",
                    "proctored_exam_settings": vars(stored),
                },
            )
