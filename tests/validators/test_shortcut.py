"""The shortcut for settings that are certainly right, compared with the validators."""

from collections import UserDict
from unittest import mock

import ddt
from django.test import SimpleTestCase, override_settings
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from edx_proctoring.backends.mock import MockProctoringBackendProvider
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config import diagnosis
from proctoring_config.edx_platform.plugins import load_plugins
from proctoring_config.options import OPTIONS, OWN_PLUGINS
from proctoring_config.problems import Severity
from proctoring_config.validators.shortcut import are_neighbors_fine, are_plugins_fine, is_setting_fine
from tests.distributions import make_plugin
from tests.examples import tries
from tests.hostile import hostile_settings, settings_values

#: Values that suit most options, and values that suit few.
GOOD = {
    "boolean": [True, False],
    "string": ["a", "https://proctor.example.com", ""],
    "null": [None],
    "number": [1, 0.5, 60],
    "object": [{}, {"contact": "https://example.com"}],
    "array": [[], ["verified", "satisfactory"], ("verified",)],
}
BAD = ["yes", " a", "\u201ca\u201d", "'a'", "a`", 0, -1, None, [1], ["a", None], 1, {}, {None: 1}, True]
TABLE = dict(hostile_settings())
HEALTHY = [
    ("null alone", {"DEFAULT": "null", "null": {}}),
    (
        "own plugins",
        {"DEFAULT": "mock", "null": {}, "mock": {"show_review_rules": False, "LINK_URLS": {"contact": "x"}}},
    ),
    (
        "a REST plugin",
        {
            "DEFAULT": "acme-2.0",
            "null": {},
            "acme-2.0": {
                "base_url": "https://proctor.example.com",
                "client_id": "0123456789",
                "client_secret": "%&=+/!",
                "requires_escalation_email": True,
                "timeout": 5,
                "passing_statuses": ["Clean", "Suspicious"],
            },
        },
    ),
    (
        "the vendor",
        {"DEFAULT": "proctortrack", "proctortrack": {"requires_escalation_email": True, "show_review_rules": False}},
    ),
]

BASE = {"DEFAULT": "null", "null": {}}
#: Settings with one fault.
FAULTY = [
    ("the vendor without options", {**BASE, "proctortrack": {}}),
    ("the vendor with one option", {**BASE, "proctortrack": {"requires_escalation_email": True}}),
    *(
        (f"value {name}", {**BASE, "mock": {"verbose_name": value}})
        for name, value in (
            ("in quotes", "'a'"),
            ("in double quotes", '"a"'),
            ("in backticks", "`a`"),
            ("in typographic quotes", "\u201ca\u201d"),
            ("with a hard space", "a\u00a0b"),
            ("in a list", ["a"]),
            ("that is a number", 1),
        )
    ),
    *(
        (f"provider {name}", {**BASE, name: {}})
        for name in ("lti_external", "LINK_URLS", "a b", "`a`", "a:b", "x" * 61, "\u0430cme", "acme ", "")
    ),
    ("DEFAULT missing", {"null": {}}),
    ("DEFAULT not configured", {**BASE, "DEFAULT": "mock"}),
    ("DEFAULT null", {**BASE, "DEFAULT": None}),
    ("option misspelled", {**BASE, "mock": {"show_review_rule": True}}),
    ("option unknown", {**BASE, "mock": {"house_option": True}}),
    ("number in quotes", {**BASE, "mock": {"token_expiration_time": "60"}}),
    ("boolean for a number", {**BASE, "mock": {"token_expiration_time": True}}),
    ("infinite number", {**BASE, "mock": {"token_expiration_time": float("inf")}}),
    ("NaN", {**BASE, "mock": {"token_expiration_time": float("nan")}}),
    ("huge number", {**BASE, "mock": {"ping_interval": 10**11}}),
    ("negative timeout", {**BASE, "mock": {"timeout": -1}}),
    ("item that is a number", {**BASE, "mock": {"passing_statuses": ["a", 1]}}),
    ("null for a boolean", {**BASE, "mock": {"show_review_rules": None}}),
    ("key null in options", {**BASE, "mock": {None: True}}),
    *(
        (f"level {name}", {**BASE, name: {"mock": {}}})
        for name in ("providers", "backends", "plugins", "settings", "config")
    ),
    *((f"level {name} of options", {**BASE, name: {"base_url": "https://x"}}) for name in ("options", "config")),
    ("plugin not installed", {**BASE, "moc": {}}),
    ("required options missing", {**BASE, "rpnow4": {}}),
]


def good_values(option):
    """Return values that the option accepts."""
    types = option.schema["type"]
    return [value for name in ([types] if isinstance(types, str) else types) for value in GOOD[name]]


