"""The problems that the audit finds, on a real database."""

from unittest import mock

import ddt
from django.test import TestCase, override_settings

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import Audit, Scope, rules
from proctoring_config.options import EXAMS_FLAG
from tests.audit.planting import (
    EMAIL,
    FUTURE,
    PAST,
    SILENT,
    ZENDESK,
    backends,
    exam,
    found,
    key_of,
    override_org,
    plant,
)


@ddt.ddt
@backends(proctortrack=SILENT)
class ProblemsTest(TestCase):
    """Each rule after the upgrade, among healthy courses."""

    def setUp(self):
        plant("healthy", "mock")
        plant("of_null", "null", None)
        plant("of_lti", "lti_external", None, exams=0)
        override_org("Org", "on", flag=EXAMS_FLAG)

    def assert_found(self, *expected, **scope):
        """Assert that the audit finds exactly these ids, all in the course ``self.key``."""
        run = Audit("default", Scope(**scope))
        self.assertEqual(found(run), [(self.key, code) for code in expected])
        self.assertEqual(run.counts.total(), len(expected))

    def test_healthy_courses_and_those_of_null_and_lti_have_no_problems(self):
        run = Audit("default", Scope(everything=True))
        self.assertEqual((found(run), run.courses, run.skipped), ([], 3, []))

    @ddt.data((None, "W101"), ("", "W101"), ("  ", "W101"), ("s3cret@", "W102"))
    @ddt.unpack
    def test_missing_or_malformed_escalation_email(self, email, code):
        self.key = plant("x", "mock", email)
        self.assert_found(code)

    def test_provider_that_is_not_configured(self):
        self.key = plant("x", "gone")
        self.assert_found("W104")

    def test_provider_without_installed_plugin(self):
        self.key = plant("x", "proctortrack")
        self.assert_found("W201")

    def test_course_without_provider_uses_the_default_one(self):
        plant("x", None, None)
        self.assertEqual(found(Audit("default", Scope())), [])
        with backends(DEFAULT="mock"):
            self.key = key_of("x")
            self.assertEqual(found(Audit("default", Scope(courses=(self.key,)))), [(self.key, "W101")])

    def test_review_rules_hidden_from_authors(self):
        self.key = plant("x", "mock", exams=3, rules="No books")
        exam(self.key, 3, "mock", "")
        exam(self.key, 4, "mock", "No books", is_active=False)
        exam(self.key, 5, "mock", "No books", is_practice_exam=True)
        self.assert_found("W202")
        (problem,) = Audit("default", Scope())
        self.assertEqual(len(problem.exams), 3)
        self.assertIn("review rules that authors can no longer edit (3 exams)", problem.problem.message)

    def test_review_rules_shown_to_authors(self):
        plant("x", "mock", rules="No books")
        with backends(mock={}):
            self.assertEqual(found(Audit("default", Scope())), [])

    @ddt.data("null", None)
    def test_exam_of_another_backend(self, backend):
        self.key = plant("x", "mock", backend=backend)
        exam(self.key, 2, "mock")
        self.assert_found("W203")
        (problem,) = Audit("default", Scope())
        self.assertEqual(len(problem.exams), 1)

    def test_exam_without_backend_uses_the_default_one(self):
        plant("x", "null", backend=None)
        self.assertEqual(found(Audit("default", Scope())), [])

    def test_exam_that_kept_its_backend_when_the_course_switched_to_null(self):
        self.key = plant("x", "null", backend="mock")
        self.assert_found("W203")

    def test_exams_of_lti_courses_are_left_to_edx_exams(self):
        plant("x", "lti_external", backend="mock", rules="No books")
        self.assertEqual(found(Audit("default", Scope())), [])

    def test_silenced_problems_are_only_counted(self):
        self.key = plant("x", "mock", None)
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W101"]):
            run = Audit("default", Scope())
            self.assertEqual((found(run), run.silenced, run.counts.total()), ([], 1, 0))

    def test_problems_do_not_contain_emails(self):
        plant("x", "mock", "s3cret@")
        plant("y", "proctortrack")
        for problem in Audit("default", Scope()):
            self.assertNotIn("s3cret", f"{problem.problem} {problem.problem.hint} {problem.masked_email}")
            self.assertEqual(problem.masked_email, "***@***")

    @ddt.data(None, [], "null", {"DEFAULT": None, "x": None, None: 1})
    def test_broken_setting_does_not_break_the_audit(self, value):
        plant("x", "mock", None)
        with override_settings(PROCTORING_BACKENDS=value):
            self.assertEqual({code for _, code in found(Audit("default", Scope()))}, {"W104"})


