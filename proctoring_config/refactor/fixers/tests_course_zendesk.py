"""
Add a test that courses have no Zendesk setting.

Without it, the tree's tests would also pass if the setting came back. It is applied together with
``course_block_zendesk`` (DEPR openedx-platform#36329).
"""

from __future__ import annotations

from dataclasses import replace

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, SourceFile

_TESTS = NewTests(
    of="CourseMetadataEditingTest",
    rule="courses have no Zendesk setting",
    code='''
        def test_no_setting_about_zendesk(self):
            """
            Suspicious reviews do not open tickets, so there is no setting for them
            """
            names = CourseMetadata.fetch_all(self.fullcourse)
            self.assertEqual([name for name in names if 'zendesk' in name], [])
    ''',
)


def fix(file: SourceFile) -> FixResult:
    """Add the test; a tree without the class keeps its setting no longer than any other tree."""
    return replace(add_tests(file, [_TESTS], by=__name__), leftovers=())


FIXER = Fixer(__name__, in_files("cms/djangoapps/contentstore/tests/test_course_settings.py"), fix, group="zendesk")