@st.composite
def nearly_healthy(draw):
    """Draw a setting that is healthy, or has one or two faults."""
    names = draw(st.lists(st.sampled_from(["null", "mock", "acme", "proctortrack", "rpnow4"]), min_size=1, unique=True))
    value = {"DEFAULT": draw(st.sampled_from(names))}
    for name in names:
        options = [*OWN_PLUGINS.get(name, ()), *draw(st.lists(st.sampled_from([*OPTIONS]), max_size=3))]
        if name == "proctortrack":
            options += ["requires_escalation_email", "show_review_rules"]
        value[name] = {option: draw(st.sampled_from(good_values(OPTIONS[option]))) for option in options}
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from([value, *(value[name] for name in names if isinstance(value.get(name), dict))]))
        key = draw(st.sampled_from([*place, "DEFAULT", "acme", "lti_external", "timeout", "moc", " a", None, "x" * 61]))
        match draw(st.sampled_from(["drop", "bad", "good", "body"])):
            case "drop":
                place.pop(key, None)
            case "bad":
                place[key] = draw(st.sampled_from(BAD))
            case "good":
                place[key] = draw(st.sampled_from(["null", "mock", "acme", True]))
            case "body":
                place[key] = {}
    return value


neighbors = st.fixed_dictionaries(
    {},
    optional={
        "PROCTORING_SETTINGS": st.sampled_from([{}, {"LINK_URLS": {}}, {"LINK_URLS": None}, {None: 1}, None, [], "x"]),
        "FEATURES": st.dictionaries(
            st.sampled_from(["ENABLE_SPECIAL_EXAMS", "ENABLE_PROCTORED_EXAMS"]), st.sampled_from([True, False, "", 1])
        )
        | st.just({"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True})
        | st.none(),
        "ENABLE_SPECIAL_EXAMS": st.sampled_from([True, False, None]),
        "ENABLE_PROCTORED_EXAMS": st.sampled_from([True, False, None]),
    },
)


@ddt.ddt
class ShortcutTest(SimpleTestCase):
    """The diagnosis finds the same problems with and without the shortcut."""

    acme, vendor = (make_plugin(name, name, loaded=MockProctoringBackendProvider) for name in ("acme", "proctortrack"))

    def find(self, *, errors_only):
        """Return all problems, or the errors."""
        problems = diagnosis.configuration_problems(errors_only=errors_only)
        return [one for one in problems if not errors_only or one.severity is Severity.ERROR]

    def compare(self, value, **others):
        """Compare the problems of these settings, and return all of them."""
        with override_settings(PROCTORING_BACKENDS=value, **others):
            for errors_only in (True, False):
                found = self.find(errors_only=errors_only)
                with (
                    mock.patch.object(diagnosis, "_are_settings_fine", return_value=False),
                    mock.patch.object(diagnosis, "are_plugins_fine", return_value=False),
                ):
                    self.assertEqual(found, self.find(errors_only=errors_only))
        return found

    @ddt.named_data(*FAULTY)
    def test_settings_with_one_fault(self, value):
        plugins = [*load_plugins(), *([self.vendor] if "proctortrack" in value else [])]
        with mock.patch.object(diagnosis, "load_plugins", return_value=plugins):
            self.assertTrue(self.compare(value))

    @ddt.idata(TABLE)
    def test_hostile_settings(self, name):
        self.compare(TABLE[name])

    @tries(40, fuzz=20_000)
    @given(settings_values)
    def test_any_setting(self, value):
        self.compare(value)

    @tries(100, fuzz=20_000)
    @given(nearly_healthy(), neighbors)
    def test_settings_that_are_nearly_right(self, value, others):
        with mock.patch.object(diagnosis, "load_plugins", return_value=[*load_plugins(), self.acme]):
            self.compare(value, **others)

    @ddt.named_data(*HEALTHY)
    def test_right_settings_are_recognized(self, value):
        self.assertTrue(is_setting_fine(value, edx_proctoring="6.1.4"))
        self.assertTrue(is_setting_fine(value, errors_only=True))
        switches = {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True}
        for others in ({}, {"FEATURES": switches}, {"FEATURES": UserDict(switches), **switches}):
            found = {"PROCTORING_BACKENDS": value, "PROCTORING_SETTINGS": {"LINK_URLS": {}}, **others}
            self.assertTrue(are_neighbors_fine(found, has_edx_proctoring=True))

    def test_an_option_that_is_too_new_is_not_recognized(self):
        value = {"DEFAULT": "a", "a": {"timeout": 1}}
        self.assertFalse(is_setting_fine(value, edx_proctoring="6.0.9"))
        self.assertTrue(is_setting_fine(value))

    @ddt.data(None, {"null"})
    def test_right_plugins_are_recognized(self, held):
        value = {"DEFAULT": "null", "null": {}}
        fine = are_plugins_fine(value, load_plugins(), BACKEND_CONFIGURATION_ALLOW_LIST, held=held)
        self.assertTrue(fine)

    def test_plugins_that_do_not_match_are_not_recognized(self):
        for value, plugins, held in (
            ({"DEFAULT": "acme", "acme": {}}, load_plugins(), None),
            ({"DEFAULT": "null", "null": {}}, [*load_plugins(), self.acme], None),
            ({"DEFAULT": "null", "null": {}}, load_plugins(), ()),
            ({"DEFAULT": "null", "null": {}, "rpnow4": {}}, load_plugins(), None),
        ):
            self.assertFalse(are_plugins_fine(value, plugins, BACKEND_CONFIGURATION_ALLOW_LIST, held=held), value)
