"""Check that an edit changes only the intended lines."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade.verify import changes_only

TEXT = "a: 1\r\nb: 2\nc: 3"


@ddt.ddt
class ChangesOnlyTest(SimpleTestCase):
    """Spans of a text of three lines, and the name x."""

    @ddt.named_data(
        ("no span", []),
        ("a value", [(3, 4, "x")]),
        ("a line", [(6, 6, "x: 1\r\n")]),
        ("two lines", [(6, 6, "x: 1\nx: 2\n")]),
        ("behind a line end", [(4, 4, "\r\nx: 1")]),
        ("at the end", [(15, 15, "\nx: 1")]),
        ("at both ends and between", [(0, 0, "x: 1\n"), (9, 10, "x"), (15, 15, "\nx: 1\nx: 2")]),
        ("two values", [(0, 1, "x"), (3, 4, "x")]),
    )
    def test_lines_that_name_it(self, spans):
        self.assertTrue(changes_only(TEXT, spans, ["x", "y"]))

    @ddt.named_data(
        ("a value", [(3, 4, "y")]),
        ("a line", [(6, 6, "y: 1\n")]),
        ("a line behind one that names it", [(6, 6, "x: 1\ny: 1\n")]),
        ("an empty line before one that names it", [(6, 6, "\nx: 1\n")]),
        ("two lines in one", [(4, 7, "x")]),
        ("a line end inside a line", [(2, 2, "x\n")]),
        ("a line in place of another", [(0, 6, "x: 1\n")]),
        ("an empty line at the end", [(15, 15, "\n")]),
    )
    def test_other_lines(self, spans):
        self.assertFalse(changes_only(TEXT, spans, ["x"]))
