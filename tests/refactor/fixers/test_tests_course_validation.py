"""fixers/tests_course_validation.py."""

from unittest.mock import Mock

from ddt import ddt, named_data
from django.conf import settings
from django.test import SimpleTestCase, override_settings

from proctoring_config import default_provider, providers_requiring_escalation_email, requires_escalation_email
from proctoring_config.refactor.fixers.tests_course_validation import FIXER
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "cms/djangoapps/contentstore/api/tests/test_validation.py"
NEEDED = "needs_proctoring_escalation_email"
OURS = "test_escalation_email_is_needed_if_the_provider_requires_it"
DONE = f"""
class CourseValidationViewTest:
    def {OURS}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    ["done_already_with_other_tests_below", f"{DONE}\n    def test_student_fails(self):\n        assert self\n", ()],
    ["a_class_of_another_name", "class CourseValidationTests:\n    x = 'needs_proctoring_escalation_email'\n", (1,)],
    ["a_class_in_one_line", "class CourseValidationViewTest: x = 'needs_proctoring_escalation_email'\n", (1,)],
]

REWRITES = [
    [
        "as_upstream_has_it",
        """
        from django.test.utils import override_settings


        @override_settings(PROCTORING_BACKENDS={})
        class CourseValidationViewTest:
            def test_student_fails(self):
                assert 'needs_proctoring_escalation_email' in self


        class CourseValidationAuthzTest:
            pass
        """,
        """
        from unittest.mock import patch

        from django.conf import settings
        from django.test.utils import override_settings


        @override_settings(PROCTORING_BACKENDS={})
        class CourseValidationViewTest:
            def test_student_fails(self):
                assert 'needs_proctoring_escalation_email' in self

            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            def test_escalation_email_is_needed""",
    ],
    [
        "without_the_import",
        """
        from django.urls import reverse


        class CourseValidationViewTest:
            def test_student_fails(self):
                assert reverse('needs_proctoring_escalation_email')
        """,
        """
        from unittest.mock import patch

        from django.conf import settings
        from django.test.utils import override_settings
        from django.urls import reverse


        class CourseValidationViewTest:
            def test_student_fails(self):
                assert reverse('needs_proctoring_escalation_email')

            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            def test_escalation_email_is_needed""",
    ],
]


@ddt
class TestsCourseValidationTest(SimpleTestCase):
    """Add a test of the launch checklist."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_adds_the_test(self, before, beginning):
        added = check_added(FIXER, PATH, before, beginning, [OURS])
        for case in ("({}, False)", "({'requires_escalation_email': False}, False)", "True}, True)"):
            self.assertIn(case, added)

    @named_data(
        ("the_provider_of_the_course", lambda provider: requires_escalation_email(provider), True),
        ("the_default_provider", lambda _: requires_escalation_email(default_provider()), False),
        ("any_provider", lambda _: bool(providers_requiring_escalation_email()), False),
        ("no_provider", lambda _: False, False),
    )
    @override_settings(FEATURES={"ENABLE_PROCTORED_EXAMS": False})
    def test_what_the_view_may_ask(self, answer, passes):
        def get(*_):
            enabled = settings.FEATURES["ENABLE_PROCTORED_EXAMS"]
            return Mock(data={"proctoring": {NEEDED: answer("of_course" if enabled else default_provider())}})

        edit = apply_fixer(FIXER, PATH, f"class CourseValidationViewTest(SimpleTestCase):\n    x = '{NEEDED}'\n")
        names = {"SimpleTestCase": SimpleTestCase}
        exec(edit.after, names)
        test = names["CourseValidationViewTest"](OURS)
        test.course, test.client = Mock(proctoring_provider="of_course"), Mock(get=get)
        test.staff, test.password, test.course_key, test.get_url = Mock(), "", "", str
        self.assertIs(test.run().wasSuccessful(), passes)

    def test_what_follows_the_class_stays(self):
        self.assertTrue(check_added(FIXER, PATH, *REWRITES[0][1:], [OURS]).endswith("\n    pass\n"))

    def test_notes(self):
        edit = apply_fixer(
            FIXER, PATH, "class CourseValidationViewTest:\n    x = 'needs_proctoring_escalation_email'\n"
        )
        self.assertEqual(
            edit.steps[0].result.notes,
            ["add a test that the launch checklist requires an escalation email only if the course's provider does"],
        )

    def test_not_without_the_email(self):
        self.assertFalse(FIXER.applies_to(PATH, b"class coursevalidationviewtest:\n    is_self_paced = true\n"))
