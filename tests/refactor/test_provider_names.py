"""Which name replaces the vendor's in a test that has upstream's neutral provider as well."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_neutral_provider import FIXER
from tests.refactor.fixers.test_tests_neutral_provider import PATH
from tests.refactor.tools import check_rewritten

REWRITES = [
    [
        "a_provider_of_the_new_name_beside_the_vendor",
        """
        class Tests:
            @override_settings(
                PROCTORING_BACKENDS={
                    'DEFAULT': 'test_proctoring_provider',
                    'test_proctoring_provider': {},
                    'proctortrack': {}
                }
            )
            def test_vendor(self):
                self.course.provider = 'proctortrack'

            @override_settings(
                PROCTORING_BACKENDS={
                    'DEFAULT': 'proctortrack',
                    'proctortrack': {},
                    'test_proctoring_provider': {}
                }
            )
            def test_other(self):
                self.course.provider = 'test_proctoring_provider'

            @settings(PROCTORING_BACKENDS={'DEFAULT': 'test_proctoring_provider', 'proctortrack': {}})
            def test_default(self):
                self.course.provider = 'proctortrack'
        """,
        """
        class Tests:
            @override_settings(
                PROCTORING_BACKENDS={
                    'DEFAULT': 'test_proctoring_provider',
                    'test_proctoring_provider': {"requires_escalation_email": True},
                }
            )
            def test_vendor(self):
                self.course.provider = 'test_proctoring_provider'

            @override_settings(
                PROCTORING_BACKENDS={
                    'DEFAULT': 'test_proctoring_provider',
                    'test_proctoring_provider': {},
                }
            )
            def test_other(self):
                self.course.provider = 'test_proctoring_provider'

            @settings(PROCTORING_BACKENDS={
                "DEFAULT": "test_proctoring_provider",
                "test_proctoring_provider": {"requires_escalation_email": True},
            })
            def test_default(self):
                self.course.provider = 'test_proctoring_provider'
        """,
    ],
    [
        "a_test_that_uses_both_names",
        """
        class Tests:
            BACKENDS = {'DEFAULT': 'test_proctoring_provider', 'test_proctoring_provider': {}, 'proctortrack': {}}
            NAMES = ['test_proctoring_provider', 'proctortrack']
        """,
        """
        class Tests:
            BACKENDS = {
                "DEFAULT": "test_proctoring_provider",
                "test_proctoring_provider": {},
                "mockprock": {"requires_escalation_email": True},
            }
            NAMES = ['test_proctoring_provider', 'mockprock']
        """,
    ],
    [
        "a_message_that_lists_both_names",
        """
        class Tests:
            BACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': {}}
        MESSAGE = "Please select from one of ['proctortrack', 'test_proctoring_provider']."
        """,
        """
        class Tests:
            BACKENDS = {'DEFAULT': 'mockprock', 'mockprock': {"requires_escalation_email": True}}
        MESSAGE = "Please select from one of ['mockprock', 'test_proctoring_provider']."
        """,
    ],
    [
        "a_provider_of_the_new_name_that_holds_options",
        """
        class Tests:
            BACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': {}, 'test_proctoring_provider': {'client_id': 1}}
            NAME = 'proctortrack'
        """,
        """
        class Tests:
            BACKENDS = {
                "DEFAULT": "mockprock",
                "mockprock": {"requires_escalation_email": True},
                "test_proctoring_provider": {"client_id": 1},
            }
            NAME = 'mockprock'
        """,
    ],
]


@ddt
class ProviderNamesTest(SimpleTestCase):
    """Rewrite tests that have both providers."""

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
