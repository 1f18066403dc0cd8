"""
Add a test that Studio shows the review rules of an exam if the option of the course's provider is true.

The tree has no such test, and the reviews of PR #37576 asked for one, with the course's provider instead of the default
one (DEPR openedx-platform#36329).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_TESTS = NewTests(
    of="TestSpecialExamXBlockInfo",
    rule="the review rules of an exam are shown if the option of the course's provider is true",
    imports=(("django.test", "override_settings"),),
    code="""
        @override_settings(
            PROCTORING_BACKENDS={
                "DEFAULT": "test_proctoring_provider",
                "test_proctoring_provider": {},
                "provider_with_rules": {"show_review_rules": True},
                "provider_without_rules": {"show_review_rules": False},
            },
        )
        @patch_get_exam_configuration_dashboard_url
        @patch_does_backend_support_onboarding
        @patch_get_exam_by_content_id_success
        @ddt.data(
            ("test_proctoring_provider", True),
            ("provider_with_rules", True),
            ("provider_without_rules", False),
        )
        @ddt.unpack
        def test_review_rules_are_shown_if_the_provider_of_the_course_shows_them(
            self,
            provider,
            expected,
            _mock_get_exam_by_content_id,
            _mock_does_backend_support_onboarding,
            _mock_get_exam_configuration_dashboard_url,
        ):
            sequential = BlockFactory.create(
                parent_location=self.chapter.location,
                category="sequential",
                user_id=self.user.id,
                is_proctored_enabled=True,
                is_time_limited=True,
            )
            self.course.proctoring_provider = provider
            xblock_info = create_xblock_info(sequential, course=self.course)
            assert xblock_info["show_review_rules"] is expected
    """,
)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/views/tests/test_block.py"),
    tests_fix(_TESTS, by=__name__),
    group="review_rules",
)
