"""report.py; the formats are tested with the command, in tests/cli."""

import subprocess
import tempfile
from pathlib import Path

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.report import make_diff


@ddt
class MakeDiffTest(SimpleTestCase):
    """Diffs that ``git apply`` accepts."""

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
    def test_patch_turns_one_text_into_the_other(self, before, after):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "f")
            file.write_bytes(before.encode())
            patch = make_diff("f", before, after).encode()
            subprocess.run(["git", "apply", "-"], input=patch, cwd=folder, check=True)
            self.assertEqual(file.read_bytes(), after.encode())

    def test_frequent_line_of_a_long_file_is_not_a_change(self):
        before = "".join(f"line {number}\nreturn\n" for number in range(200))
        after = before.replace("line 100\nreturn\nline 101\n", "x\nreturn\ny\n")
        self.assertNotIn("\n-return", make_diff("f", before, after))
