"""base.py: how the management commands end."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

import ddt
from django.core.management.base import CommandError
from django.test import SimpleTestCase

from proctoring_config.audit import CannotReadError
from proctoring_config.management.commands import proctoring_audit, proctoring_doctor
from proctoring_config.text import TranslatableText
from tests.processes import Start, manage, run_all

SECRET = "s3cret"
BACKENDS = {"DEFAULT": "null", "null": {}}
COMMANDS = {"proctoring_audit": proctoring_audit, "proctoring_doctor": proctoring_doctor}
UNREADABLE = {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"/dev/null/{SECRET}"}}}


def run(name, error, *arguments):
    """Run a command line whose command raises ``error``, and return the exit status and what is on stderr."""
    command = COMMANDS[name].Command()
    stderr = io.StringIO()
    with (
        redirect_stderr(stderr),
        redirect_stdout(io.StringIO()),
        mock.patch("proctoring_config.management.base.protect_stderr"),
        mock.patch.object(command, "handle", side_effect=error),
        mock.patch("django.db.connections.close_all"),
    ):
        try:
            command.run_from_argv(["manage.py", name, *arguments])
        except SystemExit as end:
            return end.code, stderr.getvalue()
    return 0, stderr.getvalue()


@ddt.ddt
class EndTest(SimpleTestCase):
    """Failures in this process."""

    @ddt.data(*COMMANDS)
    def test_ctrl_c_ends_in_one_line(self, name):
        self.assertEqual(run(name, KeyboardInterrupt), (130, "interrupted\n"))

    @ddt.data(*COMMANDS)
    def test_a_bug_is_one_line_without_its_message(self, name):
        status, err = run(name, ValueError(SECRET))
        line = "Internal error (ValueError). Please report it with the output of --traceback.\n"
        self.assertEqual((status, err), (3, line))

    @ddt.data(*COMMANDS)
    def test_a_traceback_is_shown_on_request(self, name):
        for error, expected in ((ValueError("x"), 3), (CommandError("x", returncode=2), 2), (CommandError("x"), 1)):
            status, err = run(name, error, "--traceback")
            self.assertEqual(status, expected)
            self.assertTrue(err.startswith("Traceback"), err)

    def test_a_database_that_fails_is_not_a_finding(self):
        error = CannotReadError(TranslatableText("broken"))
        for arguments in ([], ["--traceback"], ["--format", "json"], ["--suggest", "--traceback"]):
            with (
                mock.patch.object(proctoring_audit.Audit, "__iter__", side_effect=error),
                mock.patch.object(proctoring_audit, "suggest", side_effect=error),
            ):
                status, err = self.run_audit(*arguments)
            self.assertEqual(status, 2, err)
            self.assertIn("broken", err)

    def run_audit(self, *arguments):
        """Run the audit itself."""
        command = proctoring_audit.Command()
        return run("proctoring_audit", command.handle, *arguments)


class StreamsTest(SimpleTestCase):
    """Closed streams in processes of their own."""

    def test_closed_streams_are_not_findings_and_json_is_whole(self):
        audit, doctor = (manage(name, "--format", "json") for name in COMMANDS)
        starts = [
            Start(audit, BACKENDS, closed=("stderr",)),
            Start(doctor, BACKENDS, closed=("stderr",)),
            Start(audit, BACKENDS, closed=("stdout",)),
            Start(doctor, BACKENDS, closed=("stdout",)),
            Start(manage("proctoring_audit", "--traceback"), BACKENDS, settings=UNREADABLE),
            Start(manage("proctoring_audit", "--nonsense"), BACKENDS, closed=("stderr",)),
        ]
        audit, doctor, *silent, failed, wrong = run_all(starts)
        self.assertEqual((audit.status, audit.stdout), (2, ""))  # there is no table of courses
        self.assertEqual(doctor.status, 1)
        self.assertEqual(json.loads(doctor.stdout)["version"], 1)
        for end in silent:
            self.assertEqual((end.status, end.stderr), (2, "CommandError: standard output is closed\n"))
        self.assertEqual(failed.status, 2)
        self.assertIn("CommandError: Database 'default' cannot be read (OperationalError).\n", failed.stderr)
        self.assertNotIn(SECRET, failed.stderr)
        self.assertEqual((wrong.status, wrong.stdout), (2, ""))
