"""Check that an edit changes only the intended lines."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.splice import splice
from proctoring_config.upgrade.verify import changes_only

TEXT = "a: 1\r\nb: 2\nc: 3"


@ddt.ddt
class ChangesOnlyTest(SimpleTestCase):
    """Spans of a text of three lines, and the name x."""

    @ddt.data(
        [],
        [(3, 4, "x")],
        [(6, 6, "x: 1\r\n")],
        [(6, 6, "x: 1\nx: 2\n")],
        [(4, 4, "\r\nx: 1")],
        [(15, 15, "\nx: 1")],
        [(0, 0, "x: 1\n"), (9, 10, "x"), (15, 15, "\nx: 1\nx: 2")],
        [(0, 1, "x"), (3, 4, "x")],
    )
    def test_lines_that_name_it(self, spans):
        self.assertTrue(changes_only(TEXT, splice(TEXT, spans), spans, ["x", "y"]))

    @ddt.data(
        [(3, 4, "y")],
        [(6, 6, "y: 1\n")],
        [(6, 6, "x: 1\ny: 1\n")],
        [(6, 6, "\nx: 1\n")],
        [(4, 7, "x")],
        [(2, 2, "x\n")],
        [(0, 6, "x: 1\n")],
        [(15, 15, "\n")],
    )
    def test_other_lines(self, spans):
        self.assertFalse(changes_only(TEXT, splice(TEXT, spans), spans, ["x"]))

    @ddt.data(
        "a: 1\nb: 2\nc: 3",
        "a: 1\r\nb: 2\nc: 3\n",
        "a: 1\r\nb: 2\nc: 4",
        "a: 1\r\nb: 2\n",
        "a: 1\r\nc: 3\nb: 2",
        "a: 1\r\nb: 2\nc: 3\nx: 1",
        "",
    )
    def test_another_text_than_the_spans_make(self, after):
        self.assertFalse(changes_only(TEXT, after, [], ["x"]))
