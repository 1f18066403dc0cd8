"""
Add a test that Studio rejects settings if a required escalation email is missing or not a string.

Clients can send values of any type to the REST API, and the check for a required email must not fail because of them.
The default provider does not require an email, so the check must use the provider of the course (DEPR
openedx-platform#36329).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_TESTS = NewTests(
    of="ProctoringExamSettingsPostTests",
    rule="settings are rejected with 400 if a required escalation email is missing or not a string",
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
            """settings are rejected if the provider requires an email and it is missing or not a string"""
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


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"),
    tests_fix(_TESTS, by=__name__),
    group="course_metadata_escalation_email",
)
