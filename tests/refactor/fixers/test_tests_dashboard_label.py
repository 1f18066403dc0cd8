"""fixers/tests_dashboard_label.py."""

import re
from unittest.mock import Mock

from ddt import data, ddt, named_data
from django.test import SimpleTestCase, override_settings

from proctoring_config import default_provider, requires_escalation_email
from proctoring_config.refactor.fixers.tests_dashboard_label import FIXER
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "lms/djangoapps/instructor/tests/test_proctoring.py"
OURS = "test_escalation_email_names_no_vendor"
DONE = f"""
class {{}}:
    def {OURS}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE.format("TestProctoringDashboardViews"), ()],
    ["a_class_of_another_name", "class TestDashboard:\n    x = 'escalation_email'\n", (1,)],
    ["the_class_of_studio", "class CourseMetadataEditingTest:\n    x = 'escalation_email'\n", (1,)],
]

REWRITES = [
    [
        "at_the_end_of_the_class",
        """
        from tests import patch, settings

        class TestProctoringDashboardViews:
            def test_it(self):
                assert patch('escalation_email'), settings
        """,
        """
        from tests import patch, settings

        class TestProctoringDashboardViews:
            def test_it(self):
                assert patch('escalation_email'), settings

            @patch.dict(""",
    ],
]


@ddt
class TestsDashboardLabelTest(SimpleTestCase):
    """Add the test of the label."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, beginning):
        check_added(FIXER, PATH, before, beginning, [OURS])

    @named_data(*REWRITES)
    def test_added_test_finds_names_of_products(self, before, beginning):
        added = check_added(FIXER, PATH, before, beginning, [OURS])
        (pattern,) = re.findall(r"assertNotRegex\(\w+, r'(.*)'\)", added)
        for text in ("Proctortrack Escalation Email", "if 'proctortrack' is selected", "ProctorU", "PROCTORIO"):
            self.assertRegex(text, pattern)
        for text in ("Proctoring Exam Escalation Contact", "proctored exams", "Proctor", "proctors are", "proctor's"):
            self.assertNotRegex(text, pattern)

    @named_data(
        ("the_provider_of_the_course", lambda: "test_proctoring_provider", True),
        ("the_default_provider", default_provider, False),
    )
    @override_settings(PROCTORING_BACKENDS={}, FEATURES={})
    def test_what_the_dashboard_may_ask(self, ask, passes):
        label = "<h6 class='escalation-email-container'>Proctoring Escalation Email: foo@bar.com</h6>"

        def get(_):
            return Mock(content=label.encode() if requires_escalation_email(ask()) else b"")

        imports = "from unittest.mock import patch\nfrom django.conf import settings\n"
        body = "    escalation_email = patch, settings\n"
        text = f"{imports}class TestProctoringDashboardViews(SimpleTestCase):\n{body}"
        names = {"SimpleTestCase": SimpleTestCase}
        exec(apply_fixer(FIXER, PATH, text).after, names)
        test = names["TestProctoringDashboardViews"](OURS)
        test.setup_course_with_proctoring_backend, test.client, test.url = Mock(), Mock(get=get), ""
        self.assertIs(test.run().wasSuccessful(), passes)

    @data("lms/djangoapps/instructor/tests/test_services.py")
    def test_applies_only_to_its_files(self, path):
        self.assertFalse(FIXER.applies_to(path, b""))

    def test_not_without_the_email(self):
        self.assertFalse(FIXER.applies_to(PATH, b"class testproctoringdashboardviews:\n    pass\n"))
