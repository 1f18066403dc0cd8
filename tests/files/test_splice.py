"""splice.py."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.splice import joined, place, split

KEYS = st.lists(st.integers(0, 9), max_size=6)
TEXTS = st.text("a# \t\r\n\x0c\u2028=", max_size=30)


def wrong(keys, index, key):
    """How many keys are on the wrong side of ``key`` at ``index``."""
    return sum(other >= key for other in keys[:index]) + sum(other < key for other in keys[index:])


class SpliceTest(SimpleTestCase):
    """Edits of a text that leave the rest as it is."""

    @given(TEXTS)
    def test_lines_make_the_text_again(self, text):
        if not text.endswith("\r"):
            self.assertEqual(joined(split(text), text), text)

    @given(TEXTS)
    def test_every_line_is_ended(self, text):
        self.assertTrue(all(line.endswith("\n") and line.count("\n") == 1 for line in split(text)))

    @given(KEYS, st.integers(0, 9))
    def test_the_place_has_the_fewest_keys_on_the_wrong_side(self, keys, key):
        fewest = min(wrong(keys, index, key) for index in range(len(keys) + 1))
        self.assertEqual(wrong(keys, place(keys, key), key), fewest)

    @given(KEYS, st.integers(0, 9))
    def test_what_is_sorted_stays_sorted(self, keys, key):
        keys.sort()
        keys.insert(place(keys, key), key)
        self.assertEqual(keys, sorted(keys))
