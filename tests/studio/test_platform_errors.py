"""Problems as edx-platform's errors."""

from django.test import SimpleTestCase

from proctoring_config.problems import course_kinds
from proctoring_config.studio.platform_errors import platform_errors, platform_models
from proctoring_config.validators.course import CourseSettings

MISSING = course_kinds.ESCALATION_EMAIL_MISSING.problem(("proctoring_escalation_email",), provider="strict")
MALFORMED = course_kinds.ESCALATION_EMAIL_MALFORMED.problem(("proctoring_escalation_email",))


class PlatformErrorsTest(SimpleTestCase):
    """studio/platform_errors.py."""

    models = platform_models(CourseSettings(True, False, "strict", None))

    def test_missing_email_is_an_error_of_a_sent_provider(self):
        self.assertEqual(
            platform_errors([MISSING], self.models),
            [
                {
                    "key": "proctoring_provider",
                    "message": "Provider 'strict' requires an exam escalation contact.",
                    "model": self.models["proctoring_provider"],
                }
            ],
        )

    def test_missing_email_is_an_error_of_a_sent_email(self):
        email = {"proctoring_escalation_email": self.models["proctoring_escalation_email"]}
        (error,) = platform_errors([MISSING], email)
        self.assertEqual((error["key"], error["model"]), next(iter(email.items())))

    def test_other_problems_are_errors_of_their_fields(self):
        sent = {"proctoring_provider": self.models["proctoring_provider"]}
        self.assertEqual(
            platform_errors([MALFORMED], sent),
            [{"key": "proctoring_escalation_email", "message": "Enter a valid email address.", "model": {}}],
        )

    def test_models_have_the_keys_of_the_platforms_serializer(self):
        for name, model in self.models.items():
            self.assertEqual(
                set(model), {"value", "display_name", "help", "deprecated", "hide_on_enabled_publisher"}, name
            )
        self.assertEqual(self.models["proctoring_provider"]["value"], "strict")
