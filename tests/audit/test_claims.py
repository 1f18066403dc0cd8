"""Check the claims of messages about exams against the real edx_proctoring."""

from unittest import mock

from django.apps import apps
from django.test import TestCase
from edx_proctoring.api import create_exam, update_exam
from edx_proctoring.backends.rest import BaseRestProctoringProvider
from edx_proctoring.models import ProctoredExam


class Provider(BaseRestProctoringProvider):
    """A REST provider that gives external IDs, and notes the URLs that are requested."""

    def __init__(self, name):
        super().__init__(base_url=f"https://{name}.example.com", client_id="x", client_secret="x")
        self.urls = []
        self.session = mock.Mock()
        self.session.post.side_effect = self.answer
        self.name = name

    def answer(self, url, **kwargs):
        self.urls.append(url.removeprefix(self.base_url))
        return mock.Mock(json=lambda: {"id": f"{self.name}-id"})


class OtherBackendTest(TestCase):
    """W203: an exam is registered with an old provider, and the course has a new one."""

    def setUp(self):
        self.old, self.new = Provider("old"), Provider("new")
        backends = {"old": self.old, "new": self.new}
        self.enterContext(mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", backends))
        self.exam = create_exam("course-v1:a+b+c", "block", "Midterm", 90, backend="old")

    def test_publishing_asks_the_new_provider_for_the_old_exam(self):
        self.assertEqual(ProctoredExam.objects.get().external_id, "old-id")
        update_exam(self.exam, backend="new")  # as edx-platform does when a course is published
        self.assertEqual(self.new.urls[0], "/api/v1/exam/old-id/")

    def test_the_hint_registers_the_exam_with_the_new_provider(self):
        exam = ProctoredExam.objects.get()
        exam.backend, exam.external_id = "new", None
        exam.save()
        self.assertEqual(self.new.urls[0], "/api/v1/exam/")
        self.assertEqual(ProctoredExam.objects.get().external_id, "new-id")

    def test_clearing_the_external_id_alone_is_not_enough(self):
        exam = ProctoredExam.objects.get()
        exam.external_id = None
        exam.save()
        self.assertEqual((self.new.urls, ProctoredExam.objects.get().external_id), ([], "old-id"))
