"""setting.py: finding the setting in a file."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.setting import find
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
