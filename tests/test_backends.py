"""Predicates and lists of providers, for any value of the setting and any argument."""

from collections import OrderedDict
from types import MappingProxyType
from unittest import mock

import ddt
from django.conf import settings
from django.test import SimpleTestCase, override_settings

from proctoring_config import (
    available_providers,
    default_provider,
    providers_requiring_escalation_email,
    requires_escalation_email,
    show_review_rules,
)
from proctoring_config.diagnosis import settings_problems
from proctoring_config.validators import skeleton


class Hostile:
    """An object that raises whatever is asked of it."""

    def __hash__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    def __getattr__(self, name):
        raise RuntimeError(name)


class HostileMapping(dict):
    """A mapping that raises when it is read."""

    def get(self, *args):
        raise RuntimeError

    def __iter__(self):
        raise RuntimeError


class Key(str):
    """A string that only looks like one of the built-in type."""


def one(**options):
    """A setting in which the provider "mock" has these options."""
    return {"DEFAULT": "mock", "mock": options, "null": {}}


BOTH = one(requires_escalation_email=True, show_review_rules=False)

# setting, provider, requires_escalation_email, show_review_rules
ANSWERS = [
    # what the provider says
    (BOTH, "mock", True, False),
    (one(requires_escalation_email=True), "mock", True, True),
    (one(requires_escalation_email=False), "mock", False, True),
    (one(show_review_rules=False), "mock", False, False),
    (one(show_review_rules=True), "mock", False, True),
    (one(requires_escalation_email=False, show_review_rules=True), "mock", False, True),
    (one(requires_escalation_email=True, show_review_rules=True), "mock", True, True),
    (one(requires_escalation_email=False, show_review_rules=False), "mock", False, False),
    (one(), "mock", False, True),
    (one(client_id="x", base_url=None), "mock", False, True),
    (OrderedDict(BOTH), "mock", True, False),
    (MappingProxyType(BOTH), "mock", True, False),
    ({"mock": MappingProxyType(BOTH["mock"])}, "mock", True, False),
    (BOTH, Key("mock"), True, False),
    # another provider than the one that is asked about
    (BOTH, "null", False, True),
    (BOTH, "unknown", False, True),
    (BOTH, "MOCK", False, True),
    (BOTH, " mock", False, True),
    ({"DEFAULT": "null", "null": {}, "a": {"requires_escalation_email": True}}, "null", False, True),
    # no provider at all
    (BOTH, None, False, True),
    (BOTH, "", False, True),
    (BOTH, "DEFAULT", False, True),
    (BOTH, "lti_external", False, True),
    (BOTH, 0, False, True),
    (BOTH, True, False, True),
    (BOTH, 1.5, False, True),
    (BOTH, b"mock", False, True),
    (BOTH, ["mock"], False, True),
    (BOTH, {"mock"}, False, True),
    (BOTH, {"mock": 1}, False, True),
    (BOTH, ("mock",), False, True),
    (BOTH, object(), False, True),
    (BOTH, Hostile(), False, True),
    (BOTH, float("nan"), False, True),
    (BOTH, "x" * 100_000, False, True),
    (BOTH, "\ud800\x00", False, True),
    # an option that is no boolean
    (one(requires_escalation_email="True", show_review_rules="False"), "mock", False, True),
    (one(requires_escalation_email="true", show_review_rules="false"), "mock", False, True),
    (one(requires_escalation_email=1, show_review_rules=0), "mock", False, True),
    (one(requires_escalation_email=1.0, show_review_rules=0.0), "mock", False, True),
    (one(requires_escalation_email=None, show_review_rules=None), "mock", False, True),
    (one(requires_escalation_email=[True], show_review_rules=[]), "mock", False, True),
    (one(requires_escalation_email={"a": 1}, show_review_rules={}), "mock", False, True),
    (one(requires_escalation_email="", show_review_rules=""), "mock", False, True),
    (one(requires_escalation_email=Hostile(), show_review_rules=Hostile()), "mock", False, True),
    (one(REQUIRES_ESCALATION_EMAIL=True, SHOW_REVIEW_RULES=False), "mock", False, True),
    # options that are none
    ({"DEFAULT": "mock", "mock": None}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": "requires_escalation_email"}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": ["requires_escalation_email"]}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": 5}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": True}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": Hostile()}, "mock", False, True),
    ({"DEFAULT": "mock", "mock": HostileMapping(requires_escalation_email=True)}, "mock", False, True),
    # a setting that is none
    (None, "mock", False, True),
    ({}, "mock", False, True),
    ([], "mock", False, True),
    (["mock"], "mock", False, True),
    ([("mock", BOTH["mock"])], "mock", False, True),
    ("mock", "mock", False, True),
    (0, "mock", False, True),
    (False, "mock", False, True),
    (Hostile(), "mock", False, True),
    (HostileMapping(BOTH), "mock", False, True),
    # entries under names that are no backend's
    ({"DEFAULT": {"requires_escalation_email": True, "show_review_rules": False}}, "DEFAULT", False, True),
    ({"lti_external": {"requires_escalation_email": True}}, "lti_external", False, True),
    ({None: {"requires_escalation_email": True, "show_review_rules": False}}, "null", False, True),
]


