"""
Run the tests of the audit on MariaDB, which is close to the database of the platform.

PROCTORING_CONFIG_MARIADB is the URL of a server, such as mysql://root@127.0.0.1:3306, whose user may create databases
and users. With MARIADB_TESTS=required, a missing server is a failure.
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
FILES = [
    "tests/edx_platform/test_flag.py",
    *(f"tests/audit/test_{name}.py" for name in ("many_courses", "queries", "run")),
]


@unittest.skipUnless(ADDRESS or REQUIRED, "PROCTORING_CONFIG_MARIADB is not set")
class OnMariaDBTest(SimpleTestCase):
    """A separate run of pytest, because Django's tests have a single default database."""

    def test_tests_of_the_audit_pass_on_mariadb(self):
        self.assertTrue(ADDRESS, "MARIADB_TESTS=required, but PROCTORING_CONFIG_MARIADB is not set")
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
        self.assertEqual(skipped, ["only SQLite has the switch"])
