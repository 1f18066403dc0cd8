"""Miniatures of different states of edx-platform, each refactored by all fixers together."""

import ast
from textwrap import dedent

from ddt import ddt, named_data

from proctoring_config.refactor.checkout import list_files, write_edits
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.targets import read_targets
from tests.refactor import trees
from tests.refactor.fixers import (
    test_course_block_zendesk,
    test_course_metadata_email_field,
    test_course_metadata_escalation_email,
    test_course_metadata_zendesk,
    test_instructor_dashboard,
    test_rest_provider_lists,
    test_rest_sent_settings,
    test_rest_zendesk,
    test_settings_annotation,
    test_upstream_predicates,
)
from tests.refactor.tools import FolderCase

XBLOCKS = "cms/djangoapps/contentstore/xblock_storage_handlers"
METADATA = test_course_metadata_zendesk.PATH
VIEW, SERIALIZERS = test_rest_zendesk.PATH, test_rest_zendesk.SERIALIZERS


def join(*texts):
    """Join several modules into one."""
    return "\n".join(dedent(text) for text in texts)


BEFORE = {
    **{path: text for path, text in trees.FILES.items() if path.endswith(".py")},
    METADATA: join(
        test_course_metadata_email_field.REWRITES[0][1].replace("class CourseMetadata", "class Fields"),
        test_course_metadata_escalation_email.REWRITES[0][1].replace("class CourseMetadata", "class Rules"),
        test_course_metadata_zendesk.REWRITES[1][1],
    ),
    VIEW: join(
        test_rest_zendesk.REWRITES[0][1].replace("class View", "class Documented"),
        test_rest_provider_lists.REWRITES[0][2].replace("class View", "class Read"),
        test_rest_sent_settings.REWRITES[0][1],
    ),
    SERIALIZERS: join(test_rest_zendesk.REWRITES[1][1], test_rest_provider_lists.REWRITES[1][2]),
    test_course_block_zendesk.PATH: test_course_block_zendesk.REWRITES[0][1],
    test_instructor_dashboard.PATH: test_instructor_dashboard.REWRITES[0][1],
    "cms/envs/common.py": test_settings_annotation.REWRITES[0][1],
    "lms/envs/common.py": test_settings_annotation.REWRITES[0][1],
}
AFTER = {
    trees.RELEASE: "RELEASE_LINE = 'ulmo'\n",
    trees.VIEW_HANDLERS: """
        from common.djangoapps.util.proctoring import show_review_rules

        def info(xblock, course):
            return {
                "create_zendesk_tickets": xblock.create_zendesk_tickets,
                "show_review_rules": show_review_rules(course.proctoring_provider),
            }
    """,
    VIEW: join(test_rest_zendesk.REWRITES[0][1], test_rest_sent_settings.REWRITES[0][1])
    + "\n# requires_escalation_email_providers are here\n",
    SERIALIZERS: test_rest_zendesk.REWRITES[1][1],
    METADATA: test_course_metadata_zendesk.REWRITES[1][1],
    trees.SERVICES: trees.FILES[trees.SERVICES],
    test_course_block_zendesk.PATH: test_course_block_zendesk.REWRITES[0][1],
    test_upstream_predicates.PATH: test_upstream_predicates.REWRITES[0][1],
    "openedx/envs/common.py": "# .. setting_name: PROCTORING_BACKENDS\nPROCTORING_BACKENDS = {'DEFAULT': 'null'}\n",
}
OLDER_NAMES = {
    **{path: text for path, text in BEFORE.items() if path != trees.VIEW_HANDLERS},
    f"{XBLOCKS}/create_xblock_info.py": BEFORE[trees.VIEW_HANDLERS],
}
OF_A_FORK = {
    **BEFORE,
    "fork/exams/views.py": """
        from cms.djangoapps.contentstore.config.waffle import SHOW_REVIEW_RULES_FLAG

        def context(course):
            with_rules = True
            if course.proctoring_provider == 'proctortrack':
                with_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            return {'rules': with_rules}
    """,
}


