"""The waffle flag studio.show_review_rules, read from a real database and compared with the platform's rules."""

import sys
import tempfile
from pathlib import Path
from unittest import mock

import ddt
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.utils import OperationalError
from django.test import SimpleTestCase, TestCase, TransactionTestCase, override_settings
from waffle.models import Flag

from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.edx_platform.flag import (
    CourseFlag,
    FlagRows,
    Overrides,
    platform_reads_flag,
    read_flag_rows,
)
from proctoring_config.edx_platform.tables import table_names
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import key_of, override_course, override_org

ON, OFF, SOME = "the flag is on for everyone", "the flag is off for everyone", "the flag is on for some users only"
NOBODY = {"everyone": None, "superusers": False}


def read_flag():
    """The flag in the default database."""
    return CourseFlag("default", table_names("default"))


@ddt.ddt
class DefaultTest(TestCase):
    """What applies to courses without an override."""

    @ddt.data(
        ({"everyone": True}, True, ON),
        ({"everyone": False}, False, OFF),
        ({"everyone": False, "authenticated": True, "percent": 50}, False, OFF),
        ({"everyone": None}, None, SOME),  # superusers, by default
        (NOBODY, False, "the flag is off"),
        ({**NOBODY, "percent": 0}, False, "the flag is off"),
        ({**NOBODY, "percent": 50}, None, SOME),
        ({**NOBODY, "staff": True}, None, SOME),
        ({**NOBODY, "languages": "ar"}, None, SOME),
        ({**NOBODY, "testing": True}, None, SOME),
        ({**NOBODY, "authenticated": True}, True, "the flag is on for all logged-in users"),
        ({**NOBODY, "authenticated": True, "testing": True}, None, SOME),
    )
    @ddt.unpack
    def test_row_decides(self, fields, value, reason):
        Flag.objects.create(name="another.flag", everyone=True)
        Flag.objects.create(name=FLAG, **fields)
        self.assertEqual(read_flag().default, (value, reason, True))
        self.assertEqual(read_flag_rows("default").row, reason)

    def test_row_for_some_users_or_groups_has_no_single_value(self):
        row = Flag.objects.create(name=FLAG, **NOBODY)
        row.users.add(User.objects.create(username="author"))
        self.assertIsNone(read_flag().default.value)
        row.users.clear()
        self.assertIs(read_flag().default.value, False)
        row.groups.add(Group.objects.create(name="authors"))
        self.assertIsNone(read_flag().default.value)

    def test_missing_row_counts_as_waffles_default(self):
        self.assertEqual(read_flag().default, (False, "the flag has no row, which counts as off", False))
        self.assertIs(CourseFlag("default", ()).default.value, False)
        with override_settings(WAFFLE_FLAG_DEFAULT=True):
            self.assertEqual(read_flag().default, (True, "the flag has no row, which counts as on", False))


class CoursesTest(TestCase):
    """read_courses."""

    def shown(self, *keys):
        """Whether the flag shows the field in courses."""
        flag = read_flag()
        self.assertFalse(flag.default.value is None, "its row is read in advance")
        with self.assertNumQueries(2):
            return [found.value for found in flag.read_courses(dict.fromkeys(keys, "Stored")).values()]

    def test_stored_organization_counts_only_if_the_key_cannot_be_parsed(self):
        override_org("Org", "on")
        self.assertEqual(self.shown(key_of("x"), "Org/Course/x", "no key"), [True, True, False])
        override_org("Stored", "on")
        self.assertEqual(self.shown(key_of("x"), "no key"), [True, True])

    def test_newest_row_counts_regardless_of_the_order_of_insertion(self):
        override_course(key_of("x"), "off", day=2)
        override_course(key_of("x"), "on", day=1)
        self.assertEqual(self.shown(key_of("x"), key_of("y")), [False, False])
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(self.shown(key_of("x"), key_of("y")), [False, True])


class FlagRowsTest(TestCase):
    """read_flag_rows."""

    def test_empty_tables_have_no_rows(self):
        self.assertEqual(read_flag_rows("default"), FlagRows(None, ()))

    def test_newest_override_of_a_course_counts_if_it_is_enabled(self):
        override_course(key_of("newest_is_off"), "off", day=2)
        override_course(key_of("newest_is_off"), "on", day=1)
        override_course(key_of("newest_is_disabled"), "on", day=1)
        override_course(key_of("newest_is_disabled"), "on", day=2, enabled=False)
        override_course(key_of("enabled_again"), "on", day=1, enabled=False)
        override_course(key_of("enabled_again"), "on", day=2)
        override_course(key_of("of_another_flag"), "on", flag="another.flag")
        self.assertEqual(
            read_flag_rows("default").overrides,
            (Overrides("course", 2, ((key_of("enabled_again"), "on"), (key_of("newest_is_off"), "off"))),),
        )

    def test_overrides_of_organizations(self):
        override_org("edX", "on")
        self.assertEqual(read_flag_rows("default").overrides, (Overrides("organization", 1, (("edX", "on"),)),))

    def test_many_overrides_are_counted_with_a_few_examples_in_five_queries(self):
        for run in range(20):
            override_course(key_of(run), "on")
        Flag.objects.create(name=FLAG, everyone=True)
        with self.assertNumQueries(7):  # two are of the savepoint
            rows = read_flag_rows("default")
        self.assertEqual((rows.overrides[0].count, len(rows.overrides[0].examples)), (20, 3))


class UnreadableTest(TransactionTestCase):
    """A database that has not been migrated, or cannot be read."""

    def test_missing_tables_count_as_empty(self):
        models = (Flag, WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel)
        with connection.schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
        try:
            self.assertEqual(read_flag_rows("default"), FlagRows(None, ()))
        finally:
            with connection.schema_editor() as editor:
                for model in models:
                    editor.create_model(model)

    def test_unreadable_database_counts_as_empty(self):
        with mock.patch.object(connection.introspection, "table_names", side_effect=OperationalError):
            self.assertEqual(read_flag_rows("default"), FlagRows(None, ()))


class PlatformReadsFlagTest(SimpleTestCase):
    """platform_reads_flag, with miniature platforms."""

    def platform(self, text):
        """Put a platform on the path whose waffle module contains ``text``."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = Path(folder.name, "cms/djangoapps/contentstore/config")
        config.mkdir(parents=True)
        for package in (config, *list(config.parents)[:3]):
            (package / "__init__.py").touch()
        (config / "waffle.py").write_text(text)
        self.enterContext(mock.patch.object(sys, "path", [folder.name, *sys.path]))
        self.enterContext(mock.patch.dict(sys.modules))

    def test_true_if_the_waffle_module_defines_the_flag(self):
        self.platform("FLAG = Flag('studio.show_review_rules')  # cannot be imported, and need not be")
        self.assertTrue(platform_reads_flag())

    def test_false_without_the_definition(self):
        self.platform("OTHER = Flag('studio.other')")
        self.assertFalse(platform_reads_flag())

    def test_false_outside_edx_platform(self):
        self.assertFalse(platform_reads_flag())
