"""Validation of a course's proctoring settings."""

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

    @ddt.data(None, "", " ", "\t\n ", False, 0, [], {})
    def test_blank_email_is_missing_if_the_provider_requires_one(self, email):
        self.assertIs(lacks_escalation_email(enabled=True, provider="strict", email=email), True)
        self.assertIs(lacks_escalation_email(provider="strict", email=email), True)

    @ddt.data(
        (True, "strict", "a@example.com"),
        (True, "strict", "malformed, which another rule checks"),
        (True, "strict", True),
        (True, "strict", 1),
        (True, "strict", ["a@example.com"]),
        (True, "strict", {"a": 1}),
        (None, "strict", None),
        ("", "strict", None),
        (True, ["strict"], None),
        (False, "strict", None),
        (True, "quiet", None),
        (True, "lti_external", None),
        (True, "never heard of", None),
        (True, "DEFAULT", None),
        (True, "", None),
        (True, None, None),
    )
    @ddt.unpack
    def test_otherwise_no_email_is_missing(self, enabled, provider, email):
        self.assertIs(lacks_escalation_email(enabled=enabled, provider=provider, email=email), False)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS, PARTNER_SUPPORT_EMAIL="")
class CourseRulesTest(SimpleTestCase):
    """Ids and messages of validate_course. tests/studio/course_states.py has the full table."""

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

    def test_new_course_has_no_problems(self):
        self.assertEqual(self.found({}), [])

    def test_enabling_proctored_exams_requires_the_email(self):
        self.assertEqual(
            self.found({"enable_proctored_exams": True}, proctoring_provider="strict"),
            [("W101", "Provider 'strict' requires an exam escalation contact.")],
        )

    @ddt.data(True, False)
    def test_malformed_email_is_a_problem_even_while_disabled(self, enabled):
        changes = {"enable_proctored_exams": enabled, "proctoring_escalation_email": "foo.bar"}
        self.assertEqual(self.found(changes, proctoring_provider="strict"), [("W102", "Enter a valid email address.")])

    def test_stored_malformed_email_is_a_problem_if_the_provider_requires_one(self):
        self.assertEqual(
            self.found({}, proctoring_provider="strict", proctoring_escalation_email="foo.bar"),
            [("W102", "Enter a valid email address.")],
        )

    def test_stored_malformed_email_is_not_a_problem_if_no_field_shows_it(self):
        self.assertEqual(self.found({"enable_proctored_exams": True}, proctoring_escalation_email="foo.bar"), [])

    def test_messages_do_not_contain_the_email(self):
        for problem in self.problems({"proctoring_escalation_email": "foo.bar"}, proctoring_provider="strict"):
            self.assertNotIn("foo", problem.message + problem.hint)

    def test_message_about_an_unknown_provider_lists_the_available_ones(self):
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

    def test_stored_provider_that_is_gone_is_a_problem_only_while_enabled(self):
        self.assertEqual(self.found({}, proctoring_provider="gone"), [])
        self.assertEqual(
            self.found({}, enable_proctored_exams=True, proctoring_provider="gone"),
            [("W104", "The proctoring provider configured for this course, 'gone', is not valid.")],
        )

    def test_enabling_proctored_exams_requires_a_provider(self):
        self.assertEqual(
            self.found({"enable_proctored_exams": True}, proctoring_provider=None),
            [("W110", "This course has no provider. Choose one.")],
        )
        self.assertEqual(
            self.found({"proctoring_provider": None}, proctoring_provider="strict"),
            [("W110", "This course has no provider. Choose one.")],
        )
        self.assertEqual(self.found({"proctoring_provider": None}, proctoring_provider=None), [])

    @ddt.data(
        "a@example.com\n",
        "\na@example.com",
        "a@example.com\r\n",
        "a@example.com\t",
        "a@\nexample.com",
        "a@example.com\x0b",
    )
    def test_email_with_a_line_break_is_malformed(self, email):
        found = self.found(
            {"proctoring_escalation_email": email}, enable_proctored_exams=True, proctoring_provider="strict"
        )
        self.assertEqual([name for name, _ in found], ["W102"])

    @ddt.data(("", "support"), ("help@example.com", "help@example.com"), (None, "support"))
    @ddt.unpack
    def test_only_platform_staff_can_change_the_provider_after_course_start(self, setting, contact):
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
    def test_provider_is_not_locked_at_the_start_or_without_a_start(self, start):
        self.assertEqual(self.found({"proctoring_provider": "strict"}, start=start), [])

    def test_sending_the_stored_provider_is_not_a_change(self):
        self.assertEqual(self.found({"proctoring_provider": "quiet"}, start=BEFORE), [])

    @ddt.data(True, False)
    def test_opt_out_is_only_for_platform_staff_even_if_unchanged(self, value):
        changes = {"allow_proctoring_opt_out": value}
        self.assertEqual(
            self.found(changes),
            [("W106", "Only platform staff may decide whether learners can opt out of proctored exams.")],
        )
        self.assertEqual(self.found(changes, by_platform_staff=True), [])

    def test_lti_requires_availability_but_no_email(self):
        changes = {"enable_proctored_exams": True, "proctoring_provider": "lti_external"}
        self.assertEqual(self.found(changes, lti_available=True), [])
        self.assertEqual([name for name, _ in self.found(changes)], ["W103"])

    def test_all_problems_are_found_in_the_order_of_the_fields(self):
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

    def test_long_provider_names_are_shortened_and_on_one_line(self):
        (problem,) = self.problems({"proctoring_provider": "a\n" + "b" * 200})
        self.assertIn("a\\nbbb", problem.message)
        self.assertLess(len(problem.message), 220)

    @ddt.data(None, [], {None: {}}, {"DEFAULT": "x"})
    def test_invalid_setting_means_no_provider_is_available(self, backends):
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual(selectable_providers(lti_available=False), [])
            self.assertEqual(
                [name for name, _ in self.found({"enable_proctored_exams": True})],
                ["W104"],
            )