@ddt.ddt
class PredicateTest(SimpleTestCase):
    """requires_escalation_email, show_review_rules."""

    @ddt.idata(ANSWERS)
    @ddt.unpack
    def test_answers(self, setting, provider, email, rules):
        with override_settings(PROCTORING_BACKENDS=setting):
            self.assertIs(requires_escalation_email(provider), email)
            self.assertIs(show_review_rules(provider), rules)

    def test_a_missing_setting_gives_the_defaults(self):
        with override_settings():
            del settings.PROCTORING_BACKENDS
            self.assertIs(requires_escalation_email("mock"), False)
            self.assertIs(show_review_rules("mock"), True)

    @ddt.data(requires_escalation_email, show_review_rules)
    def test_the_provider_is_a_required_argument(self, predicate):
        with self.assertRaises(TypeError):
            predicate()


class FreshnessTest(SimpleTestCase):
    """Every way to change the setting is seen by the very next call."""

    def test_override_settings_is_seen_within_its_block_only(self):
        with override_settings(PROCTORING_BACKENDS=BOTH):
            self.assertTrue(requires_escalation_email("mock"))
        self.assertFalse(requires_escalation_email("mock"))

    def test_reassignment_is_seen(self):
        with override_settings():
            settings.PROCTORING_BACKENDS = BOTH
            self.assertFalse(show_review_rules("mock"))
            settings.PROCTORING_BACKENDS = one()
            self.assertTrue(show_review_rules("mock"))

    def test_a_change_in_place_is_seen(self):
        with mock.patch.dict(settings.PROCTORING_BACKENDS, BOTH):
            self.assertFalse(show_review_rules("mock"))
            with mock.patch.dict(settings.PROCTORING_BACKENDS["mock"], show_review_rules=True):
                self.assertTrue(show_review_rules("mock"))
        self.assertTrue(show_review_rules("mock"))

    def test_the_setting_is_never_written(self):
        setting = {"DEFAULT": "mock", "mock": {}}
        with override_settings(PROCTORING_BACKENDS=setting):
            requires_escalation_email("other")
            show_review_rules("other")
            available_providers()
        self.assertEqual(setting, {"DEFAULT": "mock", "mock": {}})


# setting, available, default, requiring an email
LISTS = [
    (BOTH, ["mock", "null"], "mock", ["mock"]),
    ({"DEFAULT": "b", "b": {}, "a": {"requires_escalation_email": True}}, ["a", "b"], "b", ["a"]),
    ({"DEFAULT": "a", "a": {}, "lti_external": {"requires_escalation_email": True}}, ["a"], "a", []),
    ({"DEFAULT": "lti_external", "a": None}, ["a"], None, []),
    ({"DEFAULT": "DEFAULT"}, [], None, []),
    ({"DEFAULT": "gone", "a": {}}, ["a"], "gone", []),
    ({"DEFAULT": "", "a": {}}, ["a"], None, []),
    ({"DEFAULT": None, "a": {}}, ["a"], None, []),
    ({"DEFAULT": ["a"], "a": {}}, ["a"], None, []),
    ({"a": {}, None: {}, 1: {}, ("b",): {}}, ["a"], None, []),
    ({}, [], None, []),
    (None, [], None, []),
    (["a"], [], None, []),
    ("a", [], None, []),
    (HostileMapping(BOTH), [], None, []),
    (MappingProxyType(BOTH), ["mock", "null"], "mock", ["mock"]),
]


@ddt.ddt
class ListTest(SimpleTestCase):
    """available_providers, default_provider, providers_requiring_escalation_email."""

    @ddt.idata(LISTS)
    @ddt.unpack
    def test_lists(self, setting, available, default, requiring):
        with override_settings(PROCTORING_BACKENDS=setting):
            self.assertEqual(available_providers(), available)
            self.assertEqual(default_provider(), default)
            self.assertEqual(providers_requiring_escalation_email(), requiring)

    def test_a_missing_setting_has_no_providers(self):
        with override_settings():
            del settings.PROCTORING_BACKENDS
            self.assertEqual(available_providers(), [])
            self.assertIsNone(default_provider())


class ThreadsTest(SimpleTestCase):
    """Another thread changes the setting in place whenever a key is looked at."""

    def setUp(self):
        self.backends = {"DEFAULT": "null", "null": {}, "mock": {}}
        self.enterContext(override_settings(PROCTORING_BACKENDS=self.backends))

    def add_provider(self, function):
        """Return ``function``, preceded by the turn of the other thread."""

        def call(*arguments):
            self.backends[f"new{len(self.backends)}"] = {}
            return function(*arguments)

        return call

    def test_the_providers_are_still_available(self):
        turn = self.add_provider(isinstance)
        with mock.patch("proctoring_config.backends.isinstance", turn, create=True):
            self.assertEqual(available_providers(), ["mock", "null"])
            self.assertGreater(len(available_providers()), 2)

    def test_no_problem_is_reported(self):
        turn = self.add_provider(skeleton._copy_key)
        without_shortcut = mock.patch("proctoring_config.diagnosis.is_setting_fine", return_value=False)
        with mock.patch.object(skeleton, "_copy_key", turn), without_shortcut:
            self.assertEqual(settings_problems(()), [])
        self.assertIn("new3", self.backends)
