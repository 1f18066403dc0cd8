"""parts.py."""

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.fixer import Fixer, all_fixers, group_members, in_files
from proctoring_config.refactor.parts import PARTS, get_part
from proctoring_config.refactor.source import FixResult


def fixer(name, group=None):
    """A fixer that changes nothing."""
    return Fixer(f"fixers.{name}", in_files("x.py"), FixResult, group=group)


@ddt
class PartsTest(SimpleTestCase):
    """The part of each fixer."""

    @data(
        ["requirements_in", "Requirements"],
        ["requirements_compiled", "Requirements"],
        ["npm_packages", "Requirements"],
        ["makefile", "Requirements"],
        ["mock_settings", "Requirements"],
        ["rest_zendesk", "Zendesk"],
        ["instructor_service_zendesk", "Zendesk"],
        ["tests_zendesk", "Zendesk"],
        ["tests_support_notification", "Zendesk"],
        ["course_validation", "Vendor"],
        ["tests_course_validation", "Vendor"],
        ["tests_neutral_provider", "Vendor"],
        ["tests_exam_settings", "Vendor"],
        ["review_rules", "Flag"],
        ["review_rules_flag", "Flag"],
        ["tests_review_rules", "Flag"],
    )
    @unpack
    def test_part_of(self, name, title):
        one = fixer(name)
        self.assertEqual(get_part(one, [one]).title, title)

    def test_members_of_a_group_are_in_one_part(self):
        group = [fixer("rest_sent_settings", "rest"), fixer("rest_zendesk", "rest")]
        self.assertEqual({get_part(member, group).title for member in group}, {"Zendesk"})
        for each in all_fixers():
            parts = {get_part(member, all_fixers()).title for member in group_members(each, all_fixers())}
            self.assertEqual(len(parts), 1, each.name)

    def test_every_part_has_fixers(self):
        self.assertEqual({get_part(each, all_fixers()) for each in all_fixers()}, set(PARTS))
