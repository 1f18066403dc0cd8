"""``proctoring-config refactor`` on unusual file systems: no loss, no half-written file, and one clear message."""

import contextlib
import json
import os
import subprocess
from pathlib import Path
from unittest import mock

from proctoring_config.refactor import checkout, targets
from tests.cli.refactoring import CHANGED, CheckoutCase
from tests.filesystem import belongs_to_nobody, full_disk, without_rights
from tests.places import COMMAND
from tests.refactor import trees

READ_ONLY = "permission denied, because the file or its folder is read-only"
TRACE = "a\nproctortrack\n"
FINISH = "Fix this, then run this again with --write --allow-dirty"


class OddTreeCase(CheckoutCase):
    """A small checkout with unusual files."""

    def put(self, path, content=TRACE):
        """Write a file, text or bytes; the path too is one of them."""
        file = os.path.join(os.fsencode(self.root), os.fsencode(path))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as opened:
            opened.write(content if isinstance(content, bytes) else content.encode())
        return Path(os.fsdecode(file))

    def left(self):
        """Path, line and reason of the leftovers."""
        _, out, _ = self.run_it(self.root, "--format=json")
        return [(each["path"], each["line"], each["why"]) for each in json.loads(out)["leftovers"]]

    def there(self):
        """Everything in the checkout except git's own: content of files, targets of links, and ``None`` for folders."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            if ".git" not in path.parts:
                kind = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
                found[path.relative_to(self.root).as_posix()] = kind
        return found


class ReadingTest(OddTreeCase):
    """Unreadable files are listed, and what is not a file is skipped."""

    def test_pipe_instead_of_a_file_is_skipped(self):
        for path in (trees.SERVICES, trees.RELEASE, trees.BASE_TXT):
            (self.root / path).unlink()
            os.mkfifo(self.root / path)
        status, _, err = self.run_it(self.root)
        self.assertEqual(status, 1)
        self.assertEqual(
            err, f"{self.root}: release line unknown\n5 files would change, 0 places left to fix by hand\n"
        )

    def test_folder_instead_of_a_file_is_skipped(self):
        (self.root / trees.SERVICES).unlink()
        self.put(f"{trees.SERVICES}/inside.html")
        self.assertEqual([place[:2] for place in self.left()], [(f"{trees.SERVICES}/inside.html", 2)])

    def test_links_to_nothing_to_themselves_or_to_devices_are_skipped(self):
        for name, target in (("gone", "absent"), ("loop", "loop"), ("zero", "/dev/zero"), ("terminal", "/dev/tty")):
            (self.root / name).symlink_to(target)
        self.assertEqual(self.left(), [])

    def test_link_to_a_folder_is_not_followed(self):
        self.put("real/page.html")
        (self.root / "link").symlink_to("real")
        (self.root / "real" / "up").symlink_to("..")
        self.assertEqual([place[:2] for place in self.left()], [("real/page.html", 2)])

    def test_unreadable_file_is_listed(self):
        self.put("page.html").chmod(0)
        (self.root / trees.SERVICES).chmod(0)
        belongs_to_nobody(self.root)
        self.run_it(self.root)  # imports what root alone may read
        with without_rights():
            left = self.left()
        why = "it cannot be read: permission denied"
        self.assertEqual(left, [(trees.SERVICES, 1, why), ("page.html", 1, why)])

    def test_unreadable_folder_is_named(self):
        self.put("closed/page.html").parent.chmod(0)
        belongs_to_nobody(self.root)
        self.run_it(self.root)
        with without_rights(), mock.patch.dict(os.environ, PATH=""):
            answer = self.run_it(self.root)
        (self.root / "closed").chmod(0o700)
        self.assertEqual(answer[:2], (2, ""))
        self.assertIn(f"proctoring-config: [Errno 13] Permission denied: '{self.root}/closed'\n", answer[2])

    def test_checkout_in_an_unreadable_folder(self):
        closed = self.root / "closed"
        (closed / "platform").mkdir(parents=True)
        closed.chmod(0)
        with without_rights():
            answer = self.run_it(closed / "platform")
        closed.chmod(0o700)
        self.assertEqual(answer, (2, "", f"proctoring-config: {closed}/platform: permission denied\n"))

    def test_name_that_is_too_long(self):
        self.assertEqual(self.run_it("x" * 300), (2, "", f"proctoring-config: {'x' * 300}: file name too long\n"))

    def test_huge_file_is_listed_only_if_it_contains_a_trace(self):
        with mock.patch.object(targets, "MAX_SOURCE_BYTES", 2000):
            self.put("dump.sql", "x" * 3000)
            self.assertEqual(self.left(), [])
            self.put("dump.sql", "x" * 3000 + "ProctorTrack")
            self.assertEqual(self.left(), [("dump.sql", 1, "it is larger than 0 MB")])

    def test_names_are_printed_on_one_line(self):
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
    """A run that cannot write reports this and leaves every file old or new; the next run finishes."""

    def setUp(self):
        super().setUp()
        self.old = self.there()
        self.run_it(self.root, "--write")
        self.new = self.there()
        trees.git(self.root, "checkout", "-q", ".")
        self.assertEqual(self.there(), self.old)

    def get_error(self, *options):
        """Write; return the one-line error after the line that describes the checkout."""
        status, out, err = self.run_it(self.root, "--write", *options)
        self.assertEqual((status, out), (2, ""))
        _, reason, rest = err.split("\n", 2)
        self.assertEqual(rest, "")
        return reason

    def assert_old_or_new(self):
        """Assert that every file is complete, old or new, and that there are no other files."""
        there = self.there()
        self.assertEqual(set(there), set(self.old))
        for path, content in there.items():
            self.assertIn(content, (self.old[path], self.new[path]), path)

    def assert_next_run_finishes(self):
        """Assert that the next run writes the rest."""
        self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.there(), self.new)

    def test_full_disk(self):
        with full_disk():
            reason = self.get_error("--allow-dirty")
        self.assertIn("File too large", reason)
        self.assertEqual(self.there(), self.old)
        self.assert_next_run_finishes()

    def test_disk_that_is_full_after_the_first_file(self):
        with full_disk(len(self.new[min(CHANGED)])):
            self.get_error("--allow-dirty")
        self.assertNotIn(self.there(), (self.old, self.new))
        self.assert_old_or_new()
        self.assert_next_run_finishes()

    def test_real_full_disk(self):
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
        self.assertIn("No space left on device", self.get_error("--allow-dirty"))
        filler.unlink()
        self.assert_old_or_new()
        self.assert_next_run_finishes()

    def test_read_only_folder(self):
        belongs_to_nobody(self.root)
        folder = (self.root / trees.WAFFLE).parent
        folder.chmod(0o500)
        with without_rights():
            reason = self.get_error("--allow-dirty")
        folder.chmod(0o700)
        self.assertEqual(reason, f"proctoring-config: {self.root / trees.WAFFLE}: {READ_ONLY}. No file was written")
        self.assertEqual(self.there(), self.old)
        self.assert_next_run_finishes()

    def test_read_only_files(self):
        belongs_to_nobody(self.root)
        files = [self.root / trees.SERVICES, self.root / trees.WAFFLE, self.root / trees.VIEW_HANDLERS]
        for file in files:
            file.chmod(0o444)
        with without_rights():
            reason = self.get_error("--allow-dirty")
        self.assertRegex(reason, f": {READ_ONLY}, and 2 other files. No file was written$")
        self.assertEqual(self.there(), self.old)
        for file in files:
            file.chmod(0o644)
        self.assert_next_run_finishes()

    def test_folder_in_which_only_owners_may_rename(self):
        belongs_to_nobody(self.root)
        folder = (self.root / trees.WAFFLE).parent
        if os.geteuid():
            self.skipTest("only root can give a file to another user")
        os.chown(folder, 0, 0)
        os.chown(self.root / trees.WAFFLE, 0, 0)
        folder.chmod(0o1777)
        (self.root / trees.WAFFLE).chmod(0o666)
        with without_rights():
            self.assertIn("No file was written", self.get_error("--allow-dirty"))
        self.assertEqual(self.there(), self.old)

    def interrupt(self, after, error):
        """Let an error happen when this many files have been replaced, even if a file is already in place."""
        real, done = os.replace, []

        def replace(new, path, **folders):
            if len(done) == after:
                raise error
            done.append(path)
            real(new, path, **folders)
            if len(done) == after and isinstance(error, KeyboardInterrupt):
                raise error

        return mock.patch("os.replace", side_effect=replace)

    def test_interrupted_by_the_user(self):
        with self.interrupt(2, KeyboardInterrupt()):
            status, out, err = self.run_it(self.root, "--write")
        self.assertEqual((status, out), (130, ""))
        self.assertIn("config: interrupted. 2 of 6 files were written. To finish, run this again with --write --", err)
        self.assertEqual(len(self.changed()), 2)
        self.assert_next_run_finishes()

    def test_interrupted_before_the_first_file(self):
        with self.interrupt(0, KeyboardInterrupt()):
            _, _, err = self.run_it(self.root, "--write")
        self.assertTrue(err.endswith("proctoring-config: interrupted. No file was written\n"), err)
        self.assertEqual(self.there(), self.old)

    def test_error_after_some_files(self):
        with self.interrupt(4, OSError(28, "No space left on device")):
            reason = self.get_error()
        self.assertIn(f". 4 of 6 files were written. {FINISH}", reason)
        self.assertEqual(len(self.changed()), 4)
        self.assert_next_run_finishes()

    def meanwhile(self, happens):
        """Let something happen after the edits are computed and before they are written."""
        real = checkout.write_edits

        def write_edits(root, edits):
            happens()
            real(root, edits)

        return mock.patch.object(checkout, "write_edits", write_edits)

    def test_file_removed_during_the_run_stays_removed(self):
        file = self.root / trees.SERVICES
        with self.meanwhile(file.unlink):
            reason = self.get_error()
        self.assertIn(f"No such file or directory: '{file}'", reason)
        self.assertFalse(file.exists())

    def test_file_changed_during_the_run_is_not_overwritten(self):
        file = self.root / trees.SERVICES
        with self.meanwhile(lambda: file.write_text("mine = 1\n")):
            reason = self.get_error()
        self.assertEqual(
            reason,
            f"proctoring-config: {file} was changed by another program during the run. "
            f"3 of 6 files were written. {FINISH}",
        )
        self.assertEqual(file.read_text(), "mine = 1\n")
