"""Run tests on a database server of which the environment has the URL, instead of SQLite in memory."""

import os
import re
import subprocess
import sys

from tests.places import ROOT


def is_wanted(name):
    """Return whether the tests on this database run: its URL is in the environment, or they are required."""
    return bool(_address(name)) or _is_required(name)


def run_tests(test, name, files):
    """
    Run the test files on the database in a separate pytest, because Django's tests have a single default database.

    Returns the number of tests that passed, and the reasons of those that were skipped.
    """
    variable = _variable(name)
    test.assertTrue(_address(name), f"{name.upper()}_TESTS=required, but {variable} is not set")
    settings = f"tests.{name}_settings"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", f"--ds={settings}", "--no-migrations", "-q", "-rs", *files],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": settings},
        capture_output=True,
        text=True,
        check=False,
    )
    test.assertEqual(done.returncode, 0, done.stdout[-5000:] + done.stderr[-2000:])
    (passed,) = re.findall(r"(\d+) passed", done.stdout)
    return int(passed), re.findall(r"SKIPPED .*: (.*)", done.stdout)


def _variable(name):
    return f"PROCTORING_CONFIG_{name.upper()}"


def _address(name):
    return os.environ.get(_variable(name), "")


def _is_required(name):
    return os.environ.get(f"{name.upper()}_TESTS") == "required"
