"""What the audit finds, on a real database."""

from unittest import mock

import ddt
from django.db import connection
from django.test import TestCase, TransactionTestCase, override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy
from waffle.models import Flag

from demo.course_overviews.models import CourseOverview
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.audit import Audit, CannotReadError, Scope, instance
from proctoring_config.validators.review_rules_flag import FLAG
from tests.audit.planting import (
    BACKENDS,
    EMAIL,
    FUTURE,
    PAST,
    exam,
    found,
    key_of,
    override_course,
    override_org,
    plant,
)

SILENT = {"requires_escalation_email": True, "show_review_rules": False}
ZENDESK = {"ZENDESK_URL": "https://zendesk.example", "ZENDESK_USER": "s3cret", "ZENDESK_API_KEY": "s3cret"}


def before_the_upgrade():
    """Patch: the release that runs still reads the flag."""
    return mock.patch.object(instance, "platform_reads_flag", return_value=True)


def backends(**changes):
    """Override the setting."""
    return override_settings(PROCTORING_BACKENDS={**BACKENDS, **changes})


@ddt.ddt
@backends(proctortrack=SILENT)
class FindingsTest(TestCase):
    """Each rule, after the upgrade, with healthy courses beside."""

    def setUp(self):
        plant("healthy", "mock")
        plant("of_null", "null", None)
        plant("of_lti", "lti_external", None, exams=0)

    def assert_found(self, *expected, **scope):
        """The audit finds exactly these ids, all in the course that the test planted."""
        run = Audit("default", Scope(**scope))
        self.assertEqual(found(run), [(self.key, code) for code in expected])
        self.assertEqual(run.counts.total(), len(expected))

    def test_healthy_courses_and_those_of_null_and_lti_make_no_noise(self):
        run = Audit("default", Scope(everything=True))
        self.assertEqual((found(run), run.courses, run.skipped), ([], 3, []))

    @ddt.data((None, "W101"), ("", "W101"), ("  ", "W101"), ("s3cret@", "W102"))
    @ddt.unpack
    def test_an_email_that_is_demanded_is_missing_or_malformed(self, email, code):
        self.key = plant("x", "mock", email)
        self.assert_found(code)

    def test_a_provider_that_is_not_configured(self):
        self.key = plant("x", "gone")
        self.assert_found("W104")

    def test_a_provider_whose_plugin_is_not_installed(self):
        self.key = plant("x", "proctortrack")
        self.assert_found("W201")

    def test_a_course_without_provider_has_the_default_one(self):
        plant("x", None, None)
        self.assertEqual(found(Audit("default", Scope())), [])
        with backends(DEFAULT="mock"):
            self.key = key_of("x")
            self.assertEqual(found(Audit("default", Scope(courses=(self.key,)))), [(self.key, "W101")])

    def test_review_rules_that_authors_cannot_see(self):
        self.key = plant("x", "mock", exams=3, rules="No books")
        exam(self.key, 3, "mock", "")
        exam(self.key, 4, "mock", "No books", is_active=False)
        exam(self.key, 5, "mock", "No books", is_practice_exam=True)
        self.assert_found("W202")
        (finding,) = Audit("default", Scope())
        self.assertEqual(len(finding.exams), 3)
        self.assertIn("the stored review rules of 3 exams, ", finding.problem.message)

    def test_review_rules_that_authors_see(self):
        plant("x", "mock", rules="No books")
        with backends(mock={}):
            self.assertEqual(found(Audit("default", Scope())), [])

    @ddt.data("test", None, "gone")
    def test_an_exam_of_another_backend(self, backend):
        self.key = plant("x", "mock", backend=backend)
        exam(self.key, 2, "mock")
        self.assert_found("W203")
        (finding,) = Audit("default", Scope())
        self.assertEqual(len(finding.exams), 1)

    def test_an_exam_without_backend_uses_the_default_one(self):
        plant("x", "null", backend=None)
        self.assertEqual(found(Audit("default", Scope())), [])

    def test_a_course_that_was_switched_to_null_whose_exam_was_not(self):
        self.key = plant("x", "null", backend="mock")
        self.assert_found("W203")

    def test_an_active_exam_of_an_lti_course_is_left_to_edx_exams(self):
        plant("x", "lti_external", backend="mock", rules="No books")
        self.assertEqual(found(Audit("default", Scope())), [])

    def test_what_is_silenced_is_counted_and_not_found(self):
        self.key = plant("x", "mock", None)
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W101"]):
            run = Audit("default", Scope())
            self.assertEqual((found(run), run.silenced, run.counts.total()), ([], 1, 0))

    def test_no_email_gets_into_a_problem(self):
        plant("x", "mock", "s3cret@")
        plant("y", "proctortrack")
        for finding in Audit("default", Scope()):
            self.assertNotIn("s3cret", f"{finding.problem} {finding.problem.hint} {finding.masked_email}")
            self.assertEqual(finding.masked_email, "***@***")

    @ddt.data(None, [], "null", {"DEFAULT": None, "x": None, None: 1})
    def test_a_setting_that_is_broken_breaks_no_audit(self, value):
        plant("x", "mock", None)
        with override_settings(PROCTORING_BACKENDS=value):
            self.assertEqual({code for _, code in found(Audit("default", Scope()))}, {"W104"})