@ddt.ddt
class ScopeTest(TestCase):
    """Which courses are audited; all of them lack an escalation email."""

    def setUp(self):
        self.enterContext(backends())
        plant("running", "mock", None, end=FUTURE)
        plant("endless", "mock", None)
        plant("ended", "mock", None, end=PAST)
        plant("without_exams", "mock", None, exams=0)
        plant("other", "mock", None, org="Other")
        plant("disabled", "mock", None, enabled=False)
        practice = plant("practice", "mock", None, exams=0)
        exam(practice, 1, "mock", is_practice_exam=True)
        exam(practice, 2, "mock", is_active=False)
        exam(practice, 3, "mock", is_proctored=False)
        CourseOverview.objects.create(
            id="ccx-v1:Org+Course+running+ccx@1", org="Org", enable_proctored_exams=True, proctoring_provider="mock"
        )

    def runs(self, scope):
        """The runs of the courses with problems."""
        return {key.rpartition("+")[2] for key, _ in found(Audit("default", scope))}

    def test_default_is_current_courses_with_a_proctored_exam(self):
        self.assertEqual(self.runs(Scope()), {"running", "endless", "other"})

    def test_everything_includes_ended_courses_and_those_without_exams(self):
        expected = {"running", "endless", "other", "ended", "without_exams", "practice"}
        self.assertEqual(self.runs(Scope(everything=True)), expected)

    def test_organization(self):
        self.assertEqual(self.runs(Scope(orgs=("Other",))), {"other"})

    def test_named_course_is_audited_even_if_it_has_ended_or_has_no_exam(self):
        named = (key_of("ended"), key_of("without_exams"))
        self.assertEqual(self.runs(Scope(courses=named)), {"ended", "without_exams"})

    def test_named_course_that_is_not_audited_is_explained(self):
        ccx = "ccx-v1:Org+Course+running+ccx@1"
        run = Audit("default", Scope(courses=(key_of("nope"), key_of("disabled"), ccx)))
        self.assertEqual(found(run), [])
        self.assertEqual(
            run.not_audited,
            [
                f"{key_of('nope')}: no published course has this key",
                f"{key_of('disabled')}: proctored exams are not enabled, so only the backends of exams were checked",
                f"{ccx}: a CCX uses the proctoring settings of its course, so audit that course instead",
            ],
        )


class TicketsTest(TestCase):
    """Zendesk tickets."""

    def setUp(self):
        self.enterContext(backends())

    def test_reported_once_if_the_release_opens_tickets_and_there_are_courses(self):
        with mock.patch.object(rules, "source_contains", return_value=True), override_settings(**ZENDESK):
            self.assertEqual(found(Audit("default", Scope())), [])
            plant("x", "mock")
            plant("y", "mock")
            (problem,) = Audit("default", Scope())
        self.assertEqual((problem.course_key, problem.problem.id), (None, "proctoring_config.W206"))
        self.assertIn("Zendesk is configured and 2 courses have proctored exams", problem.problem.message)

    def test_not_reported_if_zendesk_is_not_configured_or_the_release_opens_no_tickets(self):
        plant("x", "mock")
        with override_settings(**ZENDESK):
            self.assertEqual(found(Audit("default", Scope())), [])
        with (
            mock.patch.object(rules, "source_contains", return_value=True),
            override_settings(**{**ZENDESK, "ZENDESK_URL": ""}),
        ):
            self.assertEqual(found(Audit("default", Scope())), [])


class EmailTest(TestCase):
    """The escalation email of a problem."""

    def test_shown_only_on_request(self):
        with backends():
            plant("x", "proctortrack")
            problem = next(iter(Audit("default", Scope())))
        self.assertEqual((problem.email(show=True), problem.email(show=False)), (EMAIL, "***@***"))
