"""The predicates for honor mode, and those that the provider's plugin answers if the setting does not."""

import logging
from unittest import mock

import ddt
from django.apps import apps
from django.conf import settings
from django.test import SimpleTestCase, override_settings

import proctoring_config
from proctoring_config import allow_honor_mode, has_dashboard, supports_onboarding
from tests.test_backends import ANSWERS, Hostile, HostileMapping

OF_PLUGIN = (has_dashboard, supports_onboarding)


class Yes:
    """A plugin whose class answers yes."""

    has_dashboard = supports_onboarding = True


class No:
    """A plugin whose class answers no."""

    has_dashboard = supports_onboarding = False


class Property:
    """A plugin that computes its answers."""

    has_dashboard = supports_onboarding = property(lambda self: True)


class Raises:
    """A plugin that cannot answer."""

    @property
    def has_dashboard(self):
        """Fail."""
        raise RuntimeError

    supports_onboarding = has_dashboard


class Constructed(No):
    """A plugin that sets its answers in its constructor, as edx-proctoring sets options."""

    def __init__(self, value=True):
        self.has_dashboard = self.supports_onboarding = value


class Words:
    """A plugin whose class answers with something else than a boolean."""

    has_dashboard = supports_onboarding = "yes"


# value in the setting (... if absent), plugin, answer
VALUES = [
    (True, No(), True),
    (True, Yes(), True),
    (False, Yes(), False),
    (False, Constructed(), False),
    (..., Yes(), True),
    (..., No(), False),
    (..., Property(), True),
    (..., Constructed(), True),
    (..., object(), False),
    (..., Words(), False),
    (..., Raises(), False),
    (..., Hostile(), False),
    (..., None, False),
    ("False", Yes(), True),
    (0, Yes(), True),
    (None, Yes(), True),
    ([True], No(), False),
    (1, No(), False),
    ("true", Words(), False),
    (Hostile(), Yes(), True),
    # edx-proctoring has set the option on the instance
    ("False", type("Set", (Yes,), {"__init__": Constructed.__init__})("False"), True),
    ("True", Constructed("True"), False),
]


def held(backends):
    """Replace the plugins that edx-proctoring has loaded."""
    return mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", backends, create=True)


@ddt.ddt
class HonorModeTest(SimpleTestCase):
    """allow_honor_mode."""

    @ddt.data((True, True), (False, False), ("True", False), (1, False), (None, False), ([True], False))
    @ddt.unpack
    def test_answer_is_the_boolean_in_the_setting(self, value, answer):
        with override_settings(PROCTORING_BACKENDS={"mock": {"allow_honor_mode": value}, "null": {}}):
            self.assertIs(allow_honor_mode("mock"), answer)
            self.assertIs(allow_honor_mode("null"), False)

    @ddt.data("DEFAULT", "lti_external")
    def test_entry_that_is_not_a_backend(self, name):
        with override_settings(PROCTORING_BACKENDS={name: {"allow_honor_mode": True}}):
            self.assertIs(allow_honor_mode(name), False)


@ddt.ddt
class PluginTest(SimpleTestCase):
    """has_dashboard and supports_onboarding."""

    @ddt.idata(range(len(VALUES)))
    def test_setting_is_asked_first_then_the_plugin(self, index):
        value, plugin, answer = VALUES[index]
        for predicate in OF_PLUGIN:
            options = {} if value is ... else {predicate.__name__: value}
            with held({"mock": plugin}), override_settings(PROCTORING_BACKENDS={"mock": options}):
                self.assertIs(predicate("mock"), answer)

    def test_plugins_of_edx_proctoring(self):
        with override_settings(PROCTORING_BACKENDS={"mock": {}, "null": {}}):
            self.assertEqual([supports_onboarding(name) for name in ("mock", "null")], [False, False])

    def test_other_providers_have_nothing_and_log_nothing(self):
        setting = {"DEFAULT": "mock", "mock": {}, "lti_external": {"has_dashboard": True, "supports_onboarding": True}}
        loaded = {name: Yes() for name in ("lti_external", "DEFAULT", "removed", "", None)}
        with held(loaded), override_settings(PROCTORING_BACKENDS=setting), self.assertNoLogs(level=logging.DEBUG):
            for provider in ("lti_external", "DEFAULT", "removed", "", None, 1, ["mock"], Hostile()):
                self.assertEqual([predicate(provider) for predicate in OF_PLUGIN], [False, False])

    def test_configured_provider_without_a_plugin(self):
        for backends in (None, {}, [], "x", Hostile(), {"other": Yes()}):
            with held(backends), override_settings(PROCTORING_BACKENDS={"mock": {}}), self.assertNoLogs(level="DEBUG"):
                self.assertEqual([predicate("mock") for predicate in OF_PLUGIN], [False, False])

    def test_edx_proctoring_is_not_installed_or_has_not_loaded_its_plugins(self):
        with override_settings(PROCTORING_BACKENDS={"mock": {}}):
            with mock.patch.object(apps, "app_configs", {}):
                self.assertIs(has_dashboard("mock"), False)
            with mock.patch.object(apps, "apps_ready", False):
                self.assertIs(has_dashboard("mock"), False)
            with held({"mock": Yes()}):
                self.assertIs(has_dashboard("mock"), True)


@ddt.ddt
class HostileTest(SimpleTestCase):
    """All three, for the settings and arguments of tests/test_backends.py."""

    @ddt.idata(range(len(ANSWERS)))
    def test_answers_without_raising(self, index):
        setting, provider, *_ = ANSWERS[index]
        with override_settings(PROCTORING_BACKENDS=setting), held({"mock": No()}):
            answers = [predicate(provider) for predicate in (allow_honor_mode, *OF_PLUGIN)]
        self.assertEqual(answers, [False, False, False])

    @ddt.data(HostileMapping(mock={}), {"mock": HostileMapping(has_dashboard=True)}, {"mock": None}, {"mock": "x"})
    def test_setting_that_cannot_be_read(self, setting):
        with override_settings(PROCTORING_BACKENDS=setting), held({}):
            self.assertEqual([predicate("mock") for predicate in OF_PLUGIN], [False, False])

    @ddt.data("allow_honor_mode", "has_dashboard", "supports_onboarding")
    def test_missing_setting_and_missing_argument(self, name):
        predicate = getattr(proctoring_config, name)
        with override_settings():
            del settings.PROCTORING_BACKENDS
            self.assertIs(predicate("mock"), False)
        with self.assertRaises(TypeError):
            predicate()
