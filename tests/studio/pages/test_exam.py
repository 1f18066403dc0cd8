"""The exam settings page, as the server renders it."""

from django.test import TestCase, override_settings

from proctoring_config.studio.exams import ExamSettings
from proctoring_config.testutils import override_provider_options
from tests.studio.course_states import EXAM, KEY
from tests.studio.pages.base import PageMixin, text_of, tree

PATH = f"exams/{EXAM}/"


class ExamPageTest(PageMixin, TestCase):
    """studio/{course}/exams/{exam}/."""

    def fields(self):
        return list(dict.fromkeys(tree(self.page(self.author, PATH)).xpath("//form//*[@data-needs]//@name")))

    def stored_exam(self):
        self.exam.refresh_from_db()
        return ExamSettings(self.exam.kind, self.exam.default_time_limit_minutes, self.exam.exam_review_rules)

    def test_review_rules_depend_on_the_provider_of_the_course(self):
        self.assertEqual(self.fields(), ["kind", "default_time_limit_minutes", "exam_review_rules"])
        self.change_course(proctoring_provider="quiet")
        self.assertEqual(self.fields(), ["kind", "default_time_limit_minutes"])

    def test_conditions_for_showing_fields(self):
        self.assertEqual(
            tree(self.page(self.author, PATH)).xpath("//@data-needs"),
            [
                "{}",
                '{"kind": ["timed", "proctoredExam", "practiceExam", "onboardingExam"]}',
                '{"kind": ["proctoredExam"]}',
            ],
        )

    @override_provider_options("mock")
    def test_saving(self):
        self.change_course(proctoring_provider="mock")
        data = {"kind": "proctoredExam", "default_time_limit_minutes": "02:00", "exam_review_rules": "No books"}
        answer = self.page(self.author, PATH, {**data, "version": self.exam.version})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.stored_exam(), ExamSettings("proctoredExam", 120, "No books"))

    @override_provider_options("absent")
    def test_provider_without_plugin(self):
        self.change_course(proctoring_provider="absent")
        data = {"kind": "proctoredExam", "default_time_limit_minutes": "02:00", "version": self.exam.version}
        answer = self.page(self.author, PATH, data)
        self.assertContains(
            answer, "absent is not installed on this server, so it cannot proctor this", count=2, status_code=400
        )
        self.assertEqual(self.stored_exam(), ExamSettings("proctoredExam", 90, ""))

    def test_error_of_radio_buttons_links_to_the_first_one(self):
        data = {"kind": "garbage", "default_time_limit_minutes": "", "version": self.exam.version}
        answer = self.page(self.author, PATH, data)
        self.assertEqual(answer.status_code, 400)
        page = tree(answer)
        self.assertEqual(page.findtext(".//title"), "Error: Exam settings: Final \N{EN DASH} Demo")
        self.assertEqual(page.xpath("//*[@role='alert']//a/@href"), ["#id_kind_0", "#id_default_time_limit_minutes"])
        self.assertEqual(page.get_element_by_id("id_kind_0").get("type"), "radio")
        (group,) = page.xpath("//fieldset")
        self.assertIn("Error:", page.get_element_by_id(group.get("aria-describedby")).text_content())
        self.assertEqual(self.stored_exam(), ExamSettings("proctoredExam", 90, ""))

    def test_conflict(self):
        data = {"kind": "timed", "default_time_limit_minutes": "00:45", "version": "old"}
        answer = self.page(self.author, PATH, data)
        self.assertEqual(answer.status_code, 409)
        rows = [[cell.text_content() for cell in row] for row in tree(answer).xpath("//tbody/tr")]
        self.assertEqual(rows, [["Exam type", "Proctored exam", "Timed exam"], ["Time limit", "01:30", "00:45"]])

    def test_course_page_links_to_the_exam_and_back(self):
        self.assertContains(self.page(self.author), f'href="/studio/{KEY}/{PATH}"')
        self.assertContains(self.page(self.author, PATH), f'href="/studio/{KEY}/#exams"')

    @override_provider_options("absent")
    @override_settings(PARTNER_SUPPORT_EMAIL="help@example.com")
    def test_missing_plugin_is_shown_before_saving(self):
        self.change_course(proctoring_provider="absent")
        notice = text_of(self.page(self.author, PATH), "//*[@class='notice problem']")
        self.assertIn("Problem: absent is not installed on this server", notice)
        self.assertIn("contact help@example.com.", notice)

    def test_disabled_proctored_exams_are_explained(self):
        self.change_course(enable_proctored_exams=False)
        self.assertIn("Proctored exams are off in this course. Turn on", text_of(self.page(self.author, PATH)))

    def test_disabled_timed_exams_are_not_offered(self):
        self.change_course(enable_proctored_exams=False, timed_exams_enabled=False)
        answer = self.page(self.author, PATH)
        self.assertIn("Timed and proctored exams are off in this course.", text_of(answer))
        self.assertEqual(tree(answer).xpath("//input[@name='kind']/@value"), ["none", "proctoredExam"])
        data = {"kind": "timed", "default_time_limit_minutes": "00:45", "version": self.exam.version}
        self.assertEqual(self.page(self.author, PATH, data).status_code, 400)
        self.assertEqual(self.stored_exam(), ExamSettings("proctoredExam", 90, ""))

    @override_settings(PROCTORING_BACKENDS={"plain": {}})
    def test_course_without_provider_and_setting_without_default(self):
        self.change_course(proctoring_provider=None)
        data = {"kind": "practiceExam", "default_time_limit_minutes": "02:00", "version": self.exam.version}
        answer = self.page(self.author, PATH, data)
        self.assertContains(answer, "Error:</strong> This course has no provider. Choose one.", status_code=400)
        self.assertEqual(self.stored_exam(), ExamSettings("proctoredExam", 90, ""))
