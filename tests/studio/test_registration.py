"""Registration of saved exams with edx-proctoring."""

import ddt
from django.contrib.auth.models import User
from django.test import TestCase, override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.forms import ExamSettingsForm
from proctoring_config.studio.ports import ProviderNotInstalledError
from proctoring_config.testutils import override_provider_options
from tests.studio.course_states import EXAM_KEY, KEY

STORE = OrmCourseStore()
BACKENDS = {"DEFAULT": "null", "null": {}, "mock": {}, "absent": {}}


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class RegistrationTest(TestCase):
    """demo/studio/publishing.py, called by the store."""

    def setUp(self):
        self.user = User.objects.create(username="author")
        self.course = models.Course.objects.create(
            key=str(KEY), name="Demo", enable_proctored_exams=True, proctoring_provider="mock"
        )
        models.Exam.objects.create(course=self.course, key=str(EXAM_KEY), name="Final")

    def save(self, **changes):
        """Save the exam and return the registered exam."""
        STORE.save_exam(KEY, EXAM_KEY, changes, version=STORE.exam(KEY, EXAM_KEY).version, user=self.user)
        return ProctoredExam.objects.filter(course_id=str(KEY), content_id=str(EXAM_KEY)).first()

    def rules(self):
        return list(ProctoredExamReviewPolicy.objects.values_list("review_policy", flat=True))

    @ddt.data(
        ("timed", False, False),
        ("proctoredExam", True, False),
        ("practiceExam", True, True),
        ("onboardingExam", True, True),
    )
    @ddt.unpack
    def test_every_kind_of_exam_is_registered(self, kind, proctored, trial):
        exam = self.save(kind=kind, default_time_limit_minutes=90)
        self.assertEqual(
            (exam.is_proctored, exam.is_practice_exam, exam.is_active, exam.time_limit_mins, exam.backend),
            (proctored, trial, True, 90, "mock"),
        )

    def test_former_exams_are_deactivated(self):
        self.assertIsNone(self.save(kind="none"))
        self.save(kind="proctoredExam", default_time_limit_minutes=90)
        exam = self.save(kind="none")
        self.assertEqual((exam.is_active, exam.is_proctored), (False, False))

    def test_exams_of_lti_providers_are_not_registered(self):
        models.Course.objects.update(proctoring_provider="lti_external", lti_available=True)
        self.assertIsNone(self.save(kind="proctoredExam", default_time_limit_minutes=90))
        self.assertEqual(models.Exam.objects.get().kind, "proctoredExam")
        models.Course.objects.update(proctoring_provider="mock")
        self.assertTrue(self.save(kind="timed").is_active)
        models.Course.objects.update(proctoring_provider="lti_external")
        self.assertFalse(self.save(kind="proctoredExam").is_active)

    def test_saving_again_updates_the_registered_exam(self):
        first = self.save(kind="proctoredExam", default_time_limit_minutes=90)
        second = self.save(default_time_limit_minutes=45)
        self.assertEqual((second.pk, second.time_limit_mins), (first.pk, 45))

    def test_review_rules_follow_the_exam(self):
        proctored = {"kind": "proctoredExam", "default_time_limit_minutes": 90}
        self.save(**proctored, exam_review_rules="No books")
        self.assertEqual(self.rules(), ["No books"])
        self.save(exam_review_rules="One book")
        self.assertEqual(self.rules(), ["One book"])
        self.save(kind="practiceExam")
        self.assertEqual(self.rules(), [])
        self.save(**proctored)
        self.assertEqual(self.rules(), ["One book"])
        self.save(exam_review_rules="")
        self.assertEqual(self.rules(), [])

    def test_hidden_review_rules_are_not_registered(self):
        with override_provider_options("mock", show_review_rules=False):
            self.save(kind="proctoredExam", default_time_limit_minutes=90, exam_review_rules="stored before")
        self.assertEqual(self.rules(), [])

    def test_provider_without_plugin_is_an_error_and_nothing_is_saved(self):
        models.Course.objects.update(proctoring_provider="absent")
        with self.assertRaises(ProviderNotInstalledError):
            self.save(kind="proctoredExam", default_time_limit_minutes=90)
        self.assertEqual((models.Exam.objects.get().kind, ProctoredExam.objects.count()), ("none", 0))

        exam, course = STORE.exam(KEY, EXAM_KEY), STORE.get(KEY)
        data = {"version": exam.version, "kind": "proctoredExam", "default_time_limit_minutes": "01:30"}
        form = ExamSettingsForm(data, exam=exam, course=course)
        self.assertTrue(form.is_valid())
        self.assertFalse(form.save(STORE, self.user))
        self.assertEqual(
            form.errors,
            {"kind": ["absent is not installed on this server, so it cannot proctor this exam. Contact support."]},
        )
        self.assertEqual(form.differences, [])

    def test_timed_exam_does_not_require_a_plugin(self):
        models.Course.objects.update(proctoring_provider="absent")
        self.assertIs(self.save(kind="timed", default_time_limit_minutes=90).is_proctored, False)
