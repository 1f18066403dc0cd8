"""Exam settings in a browser."""

from tests.browser.base import BrowserTestCase
from tests.studio.course_states import EXAM, KEY

LIMIT, RULES = "[name=default_time_limit_minutes]", "[name=exam_review_rules]"
PATH = f"{KEY}/exams/{EXAM}/"


class ExamTest(BrowserTestCase):
    """Fields that follow the kind of exam."""

    def test_time_limit_and_review_rules_follow_the_kind(self):
        page = self.open(PATH)
        seen = {}
        for kind in ("none", "timed", "practiceExam", "proctoredExam"):
            page.check(f"[value={kind}]")
            seen[kind] = (page.is_visible(LIMIT), page.is_visible(RULES))
        self.assertEqual(
            seen,
            {
                "none": (False, False),
                "timed": (True, False),
                "practiceExam": (True, False),
                "proctoredExam": (True, True),
            },
        )

    def test_what_becomes_of_the_review_rules_is_said(self):
        page = self.open(PATH)
        status = page.locator("[data-announcements]")
        page.check("[value=timed]")
        self.assertEqual(status.text_content(), "Timed exam: no review rules. The field for them is hidden.")
        page.check("[value=proctoredExam]")
        self.assertEqual(status.text_content(), "A proctored exam has review rules. The field for them is shown.")

    def test_a_provider_that_hides_review_rules(self):
        self.change_course(proctoring_provider="quiet")
        self.assertEqual(self.open(PATH).locator(RULES).count(), 0)

    def test_saving(self):
        self.change_course(proctoring_provider="mock")
        page = self.open(PATH)
        page.fill(LIMIT, "02:00")
        page.fill(RULES, "No books")
        self.save(page)
        exam = self.course.exams.get()
        self.assertEqual((exam.default_time_limit_minutes, exam.exam_review_rules), (120, "No books"))
