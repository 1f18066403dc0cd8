"""Courses with problems, and the audit of them on the operator page."""

import csv

from django.contrib.auth import get_user_model
from django.test import TestCase
from django.test.html import parse_html

from tests.audit.planting import BACKENDS, FUTURE, PAST, plant
from tests.operator_page.people import make_people, project

PAGE, FILE = "/proctoring-config/audit/", "/proctoring-config/audit.csv"
RUNNING, ALL = "?courses=running", "?courses=all"
PROJECT = project(PROCTORING_BACKENDS=BACKENDS)


class AuditCase(TestCase):
    """Courses with problems: two current ones without an escalation email, and one that has ended."""

    @classmethod
    def setUpTestData(cls):
        make_people()
        plant("Calm", "mock", end=FUTURE)
        plant("Silent", "mock", email=None)
        plant("Mute", "mock", email="")
        plant("Old", "mock", email=None, end=PAST)
        plant("Broken", "mock", email="s3cret")

    def ask(self, url, who="staff", method="GET"):
        """Send a request as ``who``."""
        if who != "anonymous":
            self.client.force_login(get_user_model().objects.get(username=who))
        return self.client.generic(method, url)

    def page(self, query=""):
        """Return the page for staff as an element."""
        return parse_html(self.ask(PAGE + query).content.decode())

    def file(self, query=""):
        """Return the rows of the file for staff."""
        return list(csv.DictReader(self.ask(FILE + query).content.decode("utf-8-sig").splitlines()))
