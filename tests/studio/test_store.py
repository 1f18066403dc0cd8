"""The demo's store and access rules."""

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.test import TestCase, override_settings
from opaque_keys.edx.keys import CourseKey

from demo.studio import models
from demo.studio.store import AuthorAccess, OrmCourseStore
from tests.studio.concurrency import DatabaseFileTestCase
from tests.studio.course_states import KEY
from tests.studio.store_contract import BACKENDS, StoreContract, save_at_once

STORE = OrmCourseStore()


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class DemoStoreTest(StoreContract, TestCase):
    """demo/studio/store.py, one author at a time."""

    store, rules = STORE, AuthorAccess()
    key, other_key = KEY, CourseKey.from_string("course-v1:edX+DemoX+2031")

    def setUp(self):
        self.user = self.create_user("author")
        super().setUp()

    def create_user(self, name, **fields):
        return User.objects.create(username=name, **fields)

    def create_course(self, key, name, start, settings, exams):
        course = models.Course.objects.create(key=str(key), name=name, start=start, **vars(settings))
        course.authors.add(self.user)
        for exam in exams:
            block = str(key.make_usage_key("sequential", exam.lower()))
            models.Exam.objects.create(course=course, key=block, name=exam)


class ConcurrentSavesTest(DatabaseFileTestCase):
    """Two authors at the same time, on a real database."""

    def setUp(self):
        super().setUp()
        start = datetime(2030, 1, 1, tzinfo=UTC)
        self.alone(lambda: models.Course.objects.create(key=str(KEY), name="Demo", start=start))

    def test_one_of_two_concurrent_saves_succeeds_and_the_other_is_a_conflict(self):
        for results, stored in save_at_once(STORE, KEY, user=None, rounds=10):
            self.assertEqual(sorted(what for what, _ in results), ["conflict", "saved"])
            self.assertEqual([course for _, course in results], [stored, stored])
            allowed, email = stored.settings.allow_proctoring_opt_out, stored.settings.proctoring_escalation_email
            self.assertEqual(email[0], "a" if allowed else "b")
