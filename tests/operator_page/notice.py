"""Shared parts of the tests of the notice: settings with and without problems, users, and the messages they see."""

from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.test import TestCase
from django.test.html import parse_html

from tests.operator_page.people import project
from tests.operator_page.reading import attribute, elements

INDEX = "/admin/"
HEALTHY = {"DEFAULT": "null", "null": {}}
WARNED = {**HEALTHY, "null": {"frobnicate": 1}}
WARNED_MORE = {**HEALTHY, "null": {"frobnicate": 1, "frobnicated": 1}}
BROKEN = {**HEALTHY, "null": None}
MANY = {**HEALTHY, "null": dict.fromkeys((f"x{number}" for number in range(1000)), 1)}
PROJECT = project(PROCTORING_BACKENDS=WARNED)


class NoticeCase(TestCase):
    """Users, and the messages in their admin."""

    @classmethod
    def setUpTestData(cls):
        make = get_user_model().objects.create
        make(username="superuser", is_staff=True, is_superuser=True)
        make(username="staff", is_staff=True)
        make(username="superuser who is not staff", is_superuser=True)
        make(username="inactive superuser", is_staff=True, is_superuser=True, is_active=False)
        make(username="author")

    def log_in(self, who):
        if who != "anonymous":
            self.client.force_login(get_user_model().objects.get(username=who))

    def shown(self, url=INDEX):
        """Return the messages on a page as elements."""
        response = self.client.get(url)
        if response.status_code != HTTPStatus.OK:
            return []
        lists = elements(parse_html(response.content.decode()), "ul")
        return [item for found in lists if attribute(found, "class") == "messagelist" for item in elements(found, "li")]

    def dismiss(self, **more):
        """Press the button of the notice."""
        (item,) = self.shown()
        fields = {attribute(field, "name"): attribute(field, "value") for field in elements(item, "input")}
        (form,) = elements(item, "form")
        return self.client.post(attribute(form, "action"), fields, **more)