@ddt.ddt
class ScopeTest(TestCase):
    """Which courses are looked at; all of them lack an e-mail."""

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
        """The runs of the courses in which something was found."""
        return {key.rpartition("+")[2] for key, _ in found(Audit("default", scope))}

    def test_by_default_those_not_ended_with_a_proctored_exam(self):
        self.assertEqual(self.runs(Scope()), {"running", "endless", "other"})

    def test_everything(self):
        expected = {"running", "endless", "other", "ended", "without_exams", "practice"}
        self.assertEqual(self.runs(Scope(everything=True)), expected)

    def test_of_an_organisation(self):
        self.assertEqual(self.runs(Scope(orgs=("Other",))), {"other"})

    def test_a_course_that_is_named_is_looked_at_in_any_case(self):
        named = (key_of("ended"), key_of("without_exams"))
        self.assertEqual(self.runs(Scope(courses=named)), {"ended", "without_exams"})

    def test_a_course_that_is_named_and_not_looked_at_is_said(self):
        ccx = "ccx-v1:Org+Course+running+ccx@1"
        run = Audit("default", Scope(courses=(key_of("nope"), key_of("disabled"), ccx)))
        self.assertEqual(found(run), [])
        self.assertEqual(
            run.not_judged,
            [
                f"{key_of('nope')}: no such course has been published",
                f"{key_of('disabled')}: proctored exams are not enabled",
                f"{ccx}: a CCX has the proctoring settings of its course, so look at that",
            ],
        )


@ddt.ddt
class ChangesTest(TestCase):
    """What the old release did by the name proctortrack and by the flag, and the options do not."""

    def setUp(self):
        self.key = plant("x", "proctortrack", exams=0)

    def changes(self, options, *, upgraded):
        """The ids of what changes in the course, whose provider has these options."""
        with (
            backends(proctortrack=options),
            mock.patch.object(instance, "platform_reads_flag", return_value=not upgraded),
        ):
            return {code for _, code in found(Audit("default", Scope(everything=True)))} & {"W204", "W205"}

    @ddt.data(
        # options, before the upgrade, after it
        ({}, {"W204", "W205"}, {"W204", "W205"}),
        ({"requires_escalation_email": True, "show_review_rules": False}, set(), set()),
        ({"requires_escalation_email": False, "show_review_rules": True}, {"W204", "W205"}, set()),
        ({"requires_escalation_email": "true", "show_review_rules": "no"}, {"W204", "W205"}, {"W204", "W205"}),
    )
    @ddt.unpack
    def test_without_rows_of_the_flag(self, options, before, after):
        self.assertEqual(self.changes(options, upgraded=False), before)
        self.assertEqual(self.changes(options, upgraded=True), after)

    @ddt.data(
        # the rows, in order; what the old release showed; whether a row in force says so
        ([("flag", True)], True, True),
        ([("flag", False)], False, True),
        ([("flag", True), ("org", "off")], False, True),
        ([("flag", False), ("org", "on")], True, True),
        ([("org", "on"), ("course", "off")], False, True),
        ([("org", "off"), ("course", "on")], True, True),
        ([("course", "on"), ("course", "off")], False, True),
        ([("course", "on"), ("course", "disabled")], False, False),
        ([("course", "on"), ("course", "disabled"), ("org", "on")], True, True),
        ([("flag", True), ("org", "off"), ("org", "disabled")], True, True),
    )
    @ddt.unpack
    def test_by_the_rows_of_the_flag(self, rows, shown, stored):
        for day, (what, says) in enumerate(rows):
            if what == "flag":
                Flag.objects.create(name=FLAG, everyone=says)
            elif what == "org":
                override_org("Org", "on" if says == "disabled" else says, day=day, enabled=says != "disabled")
            else:
                override_course(self.key, "on" if says == "disabled" else says, day=day, enabled=says != "disabled")
        for upgraded in (True, False):
            for option in (True, False):
                options = {"requires_escalation_email": True, "show_review_rules": option}
                expected = {"W205"} if option is not shown and (stored or not upgraded) else set()
                self.assertEqual(self.changes(options, upgraded=upgraded), expected, (upgraded, option))

    def test_a_flag_with_conditions_is_the_same_as_no_value(self):
        Flag.objects.create(name=FLAG, everyone=None, percent=50)
        for option in (True, False):
            options = {"requires_escalation_email": True, "show_review_rules": option}
            self.assertEqual(self.changes(options, upgraded=False), {"W205"})

    def test_other_providers_always_showed_the_field_and_never_asked_the_flag(self):
        Flag.objects.create(name=FLAG, everyone=False)
        override_org("Org", "off")
        plant("y", "mock")
        with backends(proctortrack=SILENT):
            with before_the_upgrade():
                changed = found(Audit("default", Scope()))
            self.assertEqual(changed, [(key_of("y"), "W205")])
            self.assertEqual(found(Audit("default", Scope())), [])

    def test_the_messages_before_and_after(self):
        override_org("Org", "on")
        with backends(proctortrack={"show_review_rules": False}):
            with before_the_upgrade():
                before = [finding.problem.message for finding in Audit("default", Scope(everything=True))][1:]
            after = [finding.problem.message for finding in Audit("default", Scope(everything=True))][1:]
        self.assertEqual(
            before,
            [
                "up to release Teak Studio demanded an escalation e-mail by the name of the provider 'proctortrack'; "
                "its option requires_escalation_email does not: it will no longer be demanded; the stored one stays",
                "the field Review rules is shown (override of the organisation, force on); show_review_rules of the "
                "provider 'proctortrack' is false: the field will be hidden",
            ],
        )
        self.assertEqual(
            after,
            [
                "up to release Teak Studio demanded an escalation e-mail by the name of the provider 'proctortrack'; "
                "its option requires_escalation_email does not: it is no longer demanded; the stored one stays",
                "the field Review rules was shown before the upgrade (override of the organisation, force on); "
                "show_review_rules of the provider 'proctortrack' is false: the field is hidden",
            ],
        )


