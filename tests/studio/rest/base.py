"""The base of tests with a course, users and clients."""

from django.contrib.auth.models import User
from django.test import override_settings
from rest_framework.test import APIClient

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import BACKENDS, FUTURE, KEY

STORE = OrmCourseStore()
SETTINGS = "/api/contentstore/v1/proctored_exam_settings/"
ERRORS = "/api/contentstore/v1/proctoring_errors/"
CHECKLIST = "/api/courses/v1/validation/"
MISSING = "course-v1:edX+DemoX+1999"


class RestMixin:
    """A course ``KEY`` with an author. ``other`` can only edit another course."""

    def setUp(self):
        super().setUp()
        self.enterContext(override_settings(PROCTORING_BACKENDS=BACKENDS))
        self.create_course_and_users()

    def create_course_and_users(self):
        """Create the courses and the users."""
        self.author = User.objects.create(username="author")
        self.other = User.objects.create(username="other")
        self.staff = User.objects.create(username="staff", is_staff=True)
        self.row = models.Course.objects.create(
            key=str(KEY), name="Demo", start=FUTURE, **vars(CourseSettings(True, False, "strict", "a@example.com"))
        )
        self.row.authors.add(self.author)
        models.Course.objects.create(key="course-v1:edX+Other+2030", name="Other").authors.add(self.other)

    def client_of(self, user, **kwargs):
        """Return a client that is logged in as ``user``, if any."""
        client = APIClient(**kwargs)
        if user:
            client.force_login(user)
        return client

    def change_course(self, **fields):
        """Change stored values directly."""
        models.Course.objects.filter(pk=self.row.pk).update(**fields)

    def get(self, user, url=f"{SETTINGS}{KEY}", **kwargs):
        """GET as ``user``."""
        return self.client_of(user).get(url, **kwargs)

    def post(self, user, settings, **kwargs):
        """POST the settings as ``user``."""
        body = {"proctored_exam_settings": settings}
        return self.client_of(user).post(f"{SETTINGS}{KEY}", body, "json", **kwargs)

    def stored(self):
        """Return the stored settings."""
        return STORE.get(KEY).settings
