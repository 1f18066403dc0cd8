"""fixers/tests_exam_settings.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_exam_settings import FIXER
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"
GET = [
    "test_providers_that_require_an_escalation_email",
    "test_lti_requires_an_escalation_email",
    "test_list_of_providers_is_required",
]
IMPORTS = "from tests import EXAMS_IDA, override_settings, override_waffle_flag, status"
METHODS = "".join(f"    def {name}(self):\n        assert self\n" for name in GET)
DONE = f"""
{IMPORTS}

class ProctoringExamSettingsGetTests:
{METHODS}"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    [
        "the_list_is_expected_already",
        DONE
        + """
EXPECTED = {"available_proctoring_providers": ["null"], "requires_escalation_email_providers": []}
""",
        (),
    ],
    [
        "the_other_list_is_no_key_of_a_dict",
        DONE
        + """
KEYS = ["available_proctoring_providers", {"providers": "available_proctoring_providers"}]
""",
        (),
    ],
    [
        "a_provider_whose_options_are_not_known",
        DONE
        + """
EXPECTED = {"available_proctoring_providers": ["null", "vendor"]}
""",
        (12,),
    ],
    [
        "providers_that_are_not_written_out",
        DONE
        + """
EXPECTED = [
    {"available_proctoring_providers": get_available_providers()},
    {"available_proctoring_providers": [*PROVIDERS]},
]
""",
        (13, 14),
    ],
    ["a_class_of_another_name", DONE.replace("SettingsGet", "SettingsRead"), (1, 1)],
]

REWRITES = [
    [
        "beside_and_below",
        """
        from tests import EXAMS_IDA, override_settings, override_waffle_flag, status

        class ProctoringExamSettingsGetTests:
            def test_get(self):
                same({"available_proctoring_providers": ["null"], "date": 1})
                same(
                    {
                        "proctored_exam_settings": {"create_zendesk_tickets": self.create_zendesk_tickets},
                        "available_proctoring_providers": []
                    }
                )

            def test_lti(self):
                assert self.get() == {
                    'course_start_date': '2030-01-01',
                    'available_proctoring_providers': ['lti_external', 'null'],  # sorted
                }
        """,
        """
        from tests import EXAMS_IDA, override_settings, override_waffle_flag, status

        from cms.djangoapps.contentstore.rest_api.v1 import serializers

        class ProctoringExamSettingsGetTests:
            def test_get(self):
                same({"available_proctoring_providers": ["null"], "requires_escalation_email_providers": [], "date": 1})
                same(
                    {
                        "proctored_exam_settings": {"create_zendesk_tickets": self.create_zendesk_tickets},
                        "available_proctoring_providers": [],
                        "requires_escalation_email_providers": []
                    }
                )

            def test_lti(self):
                assert self.get() == {
                    'course_start_date': '2030-01-01',
                    'available_proctoring_providers': ['lti_external', 'null'],  # sorted
                    'requires_escalation_email_providers': ['lti_external'],
                }

            @override_settings(""",
    ],
    [
        "between_others_and_without_a_last_comma",
        """
        from tests import EXAMS_IDA, override_settings, override_waffle_flag, status

        class ProctoringExamSettingsGetTests:
            expected = [
                {
                    "available_proctoring_providers": [  # all
                        "null",
                        "lti_external",
                    ],
                    # the start
                    "course_start_date": "2030-01-01",
                },
                {
                    "available_proctoring_providers": []
                },
            ]
        """,
        """
        from tests import EXAMS_IDA, override_settings, override_waffle_flag, status

        from cms.djangoapps.contentstore.rest_api.v1 import serializers

        class ProctoringExamSettingsGetTests:
            expected = [
                {
                    "available_proctoring_providers": [  # all
                        "null",
                        "lti_external",
                    ],
                    "requires_escalation_email_providers": ["lti_external"],
                    # the start
                    "course_start_date": "2030-01-01",
                },
                {
                    "available_proctoring_providers": [],
                    "requires_escalation_email_providers": []
                },
            ]

            @override_settings(""",
    ],
]


@ddt
class TestsExamSettingsTest(SimpleTestCase):
    """Edit the tests of Studio's proctored exam settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_puts_the_list_into_expected_answers(self, before, beginning):
        check_added(FIXER, PATH, before, beginning, GET)

    def test_adds_what_is_missing(self):
        before = DONE.replace(GET[0], "test_other")
        added = check_added(FIXER, PATH, before, before.rstrip("\n"), [*GET[1:], GET[0]])
        self.assertIn('response.data["requires_escalation_email_providers"] == ["test_proctoring_provider"]', added)
        self.assertNotIn(".required", added)

    def test_notes(self):
        edit = apply_fixer(
            FIXER,
            PATH,
            f"{IMPORTS}\n\nclass ProctoringExamSettingsGetTests:\n"
            '    expected = {"available_proctoring_providers": []}\n',
        )
        self.assertEqual(
            edit.steps[0].result.notes,
            [
                "expect requires_escalation_email_providers in the tests of the exam settings",
                "add a test that the response lists the providers that require an escalation email",
                "add a test that the list of providers that require an escalation email is a required field",
            ],
        )

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("lms/djangoapps/instructor/tests/test_proctoring.py", b""))
