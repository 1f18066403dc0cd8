"""Test the report of the benchmarks."""

import io
import tempfile
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase

from benchmarks.__main__ import MARK, PARTS, main, write
from benchmarks.timing import Row, ShareRow, compared
from tests.places import DOCS


class ReportTest(SimpleTestCase):
    """Rows and the page of results."""

    def test_ratio_is_the_median_of_the_ratios(self):
        row = compared("what", [1.0, 2.0, 30.0], [2.0, 2.0, 10.0])
        self.assertEqual((row.ours, row.reference, row.ratio), (2.0, 2.0, 1.0))

    def test_row_and_exit_status_show_whether_the_target_is_met(self):
        for ratio, status, verdict in ((1.1, 0, "at most 1.1: yes"), (1.2, 1, "at most 1.1: NO")):
            rows = [Row("what", 1.0, 1.0, 99.0), "not measured", Row("what", 1.0, 1.0, ratio, 1.1)]
            with (
                mock.patch("benchmarks.imports.rows", return_value=rows),
                mock.patch("sys.argv", ["benchmarks", "imports"]),
                redirect_stdout(io.StringIO()) as printed,
            ):
                self.assertEqual(main(), status)
            self.assertTrue(printed.getvalue().endswith(f"not measured\n{rows[2]}\n"))
            self.assertTrue(str(rows[2]).endswith(verdict))

    def test_share_is_compared_with_the_permitted_share(self):
        for share, verdict in ((0.01, "at most 0.01: yes"), (0.02, "at most 0.01: NO")):
            self.assertTrue(str(ShareRow("what", share, 0.01)).endswith(verdict))

    def test_page_contains_only_the_last_results(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.rst")
            page.write_text(f"Head\n\n{MARK}", encoding="utf-8")
            write(page, ["old", "", "rows"])
            write(page, ["new", "", "rows"])
            self.assertEqual(page.read_text(), f"Head\n\n{MARK}\n.. code-block:: text\n\n   new\n\n   rows\n")

    def test_page_without_mark(self):
        with tempfile.NamedTemporaryFile("w+") as page, self.assertRaisesRegex(SystemExit, "no line '.. results'"):
            write(Path(page.name), [])

    def test_parts_are_modules_and_page_has_the_mark(self):
        for part in PARTS:
            self.assertIsNotNone(find_spec(f"benchmarks.{part}"), part)
        self.assertIn(MARK, (DOCS / "benchmarks.rst").read_text(encoding="utf-8"))
