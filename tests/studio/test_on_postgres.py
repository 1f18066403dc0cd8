"""
Run the tests of isolation levels on PostgreSQL; tests/audit/test_on_mariadb.py runs them on MariaDB.

PROCTORING_CONFIG_POSTGRES is the URL of a server, such as postgresql://postgres@127.0.0.1:5432, whose user may create
databases. With POSTGRES_TESTS=required, a missing server is a failure.
"""

import unittest

from django.test import SimpleTestCase

from tests import databases


@unittest.skipUnless(databases.is_wanted("postgres"), "PROCTORING_CONFIG_POSTGRES is not set")
class OnPostgresTest(SimpleTestCase):
    """A separate run of pytest."""

    def test_transactions_of_the_store_and_of_checks_on_postgres(self):
        files = [
            "tests/studio/test_isolation.py",
            "tests/edx_platform/test_transactions.py",
            "tests/operator_page/test_slow_reader.py",
        ]
        self.assertEqual(databases.run_tests(self, "postgres", files), (5, []))
