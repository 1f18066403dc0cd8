"""Check docs/tutorials/author.rst against the pages it describes."""

import io
import re
from html import unescape
from pathlib import Path

import yaml
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase, override_settings

from demo.demo_site.management.commands.demo_data import USERS, Command
from demo.demo_site.sample_courses import COURSES
from tests.places import DOCS, ROOT
from tests.studio.plugins import install_plugins

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
        cls.enterClassContext(install_plugins("software_secure", verbose_name="RPNow"))
        call_command(Command(), verbosity=0, stdout=io.StringIO())

    def setUp(self):
        self.client.force_login(get_user_model().objects.get(username="author"))

    def page(self, course, page="", **sent):
        """Return the text of a page of a course, or of the response to a form."""
        path = f"/studio/{KEYS[course]}/{page}"
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
        return self.page(course, f"exams/{sample.exam_key(name)}/")

    def everything(self):
        """Return the text of all pages in the tutorial."""
        two_windows = {"version": "older", "enable_proctored_exams": "on", "proctoring_escalation_email": "b@c.de"}
        conflict = self.client.post(f"/studio/{KEYS['Chemistry']}/", two_windows).content.decode()
        pages = [
            self.courses(),
            *(self.page(course) for course in ("Chemistry", "Biology", "Law", "Geography")),
            self.exam("Chemistry", "Final exam"),
            text_of(conflict),
        ]
        self.client.force_login(get_user_model().objects.get(username="staff"))
        return " ".join([*pages, self.page("Chemistry")])

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
            self.courses(),
            self.page("Chemistry"),
            self.page("Chemistry"),
            self.page("Chemistry", enable_proctored_exams="on", proctoring_escalation_email=""),
            self.page("Physics"),
        ]
        quotes = [re.sub(r"\s+", " ", quote) for quote in re.findall(r"(?<!\*)\*([^*]{20,}?)\*(?!\*)", TEXT)]
        self.assertEqual(len(quotes), len(answers))
        for quote, answer in zip(quotes, answers, strict=True):
            self.assertIn(quote, answer)

    def test_statements_about_providers(self):
        self.assertIn("Review rules", self.exam("Chemistry", "Final exam"))
        self.assertNotIn("Review rules", self.exam("Geography", "Final exam"))
        self.assertRegex(
            self.courses(), r"Biology.* Problem: RPNow \(software_secure\) requires an escalation email.* Chemistry"
        )
        corrected = {"enable_proctored_exams": "on", "proctoring_provider": "software_secure"}
        page = self.page("Biology", **corrected, proctoring_escalation_email="exams@example.com")
        self.assertRegex(page, "Nothing needs attention.*Escalation contact exams@example.com")
        self.assertIn("If you choose this: 3 exams registered with RPNow (software_secure)", self.page("Chemistry"))
        self.page("Law", **corrected)
        exam = next(sample for sample in COURSES if sample.name == "Law").exam_key("Moot court")
        sent = {"kind": "proctoredExam", "default_time_limit_minutes": "00:45"}
        self.assertIn("The settings were saved.", self.page("Law", f"exams/{exam}/", **sent))
