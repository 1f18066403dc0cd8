"""Check the settings next to PROCTORING_BACKENDS, and compare the claims with edx-proctoring and edx-platform."""

import re
import unittest
from collections import UserDict
from pathlib import Path
from types import MappingProxyType

import ddt
import edx_proctoring
from django.test import SimpleTestCase
from hypothesis import given

from proctoring_config.validators.neighbors import READ_AT_IMPORT, read_switch, validate_neighbors
from proctoring_config.validators.skeleton import Unresolved
from tests.hostile import MARKER, settings_values, values
from tests.places import TREE

BACKENDS = {"DEFAULT": "acme", "acme": {}, "null": {}}
ON = {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True}
SPECIAL, PROCTORED = "FEATURES['ENABLE_SPECIAL_EXAMS']", "FEATURES['ENABLE_PROCTORED_EXAMS']"
OFFERS_NOTHING = "Studio offers no timed or proctored exams, and registers none when a course is published"
USES_DEFAULT = "Studio's Pages & Resources does not offer Proctoring, and all courses use the default provider"


class Hostile(UserDict):
    """A mapping that cannot be read."""

    def __getitem__(self, key):
        raise RuntimeError(MARKER)


class NoTruth:
    """A value that is neither true nor false."""

    def __bool__(self):
        raise RuntimeError(MARKER)


def stop(found):
    """Return the error about PROCTORING_SETTINGS."""
    return "E014", "PROCTORING_SETTINGS", found


def no_mapping(found, place="PROCTORING_SETTINGS"):
    """Return the warning about PROCTORING_SETTINGS."""
    return "W029", place, found


LINKS = "PROCTORING_SETTINGS['LINK_URLS']"
# PROCTORING_SETTINGS, problems found
SETTINGS = [
    ("empty", {}, []),
    ("some values", {"SITE_NAME": "x", "LINK_URLS": {"faq": "https://x"}}, []),
    ("another mapping", UserDict({"LINK_URLS": {}}), []),
    ("a mapping that cannot be changed", MappingProxyType({}), []),
    ("a placeholder", Unresolved(), []),
    ("links that are a placeholder", {"LINK_URLS": Unresolved()}, []),
    ("null", None, [stop("null")]),
    ("a number", 0, [stop("a number")]),
    ("true", True, [stop("true")]),
    ("false", False, [stop("false")]),
    ("bytes", b"SITE_NAME", [stop("bytes")]),
    ("an object", object(), [stop("a value of type object")]),
    ("a text with a name in it", "SITE_NAME: x\n", [stop("a string")]),
    ("a list with a name in it", ["CONTACT_EMAIL"], [stop("a list")]),
    ("an empty string", "", [no_mapping("a string")]),
    ("another text", "LINK_URLS: {}", [no_mapping("a string")]),
    ("an empty list", [], [no_mapping("a list")]),
    ("a list of mappings", [{"SITE_NAME": "x"}], [no_mapping("a list")]),
    ("a tuple", (), [no_mapping("a list")]),
    ("links that are null", {"LINK_URLS": None}, [no_mapping("null", LINKS)]),
    ("links that are a string", {"LINK_URLS": MARKER}, [no_mapping("a string", LINKS)]),
    ("links that are a list", {"LINK_URLS": [MARKER]}, [no_mapping("a list", LINKS)]),
    ("links that are false", {"LINK_URLS": False}, [no_mapping("false", LINKS)]),
]

