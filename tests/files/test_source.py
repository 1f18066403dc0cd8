"""Places in a text."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.source import Source


@ddt.ddt
class PositionTest(SimpleTestCase):
    """Lines are those of editors, columns are characters, both from 1."""

    @ddt.data(
        ("X", "X", 1, 1),
        ("a\nX", "X", 2, 1),
        ("a\r\n  X", "X", 2, 3),
        ("a\rX", "X", 2, 1),
        ("\n\n\nX", "X", 4, 1),
        ("é😀X", "X", 1, 3),
        ("a\u2028b\x85X", "X", 1, 5),
        ("a\n", "\n", 1, 2),
    )
    @ddt.unpack
    def test_of_a_character(self, text, character, line, column):
        self.assertEqual(Source("f", text).position(text.index(character)), (line, column))

    def test_of_the_end(self):
        self.assertEqual(Source("f", "a\n").position(2), (2, 1))
        self.assertEqual(Source("f", "").position(0), (1, 1))


class LineTest(SimpleTestCase):
    """A line by its number."""

    def test_has_its_break_if_it_has_one(self):
        source = Source("f", "a\r\nb\nc")
        self.assertEqual([source.line(number) for number in (1, 2, 3)], ["a\r\n", "b\n", "c"])
