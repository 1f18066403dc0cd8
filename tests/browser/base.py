"""
The base of the browser tests: Chromium, a server and a course.

Requires Debian's ``chromium`` and ``npm ci --prefix tests/browser``. Without them, the tests are skipped, or fail if
the environment variable ``BROWSER_TESTS`` is ``required``.
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
from tests.studio.plugins import install_plugins

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
    "forced colors": {"forced_colors": "active"},
    "right to left": {"locale": "ar"},
    "narrow": {"viewport": {"width": 320, "height": 800}},
}
EMAIL = "[name=proctoring_escalation_email]"
PROVIDER = "[name=proctoring_provider]"
ENABLED = "[name=enable_proctored_exams]"


def missing():
    """Return the requirements that are missing."""
    return [
        what
        for what, found in (("playwright", sync_playwright), ("chromium", CHROMIUM), ("axe-core", AXE.exists()))
        if not found
    ]


@override_settings(PROCTORING_BACKENDS={**BACKENDS, "mock": {}}, STATIC_URL="/static/")
class BrowserTestCase(LiveServerTestCase):
    """Each test has the course ``KEY`` with provider ``strict`` and an exam, and opens pages below ``root``."""

    root = "/studio/"

    @classmethod
    def setUpClass(cls):
        if missing():
            reason = f"missing: {', '.join(missing())}"
            if os.environ.get("BROWSER_TESTS") == "required":
                raise AssertionError(reason)
            raise SkipTest(reason)
        super().setUpClass()
        # Playwright's event loop runs in this thread, so Django considers the code asynchronous.
        cls.enterClassContext(mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="1"))
        playwright = cls.enterClassContext(sync_playwright())
        cls.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.addClassCleanup(cls.chromium.close)

    def setUp(self):
        self.enterContext(install_plugins(*BACKENDS))
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
        """Change stored values directly."""
        models.Course.objects.filter(pk=self.course.pk).update(**fields)

    def stored(self):
        """Return the stored course."""
        self.course.refresh_from_db()
        return self.course

    def open(self, path=f"{KEY}/", user=None, **options):
        """Open a page as ``user``, by default the author, in a browser context with these options."""
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
        """Check with axe that the part of a page with this selector has no violations."""
        page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "tag", "values": STANDARDS}}
        found = page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
        self.assertGreater(len(found["passes"]), 10 if part == "html" else 3)
        violations = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]
        self.assertEqual(violations, [])

    def answer(self, dialog):
        """Record a dialog and stay on the page."""
        self.dialogs.append(dialog.type)
        dialog.dismiss()

    def choose(self, page, provider):
        """Select a provider."""
        page.check(f"{PROVIDER}[value={provider}]")

    def save(self, page):
        """Click Save and wait for the next page."""
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()

    def tearDown(self):
        self.assertEqual(self.complaints, [], "errors of the script")


def focused(page):
    """Return the id, the name or the tag of the focused element."""
    return page.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.tagName")
