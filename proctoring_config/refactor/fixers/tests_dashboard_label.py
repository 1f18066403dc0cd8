"""
Add a test that the label of the escalation email on the instructor dashboard does not name a vendor.

Without it, the tree's tests would also pass if the label named the vendor again (DEPR openedx-platform#36329). The
provider of the course is not the default one, which would not require an email. Product names are recognized by their
form, because the vendor's name must not appear in the tree.
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_TESTS = NewTests(
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
)


FIXER = Fixer(
    __name__,
    in_files("lms/djangoapps/instructor/tests/test_proctoring.py", word="escalation_email"),
    tests_fix(_TESTS, by=__name__),
    group="instructor_dashboard",
)
