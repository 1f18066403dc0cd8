"""report.py: cells that a spreadsheet would evaluate."""

import csv
import io
import time

import ddt
from django.test import SimpleTestCase

from proctoring_config.audit import CourseProblem
from proctoring_config.audit.report import audit_as_csv
from proctoring_config.problems import course_kinds

ORDINARY = course_kinds.COURSE_PROVIDER_NOT_AVAILABLE.problem(("x",), provider="x")


def cell_of(text):
    """Return the cell with the provider ``text``."""
    lines = audit_as_csv([CourseProblem(ORDINARY, "course-v1:a+b+c", "a", text)])
    (row,) = csv.DictReader(io.StringIO("".join(lines), newline=""))
    return row["provider"]


@ddt.ddt
class FormulaTest(SimpleTestCase):
    """Cells."""

    @ddt.named_data(
        ("equals", "=cmd()", "'=cmd()"),
        ("plus", "+1", "'+1"),
        ("minus", "-1", "'-1"),
        ("at", "@SUM(1)", "'@SUM(1)"),
        ("tab", "\t=1", "'\t=1"),
        ("carriage_return", "\r=1", "'\r=1"),
        ("line_break", "\n=1", "'\n=1"),
        ("space", "  =1", "'  =1"),
        ("no_break_space", "\xa0=1", "'\xa0=1"),
        ("quote", '"=1', "'\"=1"),
        ("full_width_equals", "\uff1dcmd()", "'\uff1dcmd()"),
        ("full_width_plus", "\uff0b1", "'\uff0b1"),
        ("full_width_minus", "\uff0d1", "'\uff0d1"),
        ("full_width_at", "\uff20x", "'\uff20x"),
        ("after_a_semicolon", "a;=cmd()", "a;'=cmd()"),
        ("after_a_semicolon_at", "a;@x;+1", "a;'@x;'+1"),
        ("after_a_semicolon_and_a_space", "a; =1", "a; '=1"),
        ("after_a_semicolon_and_a_quote", 'a;"=1"', 'a;"\'=1"'),
        ("after_a_semicolon_full_width", "a;\uff1d1", "a;'\uff1d1"),
        ("only_a_semicolon", ";=1", "';=1"),
        ("inner_tab", "a\t=1", "a\t'=1"),
        ("inner_line_break", "a\n-1", "a\n'-1"),
    )
    def test_is_no_formula(self, text, cell):
        self.assertEqual(cell_of(text), cell)

    @ddt.data("a", "a=b", "a -b --c", "course-v1:a+b+c", "a;b; c", "x@example.com", 'say "=1"', "", " a", "1-2")
    def test_other_cells_stay(self, text):
        self.assertEqual(cell_of(text), text)

    def test_long_cells_take_linear_time(self):
        start = time.process_time()
        for text in (";" * 60_000, " " * 60_000, '"' * 60_000, "\t=" * 30_000):
            cell_of(text)
        self.assertLess(time.process_time() - start, 2)
