"""fixers/tests_instructor_api.py."""

from unittest.mock import Mock

from ddt import ddt, named_data
from django.test import SimpleTestCase, override_settings

from proctoring_config import default_provider
from proctoring_config.refactor.fixers.tests_instructor_api import FIXER
from proctoring_config.validators.course import lacks_escalation_email
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "lms/djangoapps/instructor/tests/views/test_special_exams_api_v2.py"
ADDED = [
    "test_patch_cannot_erase_a_required_escalation_email",
    "test_patch_keeps_an_escalation_email_that_is_not_sent",
]
DONE = f"""
class ProctoringSettingsViewTest:
    def {ADDED[0]}(self):
        assert self

    def {ADDED[1]}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    ["done_already_with_other_tests_below", f"{DONE}\n    def test_patch_settings(self):\n        assert self\n", ()],
    ["another_class", "class ProctoringSettingsViewTests:\n    pass\n", (1, 1)],
]

REWRITES = [
    [
        "as_upstream_has_it",
        """
        from unittest.mock import patch

        from django.test.utils import override_settings
        from rest_framework import status


        @override_settings(PROCTORING_BACKENDS={})
        class ProctoringSettingsViewTest:
            def test_patch_settings(self):
                assert patch, status
        """,
        """
        from unittest.mock import patch

        from django.conf import settings
        from django.test.utils import override_settings
        from rest_framework import status


        @override_settings(PROCTORING_BACKENDS={})
        class ProctoringSettingsViewTest:
            def test_patch_settings(self):
                assert patch, status

            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            @override_settings(""",
    ],
    [
        "without_the_imports",
        """
        import ddt


        class ProctoringSettingsViewTest:
            def test_patch_settings(self):
                assert ddt
        """,
        """
        from unittest.mock import patch

        import ddt
        from django.conf import settings
        from django.test.utils import override_settings
        from rest_framework import status


        class ProctoringSettingsViewTest:
            def test_patch_settings(self):
                assert ddt

            @patch.dict(settings.FEATURES, {'ENABLE_PROCTORED_EXAMS': True})
            @override_settings(""",
    ],
]


@ddt
class TestsInstructorApiTest(SimpleTestCase):
    """Add tests of the instructor API."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_adds_both_tests(self, before, beginning):
        check_added(FIXER, PATH, before, beginning, ADDED)

    @named_data(
        ("the_provider_of_the_course", lambda: "null", True),
        ("the_default_provider", default_provider, False),
        ("nobody", lambda: None, False),
    )
    @override_settings(FEATURES={})
    def test_what_the_view_may_ask(self, ask, passes):
        saved = Mock()

        def patch(_, data, **__):
            enabled = data.get("enable_proctored_exams", True)
            lacks_email = lacks_escalation_email(provider=ask(), email="", enabled=enabled)
            saved.proctoring_escalation_email = "proctor@example.com" if lacks_email else ""
            return Mock(status_code=400 if lacks_email else 200)

        edit = apply_fixer(FIXER, PATH, "class ProctoringSettingsViewTest(SimpleTestCase):\n    pass\n")
        names = {"SimpleTestCase": SimpleTestCase}
        exec(edit.after, names)
        test = names["ProctoringSettingsViewTest"](ADDED[0])
        test.course, test.instructor, test.update_course = Mock(), Mock(), Mock()
        test.client, test.store, test._url = Mock(patch=patch), Mock(get_course=lambda _: saved), str
        self.assertIs(test.run().wasSuccessful(), passes)

    def test_notes(self):
        edit = apply_fixer(FIXER, PATH, "class ProctoringSettingsViewTest:\n    pass\n")
        self.assertEqual(
            edit.steps[0].result.notes,
            [
                "add a test that the instructor API does not erase a required escalation email",
                "add a test that the instructor API keeps a stored escalation email if the request contains none",
            ],
        )
