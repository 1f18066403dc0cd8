"""The base of tests that request pages."""

from urllib.parse import urljoin

from django.test import Client
from lxml import html

from demo.studio import models
from tests.studio.course_states import BACKENDS, EXAM, KEY
from tests.studio.plugins import install_plugins
from tests.studio.rest.base import RestMixin


def tree(response):
    """Parse the page."""
    return html.fromstring(response.content.decode())


def text_of(response, xpath="//main"):
    """Return the text of a part of a page."""
    (part,) = tree(response).xpath(xpath)
    return " ".join(part.text_content().split())


class PageMixin(RestMixin):
    """A course ``KEY`` with an exam. All providers are installed."""

    def create_course_and_users(self):
        """Create the course, the exam and the users."""
        super().create_course_and_users()
        self.enterContext(install_plugins(*BACKENDS))
        self.exam = models.Exam.objects.create(
            course=self.row, key=EXAM, name="Final", kind="proctoredExam", default_time_limit_minutes=90
        )

    def page(self, user, path="", data=None, **kwargs):
        """GET a page of the course as ``user``, or POST ``data`` to it."""
        client = Client(**kwargs)
        client.force_login(user)
        url = urljoin(f"/studio/{KEY}/", path)
        return client.get(url) if data is None else client.post(url, data)
