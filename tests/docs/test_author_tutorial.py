"""Check docs/tutorials/author.rst against the pages it describes."""

import io
import re
from html import unescape
from pathlib import Path
from unittest import mock

import yaml
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase, override_settings

from demo.demo_site.management.commands.demo_data import USERS, Command
from demo.demo_site.sample_courses import COURSES
from tests.places import DOCS, ROOT

TEXT = (DOCS / "tutorials/author.rst").read_text(encoding="utf-8")
SETTINGS = yaml.safe_load(Path(ROOT, "demo/settings_files/cms.yml").read_text(encoding="utf-8"))
KEYS = {sample.name: sample.key for sample in COURSES}


def text_of(html):
    """Return the text of HTML."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


@override_settings(
    PROCTORING_BACKENDS=SETTINGS["PROCTORING_BACKENDS"], PARTNER_SUPPORT_EMAIL=SETTINGS["PARTNER_SUPPORT_EMAIL"]
)
class AuthorTutorialTest(TestCase):
    """Follow the tutorial with the courses of the demo."""

    @classmethod
    def setUpTestData(cls):
        loaded = apps.get_app_config("edx_proctoring").backends  # at start-up, with the settings of the tests
        cls.enterClassContext(mock.patch.dict(loaded, software_secure=loaded["mock"]))
        call_command(Command(), verbosity=0, stdout=io.StringIO())

    def setUp(self):
        self.client.force_login(get_user_model().objects.get(username="author"))

    def page(self, course, page, **sent):
        """Return the text of a course's page, or of the response to a form."""
        path = f"/studio/{KEYS[course]}/{page}/"
        if not sent:
            return text_of(self.client.get(path).content.decode())
        form = self.client.get(path).content.decode()
        version = re.search(r'name="version" value="([^"]*)"', form)[1]
        return text_of(self.client.post(path, {"version": version, **sent}, follow=True).content.decode())

    def courses(self):
        """Return the text of the course list."""
        return text_of(self.client.get("/studio/").content.decode())

    def exam(self, course, name):
        """Return the text of an exam's page."""
        sample = next(sample for sample in COURSES if sample.name == course)
        return self.page(course, f"exams/{sample.exam_key(name)}")

    def everything(self):
        """Return the text of all pages in the tutorial."""
        two_windows = {"version": "older", "enable_proctored_exams": "on", "proctoring_escalation_email": "b@c.de"}
        conflict = self.client.post(f"/studio/{KEYS['Chemistry']}/settings/", two_windows).content.decode()
        pages = [
            self.courses(),
            *(self.page("Chemistry", page) for page in ("settings", "checklist", "dashboard")),
            self.page("Biology", "checklist"),
            self.exam("Chemistry", "Final exam"),
            text_of(conflict),
        ]
        self.client.force_login(get_user_model().objects.get(username="staff"))
        return " ".join([*pages, self.page("Chemistry", "settings")])

    def test_labels_are_on_the_pages(self):
        labels = re.findall(r":guilabel:`([^`]+)`", TEXT)
        everything = self.everything()
        self.assertEqual([label for label in labels if re.sub(r"\s+", " ", label) not in everything], [])
        self.assertGreater(len(labels), 15)

    def test_logins(self):
        for name, *_ in USERS:
            self.assertIn(f"``{name}``", TEXT)
            self.assertIn(f"``{name}-demo``", TEXT)

    def test_quoted_messages(self):
        answers = [
            self.page("Chemistry", "settings", enable_proctored_exams="on", proctoring_escalation_email=""),
            self.page("Physics", "settings"),
        ]
        quotes = [re.sub(r"\s+", " ", quote) for quote in re.findall(r"(?<!\*)\*([^*]{30,}?)\*(?!\*)", TEXT)]
        self.assertEqual(len(quotes), len(answers))
        for quote, answer in zip(quotes, answers, strict=True):
            self.assertIn(quote, answer)

    def test_statements_about_providers(self):
        self.assertIn("Review rules", self.exam("Chemistry", "Final exam"))
        self.assertNotIn("Review rules", self.exam("Geography", "Final exam"))
        self.assertRegex(self.courses(), "Biology.* Problem: software_secure requires an escalation email.* Chemistry")
        corrected = {"enable_proctored_exams": "on", "proctoring_provider": "software_secure"}
        self.page("Biology", "settings", **corrected, proctoring_escalation_email="exams@example.com")
        self.assertIn("Done:", self.page("Biology", "checklist"))
        self.assertIn("exams@example.com", self.page("Biology", "dashboard"))
