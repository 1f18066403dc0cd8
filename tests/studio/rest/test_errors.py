"""The errors of a stored course."""

from django.test import TestCase, override_settings

from tests.studio.course_states import KEY, PAST
from tests.studio.rest.base import ERRORS, RestMixin

MODEL_KEYS = {"value", "display_name", "help", "deprecated", "hide_on_enabled_publisher"}


class ErrorsTest(RestMixin, TestCase):
    """proctoring_errors."""

    def errors(self, user=None):
        response = self.get(user or self.author, f"{ERRORS}{KEY}")
        self.assertEqual(response.status_code, 200)
        return response.json()["proctoring_errors"]

    def test_no_errors(self):
        self.assertEqual(
            self.get(self.author, f"{ERRORS}{KEY}").json(),
            {"mfe_proctored_exam_settings_url": "", "proctoring_errors": []},
        )

    @override_settings(COURSE_AUTHORING_MICROFRONTEND_URL="https://authoring.example.com")
    def test_url_of_the_settings_page(self):
        self.assertEqual(
            self.get(self.author, f"{ERRORS}{KEY}").json()["mfe_proctored_exam_settings_url"],
            f"https://authoring.example.com/course/{KEY}/pages-and-resources/proctoring/settings",
        )

    def test_missing_email_is_an_error_of_the_provider(self):
        self.change_course(proctoring_escalation_email=None)
        (error,) = self.errors()
        self.assertEqual(error["key"], "proctoring_provider")
        self.assertEqual(error["message"], "Provider 'strict' requires an exam escalation contact.")
        self.assertEqual(set(error["model"]), MODEL_KEYS)
        self.assertEqual(error["model"]["value"], "strict")

    def test_provider_that_is_gone(self):
        self.change_course(proctoring_provider="gone")
        (error,) = self.errors()
        self.assertEqual(error["message"], "The proctoring provider configured for this course, 'gone', is not valid.")

    def test_missing_provider(self):
        self.change_course(proctoring_provider=None)
        (error,) = self.errors()
        self.assertIsNone(error["model"]["value"])

    def test_start_of_the_course_is_not_an_error(self):
        self.change_course(start=PAST)
        self.assertEqual(self.errors(), [])
        self.assertEqual(self.errors(self.staff), [])
