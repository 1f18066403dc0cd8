"""documents.py and candidates.py."""

import subprocess
import tempfile
from pathlib import Path
from unittest import mock

from django.test import SimpleTestCase

from proctoring_config.refactor.candidates import candidates, uncommitted
from proctoring_config.refactor.documents import read
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result

FIXER = Fixer("fixers.any", at("wanted.py", "wanted.txt"), Result)


class FolderCase(SimpleTestCase):
    """A folder with files."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()

    def put(self, path, content=b""):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content)

    def git(self, *arguments):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
        subprocess.run(["git", "-C", str(self.root), *identity, *arguments], check=True, capture_output=True)


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
        self.git("init", "-q")
        self.git("add", "a.py", ".gitignore", ".github")
        self.assertEqual(list(candidates(self.root)), [".github/x.yml", ".gitignore", "a.py", "b/new file.py"])

    def test_a_part_of_a_repository(self):
        self.put("platform/a.py")
        self.put("other/b.py")
        self.git("init", "-q")
        self.git("add", ".")
        self.assertEqual(list(candidates(self.root / "platform")), ["a.py"])
        self.git("commit", "-q", "-m", "x")
        self.put("other/b.py", b"changed")
        self.assertEqual(uncommitted(self.root / "platform"), [])
        self.assertEqual(uncommitted(self.root), ["other/b.py"])

    def test_inside_a_hook_of_another_repository_the_checkout_itself_is_asked(self):
        self.put("platform/a.py")
        self.put("other/b.py")
        for folder in ("platform", "other"):
            self.git("init", "-q", str(self.root / folder))
        other = {"GIT_DIR": str(self.root / "other/.git"), "GIT_INDEX_FILE": "x", "GIT_WORK_TREE": "."}
        with mock.patch.dict("os.environ", other):
            self.assertEqual(list(candidates(self.root / "platform")), ["a.py"])
            self.assertEqual(uncommitted(self.root / "platform"), ["a.py"])

    def test_a_folder_that_git_ignores_is_walked(self):
        self.put("scratch/a.py")
        self.put(".gitignore", b"scratch/\n")
        self.git("init", "-q")
        self.assertEqual(list(candidates(self.root / "scratch")), ["a.py"])
        self.assertEqual(uncommitted(self.root / "scratch"), [])

    def test_new_files_count_as_uncommitted(self):
        self.put("a.py")
        self.git("init", "-q")
        self.assertEqual(uncommitted(self.root), ["a.py"])


class ReadTest(FolderCase):
    """Which of them become documents."""

    def read(self):
        found = read(self.root, list(candidates(self.root)), [FIXER])
        return [document.path for document in found.documents], found.leftovers

    def test_what_a_fixer_wants_and_what_holds_a_trace(self):
        self.put("wanted.py", b"a = 1\n")
        self.put("trace.html", b"ProctorTrack")
        self.put("other.py", b"b = 1\n")
        self.assertEqual(self.read(), (["trace.html", "wanted.py"], []))

    def test_a_link_is_passed_over_if_it_stays_inside(self):
        self.put("trace.html", b"proctortrack")
        (self.root / "link.html").symlink_to(self.root / "trace.html")
        self.assertEqual(self.read(), (["trace.html"], []))

    def test_a_link_that_leads_out_is_reported(self):
        with tempfile.NamedTemporaryFile(suffix=".html") as outside:
            outside.write(b"proctortrack")
            outside.flush()
            (self.root / "link.html").symlink_to(outside.name)
            documents, (leftover,) = self.read()
        self.assertEqual(documents, [])
        self.assertEqual((leftover.path, leftover.why), ("link.html", "it leads out of the checkout"))

    def test_a_dangling_link_and_a_folder_are_passed_over(self):
        (self.root / "link.html").symlink_to(self.root / "absent")
        self.assertEqual(read(self.root, ["link.html", ".", "absent.py"], [FIXER]).documents, [])

    def test_what_is_no_text_is_reported(self):
        self.put("wanted.txt", b"\xff\xfe")
        documents, (leftover,) = self.read()
        self.assertEqual(documents, [])
        self.assertEqual((leftover.path, leftover.line, leftover.why), ("wanted.txt", 1, "it is not utf-8"))
