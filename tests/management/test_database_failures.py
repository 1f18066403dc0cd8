"""How the management commands end if their database fails, and what ``proctoring_prune_flag`` then has deleted."""

import io
import os
import sqlite3
import tempfile
import unittest
from contextlib import closing, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import ddt
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, connections
from django.test import TestCase
from waffle.models import Flag

from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.management.commands import proctoring_audit, proctoring_doctor, proctoring_prune_flag
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import DAY, key_of

SECRET = "s3cret"
SQLITE = "django.db.backends.sqlite3"
READ = "Database 'other' cannot be read ({})."
CHANGE = "Database 'other' cannot be changed ({})."
PRUNE = (proctoring_prune_flag, "--write")
MODELS = (WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel, Flag)
COMMANDS = (
    (proctoring_audit,),
    (proctoring_audit, "--suggest"),
    (proctoring_doctor, "--course", key_of("x")),
    (proctoring_prune_flag,),
    PRUNE,
)


def run(module, *arguments, alias="other", stdout=None):
    """Run a command line, and return the exit status and what is on stderr."""
    name = module.__name__.rpartition(".")[2]
    stderr = io.StringIO()
    with (
        redirect_stderr(stderr),
        redirect_stdout(stdout or io.StringIO()),
        mock.patch("proctoring_config.management.base.protect_stderr"),
        mock.patch("django.db.connections.close_all"),
    ):
        try:
            module.Command(no_color=True).run_from_argv(["manage.py", name, *arguments, "--database", alias])
        except SystemExit as end:
            return end.code, stderr.getvalue()
    return 0, stderr.getvalue()


class OtherDatabaseCase(TestCase):
    """A second database, with the alias ``other``, in a file."""

    def setUp(self):
        self.enterContext(mock.patch.object(type(self), "databases", {"default", "other"}))
        self.file = str(Path(self.enterContext(tempfile.TemporaryDirectory()), "other.sqlite3"))

    def configure(self, **settings):
        """Change the settings of the database."""
        self.forget()
        other = connections.configure_settings({"default": {}, "other": settings})["other"]
        self.enterContext(mock.patch.dict(connections.settings, other=other))
        self.addCleanup(self.forget)

    def forget(self):
        """Close the connection, so that the next one follows the settings."""
        if hasattr(connections._connections, "other"):
            connections["other"].close()
            del connections["other"]

    def store_flag(self):
        """Create the tables of the flag, with a row in each."""
        self.configure(ENGINE=SQLITE, NAME=self.file)
        with connections["other"].schema_editor() as editor:
            for model in (ContentType, Permission, Group, User, *MODELS):
                editor.create_model(model)
        WaffleFlagCourseOverrideModel.objects.using("other").create(
            waffle_flag=FLAG, course_id=key_of("x"), change_date=DAY
        )
        WaffleFlagOrgOverrideModel.objects.using("other").create(waffle_flag=FLAG, org="Org", change_date=DAY)
        Flag.objects.using("other").create(name=FLAG)

    def stored(self):
        """Return the number of rows in each table, read by another program."""
        with closing(sqlite3.connect(self.file)) as other:
            return [other.execute(f"SELECT count(*) FROM {model._meta.db_table}").fetchone()[0] for model in MODELS]


