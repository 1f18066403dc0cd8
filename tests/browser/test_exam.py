"""The exam settings page."""

from tests.browser.base import BrowserTestCase
from tests.studio.course_states import EXAM, KEY

LIMIT, RULES = "[name=default_time_limit_minutes]", "[name=exam_review_rules]"
PATH = f"{KEY}/exams/{EXAM}/"


class ExamTest(BrowserTestCase):
    """Fields that depend on the exam type."""

    def test_time_limit_and_review_rules_depend_on_the_exam_type(self):
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

    def test_changes_of_the_review_rules_field_are_announced(self):
        page = self.open(PATH)
        status = page.locator("[data-announcements]")
        page.check("[value=timed]")
        self.assertEqual(status.text_content(), "Timed exam selected. The Review rules field is hidden.")
        page.check("[value=proctoredExam]")
        self.assertEqual(status.text_content(), "Proctored exam selected. The Review rules field is shown.")

    def test_provider_that_hides_review_rules(self):
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
