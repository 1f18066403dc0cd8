"""What would change in courses with another setting."""

from unittest import mock

import ddt
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import Audit, Scope, rules
from proctoring_config.audit.what_if import WhatIf
from proctoring_config.options import EXAMS_FLAG
from proctoring_config.problems import PREFIX
from tests.audit.changing import DONE, SETTING, changes
from tests.audit.planting import BACKENDS, ZENDESK, found, key_of, override_course, override_org, plant


def judge(scope=Scope(), **options):  # noqa: B008
    """Return the new problems and those that are gone, as sets of a run and a short id, and the finished audit."""
    run = WhatIf("default", scope, changes(**options))
    new = {(key and key.rpartition("+")[2], code) for key, code in found(run)}
    gone = {(key.course.rpartition("+")[2], key.id.removeprefix(PREFIX)) for key in run.gone}
    return new, gone, run


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=SETTING)
class WhatIfTest(TestCase):
    """Courses of several providers, one of them without a problem."""

    def setUp(self):
        plant("mock", "mock")
        plant("silent", "software_secure", None)
        plant("rules", "software_secure", rules="No books")
        plant("null", "null", None)
        plant("none", None, backend=None)
        plant("gone", "gone")
        plant("lti", "lti_external", exams=0)
        override_org("Org", "on", flag=EXAMS_FLAG)

    def test_provider_without_courses_changes_nothing(self):
        new, gone, run = judge(without=["proctortrack"])
        self.assertEqual((new, gone, run.same, run.courses), (set(), set(), 1, 6))

    def test_without_a_provider_its_courses_have_none(self):
        plant("other", "mock", backend="software_secure")
        new, gone, run = judge(without=["software_secure"])
        self.assertEqual(new, {("silent", "W104"), ("rules", "W104"), ("other", "W207")})
        self.assertEqual((gone, run.same), (set(), 2))

    def test_without_the_default_provider_courses_that_chose_none_have_none(self):
        new, _, run = judge(without=["null"])
        self.assertEqual(new, {("null", "W104"), ("none", "W104")})
        self.assertTrue(run.has_no_default)
        new, _, run = judge(without=["null"], change=["DEFAULT=mock"])
        self.assertEqual(new, {("null", "W104"), ("none", "W212")})
        self.assertFalse(run.has_no_default)

    def test_rename_takes_the_provider_from_courses_that_store_the_old_name(self):
        new, gone, _ = judge(rename=["software_secure=gone"])
        self.assertEqual(new, {("silent", "W104"), ("rules", "W104"), ("gone", "W201")})
        self.assertEqual(gone, {("gone", "W104")})

    def test_renaming_the_default_provider_renames_default(self):
        new, _, run = judge(rename=["null=nothing"])
        self.assertEqual(new, {("null", "W104"), ("none", "W201"), ("none", "W212")})
        self.assertFalse(run.has_no_default)
        self.assertEqual({one.provider for one in run if one.course_key == key_of("none")}, {"nothing"})

    def test_hidden_review_rules(self):
        new, gone, run = judge(change=["software_secure.show_review_rules=false"])
        self.assertEqual(new, {("silent", "W211"), ("rules", "W211"), ("rules", "W202")})
        self.assertEqual((gone, run.same), (set(), 1))
        problems = {(one.course_key, one.problem.id): one for one in run}
        hidden = problems[key_of("silent"), "proctoring_config.W211"]
        self.assertEqual(len(hidden.exams), 1)
        self.assertEqual(hidden.effect, "changed")
        self.assertEqual(
            str(hidden.problem),
            "PROCTORING_BACKENDS['software_secure']['show_review_rules']: The option show_review_rules of the provider "
            "'software_secure' would change from true to false. Meaning of the option: Whether Studio shows the "
            '"Review rules" field of proctored exams.',
        )
        self.assertEqual(problems[key_of("rules"), "proctoring_config.W202"].effect, "broken with the changed setting")

    def test_shown_review_rules_solve_a_problem(self):
        plant("hidden", "proctortrack", rules="No books")
        new, gone, _ = judge(change=["proctortrack.show_review_rules=true"])
        self.assertEqual(new, {("hidden", "W211")})
        self.assertEqual(gone, {("hidden", "W202")})

    def test_email_that_becomes_required(self):
        new, _, run = judge(change=["software_secure.requires_escalation_email=true"])
        self.assertEqual(new, {("silent", "W101"), ("silent", "W211"), ("rules", "W211")})
        self.assertEqual({one.exams for one in run}, {()})

    def test_email_that_is_no_longer_required(self):
        plant("mute", "mock", None)
        new, gone, _ = judge(change=["mock.requires_escalation_email=false"])
        self.assertEqual(new, {("mock", "W211"), ("mute", "W211")})
        self.assertEqual(gone, {("mute", "W101")})

    @ddt.data("allow_honor_mode", "has_dashboard", "supports_onboarding")
    def test_other_capabilities(self, name):
        new, gone, _ = judge(change=[f"software_secure.{name}=true"])
        self.assertEqual((new, gone), ({("silent", "W211"), ("rules", "W211")}, set()))
        self.assertEqual(judge(change=[f"software_secure.{name}=false"])[0], set())

    def test_value_that_is_set_already_changes_nothing(self):
        options = ["mock.requires_escalation_email=true", "software_secure.show_review_rules=true", "DEFAULT=null"]
        new, gone, run = judge(change=options)
        self.assertEqual((new, gone, run.same), (set(), set(), 1))

    def test_another_default_provider(self):
        new, gone, _ = judge(change=["DEFAULT=mock"])
        self.assertEqual((new, gone), ({("none", "W212")}, set()))
        CourseOverview.objects.filter(id=key_of("none")).update(proctoring_escalation_email=None)
        change = ["DEFAULT=mock", "null.show_review_rules=true", "mock.show_review_rules=false"]
        new, _, run = judge(change=change)
        self.assertEqual(new, {("none", "W101"), ("none", "W212"), ("null", "W211"), ("mock", "W211")})
        (problem,) = [one for one in run if one.problem.id.endswith("W212")]
        self.assertEqual((len(problem.exams), problem.effect), (1, "changed"))
        self.assertEqual(
            str(problem.problem),
            "PROCTORING_BACKENDS['DEFAULT']: The course has not chosen a provider, so it uses the default one, which "
            "would change from 'null' to 'mock'.",
        )

    def test_exam_that_has_chosen_a_backend_stays_with_it(self):
        plant("chosen", None, backend="null")
        new, _, run = judge(change=["DEFAULT=mock"])
        self.assertEqual(new, {("none", "W212"), ("chosen", "W212"), ("chosen", "W203")})
        self.assertEqual(
            {one.exams for one in run if one.problem.id.endswith("W212") and "chosen" in one.course_key}, {()}
        )

    def test_options_are_combined(self):
        new, gone, _ = judge(
            without=["mock"],
            rename=["software_secure=mock", "proctortrack=gone"],
            change=["mock.requires_escalation_email=true", "gone.show_review_rules=true"],
        )
        self.assertEqual(new, {("silent", "W104"), ("rules", "W104"), ("gone", "W201")})
        self.assertEqual(gone, {("gone", "W104")})

    def test_two_providers_swap_their_names(self):
        new, gone, _ = judge(rename=["software_secure=mock", "mock=software_secure"])
        self.assertEqual(new, {("silent", "W101"), ("silent", "W211"), ("rules", "W211"), ("mock", "W211")})
        self.assertEqual(gone, set())

    def test_exam_without_a_backend_in_a_disabled_course(self):
        plant("disabled", None, enabled=False, backend=None)
        self.assertEqual(judge(without=["null"])[0], {("null", "W104"), ("none", "W104"), ("disabled", "W207")})
        self.assertEqual(judge(without=["mock"])[0], {("mock", "W104")})
        self.assertIn(("disabled", "W207"), judge(change=["DEFAULT=proctortrack"])[0])

    def test_ignored_and_silenced_problems(self):
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W104"]):
            new, gone, run = judge(without=["software_secure"], rename=["mock=gone"])
        self.assertEqual((new, gone), ({("gone", "W201")}, set()))
        self.assertEqual((run.silenced, run.same), (3, 0))
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W104"]):
            _, _, run = judge(without=["proctortrack"])
        self.assertEqual((run.silenced, run.same), (0, 0))
        run = WhatIf("default", Scope(), changes(without=["mock"]), ignored=["proctoring_config.W104"])
        self.assertEqual((found(run), run.silenced), ([], 1))

    def test_problem_of_the_whole_instance_is_the_same(self):
        with mock.patch.object(rules, "source_contains", return_value=True), override_settings(**ZENDESK):
            new, gone, run = judge(without=["proctortrack"])
        self.assertEqual((new, gone, run.same), (set(), set(), 2))

    def test_second_iteration_starts_anew(self):
        run = WhatIf("default", Scope(), changes(rename=["mock=gone"]))
        self.assertEqual(found(run), found(run))
        self.assertEqual((len(run.gone), run.same), (1, 0))

    def test_tables_are_read_once(self):
        with CaptureQueriesContext(connection) as alone:
            found(Audit("default", Scope()))
        with CaptureQueriesContext(connection) as twice:
            judge(without=["proctortrack"])
        self.assertLessEqual(len(twice), len(alone))


