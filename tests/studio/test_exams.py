"""Exam kinds and review rules by provider."""

import ddt
from django.apps import apps
from django.test import SimpleTestCase, override_settings

from proctoring_config.studio.exams import ExamKind, has_review_rules, offered_kinds, supports_onboarding
from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import CourseSettings


@ddt.ddt
class OfferedKindsTest(SimpleTestCase):
    """offered_kinds and supports_onboarding, with the real backends of edx-proctoring."""

    def test_proctored_kinds_are_offered_if_proctored_exams_are_enabled(self):
        self.assertEqual(offered_kinds(CourseSettings(False, False, "mock")), [ExamKind.NONE, ExamKind.TIMED])
        self.assertEqual(
            offered_kinds(CourseSettings(True, False, "mock")),
            [ExamKind.NONE, ExamKind.TIMED, ExamKind.PROCTORED, ExamKind.PRACTICE],
        )

    def test_timed_exams_are_offered_if_they_or_proctored_exams_are_enabled(self):
        for proctored, timed, offered in ((0, 0, False), (0, 1, True), (1, 0, True), (1, 1, True)):
            kinds = offered_kinds(CourseSettings(bool(proctored), False, "mock"), timed_exams_enabled=bool(timed))
            self.assertIs(ExamKind.TIMED in kinds, offered)

    def test_onboarding_exam_replaces_practice_exam_if_the_plugin_supports_it(self):
        backend = apps.get_app_config("edx_proctoring").get_backend("mock")
        backend.supports_onboarding = True
        self.addCleanup(delattr, backend, "supports_onboarding")
        self.assertEqual(offered_kinds(CourseSettings(True, False, "mock"))[-1], ExamKind.ONBOARDING)

    @ddt.data("null", "mock", "not installed", "lti_external", "", None)
    def test_other_providers_do_not_support_onboarding(self, provider):
        self.assertIs(supports_onboarding(provider), False)

    def test_every_kind_has_a_different_label(self):
        self.assertEqual(len({kind.label for kind in ExamKind}), len(ExamKind))


@ddt.ddt
@override_settings(PROCTORING_BACKENDS={"DEFAULT": "shows", "shows": {}, "hides": {"show_review_rules": False}})
class ReviewRulesTest(SimpleTestCase):
    """has_review_rules."""

    @ddt.data(*ExamKind)
    def test_review_rules_need_a_proctored_exam_and_the_option(self, kind):
        proctored = kind == "proctoredExam"
        self.assertIs(has_review_rules(kind, CourseSettings(True, False, "shows")), proctored)
        self.assertIs(has_review_rules(kind, CourseSettings(True, False, "hides")), False)

    def test_provider_of_the_course_decides(self):
        with override_provider_options("shows", show_review_rules=False):
            self.assertFalse(has_review_rules(ExamKind.PROCTORED, CourseSettings(True, False, "shows")))
            self.assertTrue(has_review_rules(ExamKind.PROCTORED, CourseSettings(True, False, "lti_external")))
