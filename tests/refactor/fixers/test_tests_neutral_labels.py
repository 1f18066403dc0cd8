"""fixers/tests_neutral_labels.py."""

import re

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_neutral_labels import FIXER
from tests.refactor.tools import check_added, check_noop

PATH = "cms/djangoapps/contentstore/tests/test_course_settings.py"
OURS = "test_escalation_email_names_no_vendor"
DONE = f"""
class {{}}:
    def {OURS}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE.format("CourseMetadataEditingTest"), ()],
    ["a_class_of_another_name", "class CourseMetadataTest:\n    x = 'escalation_email'\n", (1,)],
    ["a_class_in_one_line", "class CourseMetadataEditingTest: x = 'escalation_email'\n", (1,)],
]

REWRITES = [
    [
        "at_the_end_of_the_class",
        """
        from tests import CourseMetadata

        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata.escalation_email
        """,
        """
        from tests import CourseMetadata

        class CourseMetadataEditingTest:
            def test_it(self):
                assert CourseMetadata.escalation_email

            def test_escalation_email_names_no_vendor(self):""",
    ],
]


@ddt
class TestsNeutralLabelsTest(SimpleTestCase):
    """Add tests of the labels."""

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

    @data("lms/djangoapps/instructor/tests/test_services.py")
    def test_applies_only_to_its_files(self, path):
        self.assertFalse(FIXER.applies_to(path, b""))

    def test_not_without_the_email(self):
        self.assertFalse(FIXER.applies_to(PATH, b"class coursemetadataeditingtest:\n    pass\n"))
