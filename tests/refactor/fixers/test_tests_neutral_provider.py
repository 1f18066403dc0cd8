"""fixers/tests_neutral_provider.py."""

from textwrap import dedent

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_neutral_provider import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/tests/test_course_settings.py"

# text, lines of leftovers
NOOPS = [
    [
        "another_provider",
        "# not proctortracks\n"
        "@override_settings(PROCTORING_BACKENDS={'DEFAULT': 'software_secure', 'software_secure': {}})\n"
        "class Tests:\n    provider = 'software_secure'\n",
        (),
    ],
    [
        "done_already",
        """
        # proctortrack2
        @override_settings(PROCTORING_BACKENDS={'mockprock': {'requires_escalation_email': True}})
        class Tests:
            provider = 'mockprock'
        """,
        (),
    ],
    [
        "upstream_after_the_change",
        "# see edx-proctoring-proctortrack\n"
        "BACKENDS = {'DEFAULT': 'test_provider', 'test_provider': {'requires_escalation_email': True}}\n",
        (),
    ],
    [
        "names_of_packages_and_addresses",
        """
        PLUGIN = 'edx_proctoring_proctortrack.backends'
        REQUIREMENT = "edx-proctoring-proctortrack==1.2.1"
        URL = 'https://proctortrack.com'
        MAIL = f'proctortrack-support@{URL}'
        """,
        (),
    ],
    [
        "settings_that_are_not_written_out",
        "from settings import VENDOR\nBACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': VENDOR}\n",
        (2,),
    ],
    ["a_dict_that_is_not_the_setting", "EXPECTED = {'proctortrack': {}, 'software_secure': {}}\n", (1,)],
    [
        "a_key_that_is_set_later",
        """
        class Tests:
            def test_it(self):
                backends = {'DEFAULT': 'proctortrack', 'proctortrack': {}}
                backends['proctortrack'] = None
        """,
        (5,),
    ],
    [
        "no_settings",
        "class Tests:\n    def test_provider(self):\n"
        "        assert self.course.proctoring_provider == 'proctortrack'\n",
        (3,),
    ],
    [
        "settings_in_another_class_only",
        """
        @override_settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})
        class Tests:
            pass

        class OtherTests:
            provider = 'proctortrack'
        """,
        (7,),
    ],
    [
        "settings_in_another_test_only",
        """
        class Tests:
            @override_settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})
            def test_one(self):
                self.course.proctoring_provider = 'proctortrack'

            def test_two(self):
                self.course.proctoring_provider = 'proctortrack'
        """,
        (8,),
    ],
    ["settings_by_keyword", "BACKENDS = dict(DEFAULT='proctortrack', proctortrack={})\n", (1,)],
]

