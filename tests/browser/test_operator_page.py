"""The operator page, the audit page and the notice in the Django admin."""

from unittest import mock

import ddt
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import override_settings

from proctoring_config.operator_page import summary
from tests.audit.planting import BACKENDS, plant
from tests.browser.base import LOOKS, BrowserTestCase

NAME = "A" + "verylong" * 6
PAGES = {"operator page": "", "audit": "audit/", "running": "audit/?courses=running", "all": "audit/?courses=all"}
PROJECT = override_settings(
    ROOT_URLCONF="tests.operator_page.urls",
    PROCTORING_BACKENDS={**BACKENDS, NAME: {NAME: NAME, "show_review_rules": "False"}, "null": None},
    CMS_BASE="studio.example.com",
    LMS_ROOT_URL="https://lms.example.com",
)


class OperatorPageCase(BrowserTestCase):
    """Courses with problems, and a superuser."""

    root = "/proctoring-config/"

    def setUp(self):
        super().setUp()
        self.operator = User.objects.create(username="operator", is_staff=True, is_superuser=True)
        plant("Silent", "mock", email=None)
        plant("Malformed", "mock", email="s3cret")
        plant("Unresolved", NAME)


@PROJECT
@ddt.ddt
class AccessibilityTest(OperatorPageCase):
    """axe-core finds no violations, and pages fit into narrow windows."""

    @ddt.idata([(look, name) for look in LOOKS for name in PAGES])
    @ddt.unpack
    def test_pages(self, look, name):
        for user in (self.staff, self.author):
            self.assert_accessible(self.open(PAGES[name], user, **LOOKS[look]))

    @ddt.data(*LOOKS)
    def test_an_audit_that_could_not_run_and_one_that_ran_out_of_time(self, look):
        with mock.patch("proctoring_config.audit.queries.table_names", side_effect=DatabaseError):
            self.assert_accessible(self.open(PAGES["all"], self.staff, **LOOKS[look]))
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch("proctoring_config.audit.queries.BATCH_SIZE", 1):
            page = self.open(PAGES["all"], self.staff, **LOOKS[look])
        self.assertEqual(page.get_by_text("the audit ran out of time").count(), 1)
        self.assert_accessible(page)
        page.get_by_role("link", name="Continue the audit after these courses").click()
        self.assertEqual(page.get_by_text("This is the continuation").count(), 1)
        self.assert_accessible(page)
        with mock.patch.object(summary, "ROWS", 1), mock.patch("proctoring_config.audit.queries.BATCH_SIZE", 1):
            page = self.open(PAGES["all"], self.staff, **LOOKS[look])
        self.assertEqual(page.get_by_role("link", name="CSV file with problems").count(), 3)
        self.assert_accessible(page)

    @ddt.idata(PAGES)
    def test_pages_fit_into_320_pixels(self, name):
        page = self.open(PAGES[name], self.staff, **LOOKS["narrow"])
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)


@PROJECT
class JourneyTest(OperatorPageCase):
    """From the Django admin to the CSV file."""

    def test_operator_follows_links_from_the_notice_to_the_file(self):
        page = self.open("../admin/", self.operator)
        page.get_by_role("link", name="Show problems and solutions").click()
        page.get_by_role("link", name="course audit").click()
        page.get_by_role("link", name="Current courses with active proctored exams").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV file with all problems").click()
        self.assertEqual(download.value.suggested_filename, "proctoring-audit.csv")
        with open(download.value.path(), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 1 + page.locator(".problems li").count())
        page.get_by_role("link", name="Proctoring configuration").click()
        self.assertEqual(page.get_by_role("heading", level=1).inner_text(), "Proctoring configuration")

    def test_notice_can_be_hidden_with_the_keyboard(self):
        page = self.open("../admin/", self.operator)
        self.assert_accessible(page, ".messagelist")
        button = page.get_by_role("button", name="Hide until there are new problems")
        button.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        self.assertEqual((page.url, button.count()), (f"{self.live_server_url}/admin/", 0))
        page.reload()
        self.assertEqual(button.count(), 0)
