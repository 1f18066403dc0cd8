"""The list of courses."""

import ddt
from django.test import TestCase

from demo.studio import models
from proctoring_config.studio.pages.overview import PAGE_SIZE
from tests.studio.pages.base import PageMixin, text_of, tree
from tests.studio.plugins import install_plugins

MISSING = "strict requires an escalation email. Enter one, choose another provider, or turn off proctored exams."


@ddt.ddt
class CoursesTest(PageMixin, TestCase):
    """studio/pages/overview.py."""

    def create(self, name, **fields):
        """Create another course of the author."""
        course = models.Course.objects.create(key=f"course-v1:edX+{name}+2030", name=name, **fields)
        course.authors.add(self.author)

    def names(self, query=""):
        """Return the names of the courses in the table."""
        return tree(self.page(self.author, f"/studio/{query}")).xpath("//tbody//th/a/bdi/text()")

    def test_problems_are_shown_and_counted(self):
        page = text_of(self.page(self.author, "/studio/"))
        self.assertIn("No course needs attention.", page)
        self.assertNotIn("Problem:", page)
        self.change_course(proctoring_escalation_email=None)
        self.create("Third")
        page = text_of(self.page(self.author, "/studio/"))
        self.assertIn("1 of 2 courses needs attention.", page)
        self.assertIn(f"Problem: {MISSING}", page)

    def test_missing_plugin_is_a_problem_with_the_contact(self):
        self.create("Third", enable_proctored_exams=True, proctoring_provider="absent")
        backends = {"DEFAULT": "strict", "strict": {}, "absent": {}}
        with self.settings(PROCTORING_BACKENDS=backends, PARTNER_SUPPORT_EMAIL="help@example.com"):
            page = text_of(self.page(self.author, "/studio/"))
        self.assertIn("Problem: absent is not installed on this server", page)
        self.assertIn("contact help@example.com.", page)
        self.assertEqual(page.count("Problem:"), 1)

    def test_courses_with_problems_are_first(self):
        self.create("Algebra", enable_proctored_exams=True, proctoring_provider="plain")
        self.assertEqual(self.names(), ["Algebra", "Demo"])
        self.change_course(proctoring_escalation_email=None)
        self.assertEqual(self.names(), ["Demo", "Algebra"])

    @ddt.data(
        ("?show=attention", ["Demo"]),
        ("?show=on", ["Demo", "Algebra"]),
        ("?show=off", ["Zoology"]),
        ("?show=nonsense", ["Demo", "Algebra", "Zoology"]),
        ("?q=ALGE", ["Algebra"]),
        ("?q=edx%2BZoology", ["Zoology"]),
        ("?q=algebra&show=off", []),
    )
    @ddt.unpack
    def test_filter(self, query, names):
        self.change_course(proctoring_escalation_email=None)
        self.create("Algebra", enable_proctored_exams=True, proctoring_provider="plain")
        self.create("Zoology")
        self.assertEqual(self.names(query), names)

    def test_no_match_offers_all_courses(self):
        self.assertIn("No course matches. Show all courses", text_of(self.page(self.author, "/studio/?q=nothing")))

    def test_pages_keep_the_filter(self):
        for number in range(PAGE_SIZE + 1):
            self.create(f"Course{number:02}")
        page = tree(self.page(self.author, "/studio/?show=off&q=course"))
        self.assertEqual(len(page.xpath("//tbody/tr")), PAGE_SIZE)
        (link,) = page.xpath("//a[@rel='next']/@href")
        self.assertEqual(link, "?q=course&show=off&page=2")
        self.assertEqual(self.names(link), [f"Course{PAGE_SIZE}"])
        self.assertEqual(self.names("?page=nonsense"), self.names())

    def test_user_without_courses(self):
        self.row.authors.clear()
        self.assertIn("You are not an author of any course.", text_of(self.page(self.author, "/studio/")))

    def test_providers_have_readable_names(self):
        with install_plugins("strict", verbose_name="Strict Eyes"):
            self.assertIn("Strict Eyes (strict)", text_of(self.page(self.author, "/studio/")))
