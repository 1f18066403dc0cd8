"""Tests of a rule are added only if the rule itself is refactored, in this run or before."""

from ddt import ddt, named_data

from tests.refactor.fixers import test_tests_review_rules
from tests.refactor.forks import FILES, HANDLERS, METADATA, WAFFLE, ForkCase

ELSE = "    else:\n        show_review_rules = True\n"
OTHER = '    elif course.proctoring_provider == "acme":\n        show_review_rules = False\n'
EMAIL = "proctoring_provider == 'proctortrack'"
HIDDEN = "settings.PROCTORING_BACKENDS.get('proctortrack') is None"
REST_TESTS = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"
COURSE_TESTS = "cms/djangoapps/contentstore/tests/test_course_settings.py"
CLASS = """\
import ddt
from acme import BlockFactory, CourseMetadata, create_xblock_info, modulestore, override_settings, serializers, status
from acme import patch_does_backend_support_onboarding, patch_get_exam_by_content_id_success
from acme import patch_get_exam_configuration_dashboard_url


@ddt.ddt
class {}:
    def test_acme(self):
        assert ddt  # escalation_email
"""

#: Name, the module with the rule, what the fork changed, the module and the class of the tests, and their fixer.
RULES = [
    [
        "branch_for_another_provider",
        HANDLERS,
        (ELSE, OTHER + ELSE),
        (test_tests_review_rules.PATH, "TestSpecialExamXBlockInfo"),
        "tests_review_rules",
    ],
    [
        "list_of_providers",
        METADATA,
        (EMAIL, "proctoring_provider in ['proctortrack', 'acme']"),
        (REST_TESTS, "ProctoringExamSettingsPostTests"),
        "tests_required_email",
    ],
    [
        "function_of_the_fork",
        METADATA,
        (EMAIL, "acme_is(proctoring_provider, 'proctortrack')"),
        (REST_TESTS, "ProctoringExamSettingsPostTests"),
        "tests_required_email",
    ],
    [
        "field_hidden_by_another_condition",
        METADATA,
        (HIDDEN, "acme_lacks('proctortrack')"),
        (COURSE_TESTS, "CourseMetadataEditingTest"),
        "tests_email_field",
    ],
]


@ddt
class WithholdTest(ForkCase):
    """Run all fixers on a fork, and again after its change was undone."""

    def list_applied(self, changeset):
        """Return the names of the fixers that changed something."""
        return {step.fixer.name for edit in changeset.edits for step in edit.changes}

    @named_data(*RULES)
    def test_tests_of_a_rule_that_is_not_understood_wait(self, path, change, tests, fixer):
        old, new = change
        self.assertIn(old, FILES[path])
        self.put(path, FILES[path].replace(old, new))
        self.put(WAFFLE, FILES[WAFFLE])
        self.put(tests[0], CLASS.format(tests[1]))
        first = self.refactor()
        self.assertNotIn(fixer, self.list_applied(first))
        (withheld,) = [each for each in first.withheld if each.fixer == fixer]
        self.assertIn((path, "proctortrack"), {(each.path, each.what) for each in first.leftovers})
        self.assertEqual({each.path for each in withheld.causes} - {WAFFLE}, {path})
        self.assertLessEqual(set(withheld.causes), {each.place for each in first.leftovers})
        listed = [(each.place, each.what) for each in first.leftovers if each.path == path]
        self.assertEqual(len(listed), len(set(listed)), "reported twice")
        self.put(path, FILES[path])
        self.assertIn(fixer, self.list_applied(self.refactor()))

    def test_cause_is_the_name_that_cannot_be_removed(self):
        script = "if (info.create_zendesk_tickets) { show(info.provider === 'proctortrack'); }\n"
        self.put("themes/acme/exams.js", script)
        self.put(METADATA, FILES[METADATA])
        self.put("xmodule/course_block.py", FILES["xmodule/course_block.py"])
        causes = [each for each in self.refactor().leftovers if each.path == "themes/acme/exams.js"]
        self.assertEqual([each.what for each in causes], ["create_zendesk_tickets"])
