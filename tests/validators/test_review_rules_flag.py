"""The state of the waffle flag -> problems."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.validators.review_rules_flag import FlagState, Overrides, validate_flag

COURSES = Overrides("course", 5, (("course-v1:a", "on"), ("course-v1:b", "off"), ("course-v1:c", "on")))
ORGS = Overrides("organisation", 1, (("edX", "off"),))


@ddt.ddt
class ValidateFlagTest(SimpleTestCase):
    """validate_flag."""

    @ddt.data(True, False)
    def test_no_rows_are_no_problem(self, still_read):
        self.assertEqual(validate_flag(FlagState(None, ()), still_read=still_read), [])

    def test_rows_are_kept_on_a_release_that_reads_the_flag(self):
        row, courses, orgs = validate_flag(FlagState("the flag is on for everyone", (COURSES, ORGS)), still_read=True)
        self.assertEqual({row.id, courses.id, orgs.id}, {"proctoring_config.W015"})
        self.assertEqual(
            str(row),
            "waffle flag studio.show_review_rules: the flag is on for everyone; this release still reads the flag, "
            "the next ones do not",
        )
        self.assertEqual(
            str(courses),
            "waffle flag studio.show_review_rules['course overrides']: 5 in force: course-v1:a on, course-v1:b off, "
            "course-v1:c on and 2 more; this release still reads the flag, the next ones do not",
        )
        self.assertEqual(
            row.hint,
            "Say the same by the provider's option show_review_rules; do not delete the rows before the upgrade",
        )

    def test_on_later_releases_the_rows_are_dead_and_can_go(self):
        row, orgs = validate_flag(FlagState("the flag is off for everyone", (ORGS,)), still_read=False)
        self.assertEqual({row.id, orgs.id}, {"proctoring_config.W016"})
        self.assertEqual(
            str(orgs),
            "waffle flag studio.show_review_rules['organisation overrides']: 1 in force: edX off; nothing reads the "
            "flag any more",
        )
        self.assertEqual(
            row.hint,
            "Check the provider's option show_review_rules, then run manage.py waffle_delete --flags "
            "studio.show_review_rules",
        )
        self.assertEqual(
            orgs.hint,
            "Check the provider's option show_review_rules, then disable the overrides in the Django admin, under "
            "Waffle flag org overrides",
        )
