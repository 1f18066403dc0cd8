"""Problems of the waffle flag's rows."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.edx_platform.flag import FlagRows, Overrides
from proctoring_config.validators.review_rules_flag import validate_flag

COURSES = Overrides("course", 5, (("course-v1:a", "on"), ("course-v1:b", "off"), ("course-v1:c", "on")))
ORGS = Overrides("organization", 1, (("edX", "off"),))


@ddt.ddt
class ValidateFlagTest(SimpleTestCase):
    """validate_flag."""

    @ddt.data(True, False)
    def test_no_rows_have_no_problem(self, still_read):
        self.assertEqual(validate_flag(FlagRows(None, ()), still_read=still_read), [])

    def test_rows_must_stay_on_a_release_that_reads_the_flag(self):
        row, courses, orgs = validate_flag(FlagRows("the flag is on for everyone", (COURSES, ORGS)), still_read=True)
        self.assertEqual({row.id, courses.id, orgs.id}, {"proctoring_config.W015"})
        self.assertEqual(
            str(row),
            "waffle flag studio.show_review_rules: This release reads the flag, but later releases do not (the "
            "flag is on for everyone).",
        )
        self.assertEqual(
            str(courses),
            "waffle flag studio.show_review_rules['course overrides']: This release reads the flag, but later "
            "releases do not (5 active overrides: course-v1:a on, course-v1:b off, course-v1:c on and 2 more).",
        )
        self.assertEqual(
            row.hint,
            "Set the provider option show_review_rules instead; do not delete the rows before the upgrade",
        )

    def test_rows_that_are_no_longer_read_can_be_deleted(self):
        row, orgs = validate_flag(FlagRows("the flag is off for everyone", (ORGS,)), still_read=False)
        self.assertEqual({row.id, orgs.id}, {"proctoring_config.W016"})
        self.assertEqual(
            str(orgs),
            "waffle flag studio.show_review_rules['organization overrides']: This release no longer reads the flag "
            "(active overrides: edX off).",
        )
        self.assertEqual(
            {row.hint, orgs.hint},
            {
                "Check the provider option show_review_rules, then run manage.py proctoring_prune_flag, which lists "
                "the rows, and again with --write to delete them"
            },
        )

    @ddt.named_data(
        ("line break", "course-v1:a\nERROR forged", "course-v1:a\\nERROR forged"),
        ("colors", "course-v1:\x1b[31mred", "course-v1:\\x1b[31mred"),
        ("carriage return", "a\rb", "a\\rb"),
        ("bell", "a\ab", "a\\x07b"),
        ("nul", "a\0b", "a\\x00b"),
        ("next line", "a\x85b", "a\\x85b"),
        ("line separator", "a\u2028b", "a\\u2028b"),
        ("direction", "a\u202eb", "a\\u202eb"),
        ("invisible", "a\u200bb", "a\\u200bb"),
        ("C1", "a\x9b31mb", "a\\x9b31mb"),
    )
    def test_control_characters_are_escaped(self, key, shown):
        for scope in ("course", "organization"):
            (problem,) = validate_flag(FlagRows(None, (Overrides(scope, 1, ((key, "on"),)),)), still_read=False)
            self.assertIn(f"{shown} on", problem.message)
            self.assertTrue(str(problem).isprintable())
