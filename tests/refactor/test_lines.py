"""lines.py."""

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.lines import first_changed_line, map_line


@ddt
class LinesTest(SimpleTestCase):
    """Line numbers before and after an edit."""

    @data(
        ("a\nb\nc\n", "a\nb\nc\n", 2, 2),
        ("a\nb\nc\n", "x\na\nb\nc\n", 2, 3),
        ("a\nb\nc\n", "b\nc\n", 3, 2),
        ("a\nb\nc\n", "a\nc\n", 2, 1),
        ("a\n", "", 1, 1),
    )
    @unpack
    def test_map_line(self, before, after, line, expected):
        self.assertEqual(map_line(line, before, after), expected)

    @data(("a\nb\n", "a\nc\n", 2), ("a\n", "a\nb\n", 2), ("a\nb\n", "a\n", 2), ("x\n", "y\n", 1))
    @unpack
    def test_first_changed_line(self, before, after, expected):
        self.assertEqual(first_changed_line(before, after), expected)
