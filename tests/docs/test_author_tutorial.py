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
from tests.studio.pages.base import tree
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

    def follow(self, response, *names):
        """Follow links by their names, one after the other, and return the last page."""
        for name in names:
            (url,) = {
                link.get("href") for link in tree(response).iter("a") if " ".join(link.text_content().split()) == name
            }
            response = self.client.get(url.partition("#")[0])
            self.assertEqual(response.status_code, 200)
        return response

    def submit(self, response, **changes):
        """Submit the form of a page with changes, and return the next page."""
        (form,) = tree(response).xpath("//form[@data-form]")
        answer = self.client.post(form.get("action"), {**dict(form.form_values()), **changes}, follow=True)
        self.assertIn("The settings were saved.", text_of(answer.content.decode()))
        return answer

    def test_five_jobs_by_links_only(self):
        """Fix Biology, proctor Law's exam, write rules, change a locked provider, and find the courses that break."""
        start = self.client.get("/studio/")
        broken = tree(start).xpath("//tbody/tr[@class='wrong']/th/a")
        self.assertEqual([link.text_content() for link in broken], ["Biology", "Law"])
        self.submit(self.follow(start, "Biology"), proctoring_escalation_email="exams@example.com")
        law = self.submit(self.follow(start, "Law"), proctoring_provider="software_secure")
        self.submit(self.follow(law, "Moot court"), kind="proctoredExam")
        exam = self.submit(self.follow(start, "Chemistry", "Final exam"), exam_review_rules="No books")
        self.assertIn("No course needs attention.", text_of(self.follow(exam, "Courses").content.decode()))
        self.assertIn("Contact partners@academy.example.", text_of(self.follow(start, "Physics").content.decode()))
        self.client.force_login(get_user_model().objects.get(username="staff"))
        self.submit(self.follow(self.client.get("/studio/"), "Physics"), proctoring_provider="mock")
