"""``proctoring-config refactor --write --commit``."""

import ast
import os
import re
import shutil
from unittest import mock

from ddt import data, ddt

from proctoring_config.refactor import verify
from tests.cli.refactoring import CHANGED, CheckoutCase
from tests.filesystem import belongs_to_nobody, without_rights
from tests.refactor import trees
from tests.refactor.fixers import test_rest_zendesk

#: Lets git read a repository of another user, without the settings of this one.
SAFE = {"HOME": "/", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
AGAIN = "run git checkout . and then this command again"
MORE = {
    "requirements/edx/kernel.in": "edx-proctoring>=2.0.1\nedx-proctoring-proctortrack==1.2.1\n",
    test_rest_zendesk.SERIALIZERS: test_rest_zendesk.REWRITES[1][1],
}
SUBJECTS = [
    "build!: update the requirements for provider-neutral proctoring",
    "feat!: stop opening Zendesk tickets for proctored exams",
    "refactor: read the options of providers with proctoring-config",
    "refactor!: replace the flag studio.show_review_rules with an option",
]


class CommitCase(CheckoutCase):
    """A small checkout whose repository knows who commits."""

    def setUp(self):
        super().setUp()
        trees.git(self.root, "config", "user.name", "Ada")
        trees.git(self.root, "config", "user.email", "ada@example.com")
        for path, text in MORE.items():
            self.put(path, trees.dedent(text))
        trees.commit(self.root)
        trees.git(self.root, "tag", "base")
        self.before = trees.texts(self.root)

    def subjects(self):
        """The subjects of the new commits, oldest first."""
        return trees.git(self.root, "log", "--reverse", "--format=%s", "base..").splitlines()

    def commit(self, *more):
        """Run the command with --write --commit."""
        return self.run_it(self.root, "--write", "--commit", *more)


@ddt
class CommitTest(CommitCase):
    """One commit for each part."""

    def test_commits_lead_to_what_write_makes(self):
        self.run_it(self.root, "--write")
        written = trees.texts(self.root)
        trees.git(self.root, "checkout", "-q", ".")
        status, _, err = self.commit()
        self.assertEqual(status, 1)
        self.assertEqual(self.subjects(), SUBJECTS)
        self.assertIn("committed: refactor: read the options", err)
        self.assertEqual(trees.texts(self.root), written)
        self.assertEqual(trees.git(self.root, "status", "--porcelain"), "")
        self.assertEqual(set(trees.git(self.root, "diff", "--name-only", "base").split()), CHANGED | set(MORE))
        self.assertEqual(self.commit()[0], 0)
        self.assertEqual(self.subjects(), SUBJECTS)

    def test_every_commit_is_consistent(self):
        self.commit()
        for commit in trees.git(self.root, "rev-list", "base..").split():
            trees.git(self.root, "checkout", "-q", commit)
            for path, text in trees.texts(self.root).items():
                if path.endswith(".py"):
                    ast.parse(text)
                    self.assertEqual(verify.find_new_faults(self.before[path], text), [], path)
            texts = trees.texts(self.root)
            flag = re.compile(r"import SHOW_REVIEW_RULES_FLAG")
            if "SHOW_REVIEW_RULES_FLAG" not in texts[trees.WAFFLE]:
                self.assertFalse([path for path, text in texts.items() if flag.search(text)])

    def test_file_of_several_parts_has_its_own_state_in_each_commit(self):
        self.commit()
        path = "xmodule/course_block.py"
        self.assertEqual(trees.git(self.root, "log", "--format=%s", "base..", "--", path).splitlines(), [SUBJECTS[2]])
        path = trees.VIEW_HANDLERS
        self.assertIn(SUBJECTS[3], trees.git(self.root, "log", "--format=%s", "base..", "--", path).splitlines())

    def test_message_describes_the_part(self):
        self.commit()
        body = trees.git(self.root, "log", "-1", "--format=%b")
        self.assertIn("* remove the waffle flag studio.show_review_rules\n", body)
        self.assertIn("\n\nSee DEPR openedx-platform#36329.\n\nBREAKING CHANGE: ", body)
        self.assertIn("\nBREAKING CHANGE: The waffle flag `studio.show_review_rules`", body)
        self.assertLessEqual(max(map(len, body.splitlines())), 72)
        self.assertEqual(trees.git(self.root, "log", "-1", "--format=%an %ae %cn"), "Ada ada@example.com Ada\n")

    def test_only_selected_fixers(self):
        self.commit("--only", "course_validation")
        self.assertEqual(self.subjects(), [SUBJECTS[2]])

    def test_part_of_a_repository(self):
        other = self.root / "platform"
        other.mkdir()
        for path in self.before:
            (other / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(self.root / path, other / path)
        trees.commit(self.root)
        trees.git(self.root, "tag", "-f", "base")
        self.put("staged.txt", "mine")
        trees.git(self.root, "add", "staged.txt")
        self.assertEqual(self.run_it(other, "--write", "--commit")[0], 1)
        self.assertEqual(self.subjects(), SUBJECTS)
        self.assertEqual(trees.git(self.root, "status", "--porcelain"), "A  staged.txt\n")


@ddt
class RefusedTest(CommitCase):
    """Nothing is written if it could not be committed."""

    def assert_refused(self, reason, *options):
        """Assert that the command fails for this reason, and changes nothing."""
        texts = {path: (self.root / path).read_text() for path in self.before if (self.root / path).exists()}
        status, out, err = self.run_it(self.root, *(options or ["--write", "--commit"]))
        self.assertEqual((status, out), (2, ""))
        self.assertIn(reason, err)
        self.assertEqual({path: (self.root / path).read_text() for path in texts}, texts)

    @data(["--commit"], ["--commit", "--check"], ["--commit", "--write", "--allow-dirty"])
    def test_options(self, options):
        self.assert_refused("--commit requires --write, and a clean tree", *options)
        self.assertEqual(self.subjects(), [])

    def test_dirty_tree(self):
        self.put(trees.RELEASE, "RELEASE_LINE = 'mine'\n")
        self.assert_refused(f"uncommitted changes ({trees.RELEASE})")

    def test_no_git_checkout(self):
        shutil.rmtree(self.root / ".git")
        self.assert_refused("not a git checkout")

    def test_checkout_that_git_ignores(self):
        self.put(".gitignore", "xmodule/\n")
        trees.git(self.root, "rm", "-q", "-r", "--cached", "xmodule")
        trees.commit(self.root)
        ignored = self.root / "ignored"
        ignored.mkdir()
        for path in ("cms", "lms", "xmodule", "openedx"):
            shutil.move(self.root / path, ignored / path)
        self.put(".gitignore", "ignored/\n")
        trees.commit(self.root)
        status, out, err = self.run_it(ignored, "--write", "--commit")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("course_validation.py: not tracked by git, so --commit cannot commit it", err)
        self.assertEqual((ignored / trees.WAFFLE).read_text(), self.before[trees.WAFFLE])

    def test_author_is_unknown(self):
        trees.git(self.root, "config", "--unset", "user.name")
        trees.git(self.root, "config", "user.useConfigOnly", "true")
        nobody = {"HOME": str(self.root / "x"), "XDG_CONFIG_HOME": str(self.root / "x"), "GIT_CONFIG_NOSYSTEM": "1"}
        with mock.patch.dict(os.environ, nobody):
            self.assert_refused("git does not know who the author is. Set user.name and user.email")

    def test_read_only_file_of_the_last_commit(self):
        belongs_to_nobody(self.root)
        (self.root / trees.WAFFLE).chmod(0o444)
        with without_rights(), mock.patch.dict(os.environ, SAFE):
            self.assert_refused("permission denied, because the file or its folder is read-only")

    def test_unfinished_merge(self):
        head = trees.git(self.root, "rev-parse", "HEAD")
        self.put(".git/MERGE_HEAD", head)
        self.assert_refused("a merge, cherry-pick or revert is in progress (MERGE_HEAD)")


class InterruptedTest(CommitCase):
    """A run that fails between two commits keeps those that were made, and can be repeated."""

    def install_hook(self, name, text):
        """Install a hook of the repository."""
        self.put(f".git/hooks/{name}", f"#!/bin/sh\n{text}\n")
        (self.root / ".git/hooks" / name).chmod(0o755)

    def assert_next_run_finishes(self):
        """Assert that the next run makes the remaining commits."""
        trees.git(self.root, "checkout", "-q", ".")
        self.commit()
        self.assertEqual(self.subjects(), SUBJECTS)
        self.assertEqual(trees.git(self.root, "status", "--porcelain"), "")

    def test_hook_that_refuses_a_commit(self):
        self.install_hook("commit-msg", 'grep -q "^feat" "$1" && exit 1 || exit 0')
        status, _, err = self.commit()
        self.assertEqual(status, 2)
        self.assertIn(f"git commit failed. Fix this, then {AGAIN}. 1 of 4 commits were made\n", err)
        self.assertEqual(self.subjects(), SUBJECTS[:1])
        (self.root / ".git/hooks/commit-msg").unlink()
        self.assert_next_run_finishes()

    def test_hook_that_changes_a_file(self):
        self.install_hook("post-commit", f"echo '# mine' >> {trees.SERVICES}")
        status, _, err = self.commit()
        self.assertEqual(status, 2)
        self.assertIn(f"{trees.SERVICES} was changed by", err)
        self.assertIn(f"then {AGAIN}. ", err)
        (self.root / ".git/hooks/post-commit").unlink()
        self.assert_next_run_finishes()

    def test_interrupted_by_the_user(self):
        real, done = os.replace, []

        def replace(new, path, **folders):
            if len(done) == 2:
                raise KeyboardInterrupt
            done.append(path)
            real(new, path, **folders)

        with mock.patch("os.replace", side_effect=replace):
            status, out, err = self.commit()
        self.assertEqual((status, out), (130, ""))
        self.assertRegex(
            err, rf"interrupted\. \d of \d files were written\. To finish, {re.escape(AGAIN)}\. 1 of 4 commits"
        )
        self.assert_next_run_finishes()
