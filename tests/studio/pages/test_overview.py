"""Course list, launch checklist and dashboard."""

from itertools import pairwise

import ddt
from django.test import TestCase
from django.utils import translation

from tests.studio.pages.base import PageMixin, tree

MISSING = "strict requires an escalation e-mail. Enter one, choose another provider or turn proctored exams off."


def text_of(response):
    """What the main part of a page says."""
    (main,) = tree(response).xpath("//main")
    return " ".join(main.text_content().split())


@ddt.ddt
class OverviewTest(PageMixin, TestCase):
    """studio/pages/overview.py."""

    def test_the_checklist_says_in_words_what_is_done_and_what_is_not(self):
        self.assertIn("Done: An escalation e-mail", text_of(self.page(self.author, "checklist/")))
        self.change_course(proctoring_escalation_email=None)
        answer = self.page(self.author, "checklist/")
        self.assertIn("To do: An escalation e-mail strict requires one.", text_of(answer))
        self.assertNotIn("Problem:", text_of(answer))

    def test_the_checklist_names_other_problems(self):
        self.change_course(proctoring_escalation_email="foo.bar")
        answer = text_of(self.page(self.author, "checklist/"))
        self.assertIn("Problem: Enter an e-mail address such as name@example.com.", answer)

    @ddt.data({"proctoring_provider": "plain"}, {"enable_proctored_exams": False})
    def test_the_checklist_asks_for_no_email_that_saving_does_not_ask_for(self, changes):
        self.change_course(proctoring_escalation_email=None, **changes)
        self.assertIn("ask for no escalation e-mail", text_of(self.page(self.author, "checklist/")))

    def test_the_dashboard_shows_the_contact_where_the_provider_requires_one(self):
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

    def test_the_course_list_names_problems(self):
        self.assertNotIn("Problem:", text_of(self.page(self.author, "/studio/")))
        self.change_course(proctoring_escalation_email=None)
        self.assertIn(f"Problem: {MISSING}", text_of(self.page(self.author, "/studio/")))

    def test_somebody_without_courses(self):
        self.row.authors.clear()
        self.assertIn("You are the author of no course.", text_of(self.page(self.author, "/studio/")))

    def test_a_language_that_is_written_from_right_to_left(self):
        with translation.override("ar"):
            page = tree(self.page(self.author, "settings/"))
        self.assertEqual((page.get("lang"), page.get("dir")), ("ar", "rtl"))

    @ddt.data("settings/", "checklist/", "dashboard/", "/studio/")
    def test_headings_are_in_order(self, path):
        self.change_course(proctoring_escalation_email=None)
        levels = [int(heading.tag[1]) for heading in tree(self.page(self.author, path)).xpath("//h1|//h2|//h3|//h4")]
        self.assertEqual(levels.count(1), 1)
        self.assertEqual(levels[0], 1)
        self.assertTrue(all(after - before <= 1 for before, after in pairwise(levels)), levels)
