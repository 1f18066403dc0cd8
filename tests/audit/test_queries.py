"""Reading without any chance to write, on the database that the tests run on."""

from unittest import mock, skipIf, skipUnless

from django.contrib.auth.models import Group
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, OperationalError
from django.test import TestCase, TransactionTestCase

from proctoring_config.audit import Audit, CannotReadError, Scope, queries
from proctoring_config.audit.connection import read_only
from proctoring_config.audit.queries import CourseReader
from proctoring_config.audit.rules import read_instance
from tests.audit.planting import plant


class ReadOnlyTest(TransactionTestCase):
    """read_only."""

    def test_database_refuses_writes_until_the_block_ends(self):
        with self.assertRaises(CannotReadError) as refused, read_only("default"):
            Group.objects.create(name="written")
        self.assertRegex(str(refused.exception.__cause__), "(?i)read.?only")
        self.assertEqual(Group.objects.count(), 0)
        Group.objects.create(name="written")
        self.assertEqual(Group.objects.count(), 1)

    def test_writes_are_refused_until_the_iterator_is_closed(self):
        for run in range(2):
            plant(run, "gone")
        problems = iter(Audit("default", Scope()))
        next(problems)
        with self.assertRaises(DatabaseError), transaction.atomic():
            Group.objects.create(name="written")
        problems.close()
        Group.objects.create(name="written")
        self.assertEqual(Group.objects.count(), 1)

    def test_writes_are_possible_after_an_exception(self):
        with self.assertRaises(ZeroDivisionError), read_only("default"):
            _ = 1 / 0
        Group.objects.create(name="written")

    def test_database_error_becomes_one_line_without_its_text(self):
        refused = OperationalError(2002, "s3cret.example.com refused")
        with (
            mock.patch.object(connection.introspection, "table_names", side_effect=refused),
            self.assertRaisesMessage(CannotReadError, "Database 'default' cannot be read (OperationalError 2002)."),
        ):
            list(Audit("default", Scope()))

    def test_unknown_alias(self):
        with self.assertRaisesMessage(CannotReadError, "DATABASES has no database 'nope'."):
            list(Audit("nope", Scope()))

    @skipUnless(connection.vendor == "sqlite", "only SQLite has the switch")
    def test_connection_that_was_read_only_before_stays_read_only(self):
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


class FoldingTest(TestCase):
    """A database that ignores the case of letters, as MySQL does."""

    def test_a_course_named_in_other_letters_is_not_missing(self):
        key = plant("x", "mock")
        reader = CourseReader("default", Scope(courses=(key.upper(), "course-v1:no+such+course")), read_instance())
        reader._named_courses = {key: True}  # what the database finds
        with mock.patch.object(queries, "text_folding", return_value=str.casefold):
            self.assertEqual(reader.find_unmatched(), ["course-v1:no+such+course"])
            missing = list(reader.explain_missing_courses())
        self.assertEqual(missing, ["course-v1:no+such+course: no published course has this key"])


class OpenTransactionTest(TestCase):
    """An open transaction, as with ATOMIC_REQUESTS."""

    def test_audit_runs_and_leaves_the_transaction_open(self):
        key = plant("x", "gone")
        self.assertEqual([found.course_key for found in Audit("default", Scope())], [key])
        Group.objects.create(name="written")
        self.assertTrue(connection.in_atomic_block)


@skipIf(connection.vendor == "sqlite", "SQLite has no users")
class SelectOnlyTest(TransactionTestCase):
    """A user of the database with the SELECT privilege only."""

    user = {"USER": "audit_reader", "PASSWORD": "s3cret"}

    def setUp(self):
        plant("x", "gone")
        if connection.vendor == "mysql":
            create = "CREATE USER audit_reader@'%%' IDENTIFIED BY 's3cret'"
            grant = f"GRANT SELECT ON `{connection.settings_dict['NAME']}`.* TO audit_reader@'%%'"
            drop = "DROP USER audit_reader@'%%'"
        else:
            create = "CREATE ROLE audit_reader LOGIN PASSWORD 's3cret'"
            grant = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO audit_reader"
            drop = "DROP OWNED BY audit_reader; DROP ROLE audit_reader"
        with connection.cursor() as cursor:
            cursor.execute(create, [])
            cursor.execute(grant, [])
        self.addCleanup(self.drop, drop)
        connections["default"].close()
        self.enterContext(mock.patch.dict(connections["default"].settings_dict, self.user))

    def drop(self, statement):
        """Remove the user."""
        connections["default"].close()
        with connection.cursor() as cursor:
            cursor.execute(statement, [])

    def test_select_is_enough(self):
        self.assertEqual(len(list(Audit("default", Scope()))), 1)

    def test_user_cannot_write(self):
        with self.assertRaisesRegex(DatabaseError, "1142|permission denied"):
            Group.objects.create(name="written")
        connections["default"].close()
        self.addCleanup(connections["default"].close)