REWRITES = [
    [
        "settings_of_a_class",
        """
        @settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})
        class Tests:
            def test_it(self):
                self.make(provider="proctortrack", email='staff@example.com')
        """,
        """
        @settings(PROCTORING_BACKENDS={
            "DEFAULT": "test_proctoring_provider",
            "test_proctoring_provider": {"requires_escalation_email": True},
        })
        class Tests:
            def test_it(self):
                self.make(provider="test_proctoring_provider", email='staff@example.com')
        """,
    ],
    [
        "settings_of_a_test_beside_another_provider",
        """
        class Tests:
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "other",
                    "other": {},
                    "proctortrack": {}  # the vendor
                },
            )
            def test_non_proctortrack_provider(self):
                # Proctortrack is not chosen
                assert self.errors() == 'Provider \\'proctortrack\\' requires a contact.'
        """,
        """
        class Tests:
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "other",
                    "other": {},
                    "test_proctoring_provider": {"requires_escalation_email": True},  # the vendor
                },
            )
            def test_requires_escalation_email_unset(self):
                # test_proctoring_provider is not chosen
                assert self.errors() == 'Provider \\'test_proctoring_provider\\' requires a contact.'
        """,
    ],
    [
        "settings_that_hold_options",
        """
        ONE = {'DEFAULT': 'proctortrack', 'proctortrack': {'id': 'x'}}
        TWO = {
            'DEFAULT': 'proctortrack',
            'proctortrack': {
                'client_id': 'x',
                'client_secret': 'y',  # not a real one
            },
        }
        SAID = {'DEFAULT': 'proctortrack', 'proctortrack': {'requires_escalation_email': False}}
        """,
        """
        ONE = {
            "DEFAULT": "test_proctoring_provider",
            "test_proctoring_provider": {"id": "x", "requires_escalation_email": True},
        }
        TWO = {
            'DEFAULT': 'test_proctoring_provider',
            'test_proctoring_provider': {
                'client_id': 'x',
                'client_secret': 'y',  # not a real one
                'requires_escalation_email': True,
            },
        }
        SAID = {'DEFAULT': 'test_proctoring_provider', 'test_proctoring_provider': {'requires_escalation_email': False}}
        """,
    ],
    [
        "docstrings_that_give_the_rule",
        '''
        class Tests:
            def test_email(self):
                """If 'proctortrack' is an available provider, it is shown (Proctortrack)"""

            def test_shown(self):
                """
                If 'proctortrack' is an available provider, show the email
                """

            def test_hidden(self):
                """
                If 'proctortrack' is not an available provider, don't show it
                """

            def test_no_email(self):
                """The email is hidden if proctortrack is not the proctoring provider"""

            def test_200(self):
                """for a provider that requires an escalation email (proctortrack)"""

            def test_other(self):
                # Proctortrack again
                assert self
        ''',
        '''
        class Tests:
            def test_email(self):
                """If an available provider requires an escalation email, it is shown (test_proctoring_provider)"""

            def test_shown(self):
                """
                If proctoring provider has 'requires_escalation_email' set to 'True',
                show the email
                """

            def test_hidden(self):
                """
                If proctoring provider does not have 'requires_escalation_email' set to 'True',
                don't show it
                """

            def test_no_email(self):
                """The email is hidden if 'requires_escalation_email' is not set"""

            def test_200(self):
                """for a provider that requires an escalation email"""

            def test_other(self):
                # test_proctoring_provider again
                assert self
        ''',
    ],
    [
        "names_of_tests_only",
        """
        class Tests:
            def test_xblock_was_ever_proctortrack_proctored_exam(self):
                assert self.exam

            def test_a_proctortrack_course_of_the_fork(self):
                assert self.exam
        """,
        """
        class Tests:
            def test_xblock_was_ever_linked_to_external_exam(self):
                assert self.exam

            def test_a_proctoring_provider_course_of_the_fork(self):
                assert self.exam
        """,
    ],
]


@ddt
class TestsNeutralProviderTest(SimpleTestCase):
    """Replace the vendor in the tree's own tests."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_not_tests_of_zendesk(self):
        zendesk = """
            @settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}, 'software_secure': {}})
            @data(('proctortrack', True), ('software_secure', False))
            def test_proctortrack_with_zendesk_ticket(self, provider, create_zendesk_tickets):
                self.save(provider, create_zendesk_tickets)
        """
        other = """
            @settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})
            def test_it(self):
                self.save('proctortrack')
        """
        edit = apply_fixer(FIXER, PATH, dedent(f"class Tests:{zendesk}{other}"))
        self.assertIn(dedent(zendesk).strip(), dedent(edit.after.partition(":")[2]))
        self.assertIn("self.save('test_proctoring_provider')", edit.after)
        check_noop(FIXER, PATH, f"class Tests:{zendesk}")

    def test_notes(self):
        uses = "use the provider test_proctoring_provider in tests, with the option requires_escalation_email"
        settings = "@settings(PROCTORING_BACKENDS={'DEFAULT': 'proctortrack', 'proctortrack': {}})\n"
        cases = {
            "def test_proctortrack():\n    pass\n": ["rename tests that name the vendor"],
            f"{settings}def test_it():\n    pass\n": [uses],
            f"{settings}def test_proctortrack():\n    pass\n": [uses, "rename tests that name the vendor"],
            "def test_it():  # for proctortrack\n    pass\n": ["remove the vendor's name from tests"],
        }
        for before, notes in cases.items():
            self.assertEqual(apply_fixer(FIXER, PATH, before).steps[0].result.notes, notes)

    @data("cms/djangoapps/models/settings/course_metadata.py", "cms/templates/tests/proctortrack.html")
    def test_applies_only_to_tests(self, path):
        self.assertFalse(FIXER.applies_to(path, b"proctortrack"))

    def test_applies_only_to_vendor_tests(self):
        self.assertFalse(FIXER.applies_to(PATH, b"software_secure"))
