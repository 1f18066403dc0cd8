"""Helpers of the tests of commands."""

import contextlib
import io
import os
import tempfile
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase

from proctoring_config.cli.main import main


def said(*lines):
    """Return the lines as they are printed to stderr: notes with the name of the command, and hints."""
    return [line if line.startswith("    hint: ") else f"proctoring-config: {line}" for line in lines]


def run_main(*argv, stdin=b""):
    """Run ``proctoring-config`` and return its exit status, and what it printed to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("sys.stdin", typed):
        try:
            status = main([os.fspath(argument) for argument in argv])
        except SystemExit as usage:
            status = usage.code
    return status, out.getvalue(), err.getvalue()


class CommandTestCase(SimpleTestCase):
    """Runs ``proctoring-config`` in an empty directory."""

    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(contextlib.chdir(folder))

    def file(self, name, content):
        """Write a file, text or bytes, in a new folder if necessary, and return its name."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def run_command(self, *argv, stdin=b""):
        """Run the command and return its exit status, what it printed to stdout, and the lines of stderr."""
        status, out, err = run_main(*argv, stdin=stdin)
        return status, out, err.splitlines()
