"""diff.py."""

from difflib import SequenceMatcher, unified_diff

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.diff import hunks

LINES = st.lists(st.sampled_from(["a", "b", "c: 1", ""]), max_size=20)


class HunksTest(SimpleTestCase):
    """The lines of a unified diff."""

    @given(LINES, LINES)
    def test_are_those_of_the_standard_library(self, old, new):
        expected = list(unified_diff(old, new, lineterm=""))[2:]
        self.assertEqual(list(hunks(SequenceMatcher(None, old, new), old, new)), expected)

    def test_show_lines_other_than_those_compared(self):
        matcher = SequenceMatcher(None, ["a: 1", "b: 2"], ["a: 1", "b: 3", "c: 4"])
        self.assertEqual(
            list(hunks(matcher, ["a: *", "b: *"], ["a: *", "b: *", "c: *"])),
            ["@@ -1,2 +1,3 @@", " a: *", "-b: *", "+b: *", "+c: *"],
        )
