"""
The tests of the audit once more on MariaDB, which is what the platform runs on.

PROCTORING_CONFIG_MARIADB names a server by a URL, such as mysql://root@127.0.0.1:3306; its user may create databases
and users. MARIADB_TESTS=required makes a missing server a failure.
"""

import os
import re
import subprocess
import sys
import unittest

from django.test import SimpleTestCase

from tests.places import ROOT

ADDRESS = os.environ.get("PROCTORING_CONFIG_MARIADB", "")
REQUIRED = os.environ.get("MARIADB_TESTS") == "required"
FILES = [f"tests/audit/test_{name}.py" for name in ("database", "flag", "many_courses", "run")]


@unittest.skipUnless(ADDRESS or REQUIRED, "PROCTORING_CONFIG_MARIADB names no server")
class OnMariaDBTest(SimpleTestCase):
    """A run of its own, since Django's tests know one default database."""

    def test_the_same_is_found_and_no_write_gets_through(self):
        self.assertTrue(ADDRESS, "MARIADB_TESTS=required, and PROCTORING_CONFIG_MARIADB names no server")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--ds=tests.mariadb_settings", "--no-migrations", "-q", "-rs", *FILES],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.mariadb_settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout[-5000:] + done.stderr[-2000:])
        (passed,) = re.findall(r"(\d+) passed", done.stdout)
        self.assertGreater(int(passed), 50)
        skipped = re.findall(r"SKIPPED .*: (.*)", done.stdout)
        self.assertEqual(skipped, ["the switch is SQLite's"])
