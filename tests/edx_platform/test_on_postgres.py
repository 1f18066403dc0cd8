"""
Run the tests of transactions on PostgreSQL, which refuses a transaction after an error.

PROCTORING_CONFIG_POSTGRES is the URL of a server, such as postgresql://postgres@127.0.0.1:5432, whose user may create
databases and roles. With POSTGRES_TESTS=required, a missing server is a failure.
"""

import os
import re
import subprocess
import sys
import unittest

from django.test import SimpleTestCase

from tests.places import ROOT

ADDRESS = os.environ.get("PROCTORING_CONFIG_POSTGRES", "")
REQUIRED = os.environ.get("POSTGRES_TESTS") == "required"


@unittest.skipUnless(ADDRESS or REQUIRED, "PROCTORING_CONFIG_POSTGRES is not set")
class OnPostgreSQLTest(SimpleTestCase):
    """A separate run of pytest, because Django's tests have a single default database."""

    def test_transactions_go_on_on_postgresql(self):
        self.assertTrue(ADDRESS, "POSTGRES_TESTS=required, but PROCTORING_CONFIG_POSTGRES is not set")
        file = "tests/edx_platform/test_transactions.py"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--ds=tests.postgres_settings", "--no-migrations", "-q", "-rs", file],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.postgres_settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout[-5000:] + done.stderr[-2000:])
        (passed,) = re.findall(r"(\d+) passed", done.stdout)
        self.assertGreater(int(passed), 1)
        self.assertNotIn("SKIPPED", done.stdout)
