"""lines.py."""

import subprocess
import tempfile
from pathlib import Path

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.lines import diff, first_difference, moved


@ddt
class LinesTest(SimpleTestCase):
    """Where lines went."""

    @data(
        ("a\nb\nc\n", "a\nb\nc\n", 2, 2),
        ("a\nb\nc\n", "x\na\nb\nc\n", 2, 3),
        ("a\nb\nc\n", "b\nc\n", 3, 2),
        ("a\nb\nc\n", "a\nc\n", 2, 1),
        ("a\n", "", 1, 1),
    )
    @unpack
    def test_moved(self, before, after, line, expected):
        self.assertEqual(moved(line, before, after), expected)

    @data(("a\nb\n", "a\nc\n", 2), ("a\n", "a\nb\n", 2), ("a\nb\n", "a\n", 2), ("x\n", "y\n", 1))
    @unpack
    def test_first_difference(self, before, after, expected):
        self.assertEqual(first_difference(before, after), expected)

    @data(
        ("a\nb\nc\n", "a\nx\nc\n"),
        ("a\nb", "a\nc"),
        ("a\nb", "a\nb\n"),
        ("", "a\n"),
        ("a\n", ""),
        ("a\r\nb\r\n", "a\r\nc\r\n"),
        ("\n".join(map(str, range(50))), "\n".join(map(str, [*range(10), *range(12, 50)]))),
        ("x\n" * 300 + "a\n" + "x\n" * 300, "x\n" * 300 + "b\n" + "x\n" * 300),
    )
    @unpack
    def test_patch_makes_the_one_of_the_other(self, before, after):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "f")
            file.write_bytes(before.encode())
            patch = diff("f", before, after).encode()
            subprocess.run(["git", "apply", "-"], input=patch, cwd=folder, check=True)
            self.assertEqual(file.read_bytes(), after.encode())

    def test_a_line_that_stands_often_in_a_long_file_is_no_change(self):
        before = "".join(f"line {number}\nreturn\n" for number in range(200))
        after = before.replace("line 100\nreturn\nline 101\n", "x\nreturn\ny\n")
        self.assertNotIn("\n-return", diff("f", before, after))
