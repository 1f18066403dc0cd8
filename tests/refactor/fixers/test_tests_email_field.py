"""fixers/tests_email_field.py."""

from types import SimpleNamespace

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config import default_provider, providers_requiring_escalation_email, requires_escalation_email
from proctoring_config.refactor.fixers.tests_email_field import FIXER
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "cms/djangoapps/contentstore/tests/test_course_settings.py"
OURS = "test_fetch_proctoring_escalation_email_if_any_provider_requires_one"
DONE = f"""
@ddt.ddt
class CourseMetadataEditingTest:
    def {OURS}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    ["a_class_of_another_name", DONE.replace("MetadataEditing", "MetadataChanging"), (1,)],
    ["a_class_without_ddt", "class CourseMetadataEditingTest:\n    x = 'escalation_email'\n", (1,)],
]

REWRITES = [
    [
        "as_upstream_has_it",
        """
        from tests import CourseMetadata, ddt

        @ddt.ddt
        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata.escalation_email
        """,
        """
        from django.test.utils import override_settings
        from tests import CourseMetadata, ddt

        @ddt.ddt
        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata.escalation_email

            @ddt.data(""",
    ],
]


@ddt
class TestsEmailFieldTest(SimpleTestCase):
    """Add a test of the list of settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_adds_the_test(self, before, beginning):
        check_added(FIXER, PATH, before, beginning, [OURS])

    @named_data(
        ("any_provider", lambda: bool(providers_requiring_escalation_email()), 0),
        ("the_default_provider", lambda: requires_escalation_email(default_provider()), 1),
        ("always", lambda: True, 2),
        ("never", lambda: False, 1),
    )
    def test_what_the_settings_may_ask(self, ask, failures):
        head = "import ddt\n\nCourseMetadata = None\n\n\n@ddt.ddt\nclass CourseMetadataEditingTest(SimpleTestCase):\n"
        text = f"{head}    fullcourse = 'escalation_email'\n"
        names = {"SimpleTestCase": SimpleTestCase}
        exec(apply_fixer(FIXER, PATH, text).after, names)
        shown = ["proctoring_escalation_email"]
        names["CourseMetadata"] = SimpleNamespace(fetch=lambda _: shown if ask() else [])
        tests = names["CourseMetadataEditingTest"]
        results = [tests(name).run() for name in dir(tests) if name.startswith("test_")]
        self.assertEqual((len(results), len([each for each in results if not each.wasSuccessful()])), (3, failures))
