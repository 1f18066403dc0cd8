"""
Add a test that the launch checklist requires an escalation email only if the course's provider does.

The tree's own test has only a provider that requires an email, so it would also pass if every course required one. In
the new one, the default provider has the opposite option, and proctored exams are enabled, because otherwise every
course has the default provider (DEPR openedx-platform#36329).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_NEEDED = "needs_proctoring_escalation_email"
_TESTS = NewTests(
    of="CourseValidationViewTest",
    rule="the launch checklist requires an escalation email only if the course's provider does",
    imports=(
        ("unittest.mock", "patch"),
        ("django.conf", "settings"),
        ("django.test.utils", "override_settings"),
    ),
    code='''
        @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
        def test_escalation_email_is_needed_if_the_provider_requires_it(self):
            """
            Test that an escalation email is needed only if the option of the course's provider is set
            """
            provider = self.course.proctoring_provider
            self.client.login(username=self.staff.username, password=self.password)
            for options, needed in (
                ({}, False),
                ({'requires_escalation_email': False}, False),
                ({'requires_escalation_email': True}, True),
            ):
                backends = {
                    'DEFAULT': 'default_provider',
                    'default_provider': {'requires_escalation_email': not needed},
                    provider: options,
                }
                with self.subTest(options=options), override_settings(PROCTORING_BACKENDS=backends):
                    resp = self.client.get(self.get_url(self.course_key), {'proctoring': 'true'})
                    self.assertIs(resp.data['proctoring']['needs_proctoring_escalation_email'], needed)
    ''',
)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/api/tests/test_validation.py", word=_NEEDED),
    tests_fix(_TESTS, by=__name__),
    group="course_validation",
)
