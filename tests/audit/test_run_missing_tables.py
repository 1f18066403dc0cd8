"""An audit of a database without some of the tables."""

from django.db import connection
from django.test import TransactionTestCase, override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy
from waffle.models import Flag

from demo.course_overviews.models import CourseOverview
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.audit import Audit, CannotReadError, Scope
from proctoring_config.audit.suggestion import suggest
from tests.audit.planting import (
    backends,
    found,
    key_of,
    plant,
)


class MissingTablesTest(TransactionTestCase):
    """A database without some of the tables."""

    def without(self, *models):
        """Drop tables until the end of the test."""
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
        self.addCleanup(self.restore, models)

    def restore(self, models):
        """Create the tables again."""
        with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
            for model in models[::-1]:
                editor.create_model(model)

    def test_missing_tables_are_skipped(self):
        with backends():
            plant("x", "mock", None, exams=0)
            self.without(
                ProctoredExamReviewPolicy,
                ProctoredExam,
                WaffleFlagCourseOverrideModel,
                WaffleFlagOrgOverrideModel,
                Flag,
            )
            run = Audit("default", Scope())
            self.assertEqual(found(run), [(key_of("x"), "W101")])
        self.assertEqual(
            run.skipped,
            [
                "exams, so courses without exams are included (no table for edx_proctoring.ProctoredExam)",
                "stored review rules (no table for edx_proctoring.ProctoredExamReviewPolicy)",
                "the waffle flag (no table for waffle.Flag)",
                "course overrides of the waffle flag (no table for waffle_utils.WaffleFlagCourseOverrideModel)",
                "organization overrides of the waffle flag (no table for waffle_utils.WaffleFlagOrgOverrideModel)",
            ],
        )

    def test_exams_are_checked_without_the_table_of_review_policies(self):
        with backends():
            plant("x", "mock", backend="null", rules="No books")
            self.without(ProctoredExamReviewPolicy)
            self.assertEqual(found(Audit("default", Scope())), [(key_of("x"), "W203")])

    def test_suggestion_needs_the_tables_of_the_flag(self):
        for model in (WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel, Flag):
            self.without(model)
            with self.assertRaisesMessage(CannotReadError, "A table of the waffle flag studio.show_review_rules is"):
                suggest("default", Scope())
            self.doCleanups()

    def test_missing_table_of_courses_is_an_error(self):
        self.without(CourseOverview)
        with self.assertRaisesMessage(CannotReadError, "The table of course overviews is missing. "):
            list(Audit("default", Scope()))

    def test_missing_app_of_courses_is_an_error(self):
        with (
            override_settings(INSTALLED_APPS=["edx_proctoring", "proctoring_config"]),
            self.assertRaisesMessage(CannotReadError, "The table of course overviews is missing. "),
        ):
            list(Audit("default", Scope()))
