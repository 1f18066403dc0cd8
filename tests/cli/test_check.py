"""``proctoring-config check``: what its user sees."""

import json
import os
import re
import subprocess
import sys
from unittest import mock

import ddt

from tests.cli.base import said
from tests.cli.checking import BROKEN, BROKEN_FOUND, HEALTHY, NOT_CHECKED, CheckTestCase
from tests.places import COMMAND, DOCS


@ddt.ddt
class OneFileTest(CheckTestCase):
    """A single settings file."""

    def test_a_healthy_file(self):
        self.file("lms.yml", HEALTHY)
        self.assertEqual(self.check("lms.yml"), (0, "", said(f"no problems in 1 file; {NOT_CHECKED}")))

    def test_a_broken_file(self):
        self.file("lms.yml", BROKEN)
        self.assertEqual(
            self.check("lms.yml"), (1, BROKEN_FOUND, said(f"3 errors, 2 warnings in 1 file; {NOT_CHECKED}"))
        )

    def test_standard_input(self):
        status, out, _ = self.check("-", stdin=BROKEN)
        self.assertEqual((status, out), (1, BROKEN_FOUND.replace("lms.yml", "<stdin>")))

    @ddt.named_data(
        ("settings", "env/apps/openedx/settings/lms/production.py", True),
        ("configuration", "env/apps/openedx/config/cms.env.yml", True),
        ("settings of the build", "env/build/openedx/settings/cms/assets.py", True),
        ("another file", "openedx/lms.yml", False),
    )
    def test_problems_in_a_file_that_tutor_overwrites(self, name, is_rendered):
        os.makedirs(os.path.dirname(name))
        self.file(name, "PROCTORING_BACKENDS = {}\n" if name.endswith("py") else "PROCTORING_BACKENDS: {}\n")
        _, out, err = self.check(name)
        self.assertIn("W001", out)
        note = "Tutor overwrites this file; correct config.yml or the plugin that sets the value"
        self.assertEqual(said(f"{name}: {note}") == err[:-1], is_rendered, err)

    def test_a_dependency_that_is_not_installed(self):
        self.file("lms.yml", HEALTHY)
        with mock.patch.dict(sys.modules, {"django.conf": None}):
            status, _, err = self.run_command("check-course", "--settings", "lms.yml", "course")
        self.assertEqual(status, 2)
        self.assertEqual(err, said("Missing module: django.conf. Run pip install proctoring-config"))

    def test_as_json(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n  DEFAULT: 'null'\n  'null':\n")
        status, out, err = self.check("lms.yml", "--format", "json")
        self.assertEqual(
            (status, json.loads(out), err),
            (
                1,
                {
                    "version": 1,
                    "problems": [
                        {
                            "id": "proctoring_config.E006",
                            "severity": "error",
                            "path": "PROCTORING_BACKENDS['null']",
                            "message": "The provider's value must be a mapping of options, but it is null. LMS and "
                            "Studio will not start if the provider's plugin is installed (AttributeError). Without the "
                            "plugin, some of their pages fail.",
                            "hint": "Write 'null': {} if the provider has no options, or put its options between the "
                            "braces",
                            "file": "lms.yml",
                            "line": 3,
                            "column": 3,
                        }
                    ],
                    "errors": [],
                    "not_checked": [],
                    "conditional": [],
                },
                said(f"1 error, 0 warnings in 1 file; {NOT_CHECKED}"),
            ),
        )

    def test_a_healthy_file_as_json(self):
        self.file("lms.yml", HEALTHY)
        status, out, _ = self.check("lms.yml", "--format", "json")
        expected = {"version": 1, "problems": [], "errors": [], "not_checked": [], "conditional": []}
        self.assertEqual((status, json.loads(out)), (0, expected))

    def test_a_file_without_the_key(self):
        self.file("lms.yml", "SITE_NAME: example.com\n")
        self.assertEqual(
            self.check("lms.yml"), (0, "", said("lms.yml: PROCTORING_BACKENDS not found; nothing was checked"))
        )

    def test_a_setting_of_another_name(self):
        self.file("vars.yml", "vars:\n  EDXAPP_PROCTORING_BACKENDS:\n    null: {}\n")
        status, out, _ = self.check("vars.yml", "--key", "vars.EDXAPP_PROCTORING_BACKENDS", "--ignore", "W001")
        self.assertEqual(status, 1)
        self.assertTrue(out.startswith("vars.yml:3:5: error E004 vars['EDXAPP_PROCTORING_BACKENDS'][None]: "), out)

    def test_a_setting_that_is_made_elsewhere(self):
        self.file("lms.yml", "A: 1\nPROCTORING_BACKENDS: '{{ EDXAPP_PROCTORING_BACKENDS }}'\n")
        self.assertEqual(
            self.check("lms.yml"),
            (
                2,
                "",
                said("lms.yml:2:1: PROCTORING_BACKENDS is a placeholder; use the rendered file"),
            ),
        )


@ddt.ddt
class OptionsTest(CheckTestCase):
    """The exit status, and what counts for it."""

    ERROR = "PROCTORING_BACKENDS:\n"
    WARNING = "PROCTORING_BACKENDS: {DEFAULT: x, x: {send_email: 1}}\n"

    @ddt.named_data(
        ("an error", ERROR, [], 1),
        ("a warning", WARNING, [], 1),
        ("an error at fail level error", ERROR, ["--fail-level", "error"], 1),
        ("a warning at fail level error", WARNING, ["--fail-level", "error"], 0),
        ("a warning at fail level warning", WARNING, ["--fail-level", "warning"], 1),
        ("an error at fail level warning", ERROR, ["--fail-level", "warning"], 1),
        ("an ignored warning", WARNING, ["--ignore", "W004"], 0),
        ("an ignored warning by its whole id", WARNING, ["--ignore", "proctoring_config.W004"], 0),
        ("two ignored ids", WARNING, ["--ignore", "W005", "--ignore", "W004"], 0),
        ("another id ignored", WARNING, ["--ignore", "W005"], 1),
        ("an error and an ignored warning", ERROR, ["--ignore", "W004"], 1),
    )
    def test_exit_status(self, content, options, status):
        self.file("lms.yml", content)
        self.assertEqual(self.check("lms.yml", *options)[0], status)

    def test_what_is_below_the_fail_level_is_still_shown(self):
        self.file("lms.yml", self.WARNING)
        self.assertIn("lms.yml:1:39: warning W004 ", self.check("lms.yml", "--fail-level", "error")[1])

    def test_what_is_ignored_is_not_shown(self):
        self.file("lms.yml", self.WARNING)
        self.assertEqual(
            self.check("lms.yml", "--ignore", "W004"), (0, "", said(f"no problems in 1 file; {NOT_CHECKED}"))
        )

    def test_every_option_is_documented(self):
        status, help_, _ = self.check("--help")
        page = (DOCS / "checking-files.rst").read_text(encoding="utf-8")
        options = set(re.findall(r"--[a-z-]+", help_)) - {"--help"}
        self.assertEqual((status, options), (0, set(re.findall(r"``(--[a-z-]+)", page))))

    @ddt.named_data(
        ("an unknown id", ["lms.yml", "--ignore", "W04"], "argument --ignore: unknown id 'W04'; did you mean W004?"),
        (
            "a malformed key",
            ["lms.yml", "--key", "a..b"],
            "argument --key: expected keys separated by dots, such as vars.NAME",
        ),
        (
            "an empty key",
            ["lms.yml", "--key", ""],
            "argument --key: expected keys separated by dots, such as vars.NAME",
        ),
        ("no file", [], "the following arguments are required: FILE"),
    )
    def test_wrong_usage(self, argv, reason):
        status, out, err = self.check(*argv)
        self.assertEqual((status, out, err[-1]), (2, "", f"proctoring-config check: error: {reason}"))


class ProcessTest(CheckTestCase):
    """The command as it is installed."""

    def process(self, *argv, **options):
        """Run the installed command."""
        return subprocess.run([COMMAND, "check", *argv], capture_output=True, check=False, **options)

    def test_exit_status_and_streams(self):
        self.file("lms.yml", BROKEN)
        done = self.process("lms.yml")
        self.assertEqual((done.returncode, done.stdout.decode()), (1, BROKEN_FOUND))
        self.assertEqual(done.stderr.decode().count("\n"), 1)

    def test_a_file_name_in_another_encoding(self):
        done = self.process(b"l\xffs.yml")
        self.assertEqual(
            (done.returncode, done.stderr),
            (2, rb"proctoring-config: l\udcffs.yml: no such file or directory" + os.linesep.encode()),
        )

    def test_a_reader_that_leaves_early(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n" + "".join(f"  p{number}:\n" for number in range(5000)))
        with subprocess.Popen([COMMAND, "check", "lms.yml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.readline()
            process.stdout.close()
            self.assertNotIn(b"Traceback", process.stderr.read())

    def test_closed_standard_input(self):
        done = subprocess.run(f"'{COMMAND}' check - <&-", shell=True, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (2, b"proctoring-config: <stdin>: standard input is closed\n"))

    def test_nothing_is_imported_that_is_not_needed(self):
        self.file("lms.json", '{"PROCTORING_BACKENDS": {"DEFAULT": "a", "a": {"send_email": 1}}}')
        code = (
            "import sys; from proctoring_config.cli.main import main; main(['check', 'lms.json']); "
            "heavy = ('yaml', 'rest_framework', 'libcst', 'ruamel', 'edx_proctoring', 'edx_toggles', 'django.apps'); "
            "sys.exit(', '.join(name for name in heavy if name in sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
        self.assertEqual(done.stderr, f"proctoring-config: 0 errors, 1 warning in 1 file; {NOT_CHECKED}\n\n")
