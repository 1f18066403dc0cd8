"""``proctoring-config refactor`` and file systems of every kind: nothing lost, nothing half written, a clear line."""

import contextlib
import json
import os
import subprocess
from pathlib import Path
from unittest import mock

from proctoring_config.refactor import documents
from proctoring_config.refactor import write as writing
from tests.cli.refactoring import CHANGED, CheckoutCase
from tests.filesystem import belongs_to_nobody, full_disk, without_rights
from tests.places import COMMAND
from tests.refactor import trees

TRACE = "a\nproctortrack\n"
FINISH = "; once that is mended, finish with --write --allow-dirty\n"


class OddTreeCase(CheckoutCase):
    """A checkout in miniature without git, where every file is walked to."""

    def put(self, path, content=TRACE):
        """Write a file, text or bytes; the path too is one of them."""
        file = os.path.join(os.fsencode(self.root), os.fsencode(path))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as opened:
            opened.write(content if isinstance(content, bytes) else content.encode())
        return Path(os.fsdecode(file))

    def left(self):
        """Path, line and reason of what is left to do by hand."""
        _, out, _ = self.run_it(self.root, "--format=json")
        return [(each["path"], each["line"], each["why"]) for each in json.loads(out)["leftovers"]]

    def there(self):
        """Everything in the checkout but git's own: what files hold, where links lead, what else there is."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            if ".git" not in path.parts:
                kind = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
                found[path.relative_to(self.root).as_posix()] = kind
        return found


class ReadingTest(OddTreeCase):
    """What is not read is listed, and what is no file does not hold up the run."""

    def test_a_pipe_in_the_place_of_a_file_is_passed_over(self):
        for path in (trees.SERVICES, trees.RELEASE, trees.BASE_TXT):
            (self.root / path).unlink()
            os.mkfifo(self.root / path)
        status, _, err = self.run_it(self.root)
        self.assertEqual(status, 1)
        self.assertEqual(
            err, f"{self.root}: release line unknown\n5 files would change, 0 places left to treat by hand\n"
        )

    def test_a_folder_in_the_place_of_a_file_is_passed_over(self):
        (self.root / trees.SERVICES).unlink()
        self.put(f"{trees.SERVICES}/inside.html")
        self.assertEqual([place[:2] for place in self.left()], [(f"{trees.SERVICES}/inside.html", 2)])

    def test_broken_circular_and_device_links_are_skipped(self):
        for name, target in (("gone", "absent"), ("loop", "loop"), ("zero", "/dev/zero"), ("terminal", "/dev/tty")):
            (self.root / name).symlink_to(target)
        self.assertEqual(self.left(), [])

    def test_a_folder_that_is_a_link_is_not_followed(self):
        self.put("real/page.html")
        (self.root / "link").symlink_to("real")
        (self.root / "real" / "up").symlink_to("..")
        self.assertEqual([place[:2] for place in self.left()], [("real/page.html", 2)])

    def test_a_file_that_must_not_be_read_is_listed(self):
        self.put("page.html").chmod(0)
        (self.root / trees.SERVICES).chmod(0)
        belongs_to_nobody(self.root)
        self.run_it(self.root)  # imports what root alone may read
        with without_rights():
            left = self.left()
        why = "it cannot be read: permission denied"
        self.assertEqual(left, [(trees.SERVICES, 1, why), ("page.html", 1, why)])

    def test_a_folder_that_must_not_be_listed_is_named(self):
        self.put("closed/page.html").parent.chmod(0)
        belongs_to_nobody(self.root)
        self.run_it(self.root)
        with without_rights(), mock.patch.dict(os.environ, PATH=""):
            answer = self.run_it(self.root)
        (self.root / "closed").chmod(0o700)
        self.assertEqual(answer[:2], (2, ""))
        self.assertIn(f"proctoring-config: [Errno 13] Permission denied: '{self.root}/closed'\n", answer[2])

    def test_a_checkout_that_must_not_be_entered(self):
        closed = self.root / "closed"
        (closed / "platform").mkdir(parents=True)
        closed.chmod(0)
        with without_rights():
            answer = self.run_it(closed / "platform")
        closed.chmod(0o700)
        self.assertEqual(answer, (2, "", f"proctoring-config: {closed}/platform: permission denied\n"))

    def test_a_name_that_is_too_long(self):
        self.assertEqual(self.run_it("x" * 300), (2, "", f"proctoring-config: {'x' * 300}: file name too long\n"))

    def test_a_huge_file_is_searched_and_listed_only_if_it_holds_something(self):
        with mock.patch.object(documents, "LARGEST", 2000):
            self.put("dump.sql", "x" * 3000)
            self.assertEqual(self.left(), [])
            self.put("dump.sql", "x" * 3000 + "ProctorTrack")
            self.assertEqual(self.left(), [("dump.sql", 1, "it is larger than 0 MB")])

    def test_names_are_shown_in_one_printable_line(self):
        names = [b"caf\xe9.html", b"two\nlines\x1b[31m.html", "ünï.html".encode()]
        for name in names:
            self.put(name)
        shown = ["caf\\udce9.html", "two\\nlines\\x1b[31m.html", "ünï.html"]
        for form in ("text", "markdown"):
            done = subprocess.run(
                [COMMAND, "refactor", self.root, "--format", form],
                capture_output=True,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
            self.assertEqual(done.returncode, 1, done.stderr)
            for name in shown:
                self.assertIn(f"{name}:2", done.stdout.decode())
        paths = {os.fsdecode(name) for name in names}
        self.assertEqual({place[0] for place in self.left()}, paths)


class WritingTest(OddTreeCase):
    """A run that cannot write says so, and leaves every file old or new; the next one finishes."""

    def setUp(self):
        super().setUp()
        self.old = self.there()
        self.run_it(self.root, "--write")
        self.new = self.there()
        trees.git(self.root, "checkout", "-q", ".")
        self.assertEqual(self.there(), self.old)

    def refused(self, *options):
        """Write; return the one line that says why not, after the line that says what the checkout is."""
        status, out, err = self.run_it(self.root, "--write", *options)
        self.assertEqual((status, out), (2, ""))
        _, reason, rest = err.split("\n", 2)
        self.assertEqual(rest, "")
        return reason

    def assert_old_or_new(self):
        """Every file is there whole, and none besides."""
        there = self.there()
        self.assertEqual(set(there), set(self.old))
        for path, content in there.items():
            self.assertIn(content, (self.old[path], self.new[path]), path)

    def assert_next_run_finishes(self):
        """With the cause out of the way."""
        self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.there(), self.new)

    def test_a_full_disk(self):
        with full_disk():
            reason = self.refused("--allow-dirty")
        self.assertIn("File too large", reason)
        self.assertEqual(self.there(), self.old)
        self.assert_next_run_finishes()

    def test_a_disk_that_is_full_after_the_first_file(self):
        with full_disk(len(self.new[min(CHANGED)])):
            self.refused("--allow-dirty")
        self.assertNotIn(self.there(), (self.old, self.new))
        self.assert_old_or_new()
        self.assert_next_run_finishes()

    def test_a_real_disk_that_is_full(self):
        disk = self.root / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True)
        if mounted.returncode:
            self.skipTest("a small disk cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        copied = {path: content for path, content in self.old.items() if content is not None}
        for path, content in copied.items():
            self.put(f"disk/{path}", content)
        filler = self.put("disk/filler", b"")
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.tell() < 2_000_000:
                file.write(b"x" * 4096)
        self.root = disk
        self.assertIn("No space left on device", self.refused("--allow-dirty"))
        filler.unlink()
        self.assert_old_or_new()
        self.assert_next_run_finishes()

    def test_a_folder_that_must_not_be_written(self):
        belongs_to_nobody(self.root)
        folder = (self.root / trees.WAFFLE).parent
        folder.chmod(0o500)
        with without_rights():
            reason = self.refused("--allow-dirty")
        folder.chmod(0o700)
        self.assertIn(f"Permission denied: '{folder}/", reason)
        self.assert_old_or_new()
        self.assert_next_run_finishes()

    def meanwhile(self, happens):
        """Let something happen after the plan is made and before it is written."""
        real = writing.write

        def write(root, plan):
            happens()
            real(root, plan)

        return mock.patch.object(writing, "write", write)

    def test_a_file_that_is_removed_meanwhile_stays_removed(self):
        file = self.root / trees.SERVICES
        with self.meanwhile(file.unlink):
            reason = self.refused()
        self.assertEqual(reason + "\n", f"proctoring-config: {file} is not a plain file under {self.root}{FINISH}")
        self.assertFalse(file.exists())

    def test_a_file_that_somebody_changes_meanwhile_is_not_overwritten(self):
        file = self.root / trees.SERVICES
        with self.meanwhile(lambda: file.write_text("mine = 1\n")):
            reason = self.refused()
        self.assertEqual(reason + "\n", f"proctoring-config: {file} was changed meanwhile by somebody else{FINISH}")
        self.assertEqual(file.read_text(), "mine = 1\n")

    def test_a_folder_with_the_name_of_the_new_file_is_no_loss(self):
        folder = (self.root / trees.SERVICES).with_name(".services.py.proctoring-config-new")
        folder.mkdir()
        self.assertIn(f"directory: '{folder}'", self.refused("--allow-dirty"))
        folder.rmdir()
        self.assert_old_or_new()
        self.assert_next_run_finishes()