@override_settings(PROCTORING_BACKENDS={**SETTING, "proctortrack": {}})
class DecisionTest(TestCase):
    """Options that are set to the values that they have by default, after the upgrade."""

    def test_problems_of_undecided_options_are_gone(self):
        plant("x", "proctortrack", exams=0)
        change = ["proctortrack.requires_escalation_email=false", "proctortrack.show_review_rules=true"]
        new, gone, _ = judge(Scope(everything=True), change=change)
        self.assertEqual((new, gone), (set(), {("x", "W204"), ("x", "W205")}))


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=SETTING)
class OldReleaseTest(TestCase):
    """A release that reads the vendor's name and the flag instead of the options."""

    def setUp(self):
        self.enterContext(mock.patch.object(rules, "platform_reads_flag", return_value=True))
        override_course(plant("shown", "proctortrack", exams=0), "on")
        plant("hidden", "proctortrack", exams=0)

    def test_changes_of_the_upgrade_are_compared(self):
        new, gone, run = judge(Scope(everything=True), change=["proctortrack.show_review_rules=true"])
        self.assertEqual(new, {("shown", "W211"), ("hidden", "W211"), ("hidden", "W205")})
        self.assertEqual(gone, {("shown", "W205")})
        messages = {str(one.problem.message) for one in run if one.problem.id.endswith("W211")}
        self.assertEqual(len(messages), 1)
        self.assertIn("from false to true (read by release Verawood and later).", messages.pop())

    def test_flag_counts_for_a_provider_that_gets_the_name_of_the_vendor(self):
        with override_settings(PROCTORING_BACKENDS={**BACKENDS, "pt": DONE, "proctortrack": {}}):
            new, gone, _ = judge(Scope(everything=True), without=["proctortrack"], rename=["pt=proctortrack"])
        self.assertEqual(new, {("shown", "W205"), ("shown", "W211"), ("hidden", "W211")})
        self.assertEqual(gone, {("shown", "W204"), ("hidden", "W204"), ("hidden", "W205")})
        with override_settings(PROCTORING_BACKENDS={"DEFAULT": "mock", "mock": {}, "pt": DONE}):
            new, _, _ = judge(Scope(everything=True), rename=["pt=proctortrack"])
        self.assertEqual(new, {("shown", "W201"), ("hidden", "W201"), ("shown", "W205")})
