"""
Add tests that the instructor API v2 keeps a required escalation email, and settings that a request does not contain.

The tests of the API use the provider ``null``, which requires an email in the new tests, unlike the default provider
(DEPR openedx-platform#36329; the API: PR #38359).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_CLASS = "ProctoringSettingsViewTest"
_IMPORTS = (
    ("unittest.mock", "patch"),
    ("django.conf", "settings"),
    ("django.test.utils", "override_settings"),
    ("rest_framework", "status"),
)
_TESTS = [
    NewTests(
        of=_CLASS,
        rule="the instructor API does not erase a required escalation email",
        imports=_IMPORTS,
        code='''
            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            @override_settings(PROCTORING_BACKENDS={
                'DEFAULT': 'default_provider',
                'default_provider': {},
                'null': {'requires_escalation_email': True},
            })
            def test_patch_cannot_erase_a_required_escalation_email(self):
                """A request that would leave the course without a required email is rejected, and nothing is saved."""
                self.course.proctoring_escalation_email = 'proctor@example.com'
                self.update_course(self.course, self.instructor.id)
                for data, expected in (
                    ({'proctoring_escalation_email': ''}, status.HTTP_400_BAD_REQUEST),
                    (
                        {'proctoring_escalation_email': '', 'enable_proctored_exams': True},
                        status.HTTP_400_BAD_REQUEST,
                    ),
                    ({'proctoring_escalation_email': '', 'enable_proctored_exams': False}, status.HTTP_200_OK),
                ):
                    with self.subTest(data=data):
                        response = self.client.patch(self._url(), data=data, format='json')
                        assert response.status_code == expected
                        saved = self.store.get_course(self.course.id)
                        is_refused = expected == status.HTTP_400_BAD_REQUEST
                        assert saved.proctoring_escalation_email == ('proctor@example.com' if is_refused else '')
        ''',
    ),
    NewTests(
        of=_CLASS,
        rule="the instructor API keeps a stored escalation email if the request contains none",
        imports=_IMPORTS,
        code='''
            @override_settings(PROCTORING_BACKENDS={'DEFAULT': 'null', 'null': {'requires_escalation_email': True}})
            def test_patch_keeps_an_escalation_email_that_is_not_sent(self):
                """A request without an email does not change the stored one."""
                self.course.proctoring_escalation_email = 'proctor@example.com'
                self.update_course(self.course, self.instructor.id)
                for data in ({}, {'enable_proctored_exams': False}, {'enable_proctored_exams': True}):
                    with self.subTest(data=data):
                        response = self.client.patch(self._url(), data=data, format='json')
                        assert response.status_code == status.HTTP_200_OK
                        assert response.json()['proctoring_escalation_email'] == 'proctor@example.com'
        ''',
    ),
]


FIXER = Fixer(
    __name__,
    in_files("lms/djangoapps/instructor/tests/views/test_special_exams_api_v2.py", word=_CLASS),
    tests_fix(*_TESTS, by=__name__),
    group="instructor_api_escalation_email",
)
