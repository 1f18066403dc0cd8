"""The form for the settings of an exam."""

from dataclasses import replace

import ddt
from django.contrib.auth.models import User
from django.test import SimpleTestCase, TestCase, override_settings
from opaque_keys.edx.keys import UsageKey

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.exams import ExamKind, ExamSettings
from proctoring_config.studio.forms import ExamSettingsForm
from proctoring_config.studio.ports import Course, Exam, ExamNotFoundError
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import BACKENDS, EXAM_KEY, FUTURE, KEY

STORE = OrmCourseStore()
COURSE = Course(KEY, "Demo", FUTURE, False, CourseSettings(True, False, "plain", None), "1")
PROCTORED = ExamSettings(ExamKind.PROCTORED, 90, "No books")
EXAM = Exam(EXAM_KEY, "Final", PROCTORED, "1")


def course_of(provider="plain", enabled=True):
    """Return a course with this provider."""
    return replace(COURSE, settings=CourseSettings(enabled, False, provider, None))


def form_of(data=None, *, stored=PROCTORED, course=COURSE):
    """Return the form as a view builds it."""
    data = None if data is None else {"version": "1", **data}
    return ExamSettingsForm(data, exam=replace(EXAM, settings=stored), course=course)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class FieldsTest(SimpleTestCase):
    """Fields and choices."""

    @ddt.data(("plain", True), ("strict", True), ("quiet", False), ("both", False), ("lti_external", True))
    @ddt.unpack
    def test_review_rules_field_exists_only_if_the_provider_shows_review_rules(self, provider, shown):
        self.assertIs("exam_review_rules" in form_of(course=course_of(provider)).fields, shown)

    def test_no_review_rules_field_if_proctored_exams_are_not_offered(self):
        form = form_of(stored=ExamSettings(ExamKind.TIMED, 60), course=course_of(enabled=False))
        self.assertNotIn("exam_review_rules", form.fields)

    @ddt.data((True, ["none", "timed", "proctoredExam", "practiceExam"]), (False, ["none", "timed"]))
    @ddt.unpack
    def test_offered_kinds_depend_on_the_course(self, enabled, expected):
        form = form_of(stored=ExamSettings(), course=course_of(enabled=enabled))
        self.assertEqual([value for value, _ in form.fields["kind"].choices], expected)

    def test_stored_kind_is_always_offered(self):
        form = form_of(course=course_of(enabled=False))
        self.assertEqual([value for value, _ in form.fields["kind"].choices], ["none", "timed", "proctoredExam"])

    def test_stored_values_are_shown(self):
        form = form_of()
        self.assertIn('value="01:30"', str(form["default_time_limit_minutes"]))
        self.assertIn("No books", str(form["exam_review_rules"]))
        self.assertRegex(str(form["kind"]), r'value="proctoredExam"[^>]* checked')

    def test_stored_strings_are_escaped(self):
        self.assertNotIn("<script>", str(form_of(stored=replace(PROCTORED, exam_review_rules="</textarea><script>"))))


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ValidationTest(SimpleTestCase):
    """Validation."""

    @ddt.data(("01:30", 90), ("1:05", 65), ("00:01", 1), ("166:40", 10000), (" 02:00 ", 120))
    @ddt.unpack
    def test_time_limit_is_hours_and_minutes(self, text, minutes):
        form = form_of({"kind": "timed", "default_time_limit_minutes": text})
        self.assertEqual(form.errors, {})
        self.assertEqual(form.changes()["default_time_limit_minutes"], minutes)

    @ddt.data("90", "1:60", "1000:00", "-1:30", "01:30:00", "1.5", "\u0660\u0661:\u0663\u0660", "ab:cd")
    def test_invalid_time_limit(self, text):
        self.assertEqual(
            form_of({"kind": "timed", "default_time_limit_minutes": text}).errors,
            {"default_time_limit_minutes": ["Enter the time limit as hours and minutes, such as 01:30."]},
        )

    @ddt.data("timed", "proctoredExam", "practiceExam")
    def test_time_limit_is_required_for_exams(self, kind):
        for sent in ({"default_time_limit_minutes": ""}, {"default_time_limit_minutes": "00:00"}, {}):
            self.assertEqual(
                form_of({"kind": kind, **sent}, stored=ExamSettings()).errors,
                {"default_time_limit_minutes": ["An exam must have a time limit."]},
            )

    def test_time_limit_is_not_required_if_the_subsection_is_not_an_exam(self):
        self.assertEqual(form_of({"kind": "none", "default_time_limit_minutes": ""}).errors, {})

    @ddt.data("onboardingExam", "garbage", "")
    def test_kind_that_is_not_offered(self, kind):
        self.assertEqual(list(form_of({"kind": kind}).errors), ["kind"])


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class SavingTest(TestCase):
    """Saving and conflicts."""

    def setUp(self):
        self.user = User.objects.create(username="author")
        course = models.Course.objects.create(key=str(KEY), name="Demo", proctoring_provider="mock")
        models.Exam.objects.create(course=course, key=str(EXAM_KEY), name="Final", **vars(PROCTORED))

    def save(self, data, course=COURSE):
        form = ExamSettingsForm(
            {"version": STORE.exam(KEY, EXAM_KEY).version, **data}, exam=STORE.exam(KEY, EXAM_KEY), course=course
        )
        self.assertEqual(form.errors, {})
        self.assertTrue(form.save(STORE, self.user))
        return STORE.exam(KEY, EXAM_KEY).settings

    def test_unsent_fields_keep_their_values(self):
        self.assertEqual(self.save({}), PROCTORED)
        self.assertEqual(
            self.save({"default_time_limit_minutes": "02:00"}), ExamSettings(ExamKind.PROCTORED, 120, "No books")
        )

    @ddt.data("timed", "practiceExam", "none")
    def test_review_rules_of_other_kinds_of_exam_are_not_saved(self, kind):
        self.assertEqual(
            self.save({"kind": kind, "exam_review_rules": "sent"}),
            ExamSettings(ExamKind(kind), None if kind == "none" else 90, "No books"),
        )

    def test_hidden_review_rules_are_not_saved(self):
        stored = self.save({"kind": "proctoredExam", "exam_review_rules": "sent"}, course_of("quiet"))
        self.assertEqual(stored, PROCTORED)

    def test_review_rules_of_proctored_exams_can_be_changed_and_cleared(self):
        self.assertEqual(self.save({"exam_review_rules": "One book"}).exam_review_rules, "One book")
        self.assertEqual(self.save({"exam_review_rules": ""}).exam_review_rules, "")

    def test_conflict_shows_both_versions(self):
        old = STORE.exam(KEY, EXAM_KEY)
        self.save({"default_time_limit_minutes": "02:00"})
        data = {"version": old.version, "kind": "timed", "default_time_limit_minutes": "00:45"}
        form = ExamSettingsForm(data, exam=old, course=COURSE)
        self.assertEqual(form.errors, {})
        self.assertFalse(form.save(STORE, self.user))
        self.assertEqual(
            form.differences, [("Exam type", "Proctored exam", "Timed exam"), ("Time limit", "02:00", "00:45")]
        )

    def test_missing_exam(self):
        missing = UsageKey.from_string("block-v1:edX+DemoX+2030+type@sequential+block@missing")
        with self.assertRaises(ExamNotFoundError):
            STORE.exam(KEY, missing)
        with self.assertRaises(ExamNotFoundError):
            STORE.save_exam(KEY, missing, {}, version="", user=self.user)
