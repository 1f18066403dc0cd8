"""Two saves at once under the stricter isolation levels of MariaDB and PostgreSQL; see test_on_databases.py."""

import threading
import unittest
from unittest import mock

from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import TransactionTestCase, override_settings
from edx_proctoring.models import ProctoredExam
from rest_framework.test import APIRequestFactory, force_authenticate

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.ports import EditConflictError
from proctoring_config.studio.rest.views import ProctoredExamSettingsView
from tests.studio.course_states import EXAM_KEY, FUTURE, KEY
from tests.studio.rest.test_concurrency import MeetingStore
from tests.studio.store_contract import together

STORE = OrmCourseStore()
VIEW = ProctoredExamSettingsView.as_view()
ROUNDS = 3


def isolation_levels():
    """Return the values of OPTIONS["isolation_level"] for the database."""
    if connection.vendor == "postgresql":
        from psycopg import IsolationLevel

        return [IsolationLevel.READ_COMMITTED, IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE]
    return ["read committed", "repeatable read", "serializable"]


@unittest.skipIf(connection.vendor == "sqlite", "SQLite has a single isolation level")
@override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}, "mock": {}})
class IsolationTest(TransactionTestCase):
    """demo/studio/store.py and the REST view, with a connection per thread."""

    def setUp(self):
        self.user = User.objects.create(username="staff", is_staff=True)
        self.course = models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE)
        models.Exam.objects.create(course=self.course, key=str(EXAM_KEY), name="Final")

    def levels(self):
        """Yield each isolation level, which new connections have."""
        for level in isolation_levels():
            options = {**connections.settings["default"]["OPTIONS"], "isolation_level": level}
            with self.subTest(level), mock.patch.dict(connections.settings["default"], OPTIONS=options):
                yield level

    def post(self, provider):
        """POST as platform staff, and return status and body."""
        body = {"proctored_exam_settings": {"proctoring_provider": provider}}
        request = APIRequestFactory().post("/", body, "json")
        force_authenticate(request, self.user)
        response = VIEW(request, course_id=str(KEY))
        return response.status_code, response.data

    @override_settings(PROCTORING_CONFIG_COURSE_STORE="tests.studio.rest.test_concurrency.MeetingStore")
    def test_one_of_two_posts_is_saved_and_the_other_gets_409(self):
        for _ in self.levels():
            for _ in range(ROUNDS):
                models.Course.objects.update(proctoring_provider=None)
                MeetingStore.meeting = threading.Barrier(2)
                results = dict(together(lambda: self.post("null"), lambda: self.post("mock")))
                stored = {"proctored_exam_settings": vars(STORE.get(KEY).settings)}
                self.assertEqual(set(results), {200, 409})
                self.assertEqual(results[200], stored)
                self.assertLessEqual(stored.items(), results[409].items())

    def test_one_concurrent_save_of_an_exam_is_a_conflict_with_the_stored_exam(self):
        models.Course.objects.update(proctoring_provider="mock", enable_proctored_exams=True)
        for _ in self.levels():
            for _ in range(ROUNDS):
                models.Exam.objects.update(default_time_limit_minutes=30)
                version = STORE.exam(KEY, EXAM_KEY).version

                def save(minutes, version=version):
                    changes = {"kind": "proctoredExam", "default_time_limit_minutes": minutes}
                    try:
                        return STORE.save_exam(KEY, EXAM_KEY, changes, version=version, user=self.user), None
                    except EditConflictError as conflict:
                        return None, conflict.current

                results = together(lambda save=save: save(60), lambda save=save: save(90))
                (saved,) = [exam for exam, _ in results if exam]
                (current,) = [exam for _, exam in results if exam]
                self.assertEqual((current, STORE.exam(KEY, EXAM_KEY)), (saved, saved))
                registered = ProctoredExam.objects.get().time_limit_mins
                self.assertEqual(registered, saved.settings.default_time_limit_minutes)
