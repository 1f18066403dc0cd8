"""``manage.py proctoring_prune_flag``."""

import io
from unittest import mock

import ddt
import waffle
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.utils import OperationalError
from django.test import TestCase
from waffle.models import Flag

from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.management.commands import proctoring_prune_flag
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import key_of, override_course, override_org

ROWS = (
    f"course override {key_of('x')}: on\ncourse override {key_of('x')}: off, disabled\n"
    f"organization override Org: off\nflag {FLAG}\n"
)


def run(*arguments):
    """Run the command, and return its stdout and stderr."""
    stdout, stderr = io.StringIO(), io.StringIO()
    call_command("proctoring_prune_flag", *arguments, stdout=stdout, stderr=stderr, no_color=True)
    return stdout.getvalue(), stderr.getvalue()


def stored():
    """Return the number of rows of all flags in the three tables."""
    models = (WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel, Flag)
    return [model.objects.count() for model in models]


@ddt.ddt
class PruneFlagTest(TestCase):
    """Rows of the flag among those of other flags."""

    def setUp(self):
        Flag.objects.create(name=FLAG, everyone=True)
        Flag.objects.create(name="another.flag", everyone=True)
        override_course(key_of("x"), "on")
        override_course(key_of("x"), "off", enabled=False, day=1)
        override_course(key_of("x"), "on", flag="another.flag")
        override_org("Org", "off")
        override_org("Org", "off", flag="another.flag")

    def test_nothing_is_deleted_by_default(self):
        self.assertEqual(run(), (ROWS, "Rows that --write would delete: 4.\n"))
        self.assertEqual(stored(), [3, 2, 2])

    def test_only_rows_of_the_flag_are_deleted(self):
        self.assertTrue(waffle.get_waffle_flag_model().get(FLAG).pk, "waffle caches the row")
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(run("--write"), (ROWS, "Rows deleted: 4.\n"))
        self.assertEqual(stored(), [1, 1, 1])
        self.assertIsNone(waffle.get_waffle_flag_model().get(FLAG).pk)
        self.assertEqual(run("--write"), ("", "There is nothing to delete.\n"))

    @ddt.data((), ("--write",))
    def test_release_that_reads_the_flag_is_refused(self, arguments):
        with (
            mock.patch.object(proctoring_prune_flag, "platform_reads_flag", return_value=True),
            self.assertRaisesMessage(CommandError, f"This release still reads {FLAG}.") as refused,
        ):
            run(*arguments)
        self.assertEqual((refused.exception.returncode, stored()), (2, [3, 2, 2]))

    def test_all_rows_are_deleted_or_none(self):
        with (
            mock.patch.object(Flag, "delete", side_effect=OperationalError("s3cret")),
            self.assertRaisesMessage(CommandError, "Database 'default' cannot be changed (OperationalError)."),
        ):
            run("--write")
        self.assertEqual(stored(), [3, 2, 2])
