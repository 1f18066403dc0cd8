"""
Run tests on MariaDB, which is close to the database of the platform, and on PostgreSQL, instead of SQLite in memory.

PROCTORING_CONFIG_MARIADB and PROCTORING_CONFIG_POSTGRES are the URLs of servers, such as mysql://root@127.0.0.1:3306
and postgresql://postgres@127.0.0.1:5432, whose users may create databases and users. With MARIADB_TESTS=required or
POSTGRES_TESTS=required, a missing server is a failure.
"""

import os
import re
import subprocess
import sys

import ddt
from django.test import SimpleTestCase

from tests.places import ROOT

FILES = (
    *(f"tests/audit/test_{name}.py" for name in ("blind_spots", "many_courses", "queries", "run")),
    "tests/docs/test_upgrade_story.py",
    *(f"tests/edx_platform/test_{name}.py" for name in ("flag", "transactions")),
    "tests/management/commands/test_proctoring_prune_flag.py",
    *(f"tests/operator_page/test_{name}.py" for name in ("parts", "slow_reader")),
    "tests/studio/test_isolation.py",
)


@ddt.ddt
class OnDatabaseTest(SimpleTestCase):
    """A separate run of pytest, because Django's tests have a single default database."""

    @ddt.named_data(
        ("mariadb", "MARIADB", {"only SQLite has the switch", "only PostgreSQL aborts a transaction"}),
        ("postgres", "POSTGRES", {"only SQLite has the switch"}),
    )
    def test_audit_flag_and_transactions(self, name, not_possible):
        url = os.environ.get(f"PROCTORING_CONFIG_{name}", "")
        if not url and os.environ.get(f"{name}_TESTS") != "required":
            self.skipTest(f"PROCTORING_CONFIG_{name} is not set")
        self.assertTrue(url, f"{name}_TESTS=required, but PROCTORING_CONFIG_{name} is not set")
        settings = "tests.database_settings"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", f"--ds={settings}", "--no-migrations", "-q", "-rs", *FILES],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": settings,
                "PROCTORING_CONFIG_DATABASE": url,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout[-5000:] + done.stderr[-2000:])
        (passed,) = re.findall(r"(\d+) passed", done.stdout)
        self.assertGreater(int(passed), 50)
        self.assertEqual(set(re.findall(r"SKIPPED .*: (.*)", done.stdout)), not_possible)