@ddt.ddt
class UnusableDatabaseTest(OtherDatabaseCase):
    """All three commands end with status 2 and one line, which contains no value of the settings."""

    def check(self, reason, alias="other"):
        """Check how each command ends."""
        for command in COMMANDS:
            status, err = run(*command, alias=alias)
            last = err.splitlines()[-1] if err else ""
            self.assertEqual((status, last.removeprefix("CommandError: ")), (2, reason), f"{command}: {err}")
            self.assertNotIn(SECRET, err)

    def test_unknown_alias(self):
        self.check("DATABASES has no database 'nope'.", alias="nope")

    @ddt.named_data(
        ("engine that does not exist", {"ENGINE": f"{SECRET}.engine"}, "ImproperlyConfigured"),
        ("engine that is not a string", {"ENGINE": 5}, "ImproperlyConfigured"),
        ("engine that is another module", {"ENGINE": "django.core.mail.backends"}, "AttributeError"),
        ("no engine", {}, "ImproperlyConfigured"),
        ("no name", {"ENGINE": SQLITE}, "ImproperlyConfigured"),
        ("unknown option of the driver", {"ENGINE": SQLITE, "NAME": ":memory:", "OPTIONS": {SECRET: 1}}, "TypeError"),
        ("options that are not a mapping", {"ENGINE": SQLITE, "NAME": ":memory:", "OPTIONS": SECRET}, "TypeError"),
        ("unknown time zone", {"ENGINE": SQLITE, "NAME": ":memory:", "TIME_ZONE": SECRET}, "ZoneInfoNotFoundError"),
        ("file that cannot be opened", {"ENGINE": SQLITE, "NAME": f"/dev/null/{SECRET}"}, "OperationalError"),
    )
    def test_wrong_configuration(self, settings, error):
        self.configure(**settings)
        self.check(READ.format(error))

    @unittest.skipUnless(find_spec("psycopg"), "needs psycopg")
    def test_unreachable_host(self):
        self.configure(ENGINE="django.db.backends.postgresql", HOST="127.0.0.1", PORT=9, NAME="x", PASSWORD=SECRET)
        self.check(READ.format("OperationalError"))

    def test_lost_connection(self):
        self.configure(ENGINE=SQLITE, NAME=self.file)
        error = InterfaceError(SECRET)  # not a DatabaseError
        with mock.patch.object(type(connections["other"].introspection), "table_names", side_effect=error):
            for command in COMMANDS:
                reason = (CHANGE if command is PRUNE else READ).format("InterfaceError")
                status, err = run(*command)
                self.assertEqual((status, err.splitlines()[-1].removeprefix("CommandError: ")), (2, reason))

    def test_file_that_is_not_a_database(self):
        Path(self.file).write_text("not a database" * 99, encoding="utf-8")
        self.configure(ENGINE=SQLITE, NAME=self.file)
        for command in COMMANDS:
            status, err = run(*command)
            self.assertEqual(status, 2)
            self.assertIn("(DatabaseError)", err)

    def test_missing_tables(self):
        self.configure(ENGINE=SQLITE, NAME=self.file)
        for command in COMMANDS:
            status, err = run(*command)
            self.assertEqual(status, 2, err)
            self.assertRegex(err, "table of .*is missing")


class PruneTest(OtherDatabaseCase):
    """If proctoring_prune_flag fails, no row has been deleted."""

    def setUp(self):
        super().setUp()
        self.store_flag()

    def check(self, status, err, **more):
        """Check how the command ends, and that all rows are still there."""
        self.assertEqual(run(*PRUNE, **more), (status, err))
        self.forget()
        self.assertEqual(self.stored(), [1, 1, 1])

    def test_the_rows_are_deleted(self):
        self.assertEqual(run(*PRUNE), (0, "Rows deleted: 3.\n"))
        self.assertEqual(self.stored(), [0, 0, 0])

    def test_read_only_database(self):
        self.configure(ENGINE=SQLITE, NAME=f"file:{self.file}?mode=ro", OPTIONS={"uri": True})
        self.assertEqual(run(proctoring_prune_flag), (0, "Rows that --write would delete: 3.\n"))
        self.check(2, f"CommandError: {CHANGE.format('OperationalError')}\n")

    def test_deleting_is_denied_for_one_table(self):
        def authorize(action, name, *_):
            denied = action == sqlite3.SQLITE_DELETE and name == Flag._meta.db_table
            return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK

        connections["other"].connection.set_authorizer(authorize)
        self.check(2, f"CommandError: {CHANGE.format('DatabaseError')}\n")

    def test_missing_table(self):
        with closing(sqlite3.connect(self.file)) as other:
            other.execute(f"ALTER TABLE {Flag._meta.db_table} RENAME TO hidden")
        status, err = run(*PRUNE)
        self.assertEqual(status, 2)
        self.assertIn(f"A table of the waffle flag {FLAG} is missing", err)
        with closing(sqlite3.connect(self.file)) as other:
            other.execute(f"ALTER TABLE hidden RENAME TO {Flag._meta.db_table}")
        self.assertEqual(self.stored(), [1, 1, 1])

    def test_reader_that_has_closed_the_pipe(self):
        reading, writing = os.pipe()
        os.close(reading)
        with open(writing, "w", encoding="utf-8") as pipe:
            self.check(2, "", stdout=pipe)

    def test_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.check(2, "CommandError: cannot print: no space left on device\n", stdout=full)

    def test_ctrl_c(self):
        with mock.patch.object(Flag, "delete", side_effect=KeyboardInterrupt):
            self.check(130, "interrupted\n")
