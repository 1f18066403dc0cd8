"""The base of tests that request pages."""

from urllib.parse import urljoin

from django.test import Client
from lxml import html

from demo.studio import models
from tests.studio.course_states import EXAM, KEY
from tests.studio.rest.base import RestMixin


def tree(response):
    """Parse the page."""
    return html.fromstring(response.content.decode())


class PageMixin(RestMixin):
    """A course ``KEY`` with an exam."""

    def create_course_and_users(self):
        """Create the course, the exam and the users."""
        super().create_course_and_users()
        self.exam = models.Exam.objects.create(
            course=self.row, key=EXAM, name="Final", kind="proctoredExam", default_time_limit_minutes=90
        )

    def page(self, user, path="settings/", data=None, **kwargs):
        """GET a page of the course as ``user``, or POST ``data`` to it."""
        client = Client(**kwargs)
        client.force_login(user)
        url = urljoin(f"/studio/{KEY}/", path)
        return client.get(url) if data is None else client.post(url, data)
