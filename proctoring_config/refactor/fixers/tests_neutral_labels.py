"""
Add tests that the label of the escalation email does not name a vendor, in Studio and on the instructor dashboard.

Without them, the tree's tests would also pass if a label named the vendor again (DEPR openedx-platform#36329). Product
names are recognized by their form, because the vendor's name must not appear in the tree. The provider of the course on
the dashboard is not the default one, which would not require an email.
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, SourceFile

_TESTS = {
    "cms/djangoapps/contentstore/tests/test_course_settings.py": NewTests(
        of="CourseMetadataEditingTest",
        rule="the label and help text of the escalation email do not name a vendor",
        code='''
            def test_escalation_email_names_no_vendor(self):
                """
                The label and help text can contain "proctoring", but not the name of a product such as "ProctorX"
                """
                setting = CourseMetadata.fetch_all(self.fullcourse)['proctoring_escalation_email']
                for text in (setting['display_name'], setting['help']):
                    self.assertNotRegex(text, r'(?i)proctor(?!ed|ing|s\\b)\\w')
        ''',
    ),
    "lms/djangoapps/instructor/tests/test_proctoring.py": NewTests(
        of="TestProctoringDashboardViews",
        rule="the label of the escalation email does not name a vendor",
        code='''
            @patch.dict(
                settings.PROCTORING_BACKENDS,
                {
                    'DEFAULT': 'null',
                    'null': {},
                    'test_proctoring_provider': {"requires_escalation_email": True},
                },
            )
            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            def test_escalation_email_names_no_vendor(self):
                """
                The label can contain "proctoring", but not the name of a product such as "ProctorX"
                """
                self.setup_course_with_proctoring_backend('test_proctoring_provider', 'foo@bar.com')
                content = self.client.get(self.url).content.decode('utf-8')
                label = content.partition('escalation-email-container')[2].partition('foo@bar.com')[0]
                self.assertRegex(label, r'\\w')
                self.assertNotRegex(label, r'(?i)proctor(?!ed|ing|s\\b)\\w')
        ''',
    ),
}


def fix(file: SourceFile) -> FixResult:
    """Add the test of the file."""
    return add_tests(file, [_TESTS[file.path]], by=__name__)


FIXER = Fixer(__name__, in_files(*_TESTS, word="escalation_email"), fix)
