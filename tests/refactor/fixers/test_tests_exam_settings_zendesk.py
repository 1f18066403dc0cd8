"""fixers/tests_exam_settings_zendesk.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_exam_settings_zendesk import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"
GET = ["test_fields_of_serializers"]
POST = [
    "test_escalation_email_that_is_not_sent_stays",
    "test_settings_of_another_type_change_nothing",
    "test_403_if_instructor_sends_opting_out_with_anything_else",
]
IMPORTS = "from tests import ddt, modulestore, override_settings, status"
METHODS = ["".join(f"    def {name}(self):\n        assert self\n" for name in names) for names in (GET, POST)]
DONE = f"""
{IMPORTS}

class ProctoringExamSettingsGetTests:
{METHODS[0]}
@ddt.ddt
class ProctoringExamSettingsPostTests:
{METHODS[1]}"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    [
        "the_key_is_false_already",
        DONE
        + """
EXPECTED = {"proctored_exam_settings": {"create_zendesk_tickets": False}, "available_proctoring_providers": []}
""",
        (),
    ],
    [
        "not_a_response_to_get",
        DONE
        + """
EXPECTED = {"proctored_exam_settings": {"create_zendesk_tickets": True}}
""",
        (),
    ],
    [
        "settings_that_are_not_written_out",
        DONE
        + """
EXPECTED = {
    "proctored_exam_settings": get_settings("create_zendesk_tickets"), "available_proctoring_providers": []
}
""",
        (),
    ],
    ["classes_of_other_names", DONE.replace("ProctoringExamSettings", "ExamSettings"), (1, 1, 1)],
    ["a_class_of_another_name", DONE.replace("SettingsGet", "SettingsRead"), (1,)],
    ["a_class_without_ddt", DONE.replace("@ddt.ddt", ""), (1, 1)],
]

REWRITES = [
    [
        "key_of_old_front_ends",
        """
        class ProctoringExamSettingsGetTests:
            def test_get(self):
                same(
                    {
                        "proctored_exam_settings": {
                            "provider": "null",
                            "create_zendesk_tickets": self.course.create_zendesk_tickets,
                        },
                        "available_proctoring_providers": [],
                        "requires_escalation_email_providers": [],
                    }
                )
        """,
        """
        from cms.djangoapps.contentstore.rest_api.v1 import serializers

        class ProctoringExamSettingsGetTests:
            def test_get(self):
                same(
                    {
                        "proctored_exam_settings": {
                            "provider": "null",
                            "create_zendesk_tickets": False,
                        },
                        "available_proctoring_providers": [],
                        "requires_escalation_email_providers": [],
                    }
                )

            def test_fields_of_serializers(self):
        """,
    ],
]


@ddt
class ExamSettingsZendeskTest(SimpleTestCase):
    """Edit the tests of Studio's proctored exam settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_key_is_false_in_responses(self, before, beginning):
        check_added(FIXER, PATH, before, beginning.rstrip(), GET)

    def test_key_is_not_false_in_new_trees(self):
        before = dedent(REWRITES[0][1])
        after = FIXER.fix(SourceFile(PATH, before, has_old_front_end=False)).file.text
        self.assertIn('"create_zendesk_tickets": self.course.create_zendesk_tickets,', after)
        self.assertIn("def test_fields_of_serializers", after)

    def test_adds_what_is_missing(self):
        before = DONE.replace(POST[0], "test_other")
        added = check_added(FIXER, PATH, before, before.rstrip("\n"), [*POST[1:], POST[0]])
        self.assertIn('updated.proctoring_escalation_email == "foo@bar.com"', added)
        self.assertNotIn("HTTP_403_FORBIDDEN", added)

    def test_notes(self):
        edit = apply_fixer(
            FIXER,
            PATH,
            f"{IMPORTS}\n\nclass ProctoringExamSettingsGetTests:\n    pass\n\n"
            "@ddt.ddt\nclass ProctoringExamSettingsPostTests:\n    pass\n\n"
            'X = {"proctored_exam_settings": {"create_zendesk_tickets": 1}, "available_proctoring_providers": []}\n',
        )
        self.assertEqual(
            edit.steps[0].result.notes,
            [
                "expect create_zendesk_tickets to be false in the tests of the exam settings",
                "add a test that the serializers have no Zendesk field",
                "add a test that a stored escalation email is kept if the request contains none",
                "add a test that an opt-out is rejected unless platform staff send it, whatever else the request "
                "contains",
            ],
        )