@ddt
class ErasTest(FolderCase):
    """All fixers on each state."""

    def refactor(self, files):
        """Write the files, refactor them, and return the changeset."""
        for path, text in files.items():
            self.put(path, dedent(text))
        return self.refactor_again()

    def refactor_again(self):
        """Refactor what is there and return the changeset."""
        targets, unreadable = read_targets(self.root, list_files(self.root), all_fixers())
        changeset = compute_changeset(targets, all_fixers(), unreadable)
        write_edits(self.root, changeset.edits)
        return changeset

    def texts(self):
        """Every file, by its path."""
        return {path: (self.root / path).read_text(encoding="utf-8") for path in list_files(self.root)}

    @named_data(
        ["before_the_change", BEFORE],
        ["before_the_change_with_older_names_of_modules", OLDER_NAMES],
        ["upstream_after_the_change", AFTER],
        ["a_fork_with_a_module_of_its_own", OF_A_FORK],
    )
    def test_no_leftovers_and_a_second_run_changes_nothing(self, files):
        changeset = self.refactor(files)
        self.assertEqual(changeset.leftovers, [])
        for path, text in self.texts().items():
            self.assertIsNone(trees.GONE.search(text), path)
            ast.parse(text)
        self.assertEqual(self.refactor_again().edits, [])

    @named_data(*[[path.replace("/", "_").replace(".", "_"), path] for path in BEFORE])
    def test_part_of_a_tree_is_enough(self, path):
        self.refactor({path: BEFORE[path]})
        self.assertIsNone(trees.GONE.search(self.texts()[path]))
        self.assertEqual(self.refactor_again().edits, [])

    def test_upstream_after_the_change_loses_only_zendesk_and_uses_our_predicates(self):
        changeset = self.refactor(AFTER)
        changed = {edit.target.path for edit in changeset.edits}
        unchanged = {trees.RELEASE, "openedx/envs/common.py"}
        self.assertEqual(changed, set(AFTER) - unchanged)
        self.assertIn("from common.djangoapps.util.proctoring import", self.texts()[trees.VIEW_HANDLERS])

    def test_fork_that_reads_the_setting_keeps_it_and_is_told(self):
        own = {"fork/report.py": "def report(course):\n    return [course.create_zendesk_tickets]\n"}
        changeset = self.refactor({**BEFORE, **own})
        self.assertIn("create_zendesk_tickets = Boolean(", self.texts()[test_course_block_zendesk.PATH])
        places = [(each.path, each.line, each.what) for each in changeset.leftovers]
        self.assertIn(("fork/report.py", 2, "create_zendesk_tickets"), places)
        (zendesk,) = [each for each in changeset.withheld if each.fixer == "course_block_zendesk"]
        self.assertEqual(zendesk.places, ((test_course_block_zendesk.PATH, 10),))
        self.assertEqual(zendesk.causes, (("fork/report.py", 2),))

    def test_response_to_old_front_ends_keeps_the_key_and_the_course_does_not(self):
        view = test_rest_zendesk.PREFIX + test_rest_zendesk.VIEW.format(
            test_rest_zendesk.KEY, "return Response(serializer.data)"
        )
        changeset = self.refactor({**BEFORE, VIEW: BEFORE[VIEW] + view})
        self.assertEqual(changeset.leftovers, [])
        self.assertIn("['create_zendesk_tickets'] = False", self.texts()[VIEW])
        self.assertNotIn("create_zendesk_tickets", self.texts()[test_course_block_zendesk.PATH])
        self.assertEqual(self.refactor_again().edits, [])

    def test_view_that_is_not_understood_keeps_the_whole_rest_api_unchanged(self):
        view = BEFORE[VIEW].replace("valid_request and", "valid_request or")
        self.refactor({**BEFORE, VIEW: view})
        texts = self.texts()
        self.assertIn("create_zendesk_tickets = serializers", texts[SERIALIZERS])
        self.assertIn("'create_zendesk_tickets',", texts[VIEW])
        self.assertIn("create_zendesk_tickets = Boolean(", texts[test_course_block_zendesk.PATH])
