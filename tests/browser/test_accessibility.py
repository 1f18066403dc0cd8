"""Accessibility of every page in every state, and narrow windows."""

import ddt

from tests.browser.base import EMAIL, LOOKS, BrowserTestCase
from tests.studio.course_states import EXAM, KEY, PAST

PAGES = {
    "courses": "",
    "course": f"{KEY}/",
    "exam": f"{KEY}/exams/{EXAM}/",
    "not found": "a+b+c/",
}


@ddt.ddt
class AccessibilityTest(BrowserTestCase):
    """axe-core finds no violations."""

    @ddt.idata([(look, name) for look in LOOKS for name in PAGES])
    @ddt.unpack
    def test_pages(self, look, name):
        for user in (self.author, self.staff):
            self.assert_accessible(self.open(PAGES[name], user, **LOOKS[look]))

    @ddt.data(*LOOKS)
    def test_settings_after_start_with_an_error_and_a_conflict(self, look):
        self.change_course(start=PAST)
        page, other = self.open(**LOOKS[look]), self.open()
        self.assert_accessible(page)
        page.fill(EMAIL, "foo.bar")
        self.save(page)
        self.assert_accessible(page)
        other.fill(EMAIL, "other@example.com")
        self.save(other)
        self.assert_accessible(other)
        page.fill(EMAIL, "b@example.com")
        self.save(page)
        self.assertEqual(page.get_by_role("region", name="Both versions").count(), 1)
        self.assert_accessible(page)

    def test_problems_and_forbidden_course(self):
        self.change_course(proctoring_escalation_email=None)
        for name in ("courses", "course"):
            self.assert_accessible(self.open(PAGES[name]))
        self.course.authors.clear()
        for name in ("courses", "course"):
            self.assert_accessible(self.open(PAGES[name]))

    def test_axe_finds_violations(self):
        page = self.open()
        page.evaluate("document.querySelector('label[for=id_proctoring_escalation_email]').remove()")
        with self.assertRaisesRegex(AssertionError, "'label'"):
            self.assert_accessible(page)

    @ddt.idata(PAGES)
    def test_pages_fit_into_320_pixels(self, name):
        self.change_course(
            name="Averylongnamewithoutanyspace" * 4, proctoring_escalation_email=f"{'a' * 60}@example.com"
        )
        page = self.open(PAGES[name], viewport={"width": 320, "height": 800})
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
