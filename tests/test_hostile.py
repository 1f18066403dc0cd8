"""Whatever the setting holds and whoever is asked about: nothing raises, and no value gets out."""

import logging.handlers
from unittest import mock

from django.test import SimpleTestCase, override_settings
from hypothesis import given

from proctoring_config import (
    available_providers,
    checks,
    default_provider,
    diagnosis,
    providers_requiring_escalation_email,
    requires_escalation_email,
    show_review_rules,
    startup,
)
from proctoring_config.edx_platform.plugins import load_plugins
from proctoring_config.errors import logger
from proctoring_config.validators.backends import validate_backends
from tests.distributions import make_plugin
from tests.examples import tries
from tests.hostile import MARKER, providers, settings_values

PLUGINS = [
    *load_plugins(),
    make_plugin("acme", "acme", "1.0", error="SystemExit", stops=True),
    make_plugin("proctortrack", "edx-proctoring-proctortrack", "1.2.1", error="ImportError"),
]


class HostileSettingTest(SimpleTestCase):
    """Generated settings, in a process with the real plugins and some that are broken."""

    def setUp(self):
        self.logged = logging.handlers.BufferingHandler(10**6)
        logger.addHandler(self.logged)
        self.addCleanup(logger.removeHandler, self.logged)
        self.addCleanup(logger.setLevel, logger.level)  # unlike the attribute, it forgets what was enabled
        logger.setLevel(logging.INFO)
        self.enterContext(mock.patch.object(startup, "_logged", set()))
        self.enterContext(mock.patch.object(diagnosis, "active_plugins", return_value=PLUGINS))

    @tries(fuzz=40_000)
    @given(settings_values, providers)
    def test_predicates_answer_and_nothing_that_reports_shows_a_value(self, value, provider):
        with override_settings(PROCTORING_BACKENDS=value):
            self.ask(provider)
            self.report()
        self.validate(value)

    def ask(self, provider):
        """The predicates and the lists."""
        self.assertIs(type(requires_escalation_email(provider)), bool)
        self.assertIs(type(show_review_rules(provider)), bool)
        available, requiring = available_providers(), providers_requiring_escalation_email()
        self.assertLessEqual(set(requiring), set(available))
        self.assertEqual(available, sorted(set(available)))
        self.assertIs(type(default_provider()), str if default_provider() else type(None))

    def validate(self, value):
        """The validator, with the plugins known or not."""
        for installed in (None, {"mock", "null"}):
            problems = validate_backends(value, installed=installed)
            shown = "".join(f"{problem.id}{problem}{problem.hint}\n" for problem in problems)
            self.assertNotIn(MARKER, shown)
            self.assertEqual(shown.count("\n"), len(problems))

    def report(self):
        """Checks and start-up say the same."""
        self.logged.flush()
        startup._logged.clear()
        messages = [str(message) for message in checks.check_configuration(None)]
        startup.log_settings_problems()
        startup.log_all_problems()
        lines = [record.getMessage() for record in self.logged.buffer]
        self.assertNotIn(MARKER, "".join([*messages, *lines]))
        summary = {line for line in lines if line.endswith(startup.COMMAND)}
        self.assertEqual(len(summary), 1, "one plugin is always wrong")
        self.assertEqual({line.replace(" HINT: ", "\n\tHINT: ") for line in lines} - summary, set(messages))
