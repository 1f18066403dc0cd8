"""Suggestions for misspelled names."""

import time

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.problems.suggest import closest_match

NAMES = ("show_review_rules", "requires_escalation_email", "LINK_URLS", 7, None)


@ddt
class ClosestMatchTest(SimpleTestCase):
    """closest_match."""

    @data(
        ("show_review_rule", "show_review_rules"),
        ("SHOW-REVIEW-RULES", "show_review_rules"),
        ("link_url", "LINK_URLS"),
        ("LINK_URLS", "LINK_URLS"),
        ("rules", None),
        ("", None),
        ("show_review_rules" * 4, None),
    )
    @unpack
    def test_a_misspelling_is_recognized(self, name, expected):
        self.assertEqual(closest_match(name, NAMES), expected)

    def test_a_huge_name_is_not_compared(self):
        before = time.process_time()
        self.assertIsNone(closest_match("ab" * 1_000_000, ["ab" * 1_000_000]))
        self.assertLess(time.process_time() - before, 1)
