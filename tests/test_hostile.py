"""Whatever the setting holds and whoever is asked about: nothing raises, and no value gets out."""

from django.test import SimpleTestCase, override_settings
from hypothesis import HealthCheck, given, settings

from proctoring_config import (
    available_providers,
    default_provider,
    providers_requiring_escalation_email,
    requires_escalation_email,
    show_review_rules,
)
from proctoring_config.validators.backends import validate_backends
from tests.hostile import MARKER, providers, settings_values

thoroughly = settings(
    max_examples=10_000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


class HostileSettingTest(SimpleTestCase):
    """Ten thousand settings."""

    @thoroughly
    @given(settings_values, providers)
    def test_predicates_answer_and_validators_report(self, value, provider):
        with override_settings(PROCTORING_BACKENDS=value):
            self.assertIs(type(requires_escalation_email(provider)), bool)
            self.assertIs(type(show_review_rules(provider)), bool)
            available, requiring = available_providers(), providers_requiring_escalation_email()
            self.assertLessEqual(set(requiring), set(available))
            self.assertEqual(available, sorted(set(available)))
            self.assertIs(type(default_provider()), str if default_provider() else type(None))
        for installed in (None, {"mock", "null"}):
            problems = validate_backends(value, installed=installed)
            shown = "".join(f"{problem.id}{problem}{problem.hint}\n" for problem in problems)
            self.assertNotIn(MARKER, shown)
            self.assertEqual(shown.count("\n"), len(problems))
