"""setting.py: finding the setting in a file."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.setting import find, find_similar
from tests.files.nodes import yaml


@ddt.ddt
class FindTest(SimpleTestCase):
    """A path of keys."""

    @ddt.data(
        (("a",), [("a", 1)]),
        (("a", None, 3), [("a", 1), (None, 2), (3, 3)]),
        (("a", None, 3, "x"), [("a", 1), (None, 2), (3, 3)]),
        (("a", "x"), [("a", 1)]),
        (("b", 0), [("b", 4)]),
        (("x", "a"), []),
        ((), []),
    )
    @ddt.unpack
    def test_leads_as_far_as_there_are_keys(self, path, expected):
        found = find(yaml("a:\n  null:\n    3: x\nb: [c]\n"), path)
        self.assertEqual([(entry.key, entry.position[0]) for entry in found], expected)

    def test_from_what_is_no_mapping(self):
        self.assertEqual(find(None, ("a",)), [])


@ddt.ddt
class SimilarTest(SimpleTestCase):
    """Did you mean ...?"""

    @ddt.data(
        ("EDXAPP_PROCTORING_BACKENDS: 1", "EDXAPP_PROCTORING_BACKENDS"),
        ("a: 1\nvars: {b: {edxapp_proctoring_backends: 1}}", "vars.b.edxapp_proctoring_backends"),
        ("vars: {PROCTORING_BACKENDS: 1}\nX_PROCTORING_BACKENDS: 1", "X_PROCTORING_BACKENDS"),
        ("PROCTORNG_BACKENDS: 1", "PROCTORNG_BACKENDS"),
        ("PROCTORING_BACKEND: 1", "PROCTORING_BACKEND"),
        ("PROCTORING_SETTINGS: 1\n1: 2\nnull: 3", None),
        ("a: {b: {c: {PROCTORING_BACKENDS: 1}}}", None),
        ("a: &a {b: *a}", None),
        ("", None),
    )
    @ddt.unpack
    def test_key(self, text, expected):
        self.assertEqual(find_similar(yaml(text or "{}"), "PROCTORING_BACKENDS"), expected)

    @ddt.data("x{PROCTORING_BACKENDS", "x-5 PROCTORING_BACKENDS", "x-5PROCTORING_BACKENDS", "PROCTORING_BACKENDS é x")
    def test_other_text_that_became_part_of_a_key_is_not_repeated(self, key):
        self.assertIsNone(find_similar(yaml(f"'{key}': {{}}"), "PROCTORING_BACKENDS"))
        self.assertIsNone(find_similar(yaml("'x: y': {'EDXAPP_PROCTORING_BACKENDS': {}}"), "PROCTORING_BACKENDS"))

    def test_aliases_that_multiply_are_looked_into_once(self):
        """A thousand million keys, aliases followed, of which two thousand stand in the file."""
        lower = ", ".join(f"l{number}: 1" for number in range(1000))
        middle = ", ".join(f"m{number}: *l" for number in range(1000))
        upper = "".join(f"u{number}: *m\n" for number in range(1000))
        self.assertIsNone(find_similar(yaml(f"l: &l {{{lower}}}\nm: &m {{{middle}}}\n{upper}"), "PROCTORING_BACKENDS"))
