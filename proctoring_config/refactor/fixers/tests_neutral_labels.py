"""
Add a test that the label of the escalation email in Studio does not name a vendor.

Without it, the tree's tests would also pass if the label named the vendor again (DEPR openedx-platform#36329). Product
names are recognized by their form, because the vendor's name must not appear in the tree.
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_TESTS = NewTests(
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
)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/tests/test_course_settings.py", word="escalation_email"),
    tests_fix(_TESTS, by=__name__),
    group="course_block_escalation_email",
)
