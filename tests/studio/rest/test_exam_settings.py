"""Requests and responses of the authoring MFE. Validation is tested with course_states.py."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import ddt
from django.test import TestCase, override_settings

from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import KEY, NO_EMAIL_FIELD, PAST
from tests.studio.rest.base import SETTINGS, STORE, RestMixin

STORED = CourseSettings(True, False, "strict", "a@example.com")


@ddt.ddt
class GetTest(RestMixin, TestCase):
    """Responses to getProctoredExamSettingsData in the MFE."""

    def test_authors_and_platform_staff_get_the_same_body(self):
        expected = {
            "proctored_exam_settings": {
                "enable_proctored_exams": True,
                "allow_proctoring_opt_out": False,
                "proctoring_provider": "strict",
                "proctoring_escalation_email": "a@example.com",
                "create_zendesk_tickets": False,
            },
            "available_proctoring_providers": ["both", "plain", "quiet", "strict"],
            "requires_escalation_email_providers": ["both", "strict"],
            "course_start_date": "2999-01-01T00:00:00Z",
        }
        for user in (self.author, self.staff):
            response = self.get(user)
            self.assertEqual((response.status_code, response.json()), (200, expected))

    def test_lti_is_in_both_lists_if_available(self):
        self.change_course(lti_available=True)
        body = self.get(self.author).json()
        self.assertEqual(body["available_proctoring_providers"], ["both", "lti_external", "plain", "quiet", "strict"])
        self.assertEqual(body["requires_escalation_email_providers"], ["both", "lti_external", "strict"])

    def test_lists_follow_the_setting_immediately(self):
        with override_provider_options("plain", requires_escalation_email=True):
            body = self.get(self.author).json()
        self.assertEqual(body["requires_escalation_email_providers"], ["both", "plain", "strict"])

    def test_null_values(self):
        self.change_course(start=None, proctoring_provider=None, proctoring_escalation_email=None)
        body = self.get(self.author).json()
        self.assertIsNone(body["course_start_date"])
        self.assertIsNone(body["proctored_exam_settings"]["proctoring_provider"])
        self.assertIsNone(body["proctored_exam_settings"]["proctoring_escalation_email"])

    @ddt.data(UTC, timezone(timedelta(hours=5)))
    def test_start_is_utc_because_the_mfe_compares_it_as_text(self, zone):
        self.change_course(start=datetime(2030, 1, 2, 3, 4, 5, tzinfo=zone))
        with override_settings(TIME_ZONE="Asia/Tokyo"):
            text = self.get(self.author).json()["course_start_date"]
        expected = "2030-01-02T03:04:05Z" if zone is UTC else "2030-01-01T22:04:05Z"
        self.assertEqual(text, expected)

    @ddt.data("course-v1%3AedX%2BDemoX%2B2030", "course-v1:edX%2bDemoX%2b2030", "course-v1:edX+DemoX+2030")
    def test_encoded_keys(self, key):
        self.assertEqual(self.get(self.author, SETTINGS + key).status_code, 200)

    def test_key_of_the_old_format(self):
        self.change_course(key="edX/DemoX/2030")
        for key in ("edX/DemoX/2030", "edX%2FDemoX%2F2030"):
            self.assertEqual(self.get(self.author, SETTINGS + key).status_code, 200)


# requests of postSettingsBackToServer in the MFE: whether sent by platform staff, and the settings
MFE_REQUESTS = [
    (True, {"enable_proctored_exams": False, "proctoring_provider": "plain", "allow_proctoring_opt_out": True}),
    (False, {"enable_proctored_exams": False, "proctoring_provider": "plain"}),
    (False, {"enable_proctored_exams": True, "proctoring_provider": "quiet"}),
    (
        False,
        {
            "enable_proctored_exams": True,
            "proctoring_provider": "both",
            "proctoring_escalation_email": "b@example.com",
        },
    ),
    (
        False,
        {"enable_proctored_exams": False, "proctoring_provider": "both", "proctoring_escalation_email": None},
    ),
    (True, {"enable_proctored_exams": True, "proctoring_provider": "lti_external", "allow_proctoring_opt_out": False}),
    (
        True,
        {
            "enable_proctored_exams": True,
            "proctoring_provider": "lti_external",
            "allow_proctoring_opt_out": False,
            "proctoring_escalation_email": "b@example.com",
        },
    ),
]


@ddt.ddt
class PostTest(RestMixin, TestCase):
    """Requests of saveProctoredExamSettingsData in the MFE."""

    @ddt.idata(MFE_REQUESTS)
    @ddt.unpack
    def test_sent_values_are_saved_and_unsent_values_are_kept(self, staff, sent):
        self.change_course(lti_available=True)
        response = self.post(self.staff if staff else self.author, sent)
        expected = replace(STORED, **sent)
        self.assertEqual((response.status_code, response.json()), (200, {"proctored_exam_settings": vars(expected)}))
        self.assertEqual(self.stored(), expected)

    @ddt.data(True, False, None, "x", [1])
    def test_obsolete_key_of_older_clients_is_ignored(self, value):
        sent = {
            "enable_proctored_exams": True,
            "proctoring_provider": "strict",
            "proctoring_escalation_email": "b@example.com",
            "create_zendesk_tickets": value,
        }
        response = self.post(self.author, sent)
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("create_zendesk_tickets", response.json()["proctored_exam_settings"])
        self.assertEqual(self.stored().proctoring_escalation_email, "b@example.com")

    @ddt.data(
        ({}, STORED.proctoring_escalation_email),
        ({"proctoring_escalation_email": None}, None),
        ({"proctoring_escalation_email": ""}, None),
        ({"proctoring_escalation_email": "   "}, None),
    )
    @ddt.unpack
    def test_unsent_email_is_kept_and_blank_email_is_removed(self, email, expected):
        for user in (self.author, self.staff):
            self.change_course(proctoring_escalation_email="a@example.com")
            response = self.post(user, {"enable_proctored_exams": False, **email})
            self.assertEqual(response.json()["proctored_exam_settings"]["proctoring_escalation_email"], expected)
            self.assertEqual(self.stored().proctoring_escalation_email, expected)

    def test_empty_settings_change_nothing(self):
        version = STORE.get(KEY).version
        response = self.post(self.author, {})
        self.assertEqual(response.json(), {"proctored_exam_settings": vars(STORED)})
        self.assertEqual(STORE.get(KEY).version, version)

    @ddt.data(
        {"allow_proctoring_opt_out": False},
        {"allow_proctoring_opt_out": True},
        {"allow_proctoring_opt_out": None},
        {"allow_proctoring_opt_out": "garbage"},
        {"allow_proctoring_opt_out": True, "proctoring_provider": "unheard"},
        {"allow_proctoring_opt_out": True, "enable_proctored_exams": "garbage", "proctoring_escalation_email": []},
    )
    def test_opt_out_by_an_author_is_always_forbidden(self, sent):
        response = self.post(self.author, sent)
        self.assertEqual((response.status_code, response.content), (403, b""))
        self.assertEqual(self.stored(), STORED)

    def test_problems_are_listed_by_field_with_the_messages_of_the_platform(self):
        sent = {"enable_proctored_exams": True, "proctoring_provider": "unheard", "proctoring_escalation_email": "x"}
        response = self.post(self.author, sent)
        expected = [
            {
                "proctoring_provider": "The selected proctoring provider, unheard, is not a valid provider. "
                "Please select from one of ['both', 'plain', 'quiet', 'strict']."
            },
            {"proctoring_escalation_email": "Enter a valid email address."},
        ]
        self.assertEqual((response.status_code, response.json()), (400, {"detail": expected}))
        self.assertEqual(self.stored(), STORED)

    def test_missing_email_is_an_error_of_the_provider_if_it_was_sent(self):
        message = "Provider 'strict' requires an exam escalation contact."
        for sent, key in (
            ({"proctoring_provider": "strict", "proctoring_escalation_email": None}, "proctoring_provider"),
            ({"proctoring_escalation_email": None}, "proctoring_escalation_email"),
        ):
            self.assertEqual(self.post(self.author, sent).json(), {"detail": [{key: message}]})

    @override_settings(PARTNER_SUPPORT_EMAIL="help@example.com")
    def test_course_that_has_started(self):
        self.change_course(start=PAST)
        response = self.post(self.author, {"proctoring_provider": "plain"})
        message = (
            "The proctoring provider cannot be modified after a course has started. "
            "Contact help@example.com for assistance"
        )
        self.assertEqual((response.status_code, response.json()), (400, {"detail": [{"proctoring_provider": message}]}))
        self.assertEqual(self.post(self.staff, {"proctoring_provider": "plain"}).status_code, 200)

    def test_invalid_types_are_listed_by_field(self):
        response = self.post(self.author, {"enable_proctored_exams": "maybe", "proctoring_provider": 7})
        self.assertEqual(
            (response.status_code, response.json()),
            (400, {"detail": [{"enable_proctored_exams": "Must be a valid boolean."}]}),
        )

    @override_settings(PROCTORING_BACKENDS=NO_EMAIL_FIELD)
    def test_email_is_ignored_if_studio_has_no_field_for_it(self):
        self.change_course(proctoring_provider="plain")
        for email in ("b@example.com", "malformed", None, [], 7):
            response = self.post(self.author, {"proctoring_provider": "quiet", "proctoring_escalation_email": email})
            self.assertEqual(response.status_code, 200)
        self.assertEqual(self.stored().proctoring_escalation_email, "a@example.com")
