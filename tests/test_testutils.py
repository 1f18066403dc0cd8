"""override_provider_options."""

from django.conf import settings
from django.test import SimpleTestCase, override_settings

from proctoring_config import available_providers, requires_escalation_email, show_review_rules
from proctoring_config.testutils import override_provider_options


class OverrideProviderOptionsTest(SimpleTestCase):
    """As context manager, as decorator of a function and of a class; the setting comes back as it was."""

    def test_a_block_has_the_options(self):
        with override_provider_options("mock", show_review_rules=False):
            self.assertFalse(show_review_rules("mock"))
        self.assertTrue(show_review_rules("mock"))

    @override_provider_options("mock", requires_escalation_email=True)
    def test_a_decorated_function_has_the_options(self):
        self.assertTrue(requires_escalation_email("mock"))

    def test_the_providers_other_options_and_the_other_providers_stay(self):
        backends = {"DEFAULT": "a", "a": {"client_id": "x", "show_review_rules": True}, "b": {}}
        with override_settings(PROCTORING_BACKENDS=backends):
            with override_provider_options("a", show_review_rules=False):
                self.assertEqual(
                    settings.PROCTORING_BACKENDS,
                    {"DEFAULT": "a", "a": {"client_id": "x", "show_review_rules": False}, "b": {}},
                )
            self.assertIs(settings.PROCTORING_BACKENDS, backends)
        self.assertTrue(backends["a"]["show_review_rules"])

    def test_a_provider_that_is_not_configured_is_added(self):
        with override_provider_options("new", requires_escalation_email=True):
            self.assertIn("new", available_providers())
            self.assertTrue(requires_escalation_email("new"))
        self.assertNotIn("new", available_providers())

    def test_blocks_nest(self):
        with override_provider_options("mock", show_review_rules=False):
            with override_provider_options("mock", requires_escalation_email=True):
                self.assertEqual((requires_escalation_email("mock"), show_review_rules("mock")), (True, False))
            self.assertEqual((requires_escalation_email("mock"), show_review_rules("mock")), (False, False))

    def test_a_broken_setting_is_replaced_and_comes_back(self):
        with override_settings(PROCTORING_BACKENDS=None):
            with override_provider_options("mock", show_review_rules=False):
                self.assertFalse(show_review_rules("mock"))
            self.assertIsNone(settings.PROCTORING_BACKENDS)


@override_provider_options("mock", show_review_rules=False)
class DecoratedClassTest(SimpleTestCase):
    """A decorated class."""

    def test_every_test_of_the_class_has_the_options(self):
        self.assertFalse(show_review_rules("mock"))
