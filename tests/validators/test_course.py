"""The rules about a course's proctoring settings."""

from datetime import UTC, datetime, timedelta

import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import (
    CourseSettings,
    lacks_escalation_email,
    selectable_providers,
    validate_course,
)

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
BACKENDS = {"DEFAULT": "quiet", "quiet": {}, "strict": {"requires_escalation_email": True}}


@ddt.ddt
@override_provider_options("strict", requires_escalation_email=True)
@override_provider_options("quiet")
class EscalationRuleTest(SimpleTestCase):
    """lacks_escalation_email."""

    @ddt.data(None, "", " ", "\t\n ")
    def test_a_required_email_is_missing_if_it_is_blank(self, email):
        self.assertIs(lacks_escalation_email(enabled=True, provider="strict", email=email), True)

    @ddt.data(
        (True, "strict", "a@example.com"),
        (True, "strict", "malformed, and judged by another rule"),
        (False, "strict", None),
        (True, "quiet", None),
        (True, "lti_external", None),
        (True, "never heard of", None),
        (True, "DEFAULT", None),
        (True, "", None),
        (True, None, None),
    )
    @ddt.unpack
    def test_otherwise_it_lacks_none(self, enabled, provider, email):
        self.assertIs(lacks_escalation_email(enabled=enabled, provider=provider, email=email), False)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS, PARTNER_SUPPORT_EMAIL="")
class CourseRulesTest(SimpleTestCase):
    """validate_course: ids and texts; tests/studio/course_states.py has the whole table."""

    def problems(self, changes, *, start=AFTER, by_platform_staff=False, lti_available=False, **stored):
        settings = CourseSettings(**{"proctoring_provider": "quiet", **stored})
        return validate_course(
            settings,
            changes,
            start=start,
            now=NOW,
            by_platform_staff=by_platform_staff,
            lti_available=lti_available,
        )

    def found(self, *args, **kwargs):
        return [(problem.id.rpartition(".")[2], problem.message) for problem in self.problems(*args, **kwargs)]

    def test_a_course_as_new_has_no_problem(self):
        self.assertEqual(self.found({}), [])

    def test_enabling_requires_the_email_of_the_stored_provider(self):
        self.assertEqual(
            self.found({"enable_proctored_exams": True}, proctoring_provider="strict"),
            [("W101", "Provider 'strict' requires an exam escalation contact.")],
        )

    @ddt.data(True, False)
    def test_a_malformed_email_is_found_even_while_disabled(self, enabled):
        changes = {"enable_proctored_exams": enabled, "proctoring_escalation_email": "foo.bar"}
        self.assertEqual(self.found(changes, proctoring_provider="strict"), [("W102", "Enter a valid email address.")])

    def test_a_stored_malformed_email_is_found_if_it_is_required(self):
        self.assertEqual(
            self.found({}, proctoring_provider="strict", proctoring_escalation_email="foo.bar"),
            [("W102", "Enter a valid email address.")],
        )

    def test_a_stored_malformed_email_that_is_not_shown_is_ignored(self):
        self.assertEqual(self.found({"enable_proctored_exams": True}, proctoring_escalation_email="foo.bar"), [])

    def test_no_message_holds_the_email(self):
        for problem in self.problems({"proctoring_escalation_email": "foo.bar"}, proctoring_provider="strict"):
            self.assertNotIn("foo", problem.message + problem.hint)

    def test_an_unknown_provider_is_named_with_the_choices(self):
        self.assertEqual(
            self.found({"proctoring_provider": "unheard"}, lti_available=True),
            [
                (
                    "W103",
                    "The selected proctoring provider, unheard, is not a valid provider. "
                    "Please select from one of ['lti_external', 'quiet', 'strict'].",
                )
            ],
        )

    def test_a_stored_unknown_provider_is_named_if_the_course_is_enabled(self):
        self.assertEqual(self.found({}, proctoring_provider="gone"), [])
        self.assertEqual(
            self.found({}, enable_proctored_exams=True, proctoring_provider="gone"),
            [("W104", "The proctoring provider configured for this course, 'gone', is not valid.")],
        )

    def test_no_provider_at_all_is_none_to_enable_with(self):
        self.assertEqual(
            self.found({"enable_proctored_exams": True}, proctoring_provider=None),
            [("W104", "The proctoring provider configured for this course, 'None', is not valid.")],
        )

    @ddt.data(("", "support"), ("help@example.com", "help@example.com"), (None, "support"))
    @ddt.unpack
    def test_only_staff_may_change_the_provider_of_a_started_course(self, setting, contact):
        changes = {"proctoring_provider": "strict"}
        with override_settings(PARTNER_SUPPORT_EMAIL=setting):
            self.assertEqual(
                self.found(changes, start=BEFORE),
                [
                    (
                        "W105",
                        "The proctoring provider cannot be modified after a course has started. "
                        f"Contact {contact} for assistance",
                    )
                ],
            )
        self.assertEqual(self.found(changes, start=BEFORE, by_platform_staff=True), [])

    @ddt.data(NOW, AFTER, None)
    def test_a_course_has_not_started_at_its_start_nor_without_one(self, start):
        self.assertEqual(self.found({"proctoring_provider": "strict"}, start=start), [])

    def test_the_provider_sent_as_it_is_stored_is_no_change(self):
        self.assertEqual(self.found({"proctoring_provider": "quiet"}, start=BEFORE), [])

    @ddt.data(True, False)
    def test_the_opt_out_is_for_platform_staff_even_when_it_does_not_change(self, value):
        changes = {"allow_proctoring_opt_out": value}
        self.assertEqual(
            self.found(changes),
            [("W106", "Only platform staff may decide whether learners can opt out of proctored exams.")],
        )
        self.assertEqual(self.found(changes, by_platform_staff=True), [])

    def test_lti_can_be_chosen_only_if_available_and_requires_no_email(self):
        changes = {"enable_proctored_exams": True, "proctoring_provider": "lti_external"}
        self.assertEqual(self.found(changes, lti_available=True), [])
        self.assertEqual([name for name, _ in self.found(changes)], ["W103"])

    def test_everything_is_found_at_once_in_the_order_of_the_fields(self):
        problems = self.problems(
            {
                "enable_proctored_exams": False,
                "allow_proctoring_opt_out": True,
                "proctoring_provider": "unheard",
                "proctoring_escalation_email": "foo.bar",
            },
            start=BEFORE,
        )
        self.assertEqual(
            [(problem.id.rpartition(".")[2], *problem.path) for problem in problems],
            [
                ("W106", "allow_proctoring_opt_out"),
                ("W105", "proctoring_provider"),
                ("W103", "proctoring_provider"),
                ("W102", "proctoring_escalation_email"),
            ],
        )

    def test_a_name_is_echoed_on_one_line_and_cut(self):
        (problem,) = self.problems({"proctoring_provider": "a\n" + "b" * 200})
        self.assertIn("a\\nbbb", problem.message)
        self.assertLess(len(problem.message), 220)

    @ddt.data(None, [], {None: {}}, {"DEFAULT": "x"})
    def test_a_broken_setting_leaves_nothing_to_choose_and_nothing_raises(self, backends):
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual(selectable_providers(lti_available=False), [])
            self.assertEqual(
                [name for name, _ in self.found({"enable_proctored_exams": True})],
                ["W104"],
            )
