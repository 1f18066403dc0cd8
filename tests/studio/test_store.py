"""The demo's store implements the interfaces in ports.py."""

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.test import TestCase
from opaque_keys.edx.keys import CourseKey

from demo.studio import models
from demo.studio.store import AuthorAccess, OrmCourseStore
from proctoring_config.studio.ports import Course, CourseNotFoundError, EditConflictError
from proctoring_config.validators.course import CourseSettings
from tests.studio.concurrency import DatabaseFileTestCase
from tests.studio.course_states import KEY

OTHER = CourseKey.from_string("course-v1:edX+DemoX+2031")
STORE = OrmCourseStore()


class StoreTest(TestCase):
    """demo/studio/store.py, one author at a time."""

    def setUp(self):
        models.Course.objects.create(key=str(KEY), name="Demo", start=datetime(2030, 1, 1, tzinfo=UTC))
        models.Course.objects.create(key=str(OTHER), name="Other")

    def test_save_changes_only_the_given_fields(self):
        before = STORE.get(KEY)
        saved = STORE.save(KEY, {"proctoring_provider": "mock"}, version=before.version, user=None)
        self.assertEqual(
            saved,
            Course(
                key=KEY,
                name="Demo",
                start=datetime(2030, 1, 1, tzinfo=UTC),
                lti_available=False,
                settings=CourseSettings(proctoring_provider="mock"),
                version=saved.version,
            ),
        )
        self.assertEqual(STORE.get(KEY), saved)
        self.assertNotEqual(saved.version, before.version)
        self.assertIsNone(STORE.get(OTHER).settings.proctoring_provider)

    def test_saving_an_older_version_raises_a_conflict_with_the_stored_course(self):
        old = STORE.get(KEY)
        new = STORE.save(KEY, {"proctoring_provider": "mine"}, version=old.version, user=None)
        with self.assertRaises(EditConflictError) as caught:
            STORE.save(KEY, {"proctoring_provider": "theirs"}, version=old.version, user=None)
        self.assertEqual(caught.exception.current, new)
        self.assertEqual(STORE.get(KEY), new)

    def test_missing_course(self):
        missing = CourseKey.from_string("course-v1:edX+DemoX+1999")
        with self.assertRaises(CourseNotFoundError):
            STORE.get(missing)
        with self.assertRaises(CourseNotFoundError):
            STORE.save(missing, {}, version="", user=None)

    def test_authors_and_platform_staff_can_edit(self):
        author, other = User.objects.create(username="author"), User.objects.create(username="other")
        staff = User.objects.create(username="staff", is_staff=True)
        models.Course.objects.get(key=str(KEY)).authors.add(author)
        may = {user.username: AuthorAccess().can_edit(user, KEY) for user in (author, other, staff)}
        self.assertEqual(may, {"author": True, "other": False, "staff": True})
        self.assertFalse(AuthorAccess().can_edit(author, OTHER))


class ConcurrentSavesTest(DatabaseFileTestCase):
    """Two authors at the same time, on a real database."""

    def setUp(self):
        super().setUp()
        self.alone(lambda: models.Course.objects.create(key=str(KEY), name="Demo"))

    def test_one_of_two_concurrent_saves_succeeds_and_the_other_is_a_conflict(self):
        for round_ in range(10):
            version = self.alone(lambda: STORE.get(KEY).version)

            def save(author, version=version, round_=round_):
                changes = {
                    "proctoring_provider": f"{author}-{round_}",
                    "proctoring_escalation_email": f"{author}-{round_}@example.com",
                }
                try:
                    return STORE.save(KEY, changes, version=version, user=None), None
                except EditConflictError as conflict:
                    return None, conflict.current

            results = self.together(lambda save=save: save("a"), lambda save=save: save("b"))
            (saved,) = [course for course, _ in results if course]
            (stored_course,) = [course for _, course in results if course]
            self.assertEqual(stored_course, saved)
            self.assertEqual(self.alone(lambda: STORE.get(KEY)), saved)
            provider, email = saved.settings.proctoring_provider, saved.settings.proctoring_escalation_email
            self.assertEqual(email, f"{provider}@example.com")
