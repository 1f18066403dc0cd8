"""
Test that Advanced Settings show the escalation email if any configured provider requires one.

In the tree's own test, the default provider requires one, so the test would also pass if only the default provider
counted (DEPR openedx-platform#36329).
"""

from __future__ import annotations

from proctoring_config.refactor.added_tests import NewTests, tests_fix
from proctoring_config.refactor.fixer import Fixer, in_files

_TESTS = NewTests(
    of="CourseMetadataEditingTest",
    rule="Advanced Settings show the escalation email if any configured provider requires one",
    imports=(("django.test.utils", "override_settings"),),
    code='''
        @ddt.data(
            ({}, False),
            ({"requires_escalation_email": False}, False),
            ({"requires_escalation_email": True}, True),
        )
        @ddt.unpack
        def test_fetch_proctoring_escalation_email_if_any_provider_requires_one(self, options, present):
            """
            If a provider that is not the default one has 'requires_escalation_email' set to 'True',
            show the escalation email setting
            """
            backends = {'DEFAULT': 'null', 'null': {}, 'test_proctoring_provider': options}
            with override_settings(PROCTORING_BACKENDS=backends):
                test_model = CourseMetadata.fetch(self.fullcourse)
            self.assertIs('proctoring_escalation_email' in test_model, present)
    ''',
)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/tests/test_course_settings.py", word="escalation_email"),
    tests_fix(_TESTS, by=__name__),
    group="course_metadata_email_field",
)
