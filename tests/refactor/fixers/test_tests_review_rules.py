"""fixers/tests_review_rules.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_review_rules import FIXER
from tests.refactor.tools import check_added, check_noop

PATH = "cms/djangoapps/contentstore/views/tests/test_block.py"
OURS = "test_review_rules_are_shown_if_the_provider_of_the_course_shows_them"

# text, lines of leftovers
NOOPS = [
    [
        "done_already",
        f"""
        @ddt.ddt
        class TestSpecialExamXBlockInfo(ItemTest):
            def {OURS}(self):
                assert self.course
        """,
        (),
    ],
    [
        "a_class_without_ddt",
        """
        class TestSpecialExamXBlockInfo(ItemTest):
            def test_it(self):
                assert self.course
        """,
        (1,),
    ],
    [
        "a_class_of_another_name",
        """
        class TestXBlockInfo(ItemTest):
            def test_it(self):
                assert self.course
        """,
        (1,),
    ],
    [
        "a_class_in_one_line",
        """
        class TestSpecialExamXBlockInfo(ItemTest): pass
        """,
        (1,),
    ],
    [
        "a_class_under_a_condition",
        """
        if ItemTest:
            class TestSpecialExamXBlockInfo(ItemTest):
                pass
        """,
        (1,),
    ],
]

NEEDS = """
        from tests import BlockFactory, create_xblock_info, mock
"""

REWRITES = [
    [
        "as_upstream_has_it",
        """
        import ddt
        from django.conf import settings
        from django.test import TestCase

        from xmodule.modulestore.tests.factories import BlockFactory, create_xblock_info

        @ddt.ddt
        class TestSpecialExamXBlockInfo(TestCase):
            patch_get_exam_configuration_dashboard_url = settings.X
            patch_does_backend_support_onboarding = settings.X
            patch_get_exam_by_content_id_success = settings.X

            def test_it(self):
                assert self.course
                # Nothing else.


        class TestLibraryXBlockInfo(TestCase):
            pass
        """,
        """
        import ddt
        from django.conf import settings
        from django.test import TestCase, override_settings

        from xmodule.modulestore.tests.factories import BlockFactory, create_xblock_info

        @ddt.ddt
        class TestSpecialExamXBlockInfo(TestCase):
            patch_get_exam_configuration_dashboard_url = settings.X
            patch_does_backend_support_onboarding = settings.X
            patch_get_exam_by_content_id_success = settings.X

            def test_it(self):
                assert self.course
                # Nothing else.

            @override_settings(""",
    ],
    [
        "the_import_is_there",
        """
        from django.test.utils import override_settings
        from factories import BlockFactory, create_xblock_info, ddt

        @ddt.ddt
        class TestSpecialExamXBlockInfo:
            patch_get_exam_configuration_dashboard_url = override_settings()
            patch_does_backend_support_onboarding = override_settings()
            patch_get_exam_by_content_id_success = override_settings()
        """,
        """
        from django.test.utils import override_settings
        from factories import BlockFactory, create_xblock_info, ddt

        @ddt.ddt
        class TestSpecialExamXBlockInfo:
            patch_get_exam_configuration_dashboard_url = override_settings()
            patch_does_backend_support_onboarding = override_settings()
            patch_get_exam_by_content_id_success = override_settings()

            @override_settings(""",
    ],
]


@ddt
class TestsReviewRulesTest(SimpleTestCase):
    """Add a test of show_review_rules in Studio's block info."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, beginning):
        added = check_added(FIXER, PATH, before, beginning, [OURS])
        self.assertIn('xblock_info["show_review_rules"] is expected', added)

    def test_what_follows_the_class_stays(self):
        self.assertTrue(check_added(FIXER, PATH, *REWRITES[0][1:], [OURS]).endswith("\n    pass\n"))

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("cms/djangoapps/contentstore/views/tests/test_item.py", b""))
