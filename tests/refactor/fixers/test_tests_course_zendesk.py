"""fixers/tests_course_zendesk.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers import course_block_zendesk
from proctoring_config.refactor.fixers.tests_course_zendesk import FIXER
from tests.refactor.tools import check_added, check_noop

PATH = "cms/djangoapps/contentstore/tests/test_course_settings.py"
OURS = "test_no_setting_about_zendesk"

NOOPS = [
    ["done_already", f"class CourseMetadataEditingTest:\n    def {OURS}(self):\n        assert self\n"],
    ["a_class_of_another_name", "class CourseMetadataTest:\n    pass\n"],
    ["a_class_in_one_line", "class CourseMetadataEditingTest: pass\n"],
]

REWRITES = [
    [
        "at_the_end_of_the_class",
        """
        from tests import CourseMetadata

        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata
        """,
        """
        from tests import CourseMetadata

        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata

            def test_no_setting_about_zendesk(self):""",
    ],
]


@ddt
class TestsCourseZendeskTest(SimpleTestCase):
    """Add a test that courses have no Zendesk setting."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, beginning):
        check_added(FIXER, PATH, before, beginning, [OURS])

    def test_group_is_that_of_the_setting(self):
        self.assertEqual(FIXER.group, course_block_zendesk.FIXER.group)
        self.assertIsNotNone(FIXER.group)
