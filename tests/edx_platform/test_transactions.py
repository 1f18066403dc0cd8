"""What is read in a transaction of somebody else leaves it usable, even if a table must not be read."""

from contextlib import contextmanager, suppress
from unittest import skipUnless

from django.db import connection
from django.db.utils import InternalError, ProgrammingError
from django.test import TestCase
from waffle.models import Flag

from proctoring_config import diagnosis, doctor
from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.edx_platform.flag import FlagRows, read_flag_rows
from tests.audit.planting import plant

IS_POSTGRESQL = connection.vendor == "postgresql"


class AsOnPostgreSQL:
    """Denies a table and, as PostgreSQL does, every statement after it until there is a rollback to a savepoint."""

    def __init__(self, table):
        self.table = table
        self.is_aborted = False

    def __call__(self, execute, sql, params, many, context):
        """Run a statement, or fail."""
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            self.is_aborted = False
        if self.is_aborted:
            raise InternalError("current transaction is aborted")
        if self.table in sql:
            self.is_aborted = True
            raise ProgrammingError("permission denied")
        return execute(sql, params, many, context)


class DeniedTableTest(TestCase):
    """A table of the flag, or of courses, must not be read."""

    def test_the_transaction_goes_on_after_the_check(self):
        for table in ("waffle_flag", "waffleflagcourseoverridemodel", "waffleflagorgoverridemodel"):
            with connection.execute_wrapper(AsOnPostgreSQL(table)):
                self.assertEqual(read_flag_rows("default"), FlagRows(None, ()))
                self.assertEqual(diagnosis.database_problems(["default"]), [])
                connection.cursor().execute("SELECT 1")

    @contextmanager
    def denied(self, table):
        """Run the block as a role of PostgreSQL that may read everything but ``table``."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE limited")
            cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO limited")
            cursor.execute(f"REVOKE SELECT ON {table} FROM limited")
            cursor.execute("SET LOCAL ROLE limited")
            yield
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY limited")
            cursor.execute("DROP ROLE limited")

    @skipUnless(IS_POSTGRESQL, "only PostgreSQL aborts a transaction")
    def test_the_transaction_goes_on_on_postgresql(self):
        key = plant("Proctored", "mock")
        for table, read in (
            ("waffle_flag", lambda: read_flag_rows("default")),
            ("waffle_flag", lambda: diagnosis.database_problems(["default"])),
            ("course_overviews_courseoverview", lambda: list(Audit("default", Scope()))),
            ("proctoring_proctoredexam", lambda: list(Audit("default", Scope()))),
            ("course_overviews_courseoverview", lambda: doctor.diagnose(key)),
        ):
            with self.subTest(table), self.denied(table):
                with suppress(CannotReadError):
                    read()
                self.assertEqual(Flag.objects.count() if table != "waffle_flag" else 0, 0)
                connection.cursor().execute("SELECT 1")
