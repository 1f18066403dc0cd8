"""
Run the tests that read tables of the platform on MariaDB, which is close to its database.

PROCTORING_CONFIG_MARIADB is the URL of a server, such as mysql://root@127.0.0.1:3306, whose user may create databases
and users. With MARIADB_TESTS=required, a missing server is a failure.
"""

import unittest

from django.test import SimpleTestCase

from tests import databases

FILES = [
    "tests/edx_platform/test_flag.py",
    *(f"tests/audit/test_{name}.py" for name in ("blind_spots", "many_courses", "queries", "run")),
    "tests/docs/test_upgrade_story.py",
    "tests/management/commands/test_proctoring_prune_flag.py",
    "tests/operator_page/test_parts.py",
    "tests/operator_page/test_slow_reader.py",
    "tests/studio/test_isolation.py",
]


@unittest.skipUnless(databases.is_wanted("mariadb"), "PROCTORING_CONFIG_MARIADB is not set")
class OnMariaDBTest(SimpleTestCase):
    """A separate run of pytest."""

    def test_audit_flag_and_store_on_mariadb(self):
        passed, skipped = databases.run_tests(self, "mariadb", FILES)
        self.assertGreater(passed, 50)
        self.assertEqual(skipped, ["only SQLite has the switch"])
