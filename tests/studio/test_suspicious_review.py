"""A suspicious review posted to edx-proctoring's callback is stored, and no notification is sent."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest import mock

from django.apps import apps
from django.contrib.auth.models import User
from django.core import mail
from django.test import TestCase, override_settings
from edx_proctoring import api
from edx_proctoring.backends.software_secure import SoftwareSecureBackendProvider
from edx_proctoring.models import ProctoredExam, ProctoredExamSoftwareSecureReview, ProctoredExamStudentAttempt
from edx_proctoring.runtime import get_runtime_service

from demo.studio import models
from demo.studio.services import InstructorService
from demo.studio.store import OrmCourseStore
from tests.studio.course_states import EXAM_KEY, KEY

LOCATOR = "locator-1"


class Provider(BaseHTTPRequestHandler):
    """A provider's server that registers attempts."""

    def do_POST(self):
        """Register an attempt."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"ssiRecordLocator": LOCATOR}).encode())

    def log_message(self, *args):
        """Log nothing."""


@override_settings(
    PROCTORING_BACKENDS={"DEFAULT": "software_secure", "software_secure": {}}, PROCTORING_USER_OBFUSCATION_KEY="tests"
)
class SuspiciousReviewTest(TestCase):
    """Use the software_secure backend, edx-proctoring's callback and the demo's instructor service."""

    def setUp(self):
        server = HTTPServer(("127.0.0.1", 0), Provider)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        backend = SoftwareSecureBackendProvider(
            organization="edX",
            exam_sponsor="edX",
            exam_register_endpoint=f"http://127.0.0.1:{server.server_port}/",
            secret_key_id="key",
            secret_key="secret",
            crypto_key="0123456789abcdef01234567",
            software_download_url="http://127.0.0.1/",
        )
        backends = apps.get_app_config("edx_proctoring").backends
        self.enterContext(mock.patch.dict(backends, software_secure=backend))
        self.learner = User.objects.create(username="learner", email="learner@example.com")
        course = models.Course.objects.create(
            key=str(KEY), name="Demo", enable_proctored_exams=True, proctoring_provider="software_secure"
        )
        models.Exam.objects.create(course=course, key=str(EXAM_KEY), name="Final")
        changes = {"kind": "proctoredExam", "default_time_limit_minutes": 90}
        store = OrmCourseStore()
        store.save_exam(KEY, EXAM_KEY, changes, version=store.exam(KEY, EXAM_KEY).version, user=self.learner)
        exam_id = ProctoredExam.objects.get().pk
        attempt_id = api.create_exam_attempt(exam_id, self.learner.pk, taking_as_proctored=True)
        self.attempt = ProctoredExamStudentAttempt.objects.get(pk=attempt_id)

    def test_review_is_stored_and_nothing_is_sent(self):
        review = {
            "examMetaData": {"examCode": self.attempt.attempt_code, "ssiRecordLocator": LOCATOR},
            "reviewStatus": "Suspicious",
            "webCamComments": [],
            "desktopComments": [],
        }
        with self.assertLogs("demo.studio.services", "INFO") as logs:
            response = self.client.post(
                "/api/edx_proctoring/proctoring_review_callback/", review, content_type="application/json"
            )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(ProctoredExamSoftwareSecureReview.objects.get().review_status, "Suspicious")
        self.assertEqual(
            [record.getMessage() for record in logs.records],
            [f"An exam review in {KEY} is Suspicious. No notification is sent."],
        )
        self.assertEqual(mail.outbox, [])

    def test_the_registered_service_is_the_demos(self):
        self.assertIsInstance(get_runtime_service("instructor"), InstructorService)

    def test_escalation_email_and_course_staff(self):
        service = InstructorService()
        models.Course.objects.update(proctoring_escalation_email="a@example.com")
        self.assertEqual(service.get_proctoring_escalation_email(str(KEY)), "a@example.com")
        self.assertFalse(service.is_course_staff(self.learner, str(KEY)))
        models.Course.objects.get().authors.add(self.learner)
        self.assertTrue(service.is_course_staff(self.learner, str(KEY)))
