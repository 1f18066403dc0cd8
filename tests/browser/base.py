"""
A Chromium, a server and a course.

Needs Debian's ``chromium`` and ``npm ci --prefix tests/browser``; without them the tests are skipped, or fail where the
environment variable ``BROWSER_TESTS`` is ``required``.
"""

import os
import shutil
from pathlib import Path
from unittest import SkipTest, mock

from django.contrib.auth.models import User
from django.test import Client, LiveServerTestCase, override_settings

from demo.studio import models
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import BACKENDS, EXAM, FUTURE, KEY

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 800}},
}
EMAIL = "[name=proctoring_escalation_email]"
PROVIDER = "[name=proctoring_provider]"
ENABLED = "[name=enable_proctored_exams]"


def missing():
    """What the tests need and do not find."""
    return [
        what
        for what, found in (("playwright", sync_playwright), ("chromium", CHROMIUM), ("axe-core", AXE.exists()))
        if not found
    ]


@override_settings(PROCTORING_BACKENDS={**BACKENDS, "mock": {}}, STATIC_URL="/static/")
class BrowserTestCase(LiveServerTestCase):
    """Each test has the course ``KEY`` of provider ``strict`` with an exam, and opens pages below ``root``."""

    root = "/studio/"

    @classmethod
    def setUpClass(cls):
        if missing():
            reason = f"missing: {', '.join(missing())}"
            if os.environ.get("BROWSER_TESTS") == "required":
                raise AssertionError(reason)
            raise SkipTest(reason)
        super().setUpClass()
        # Playwright's loop runs in this thread, which Django takes for asynchronous code.
        cls.enterClassContext(mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="1"))
        playwright = cls.enterClassContext(sync_playwright())
        cls.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.addClassCleanup(cls.chromium.close)

    def setUp(self):
        self.author = User.objects.create(username="author")
        self.staff = User.objects.create(username="staff", is_staff=True)
        settings = CourseSettings(True, False, "strict", "a@example.com")
        self.course = models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE, **vars(settings))
        self.course.authors.add(self.author)
        models.Exam.objects.create(
            course=self.course, key=EXAM, name="Final", kind="proctoredExam", default_time_limit_minutes=90
        )
        self.dialogs, self.complaints = [], []

    def change_course(self, **fields):
        """Store other values, without a form."""
        models.Course.objects.filter(pk=self.course.pk).update(**fields)

    def stored(self):
        """The course as it is stored."""
        self.course.refresh_from_db()
        return self.course

    def open(self, path=f"{KEY}/settings/", user=None, **options):
        """Open a page as ``user``, the author by default, in a browser context of these options."""
        client = Client()
        client.force_login(user or self.author)
        context = self.chromium.new_context(**options)
        self.addCleanup(context.close)
        context.set_default_timeout(5000)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.live_server_url}
        context.add_cookies([session])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self.answer)
        page.goto(f"{self.live_server_url}{self.root}{path}")
        return page

    def assert_accessible(self, page, part="html"):
        """Let axe look at a page, or at the part of it that a selector names."""
        page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "tag", "values": STANDARDS}}
        found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
        self.assertGreater(len(found["passes"]), 10 if part == "html" else 3)
        violations = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]
        self.assertEqual(violations, [])

    def answer(self, dialog):
        """Note a dialog and stay on the page."""
        self.dialogs.append(dialog.type)
        dialog.dismiss()

    def save(self, page):
        """Press the button and wait for the next page."""
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()

    def tearDown(self):
        self.assertEqual(self.complaints, [], "errors of the script")


def focused(page):
    """The id or name of the element that has the focus."""
    return page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")
