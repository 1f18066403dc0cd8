"""Where the output goes: to a full disk, to nobody, to a terminal of another encoding."""

import json
import os
import signal
import subprocess
from pathlib import Path
from unittest import mock

import ddt

from tests.cli.checking import BROKEN, CheckTestCase
from tests.filesystem import belongs_to_nobody, without_rights
from tests.places import COMMAND

CHECK_COURSE = "check-course --settings cms.yml course"


@ddt.ddt
class OutputTest(CheckTestCase):
    """As processes of their own."""

    def setUp(self):
        super().setUp()
        self.file("lms.yml", BROKEN)
        Path("platform/openedx/core").mkdir(parents=True)
        self.file("platform/openedx/core/release.py", "RELEASE_LINE = 'x'  # proctortrack\n")
        Path("course").mkdir()
        course = '<course url_name="c" enable_proctored_exams="true" proctoring_provider="gone"/>'
        self.file("course/course.xml", course)
        self.file("cms.yml", "PROCTORING_BACKENDS: {DEFAULT: mock, mock: {}}\n")

    def ended(self, line):
        """Run a line of the shell; return its exit status and what it says on stderr."""
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, env=buffered)
        return done.returncode, done.stderr

    @ddt.data(
        *("check lms.yml", "check --format json lms.yml", "schema", "refactor platform", "tutor-plugin", CHECK_COURSE),
    )
    def test_a_full_disk_is_named(self, arguments):
        status, err = self.ended(f"{COMMAND} {arguments} > /dev/full")
        self.assertEqual(status, 3)
        self.assertEqual(err.splitlines()[-1], "proctoring-config: cannot print: no space left on device")
        self.assertNotIn("Traceback", err)

    @ddt.data(
        ("2>&-", "check lms.yml"),
        ("2>&-", "upgrade lms.yml"),
        ("2>/dev/full", "check lms.yml"),
        ("2>&-", CHECK_COURSE),
        ("2>/dev/full", CHECK_COURSE),
        ("2>/dev/full <&-", "refactor platform"),
        ("<&- 2>&-", "upgrade --review-rules hidden --write --backup lms.yml"),
    )
    @ddt.unpack
    def test_json_is_whole_without_standard_error(self, closed, arguments):
        self.file("lms.yml", "PROCTORING_BACKENDS: {DEFAULT: mock, mock: {}, proctortrack: {}}\n")
        status, err = self.ended(f"{COMMAND} {arguments} --format json {closed} > out")
        self.assertEqual((status, err), (1, ""))
        self.assertEqual(json.loads(Path("out").read_text())["version"], 1)

    @ddt.data(
        *("check missing.yml", "upgrade missing.yml", "nonsense", "tutor-plugin lms.yml"),
        *("check-course --settings missing.yml course", "check-course --settings cms.yml missing"),
    )
    def test_nothing_but_results_goes_to_standard_output(self, arguments):
        for closed in ("2>&-", "2>/dev/full"):
            self.assertEqual(self.ended(f"{COMMAND} {arguments} {closed} > out"), (2, ""))
            self.assertEqual(Path("out").read_text(), "")

    def test_nothing_is_open(self):
        self.assertEqual(self.ended(f"{COMMAND} check lms.yml <&- >&- 2>&-"), (2, ""))

    @ddt.data(["check", "-"], ["check-course", "--settings", "-", "course"])
    def test_ctrl_c_ends_in_one_line(self, arguments):
        process = subprocess.Popen(
            [COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
        )
        with process:
            process.stdin.write(b"#" * 200_000)  # returns when the command reads, as a pipe holds less
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out, err), (130, b"", b"proctoring-config: interrupted\n"))

    def test_ctrl_c_while_the_plugin_is_read(self):
        with mock.patch("importlib.resources.files", side_effect=KeyboardInterrupt):
            self.assertEqual(self.run_command("tutor-plugin"), (130, "", ["proctoring-config: interrupted"]))

    def test_ctrl_c_while_commands_are_imported(self):
        with mock.patch("proctoring_config.cli.main._parser", side_effect=KeyboardInterrupt):
            self.assertEqual(self.check("lms.yml"), (130, "", ["proctoring-config: interrupted"]))

    @ddt.data("check lms.yml", "--version", "schema", "tutor-plugin", CHECK_COURSE)
    def test_nobody_listens(self, arguments):
        self.assertEqual(
            self.ended(f"{COMMAND} {arguments} >&-"), (2, "proctoring-config: standard output is closed\n")
        )

    @ddt.data("check lms.yml", "schema", "refactor platform", "tutor-plugin", CHECK_COURSE)
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