# the other settings, path of the problem, switches in the hint, effect
SWITCHES = [
    ("both on", {"FEATURES": ON}, None),
    ("on by other true values", {"FEATURES": dict.fromkeys(ON, "yes")}, None),
    ("not in edx-platform", {}, None),
    ("unknown features", {"FEATURES": None}, None),
    ("a placeholder", {"FEATURES": Unresolved()}, None),
    ("switches that are placeholders", {"FEATURES": dict.fromkeys(ON, Unresolved())}, None),
    ("features that are a list", {"FEATURES": []}, None),
    ("no truth", {"FEATURES": dict.fromkeys(ON, NoTruth())}, None),
    ("settings of new releases", {"FEATURES": UserDict(ON), **ON}, None),
    ("only settings", ON, None),
    ("no features", {"FEATURES": {}}, (SPECIAL, f"{SPECIAL} and {PROCTORED}", OFFERS_NOTHING)),
    (
        "another switch",
        {"FEATURES": {"ENABLE_PROCTORING": True}},
        (SPECIAL, f"{SPECIAL} and {PROCTORED}", OFFERS_NOTHING),
    ),
    ("special exams are missing", {"FEATURES": {"ENABLE_PROCTORED_EXAMS": True}}, (SPECIAL, SPECIAL, OFFERS_NOTHING)),
    ("special exams are off", {"FEATURES": {**ON, "ENABLE_SPECIAL_EXAMS": False}}, (SPECIAL, SPECIAL, OFFERS_NOTHING)),
    ("special exams are null", {"FEATURES": {**ON, "ENABLE_SPECIAL_EXAMS": None}}, (SPECIAL, SPECIAL, OFFERS_NOTHING)),
    ("proctored exams are missing", {"FEATURES": {"ENABLE_SPECIAL_EXAMS": True}}, (PROCTORED, PROCTORED, USES_DEFAULT)),
    ("proctored exams are 0", {"FEATURES": {**ON, "ENABLE_PROCTORED_EXAMS": 0}}, (PROCTORED, PROCTORED, USES_DEFAULT)),
    (
        "off in an old release despite the setting",
        {"FEATURES": {**ON, "ENABLE_SPECIAL_EXAMS": False}, "ENABLE_SPECIAL_EXAMS": True},
        (SPECIAL, SPECIAL, OFFERS_NOTHING),
    ),
    (
        "off in a new release",
        {"FEATURES": UserDict(dict.fromkeys(ON, False)), **dict.fromkeys(ON, False)},
        ("ENABLE_SPECIAL_EXAMS", "ENABLE_SPECIAL_EXAMS and ENABLE_PROCTORED_EXAMS", OFFERS_NOTHING),
    ),
    (
        "a setting of a new release is off",
        {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": False},
        ("ENABLE_PROCTORED_EXAMS", "ENABLE_PROCTORED_EXAMS", USES_DEFAULT),
    ),
    ("features that cannot be read", {"FEATURES": Hostile()}, (SPECIAL, f"{SPECIAL} and {PROCTORED}", OFFERS_NOTHING)),
]

# values of PROCTORING_BACKENDS without a provider that needs a switch
NO_PROVIDERS = [
    ("missing", ...),
    ("null", None),
    ("a list", ["acme"]),
    ("only null", {"DEFAULT": "null", "null": {}}),
    ("only LTI", {"DEFAULT": "null", "null": {}, "lti_external": {}}),
    ("only a default", {"DEFAULT": "acme"}),
    ("a misspelled default", {"default": "acme"}),
    ("keys that are not names", {None: {}, 7: {}}),
    ("a placeholder", Unresolved()),
]


@ddt.ddt
class ValidateNeighborsTest(SimpleTestCase):
    """validate_neighbors."""

    def validate(self, settings, **options):
        """Return the problems as pairs of a short id and a problem."""
        return [(problem.id[-4:], problem) for problem in validate_neighbors(settings, **options)]

    @ddt.named_data(*SETTINGS)
    def test_proctoring_settings(self, value, expected):
        found = self.validate({"PROCTORING_SETTINGS": value})
        self.assertEqual([(code, problem.location) for code, problem in found], [row[:2] for row in expected])
        for (_, problem), (*_, described) in zip(found, expected, strict=True):
            self.assertIn(f"must be a mapping, but it is {described}.", problem.message)
            self.assertNotIn(MARKER, problem.message + problem.hint)

    @ddt.named_data(*SWITCHES)
    def test_switches(self, settings, expected):
        found = self.validate({"PROCTORING_BACKENDS": BACKENDS, **settings})
        if expected is None:
            self.assertEqual(found, [])
            return
        place, switches, effect = expected
        ((code, problem),) = found
        self.assertEqual((code, problem.location), ("W028", place))
        self.assertEqual(problem.message, f"Providers are configured, but the switch is off: {effect}.")
        self.assertEqual(problem.hint, f"Set {switches} to true for LMS and Studio")
        self.assertEqual(self.validate({"PROCTORING_BACKENDS": BACKENDS, **settings, "FEATURES": ON, **ON}), [])

    @ddt.named_data(*NO_PROVIDERS)
    def test_without_providers_exams_may_be_off(self, value):
        settings = {"FEATURES": {}} if value is ... else {"FEATURES": {}, "PROCTORING_BACKENDS": value}
        self.assertEqual(self.validate(settings), [])

    def test_paths_begin_with_the_root(self):
        settings = {"PROCTORING_BACKENDS": BACKENDS, "PROCTORING_SETTINGS": None, "FEATURES": {}}
        found = [problem.location for _, problem in self.validate(settings, root=("openedx", "values"))]
        root = "openedx['values']"
        self.assertEqual(found, [f"{root}['PROCTORING_SETTINGS']", f"{root}['FEATURES']['ENABLE_SPECIAL_EXAMS']"])

    @given(settings_values, values, values)
    def test_nothing_raises_and_no_value_is_shown(self, backends, proctoring, features):
        found = validate_neighbors(
            {"PROCTORING_BACKENDS": backends, "PROCTORING_SETTINGS": proctoring, "FEATURES": features}
        )
        self.assertNotIn(MARKER, str([problem.as_json() for problem in found]))

    @ddt.data(Hostile(), None, [], 7)
    def test_settings_that_cannot_be_read(self, settings):
        self.assertEqual(validate_neighbors(settings), [])
        self.assertIsNone(read_switch(settings, "ENABLE_SPECIAL_EXAMS"))


class ClaimsTest(SimpleTestCase):
    """PROCTORING_SETTINGS in the real edx-proctoring."""

    def test_names_that_are_read_during_the_import(self):
        source = (Path(edx_proctoring.__file__).parent / "constants.py").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r"'(\w+)' in settings\.PROCTORING_SETTINGS", source)), READ_AT_IMPORT)


