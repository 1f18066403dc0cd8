"""Reading without a chance to write, on whatever database the tests run on."""

from unittest import mock, skipUnless

from django.contrib.auth.models import Group
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, OperationalError
from django.test import TestCase, TransactionTestCase

from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.audit.database import read_only
from tests.audit.planting import plant


class ReadOnlyTest(TransactionTestCase):
    """read_only."""

    def test_a_write_is_refused_by_the_database_and_possible_again_afterwards(self):
        with self.assertRaises(CannotReadError) as refused, read_only("default"):
            Group.objects.create(name="written")
        self.assertRegex(str(refused.exception.__cause__), "(?i)read.?only")
        self.assertEqual(Group.objects.count(), 0)
        Group.objects.create(name="written")
        self.assertEqual(Group.objects.count(), 1)

    def test_writes_are_refused_until_the_iterator_is_closed(self):
        for run in range(2):
            plant(run, "gone")
        findings = iter(Audit("default", Scope()))
        next(findings)
        with self.assertRaises(DatabaseError), transaction.atomic():
            Group.objects.create(name="written")
        findings.close()
        Group.objects.create(name="written")
        self.assertEqual(Group.objects.count(), 1)

    def test_after_a_failure_writes_are_possible_again(self):
        with self.assertRaises(ZeroDivisionError), read_only("default"):
            _ = 1 / 0
        Group.objects.create(name="written")

    def test_a_database_that_does_not_answer_is_one_line_without_what_it_said(self):
        refused = OperationalError(2002, "s3cret.example.com refused")
        with (
            mock.patch.object(connection.introspection, "table_names", side_effect=refused),
            self.assertRaisesMessage(CannotReadError, "the database 'default' cannot be read (OperationalError 2002)"),
        ):
            list(Audit("default", Scope()))

    def test_no_such_alias(self):
        with self.assertRaisesMessage(CannotReadError, "there is no database 'nope' in the setting DATABASES"):
            list(Audit("nope", Scope()))

    @skipUnless(connection.vendor == "sqlite", "the switch is SQLite's")
    def test_a_connection_that_was_switched_to_reading_stays_so(self):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
        try:
            with read_only("default"):
                pass
            with self.assertRaises(DatabaseError):
                Group.objects.create(name="written")
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only = OFF")


class OpenTransactionTest(TestCase):
    """A transaction that is open already, as ATOMIC_REQUESTS opens it."""

    def test_the_audit_runs_and_leaves_it_as_it_was(self):
        key = plant("x", "gone")
        self.assertEqual([finding.course_key for finding in Audit("default", Scope())], [key])
        Group.objects.create(name="written")
        self.assertTrue(connection.in_atomic_block)


@skipUnless(connection.vendor == "mysql", "privileges and transactions of MariaDB")
class SelectOnlyTest(TransactionTestCase):
    """A user of MariaDB who may only read."""

    user = {"USER": "audit_reader", "PASSWORD": "s3cret"}

    def setUp(self):
        plant("x", "gone")
        with connection.cursor() as cursor:
            cursor.execute("CREATE OR REPLACE USER audit_reader@'%%' IDENTIFIED BY 's3cret'", [])
            cursor.execute(f"GRANT SELECT ON `{connection.settings_dict['NAME']}`.* TO audit_reader@'%%'", [])
        self.addCleanup(self.drop)
        connections["default"].close()
        self.enterContext(mock.patch.dict(connections["default"].settings_dict, self.user))

    def drop(self):
        """Remove the user."""
        connections["default"].close()
        with connection.cursor() as cursor:
            cursor.execute("DROP USER audit_reader@'%%'", [])

    def test_is_enough(self):
        self.assertEqual(len(list(Audit("default", Scope()))), 1)

    def test_and_cannot_write(self):
        with self.assertRaisesMessage(OperationalError, "1142"):
            Group.objects.create(name="written")
        connections["default"].close()
        self.addCleanup(connections["default"].close)