class TicketsTest(TestCase):
    """Zendesk."""

    def setUp(self):
        self.enterContext(backends())

    def test_it_is_said_once_where_this_release_opens_tickets_and_there_are_courses(self):
        with mock.patch.object(instance, "source_holds", return_value=True), override_settings(**ZENDESK):
            self.assertEqual(found(Audit("default", Scope())), [])
            plant("x", "mock")
            plant("y", "mock")
            (finding,) = Audit("default", Scope())
        self.assertEqual((finding.course_key, finding.problem.id), (None, "proctoring_config.W206"))
        self.assertIn("Zendesk is configured and 2 courses have proctored exams", finding.problem.message)

    def test_nothing_is_reported_without_zendesk_or_tickets(self):
        plant("x", "mock")
        with override_settings(**ZENDESK):
            self.assertEqual(found(Audit("default", Scope())), [])
        with (
            mock.patch.object(instance, "source_holds", return_value=True),
            override_settings(**{**ZENDESK, "ZENDESK_URL": ""}),
        ):
            self.assertEqual(found(Audit("default", Scope())), [])


class MissingTablesTest(TransactionTestCase):
    """A database that has not all tables."""

    def without(self, *models):
        """Drop tables until the end of the test."""
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
        self.addCleanup(self.restore, models)

    def restore(self, models):
        """Create the tables again."""
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in models[::-1]:
                editor.create_model(model)

    def test_a_part_is_skipped_and_the_rest_is_looked_at(self):
        with backends():
            plant("x", "mock", None, exams=0)
            self.without(
                ProctoredExamReviewPolicy,
                ProctoredExam,
                WaffleFlagCourseOverrideModel,
                WaffleFlagOrgOverrideModel,
                Flag,
            )
            run = Audit("default", Scope())
            self.assertEqual(found(run), [(key_of("x"), "W101")])
        self.assertEqual(
            run.skipped,
            [
                "exams, so that no course is left out for want of one: no table of edx_proctoring.ProctoredExam",
                "stored review rules: no table of edx_proctoring.ProctoredExamReviewPolicy",
                "the waffle flag: no table of waffle's flags",
                "course overrides of the flag: no table of waffle_utils.WaffleFlagCourseOverrideModel",
                "organisation overrides of the flag: no table of waffle_utils.WaffleFlagOrgOverrideModel",
            ],
        )

    def test_without_review_policies_exams_are_looked_at(self):
        with backends():
            plant("x", "mock", backend="test", rules="No books")
            self.without(ProctoredExamReviewPolicy)
            self.assertEqual(found(Audit("default", Scope())), [(key_of("x"), "W203")])

    def test_without_courses_there_is_nothing_to_audit(self):
        self.without(CourseOverview)
        with self.assertRaisesMessage(CannotReadError, "there is no table of course overviews: "):
            list(Audit("default", Scope()))

    def test_without_the_app_of_courses_there_is_nothing_to_audit(self):
        with (
            override_settings(INSTALLED_APPS=["edx_proctoring", "proctoring_config"]),
            self.assertRaisesMessage(CannotReadError, "there is no table of course overviews: "),
        ):
            list(Audit("default", Scope()))


class EmailTest(TestCase):
    """The e-mail in a finding."""

    def test_it_is_shown_only_to_who_asks(self):
        with backends():
            plant("x", "proctortrack")
            finding = next(iter(Audit("default", Scope())))
        self.assertEqual((finding.email(show=True), finding.email(show=False)), (EMAIL, "***@***"))