@ddt.ddt
@unittest.skipUnless(TREE, "PROCTORING_CONFIG_PLATFORM_TREE is not set")
class PlatformTest(SimpleTestCase):
    """The same settings in edx-platform."""

    @ddt.data(
        # Studio offers no timed or proctored exams ...
        (
            "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py",
            r'if settings\.FEATURES\.get\("ENABLE_SPECIAL_EXAMS"\):\s+if xblock\.category == "course":[^#]+?'
            r'"enable_timed_exams"',
        ),
        # ... and registers none.
        (
            "cms/djangoapps/contentstore/proctoring.py",
            r"if not settings\.FEATURES\.get\('ENABLE_SPECIAL_EXAMS'\):\s+#[^\n]+\s+return\n",
        ),
        # Pages & Resources does not offer Proctoring ...
        (
            "lms/djangoapps/courseware/plugins.py",
            r"class ProctoringCourseApp[^$]+?return settings\.FEATURES\.get\('ENABLE_PROCTORED_EXAMS'\)",
        ),
        # ... and all courses use the default provider.
        (
            "xmodule/course_block.py",
            r"if settings\.FEATURES\.get\('ENABLE_PROCTORED_EXAMS'\):[^$]+?else:\s+return self\.default",
        ),
        # AttributeError if PROCTORING_SETTINGS or its LINK_URLS is not a mapping.
        (
            "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py",
            r'settings\.PROCTORING_SETTINGS\.get\("LINK_URLS", \{\}\)\.get\(',
        ),
        (
            "lms/djangoapps/courseware/plugins.py",
            r"settings\.PROCTORING_SETTINGS\.get\(\s+'LINK_URLS', \{\}\s+\)\.get\(",
        ),
    )
    @ddt.unpack
    def test_source(self, path, pattern):
        self.assertRegex(Path(TREE, path).read_text(encoding="utf-8"), pattern)
