"""candidates.py."""

from unittest import mock

from proctoring_config.refactor.candidates import candidates, uncommitted
from tests.refactor.folders import FolderCase
from tests.refactor.trees import commit, git


class CandidatesTest(FolderCase):
    """Which files are looked at."""

    def test_without_git_every_file_that_is_not_hidden(self):
        for path in ("a.py", "b/c.html", ".tox/d.py", "node_modules/x/e.js", "f.png", "b/__pycache__/g.py"):
            self.put(path)
        self.assertEqual(list(candidates(self.root)), ["a.py", "b/c.html"])
        self.assertIsNone(uncommitted(self.root))

    def test_with_git_what_it_knows_or_would_add(self):
        for path in ("a.py", "b/new file.py", "ignored.py", ".github/x.yml"):
            self.put(path)
        self.put(".gitignore", b"ignored.py\n")
        git(self.root, "init", "-q")
        git(self.root, "add", "a.py", ".gitignore", ".github")
        self.assertEqual(list(candidates(self.root)), [".github/x.yml", ".gitignore", "a.py", "b/new file.py"])

    def test_a_part_of_a_repository(self):
        self.put("platform/a.py")
        self.put("other/b.py")
        git(self.root, "init", "-q")
        git(self.root, "add", ".")
        self.assertEqual(list(candidates(self.root / "platform")), ["a.py"])
        commit(self.root)
        self.put("other/b.py", b"changed")
        self.assertEqual(uncommitted(self.root / "platform"), [])
        self.assertEqual(uncommitted(self.root), ["other/b.py"])

    def test_inside_a_hook_of_another_repository_the_checkout_itself_is_asked(self):
        self.put("platform/a.py")
        self.put("other/b.py")
        for folder in ("platform", "other"):
            git(self.root / folder, "init", "-q")
        other = {"GIT_DIR": str(self.root / "other/.git"), "GIT_INDEX_FILE": "x", "GIT_WORK_TREE": "."}
        with mock.patch.dict("os.environ", other):
            self.assertEqual(list(candidates(self.root / "platform")), ["a.py"])
            self.assertEqual(uncommitted(self.root / "platform"), ["a.py"])

    def test_a_folder_that_git_ignores_is_walked(self):
        self.put("scratch/a.py")
        self.put(".gitignore", b"scratch/\n")
        git(self.root, "init", "-q")
        self.assertEqual(list(candidates(self.root / "scratch")), ["a.py"])
        self.assertEqual(uncommitted(self.root / "scratch"), [])

    def test_new_files_count_as_uncommitted(self):
        self.put("a.py")
        git(self.root, "init", "-q")
        self.assertEqual(uncommitted(self.root), ["a.py"])
