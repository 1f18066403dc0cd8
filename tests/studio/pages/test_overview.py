"""Course list, launch checklist and instructor dashboard."""

from itertools import pairwise

import ddt
from django.test import TestCase
from django.utils import translation

from proctoring_config.testutils import override_provider_options
from tests.studio.pages.base import PageMixin, tree

MISSING = "strict requires an escalation email. Enter one, choose another provider, or turn off proctored exams."


def text_of(response):
    """Return the text of the main part of a page."""
    (main,) = tree(response).xpath("//main")
    return " ".join(main.text_content().split())


@ddt.ddt
class OverviewTest(PageMixin, TestCase):
    """studio/pages/overview.py."""

    def test_checklist_labels_items_as_done_or_to_do(self):
        self.assertIn("Done: Escalation email", text_of(self.page(self.author, "checklist/")))
        self.change_course(proctoring_escalation_email=None)
        answer = self.page(self.author, "checklist/")
        self.assertIn("To do: Escalation email strict requires an escalation email.", text_of(answer))
        self.assertNotIn("Problem:", text_of(answer))

    def test_checklist_shows_other_problems(self):
        self.change_course(proctoring_escalation_email="foo.bar")
        answer = text_of(self.page(self.author, "checklist/"))
        self.assertIn("Problem: Enter an email address such as name@example.com.", answer)

    @ddt.data({"proctoring_provider": "plain"}, {"enable_proctored_exams": False})
    def test_checklist_requires_no_more_than_saving(self, changes):
        self.change_course(proctoring_escalation_email=None, **changes)
        self.assertIn("does not require an escalation email", text_of(self.page(self.author, "checklist/")))

    def test_dashboard_shows_the_contact_only_if_the_course_requires_one(self):
        answer = self.page(self.author, "dashboard/")
        (line,) = tree(answer).xpath("//*[@class='escalation-email-container']")
        (link,) = line.xpath("./a")
        self.assertEqual(
            (link.text, link.get("href"), link.get("dir")), ("a@example.com", "mailto:a@example.com", "ltr")
        )
        self.change_course(proctoring_escalation_email=None)
        self.assertIn("Escalation contact: none", text_of(self.page(self.author, "dashboard/")))
        self.change_course(proctoring_provider="plain", proctoring_escalation_email="a@example.com")
        self.assertNotIn("a@example.com", text_of(self.page(self.author, "dashboard/")))

    def test_dashboard_page_says_whether_the_provider_has_a_dashboard(self):
        text = "strict has a dashboard where you can review proctored exams."
        self.assertNotIn(text, text_of(self.page(self.author, "dashboard/")))
        with override_provider_options("strict", has_dashboard=True):
            self.assertIn(text, text_of(self.page(self.author, "dashboard/")))
            self.change_course(enable_proctored_exams=False)
            self.assertNotIn(text, text_of(self.page(self.author, "dashboard/")))

    def test_course_list_shows_problems(self):
        self.assertNotIn("Problem:", text_of(self.page(self.author, "/studio/")))
        self.change_course(proctoring_escalation_email=None)
        self.assertIn(f"Problem: {MISSING}", text_of(self.page(self.author, "/studio/")))

    def test_user_without_courses(self):
        self.row.authors.clear()
        self.assertIn("You are not an author of any course.", text_of(self.page(self.author, "/studio/")))

    def test_right_to_left_language(self):
        with translation.override("ar"):
            page = tree(self.page(self.author, "settings/"))
        self.assertEqual((page.get("lang"), page.get("dir")), ("ar", "rtl"))

    @ddt.data("settings/", "checklist/", "dashboard/", "/studio/")
    def test_heading_levels_are_in_order(self, path):
        self.change_course(proctoring_escalation_email=None)
        levels = [int(heading.tag[1]) for heading in tree(self.page(self.author, path)).xpath("//h1|//h2|//h3|//h4")]
        self.assertEqual(levels.count(1), 1)
        self.assertEqual(levels[0], 1)
        self.assertTrue(all(after - before <= 1 for before, after in pairwise(levels)), levels)
