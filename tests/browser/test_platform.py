"""
A walk through Studio and LMS of a real checkout, before and after the refactor.

PROCTORING_CONFIG_PLATFORM_TREE is the checkout, which is not changed, and PROCTORING_CONFIG_PLATFORM_PYTHON a Python
with its requirements, mongomock and this package. Each class starts both servers, as ``make platform`` does.
"""

import os
import shutil
import socket
import tempfile
from pathlib import Path
from unittest import SkipTest

from django.test import SimpleTestCase

from demo.edx_platform.courses import course_key
from demo.edx_platform.launch import running
from proctoring_config.refactor.checkout import write_edits
from tests.browser.base import CHROMIUM, EMAIL, PROVIDER, missing, sync_playwright
from tests.places import TREE
from tests.refactor.test_real_tree import compute

PYTHON = os.environ.get("PROCTORING_CONFIG_PLATFORM_PYTHON", "")
MISSING = "PROCTORING_CONFIG_PLATFORM_TREE and PROCTORING_CONFIG_PLATFORM_PYTHON are not set"
RULES = "[name=exam_review_rules]"
TIME_LIMIT = "[name=default_time_limit_minutes]"


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class WalkMixin:
    """The steps build on each other, so they are one test."""

    #: Whether a suspicious review opens a ticket.
    opens_ticket = True

    @classmethod
    def setUpClass(cls):
        if not (TREE and PYTHON):
            raise SkipTest(MISSING)
        lacking = [what for what in missing() if what != "axe-core"]
        if lacking:
            raise SkipTest(f"missing: {', '.join(lacking)}")
        super().setUpClass()
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory())).resolve()
        ports = free_port(), free_port()
        cls.enterClassContext(running(PYTHON, cls.tree(folder), folder, *ports))
        cls.studio, cls.lms = (f"http://127.0.0.1:{port}" for port in ports)
        cls.chromium = cls.enterClassContext(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        cls.addClassCleanup(cls.chromium.close)

    @classmethod
    def tree(cls, folder):
        """Return the checkout."""
        return Path(TREE).resolve()

    def log_in(self, root, name):
        """Return a page of a browser in which the user is logged in."""
        page = self.new_context().new_page()
        page.goto(f"{root}/start/{name}/")
        return page

    def new_context(self):
        """Return a browser without cookies."""
        context = self.chromium.new_context()
        self.addCleanup(context.close)
        context.set_default_timeout(60_000)
        return context

    def open(self, page, name, path):
        """Open one of our pages about a course."""
        response = page.goto(f"{self.studio}/proctoring/{course_key(name)}/{path}")
        self.assertEqual(response.status, 200)

    def open_exam(self, page, name, block):
        """Open our page about an exam."""
        self.open(page, name, f"exams/{self.usage_key(name, block)}/")

    def save(self, page):
        """Click Save and return the text of the next page."""
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
        return page.inner_text("main")

    @staticmethod
    def usage_key(name, block):
        """Return the key of an exam."""
        return course_key(name).make_usage_key("sequential", block)

    def ask(self, page, url, data=None):
        """Return the JSON response to the user of the page: of a GET, or of a POST of ``data`` as JSON."""
        headers = {"Accept": "application/json", "Referer": url}
        if data is not None:
            cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies(url)}
            headers["X-CSRFToken"] = cookies["csrftoken"]
            response = page.request.post(url, data=data, headers=headers)
        else:
            response = page.request.get(url, headers=headers)
        self.assertEqual(response.status, 200, response.text()[-2000:])
        return response.json()

    def test_walk(self):
        author, staff = self.log_in(self.studio, "author"), self.log_in(self.studio, "staff")
        with self.subTest("our page, then the platform's REST API and Advanced Settings"):
            self.change_on_our_page(author, staff)
        with self.subTest("the platform's REST API and Advanced Settings, then our page"):
            self.change_in_the_platform(author, staff)
        with self.subTest("exams on our page, then the LMS"):
            learner = self.log_in(self.lms, "learner")
            self.publish_exams(author, learner)
        with self.subTest("a suspicious review"):
            self.review(learner)
        with self.subTest("a provider that is not installed"):
            self.refuse_exam(author)

    def change_on_our_page(self, author, staff):
        """The author changes provider and email of a course."""
        self.open(author, "History", "")
        author.check(f"{PROVIDER}[value=software_secure]")
        author.fill(EMAIL, "history@academy.example")
        self.save(author)
        expected = {
            "enable_proctored_exams": True,
            "allow_proctoring_opt_out": False,
            "proctoring_provider": "software_secure",
            "proctoring_escalation_email": "history@academy.example",
        }
        stored = self.ask(staff, self.rest("History"))["proctored_exam_settings"]
        self.assertEqual({name: stored[name] for name in expected}, expected)
        advanced = self.ask(staff, self.advanced("History"))
        self.assertEqual({name: advanced[name]["value"] for name in expected}, expected)

    def change_in_the_platform(self, author, staff):
        """Platform staff change the same course, while the author has an older version open."""
        self.open(author, "History", "")
        self.open(staff, "History", "")
        settings = self.ask(staff, self.rest("History"))["proctored_exam_settings"]
        settings["proctoring_escalation_email"] = "rest@academy.example"
        self.ask(staff, self.rest("History"), {"proctored_exam_settings": settings})
        self.ask(staff, self.advanced("History"), {"allow_proctoring_opt_out": {"value": True}})
        author.fill(EMAIL, "older@academy.example")
        self.assertIn("rest@academy.example", self.save(author))
        self.open(staff, "History", "")
        self.assertEqual(staff.input_value(EMAIL), "rest@academy.example")
        self.assertEqual(staff.input_value("[name=allow_proctoring_opt_out]:checked"), "True")

    def publish_exams(self, author, learner):
        """The author makes a proctored and a timed exam, and the learner opens them."""
        for block, kind, limit in (("final_exam", "proctoredExam", "01:30"), ("quiz", "timed", "00:45")):
            self.open_exam(author, "Chemistry", block)
            author.check(f"[value={kind}]")
            author.fill(TIME_LIMIT, limit)
            if kind == "proctoredExam":
                author.fill(RULES, "No books")
            self.save(author)
        exam = self.find_exam(learner, "final_exam")
        self.assertEqual((exam["type"], exam["time_limit_mins"], exam["backend"]), ("proctored", 90, "software_secure"))
        exam = self.find_exam(learner, "quiz")
        self.assertEqual((exam["type"], exam["time_limit_mins"]), ("timed", 45))
        for block, text in (("final_exam", "This exam is proctored"), ("quiz", "(45 minutes)")):
            learner.goto(f"{self.lms}/xblock/{self.usage_key('Chemistry', block)}")
            self.assertIn(text, learner.inner_text("body"))

    def review(self, learner):
        """The learner starts the exam, and the provider finds it suspicious."""
        url = f"{self.lms}/api/edx_proctoring/v1/proctored_exam/attempt"
        exam = self.find_exam(learner, "final_exam")
        self.ask(learner, url, {"exam_id": exam["id"], "attempt_proctored": "true"})
        (attempt,) = self.ask(learner, f"{self.lms}/outside/attempts")["attempts"]
        review = {"examMetaData": attempt, "reviewStatus": "Suspicious", "webCamComments": [], "desktopComments": []}
        callback = f"{self.lms}/api/edx_proctoring/proctoring_review_callback/"
        response = self.new_context().request.post(callback, data=review)
        self.assertEqual(response.status, 200, response.text()[-2000:])
        self.assertEqual(self.find_exam(learner, "final_exam")["attempt"]["attempt_status"], "second_review_required")
        subjects = self.ask(learner, f"{self.lms}/api/v2/tickets.json")["subjects"]
        self.assertEqual(subjects, ["Proctored Exam Review: Suspicious"] if self.opens_ticket else [])

    def refuse_exam(self, author):
        """The author makes a proctored exam in a course whose provider is not installed."""
        self.open_exam(author, "Law", "final_exam")
        author.check("[value=proctoredExam]")
        author.fill(TIME_LIMIT, "01:30")
        self.assertIn("is not installed on this server", self.save(author))

    def find_exam(self, learner, block):
        """Return what the learning MFE asks about an exam."""
        url = f"{self.lms}/api/edx_proctoring/v1/proctored_exam/attempt/course_id/{course_key('Chemistry')}"
        return self.ask(learner, f"{url}?content_id={self.usage_key('Chemistry', block)}".replace("+", "%2B"))["exam"]

    def rest(self, name):
        """Return the URL of the platform's REST view."""
        return f"{self.studio}/api/contentstore/v1/proctored_exam_settings/{course_key(name)}"

    def advanced(self, name):
        """Return the URL of Advanced Settings."""
        return f"{self.studio}/settings/advanced/{course_key(name)}"


class BeforeRefactorTest(WalkMixin, SimpleTestCase):
    """The checkout as it is. If its releases has no vendor branches any more, it may still open tickets."""


class AfterRefactorTest(WalkMixin, SimpleTestCase):
    """A refactored copy of the checkout."""

    opens_ticket = False

    @classmethod
    def tree(cls, folder):
        """Return the copy."""
        copy = folder / "tree"
        shutil.copytree(super().tree(folder), copy, symlinks=True)
        write_edits(copy, compute(copy).edits)
        return copy
