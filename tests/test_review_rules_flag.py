"""The rows of the waffle flag studio.show_review_rules, read from a real database."""

import sys
import tempfile
from pathlib import Path
from unittest import mock

import ddt
from django.db import connection
from django.db.utils import OperationalError
from django.test import SimpleTestCase, TestCase, TransactionTestCase
from waffle.models import Flag

from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.review_rules_flag import flag_state, platform_reads_flag
from proctoring_config.validators.review_rules_flag import FLAG, FlagState, Overrides
from tests.audit.planting import key_of, override_course, override_org


@ddt.ddt
class FlagStateTest(TestCase):
    """flag_state."""

    def test_nothing_is_said_where_there_are_no_rows(self):
        self.assertEqual(flag_state("default"), FlagState(None, ()))

    @ddt.data(
        ({"everyone": True}, "the flag is on for everyone"),
        ({"everyone": False}, "the flag is off for everyone"),
        ({"everyone": None, "percent": 5}, "the flag has a row with conditions of its own"),
    )
    @ddt.unpack
    def test_the_row_of_the_flag(self, fields, said):
        Flag.objects.create(name="another.flag", everyone=True)
        Flag.objects.create(name=FLAG, **fields)
        self.assertEqual(flag_state("default").row, said)

    def test_the_newest_row_of_a_course_counts_if_it_is_enabled(self):
        override_course(key_of("newest_is_off"), "off", day=2)
        override_course(key_of("newest_is_off"), "on", day=1)
        override_course(key_of("newest_is_disabled"), "on", day=1)
        override_course(key_of("newest_is_disabled"), "on", day=2, enabled=False)
        override_course(key_of("enabled_again"), "on", day=1, enabled=False)
        override_course(key_of("enabled_again"), "on", day=2)
        override_course(key_of("of_another_flag"), "on", flag="another.flag")
        self.assertEqual(
            flag_state("default").overrides,
            (Overrides("course", 2, ((key_of("enabled_again"), "on"), (key_of("newest_is_off"), "off"))),),
        )

    def test_overrides_of_organisations(self):
        override_org("edX", "on")
        self.assertEqual(flag_state("default").overrides, (Overrides("organisation", 1, (("edX", "on"),)),))

    def test_many_overrides_are_counted_and_a_few_are_named_in_five_queries(self):
        for run in range(20):
            override_course(key_of(run), "on")
        Flag.objects.create(name=FLAG, everyone=True)
        with self.assertNumQueries(5):
            state = flag_state("default")
        self.assertEqual((state.overrides[0].count, len(state.overrides[0].examples)), (20, 3))


class MissingTableTest(TransactionTestCase):
    """A database that has not been migrated, or does not answer."""

    def test_missing_tables_say_nothing(self):
        models = (Flag, WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel)
        with connection.schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
        try:
            self.assertEqual(flag_state("default"), FlagState(None, ()))
        finally:
            with connection.schema_editor() as editor:
                for model in models:
                    editor.create_model(model)

    def test_a_database_that_does_not_answer_says_nothing(self):
        with mock.patch.object(connection.introspection, "table_names", side_effect=OperationalError):
            self.assertEqual(flag_state("default"), FlagState(None, ()))


class PlatformReadsFlagTest(SimpleTestCase):
    """platform_reads_flag, against miniature platforms."""

    def platform(self, text):
        """Put a platform whose waffle module holds ``text`` on the path."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        config = Path(folder.name, "cms/djangoapps/contentstore/config")
        config.mkdir(parents=True)
        for package in (config, *list(config.parents)[:3]):
            (package / "__init__.py").touch()
        (config / "waffle.py").write_text(text)
        self.enterContext(mock.patch.object(sys, "path", [folder.name, *sys.path]))
        self.enterContext(mock.patch.dict(sys.modules))

    def test_it_does_while_its_waffle_module_defines_the_flag(self):
        self.platform("FLAG = Flag('studio.show_review_rules')  # not importable, and need not be")
        self.assertTrue(platform_reads_flag())

    def test_it_does_not_once_the_definition_is_gone(self):
        self.platform("OTHER = Flag('studio.other')")
        self.assertFalse(platform_reads_flag())

    def test_it_does_not_outside_edx_platform(self):
        self.assertFalse(platform_reads_flag())
