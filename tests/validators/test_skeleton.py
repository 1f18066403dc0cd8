"""Plain copies of settings: which objects keep their value, and which are replaced."""

from collections import OrderedDict, UserDict, defaultdict
from enum import IntEnum, StrEnum
from types import MappingProxyType
from unittest import mock

import ddt
from django.apps import apps
from django.core.exceptions import AppRegistryNotReady
from django.test import SimpleTestCase
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import gettext_lazy

from proctoring_config.problems import Unreadable
from proctoring_config.validators.backends import validate_backends
from proctoring_config.validators.skeleton import PartlyKnown, Unresolved, snapshot


class Text(StrEnum):
    """A subclass of ``str``."""

    NULL = "null"


class Number(IntEnum):
    """A subclass of ``int``."""

    SIX = 6


def fail(error=RuntimeError):
    """Raise an exception."""
    raise error


# name, value, its copy
COPIES = [
    (
        "scalars",
        {None: None, True: False, 2: 1.5, "a": "b", b"c": b"d"},
        {None: None, True: False, 2: 1.5, "a": "b", b"c": b"d"},
    ),
    ("huge_number", 10**5000, 10**5000),
    ("mapping", {"a": {"b": [1, ("c",)]}}, {"a": {"b": [1, ()]}}),
    ("ordered_dict", OrderedDict(a=1), {"a": 1}),
    ("default_dict", defaultdict(dict, a=1), {"a": 1}),
    ("user_dict", UserDict(a=1), {"a": 1}),
    ("mapping_proxy", MappingProxyType({"a": 1}), {"a": 1}),
    ("lazy_object", SimpleLazyObject(lambda: {"a": 1}), {"a": 1}),
    ("lazy_mapping", lazy(lambda: {"a": 1}, dict)(), {"a": 1}),
    ("lazy_text", gettext_lazy("a"), ""),
    ("subclasses", [Text.NULL, Number.SIX], ["null", 6]),
    ("name_of_another_type", {Text.NULL: 1}, {"null": 1}),
    ("set", {1, 2}, frozenset()),
    ("too_deep", {"a": {"b": {"c": {"d": 1}, "e": [1]}}}, {"a": {"b": {"c": {}, "e": []}}}),
]

# name, value, name of the type
UNREADABLE = [
    ("object", object(), "object"),
    ("function", fail, "function"),
    ("lazy_object_that_fails", SimpleLazyObject(fail), "SimpleLazyObject"),
    ("lazy_boolean", SimpleLazyObject(lambda: True), "SimpleLazyObject"),
    ("lazy_text_that_fails", lazy(fail, str)(), "__proxy__"),
    ("lazy_mapping_that_fails", lazy(fail, dict)(), "__proxy__"),
]


@ddt.ddt
class SnapshotTest(SimpleTestCase):
    """snapshot."""

    @ddt.named_data(*COPIES)
    def test_copy(self, value, copy):
        found = snapshot(value)
        self.assertEqual(found, copy)
        self.assertIs(type(found), type(copy))

    @ddt.named_data(*UNREADABLE)
    def test_unreadable_value(self, value, type_name):
        for found in (snapshot(value), snapshot({"a": {"b": value}})["a"]["b"]):
            self.assertIs(type(found), Unreadable)
            self.assertEqual(found.type_name, type_name)

    def test_keys(self):
        names = [("a", 1), (), frozenset({1}), ("a", frozenset())]
        expected = [("a", 1), (), Unreadable("frozenset"), Unreadable("tuple")]
        self.assertEqual(list(snapshot(dict.fromkeys(names))), expected)

    def test_the_copies_of_a_key_are_equal(self):
        """The same problem is shown once, and beside its provider."""
        value = {object(): {}}
        self.assertEqual(snapshot(value), snapshot(value))

    def test_cycles_end_at_the_last_level(self):
        cycle = {}
        cycle["a"] = cycle
        self.assertEqual(snapshot(cycle), {"a": {"a": {"a": {}}}})

    def test_a_copy_of_a_copy_is_the_same(self):
        known = [Unresolved(), Unreadable("x")]
        self.assertEqual(snapshot(known), known)

    def test_a_lazy_text_is_not_evaluated_before_apps_are_ready(self):
        """Evaluating it early could import the modules of other apps."""
        with mock.patch.object(apps, "ready", False):
            self.assertEqual(snapshot(lazy(fail, str)()), "")

    def test_a_lazy_value_that_needs_apps_is_unresolved_until_they_are_ready(self):
        value = SimpleLazyObject(lambda: fail(AppRegistryNotReady))
        self.assertIs(type(snapshot(value)), Unreadable)
        with mock.patch.object(apps, "ready", False):
            self.assertIs(type(snapshot(value)), Unresolved)


@ddt.ddt
class UnknownKeysTest(SimpleTestCase):
    """Hints about mappings with keys that are not known."""

    @ddt.data(
        (PartlyKnown({None: {}}), "Quote the name: 'null'"),
        (PartlyKnown({None: {}, "null": {}}), "Remove it, or move its options to 'null', which is also configured"),
        ({"DEFAULT": "a", "a": PartlyKnown({"TIMEOUT": 5})}, "Rename it to timeout"),
        (
            {"DEFAULT": "a", "a": PartlyKnown({"TIMEOUT": 5, "timeout": 5})},
            "Keep either this option or timeout, and name it timeout",
        ),
    )
    @ddt.unpack
    def test_a_key_that_may_be_there_is_not_taken_for_one_that_is(self, value, hint):
        self.assertEqual([problem.hint for problem in validate_backends(value)], [hint])
