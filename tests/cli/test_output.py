"""Where the output goes: to a full disk, to nobody, to a terminal of another encoding."""

import os
import subprocess
from pathlib import Path

import ddt

from tests.cli.checking import BROKEN, CheckTestCase
from tests.filesystem import belongs_to_nobody, without_rights
from tests.places import COMMAND


@ddt.ddt
class OutputTest(CheckTestCase):
    """As processes of their own."""

    def setUp(self):
        super().setUp()
        self.file("lms.yml", BROKEN)
        Path("platform/openedx/core").mkdir(parents=True)
        self.file("platform/openedx/core/release.py", "RELEASE_LINE = 'x'  # proctortrack\n")

    def ended(self, line):
        """Run a line of the shell; return its exit status and what it says on stderr."""
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, env=buffered)
        return done.returncode, done.stderr

    @ddt.data("check lms.yml", "check --format json lms.yml", "schema", "refactor --list", "refactor platform")
    def test_a_full_disk_is_named(self, arguments):
        status, err = self.ended(f"{COMMAND} {arguments} > /dev/full")
        self.assertEqual(status, 3)
        self.assertEqual(err.splitlines()[-1], "proctoring-config: cannot print: no space left on device")
        self.assertNotIn("Traceback", err)

    @ddt.data("check lms.yml", "schema", "refactor platform")
    def test_nobody_listens(self, arguments):
        self.assertEqual(
            self.ended(f"{COMMAND} {arguments} >&-"), (2, "proctoring-config: standard output is closed\n")
        )

    @ddt.data("check lms.yml", "schema", "refactor platform")
    def test_a_reader_that_leaves_is_not_complained_of_and_ends_it_with_status_3(self, arguments):
        _, err = self.ended(f"{{ {COMMAND} {arguments}; echo ended with $? >&2; }} | true")
        self.assertTrue(err.endswith("ended with 3\n"), err)
        self.assertNotIn("Error", err)
        self.assertNotIn("cannot print", err)

    def test_a_name_need_not_fit_the_encoding(self):
        self.file("é.yml", "PROCTORING_BACKENDS: {DEFAULT: 'ü😀', 'ü😀': }")
        done = subprocess.run(
            [COMMAND, "check", "é.yml"], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
        )
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(rb"PROCTORING_BACKENDS['\xfc\U0001f600']", done.stdout)

    def test_a_file_that_must_not_be_read(self):
        belongs_to_nobody(".")
        Path("lms.yml").chmod(0)
        self.check("cms.yml")  # imports what root alone may read
        with without_rights():
            self.assertEqual(self.check("lms.yml"), (2, "", ["proctoring-config: lms.yml: permission denied"]))
