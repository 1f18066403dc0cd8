"""commits.py; git is tested with the command, in tests/cli/test_refactor_commit.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.files.encoding import Text
from proctoring_config.refactor import verify
from proctoring_config.refactor.commits import plan_commits
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import Fixer, all_fixers, in_files, select_fixers
from proctoring_config.refactor.source import FixResult
from proctoring_config.refactor.targets import TargetFile
from tests.refactor import test_eras, trees
from tests.refactor.fixers import test_course_block_zendesk, test_rest_zendesk, test_tests_exam_settings

DEFINITIONS = {
    "SHOW_REVIEW_RULES_FLAG": (trees.WAFFLE, "SHOW_REVIEW_RULES_FLAG = "),
    "create_zendesk_tickets": (test_course_block_zendesk.PATH, "create_zendesk_tickets = Boolean("),
}
EXAM_SETTINGS = test_tests_exam_settings.PATH
EXPECTED = """
EXPECTED = {
    "proctored_exam_settings": {"enable": True, "create_zendesk_tickets": self.course.create_zendesk_tickets},
    "available_proctoring_providers": ["null"],
}
"""


@ddt
class PlanCommitsTest(SimpleTestCase):
    """The commits for each state of edx-platform."""

    def plan(self, files, fixers):
        """The texts before, those after all fixers, and the commits between them."""
        texts = {path: dedent(text) for path, text in files.items()}
        targets = [
            TargetFile(path, Text(text), [each for each in fixers if each.applies_to(path, text.lower().encode())])
            for path, text in texts.items()
        ]
        final = compute_changeset(targets, fixers)
        after = {**texts, **{edit.target.path: edit.after for edit in final.edits}}
        return texts, after, plan_commits(targets, final, fixers)

    @named_data(
        ["before_the_change", test_eras.BEFORE],
        ["older_names_of_modules", test_eras.OLDER_NAMES],
        ["upstream_after_the_change", test_eras.AFTER],
        ["a_fork", test_eras.OF_A_FORK],
    )
    def test_each_commit_is_consistent_and_the_last_one_is_the_result(self, files):
        before, after, commits = self.plan(files, all_fixers())
        texts = dict(before)
        for commit in commits:
            for edit in commit.edits:
                self.assertEqual(edit.before, texts[edit.target.path])
                texts[edit.target.path] = edit.after
                self.assertEqual(verify.find_new_faults(before[edit.target.path], edit.after), [])
            for name, (path, definition) in DEFINITIONS.items():
                if definition in before.get(path, "") and definition not in texts[path]:
                    users = [each for each, text in texts.items() if verify.find_first_use(name, each, text)]
                    self.assertEqual(users, [], commit.subject)
        self.assertEqual(texts, after)
        self.assertGreaterEqual(len(commits), 2)

    def test_no_commit_for_a_part_that_changes_nothing(self):
        fixers = select_fixers(all_fixers(), only=["course_validation"])
        _, _, commits = self.plan(test_eras.BEFORE, fixers)
        self.assertEqual([len(commit.edits) for commit in commits], [1])
        self.assertIn("* require an escalation email in the launch checklist", commits[0].body)
        self.assertNotIn("!", commits[0].subject)

    def test_only_a_subject_of_breaking_changes_is_marked(self):
        _, _, commits = self.plan(test_eras.BEFORE, all_fixers())
        for commit in commits:
            self.assertEqual("!:" in commit.subject, "\nBREAKING CHANGE: " in commit.body, commit.subject)
            self.assertLessEqual(len(commit.subject), 72)

    def test_each_change_is_described_once(self):
        _, _, commits = self.plan(test_eras.BEFORE, all_fixers())
        notes = [line for commit in commits for line in commit.body.splitlines() if line.startswith("* ")]
        self.assertEqual(len(notes), len(set(notes)))

    def test_change_that_waits_for_a_later_part_is_described_there(self):
        use = "create_zendesk_tickets = 'proctortrack'\n"

        def reword(file):
            return FixResult(file.replace_content(file.text.replace(use, "\n")), notes=["reword"])

        later = Fixer("fixers.vendor", in_files("fork.py", word="proctortrack"), reword)
        zendesk = next(fixer for fixer in all_fixers() if fixer.name == "course_block_zendesk")
        path = test_course_block_zendesk.PATH
        _, after, commits = self.plan({path: test_eras.BEFORE[path], "fork.py": use}, [later, zendesk])
        self.assertNotIn("create_zendesk_tickets", after[path])
        (commit,) = commits
        self.assertIn("* reword\n* remove the course setting create_zendesk_tickets\n", commit.body)

    def test_response_to_old_front_ends_is_always_expected(self):
        rest = test_rest_zendesk
        response = rest.VIEW.format(rest.KEY, "return Response(serializer.data)")
        view = {rest.PATH: test_eras.BEFORE[rest.PATH] + rest.PREFIX + response, EXAM_SETTINGS: EXPECTED}
        texts, _, commits = self.plan({**test_eras.BEFORE, **view}, all_fixers())
        self.assertGreater(len(commits), 1)
        for commit in commits:
            texts.update({edit.target.path: edit.after for edit in commit.edits})
            self.assertIn("['create_zendesk_tickets'] = False", texts[rest.PATH], commit.subject)
            self.assertIn('"create_zendesk_tickets": False', texts[EXAM_SETTINGS], commit.subject)
