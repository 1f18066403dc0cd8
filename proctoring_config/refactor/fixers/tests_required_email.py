"""
Test that Studio refuses a required escalation email that is missing or not text.

Values that clients send to the REST API may be of any type, and the check for a required email must not fail because of
it. The default provider does not require an email, so the check must use the provider of the course (DEPR
openedx-platform#36329).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, SourceFile

_TESTS = NewTests(
    of="ProctoringExamSettingsPostTests",
    rule="a required escalation email that is missing or not text is refused without a server error",
    code='''
        @override_settings(
            PROCTORING_BACKENDS={
                "DEFAULT": "null",
                "null": {},
                "test_proctoring_provider": {"requires_escalation_email": True},
            },
        )
        @ddt.data(None, "", True, 0, ["foo@bar.com"], {"value": "foo@bar.com"})
        def test_400_without_a_required_escalation_email(self, email):
            """an escalation email that is missing or not text is refused if the provider requires one"""
            self.client.login(username=self.course_instructor.username, password=self.password)
            exam_settings = {
                "enable_proctored_exams": True,
                "proctoring_provider": "test_proctoring_provider",
                "proctoring_escalation_email": email,
            }
            response = self.make_request(data={"proctored_exam_settings": exam_settings})
            assert response.status_code == status.HTTP_400_BAD_REQUEST
            updated = modulestore().get_item(self.course.location)
            assert updated.enable_proctored_exams is False
    ''',
)


def fix(file: SourceFile) -> FixResult:
    """Add the test to the class for POST."""
    return add_tests(file, [_TESTS], by=__name__)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"),
    fix,
    group="course_metadata_escalation_email",
)
