"""Names in tests of the tree: which one replaces the vendor's, and which ones cannot be replaced."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_neutral_provider import FIXER
from tests.refactor.fixers.test_tests_neutral_provider import PATH
from tests.refactor.tools import check_noop, check_rewritten

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

# text, lines of leftovers
LEFT = [
    [
        "a_variable_named_after_the_vendor",
        """
        PROCTORTRACK = 'proctortrack'
        BACKENDS = {'DEFAULT': PROCTORTRACK, PROCTORTRACK: {}}
        """,
        (2,),
    ],
    [
        "a_helper_named_after_the_vendor",
        """
        class Tests:
            def make_proctortrack_course(self):
                return self.make(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})
        """,
        (3,),
    ],
    [
        "both_other_names_are_taken",
        """
        class Tests:
            backends = {'DEFAULT': 'mockprock', 'mockprock': {}, 'test_proctoring_provider': {}, 'proctortrack': {}}
            names = ['test_proctoring_provider', 'proctortrack']
        """,
        (3,),
    ],
    [
        "a_test_that_has_the_new_name",
        """
        class Tests:
            def test_xblock_was_ever_linked_to_external_exam(self):
                pass

            def test_xblock_was_ever_proctortrack_proctored_exam(self):
                pass
        """,
        (6,),
    ],
    [
        "a_test_that_another_one_calls",
        """
        class Tests(Base):
            def test_proctortrack(self):
                super().test_proctortrack()
        """,
        (4,),
    ],
]


@ddt
class ProviderNamesTest(SimpleTestCase):
    """Tests that have upstream's neutral provider as well, and names that are taken or used elsewhere."""

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    @named_data(*LEFT)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)
