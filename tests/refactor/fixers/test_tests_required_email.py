"""fixers/tests_required_email.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_required_email import FIXER
from tests.refactor.tools import check_added, check_noop

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"
TEST = "test_400_without_a_required_escalation_email"
IMPORTS = "from tests import ddt, modulestore, override_settings, status"
DONE = f"""
{IMPORTS}

@ddt.ddt
class ProctoringExamSettingsPostTests:
    def {TEST}(self):
        assert self
"""

# text, lines of leftovers
NOOPS = [
    ["done_already", DONE, ()],
    ["a_class_of_another_name", DONE.replace("SettingsPost", "SettingsSave"), (1,)],
    ["a_class_without_ddt", DONE.replace("@ddt.ddt", ""), (1,)],
]

REWRITES = [
    [
        "in_the_class_for_post",
        f"""
        {IMPORTS}

        @ddt.ddt
        class ProctoringExamSettingsPostTests:
            def test_post(self):
                self.post(1)
        """,
        f"""
        {IMPORTS}

        @ddt.ddt
        class ProctoringExamSettingsPostTests:
            def test_post(self):
                self.post(1)

            @override_settings(
        """,
    ],
]


@ddt
class TestsRequiredEmailTest(SimpleTestCase):
    """Edit the tests of Studio's proctored exam settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_adds_the_test(self, before, beginning):
        added = check_added(FIXER, PATH, before, beginning.rstrip(), [TEST])
        self.assertIn("HTTP_400_BAD_REQUEST", added)
        self.assertIn('@ddt.data(None, "", True,', added)
