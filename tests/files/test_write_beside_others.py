"""write.py beside other processes: what they change, replace or leave behind while a file is replaced."""

import fcntl
import os
import stat
import tempfile
from functools import partial
from pathlib import Path
from unittest import mock, skipUnless

from proctoring_config.files.write import ChangedError, NotPlainError, remove_debris, replace
from tests.filesystem import NOBODY
from tests.refactor.tools import FolderCase

IS_ROOT = os.geteuid() == 0


class ReplaceTest(FolderCase):
    """The files of a folder of its own."""

    def setUp(self):
        super().setUp()
        self.file = self.root / "a.py"
        self.file.write_bytes(b"old")

    def replace(self, path=None, **options):
        """Replace the content by b"new"."""
        return replace(path or self.file, lambda old: b"new", root=self.root, **options)

    def contents(self):
        return {path.name: path.read_bytes() for path in self.root.iterdir()}

    def test_only_the_new_file_is_there(self):
        self.replace()
        self.assertEqual(self.contents(), {"a.py": b"new"})

    def test_a_failed_replacement_leaves_only_the_old_file(self):
        for backup in (False, True):
            with mock.patch("os.replace", side_effect=OSError("full")), self.assertRaises(OSError):
                self.replace(backup=backup)
            self.assertEqual(self.contents(), {"a.py": b"old"})

    def test_a_link_or_a_folder_is_refused(self):
        (self.root / "link.py").symlink_to(self.file)
        (self.root / "folder").mkdir()
        for name in ("link.py", "folder"):
            with self.subTest(name), self.assertRaises(NotPlainError):
                self.replace(self.root / name)
        self.assertEqual(self.file.read_bytes(), b"old")

    def test_a_pipe_is_refused_without_waiting_for_a_writer(self):
        os.mkfifo(self.root / "pipe")
        with self.assertRaises(NotPlainError):
            self.replace(self.root / "pipe")

    def test_a_folder_outside_the_root_is_refused(self):
        with tempfile.TemporaryDirectory() as outside:
            target = Path(outside, "a.py")
            target.write_bytes(b"old")
            os.symlink(outside, self.root / "folder")
            with self.assertRaises(NotPlainError):
                self.replace(self.root / "folder" / "a.py")
            self.assertEqual(target.read_bytes(), b"old")

    def test_a_folder_that_becomes_a_link_meanwhile_is_refused(self):
        with tempfile.TemporaryDirectory() as outside:
            target = Path(outside, "a.py")
            target.write_bytes(b"old")
            folder, real = self.root / "folder", os.open
            folder.mkdir()
            (folder / "a.py").write_bytes(b"old")

            def swap(path, *arguments, **options):
                if not folder.is_symlink():
                    folder.rename(self.root / "moved")
                    folder.symlink_to(outside)
                return real(path, *arguments, **options)

            with mock.patch("os.open", swap), self.assertRaises(OSError):
                self.replace(folder / "a.py")
            self.assertEqual((target.read_bytes(), os.listdir(outside)), (b"old", ["a.py"]))

    def test_a_long_name_is_no_obstacle(self):
        path = self.root / ("é" * 120)
        path.write_bytes(b"old")
        self.replace(path, backup=True)
        self.assertEqual(path.read_bytes(), b"new")

    def test_the_folder_is_synced_after_the_rename(self):
        calls = []
        with (
            mock.patch("os.replace", side_effect=lambda *_, **__: calls.append("replace")),
            mock.patch("os.fsync", side_effect=lambda fd: calls.append(stat.S_IFMT(os.fstat(fd).st_mode))),
        ):
            self.replace()
        self.assertEqual(calls, [stat.S_IFREG, "replace", stat.S_IFDIR])

    def test_status_and_content_are_of_the_same_file(self):
        """Another program replaces the file after it was opened by one with the same content for everybody."""
        self.file.chmod(0o600)
        real, opened = os.open, []

        def swap(path, *arguments, **options):
            descriptor = real(path, *arguments, **options)
            if path == self.file.name and not opened:
                opened.append(path)
                self.file.unlink()
                self.file.write_bytes(b"old")
                self.file.chmod(0o644)
            return descriptor

        with mock.patch("os.open", swap):
            self.replace()
        self.assertEqual((self.contents(), self.file.stat().st_mode & 0o777), ({"a.py": b"new"}, 0o600))

    def test_a_temporary_file_is_never_one_that_exists(self):
        for create in (lambda path: path.write_bytes(b"old"), lambda path: path.symlink_to(self.file)):
            path = self.root / ".a.py.0123456789abcdef.proctoring-config-new"

            def meet(size, create=create, path=path):
                create(path)
                return "0123456789abcdef"

            with mock.patch("secrets.token_hex", meet), self.assertRaises(FileExistsError):
                self.replace()
            self.assertEqual(self.contents(), {"a.py": b"old", path.name: b"old"})
            path.unlink()

    def test_what_another_program_appends_meanwhile_is_not_lost(self):
        """Another program appends a line at every system call that follows the first look at the file."""
        for name in ("fsync", "fchmod", "link"):
            self.file.write_bytes(b"old")

            def append(*arguments, real, **options):
                with self.file.open("ab") as file:
                    file.write(b"+")
                return real(*arguments, **options)

            patch = mock.patch(f"os.{name}", partial(append, real=getattr(os, name)))
            with self.subTest(name), patch, self.assertRaises(ChangedError):
                self.replace(backup=True)
            self.assertEqual(set(self.contents()), {"a.py"})
            self.assertRegex(self.file.read_bytes(), rb"\Aold\++\Z")


class DebrisTest(FolderCase):
    """Temporary files of other processes."""

    def setUp(self):
        super().setUp()
        self.file = self.root / "a.py"
        self.file.write_bytes(b"old")
        self.debris = self.root / ".a.py.0123456789abcdef.proctoring-config-new"
        self.debris.write_bytes(b"half")

    def replace(self):
        replace(self.file, lambda old: b"new", root=self.root)
        self.assertEqual(self.file.read_bytes(), b"new")

    def test_what_a_killed_process_left_is_removed(self):
        self.replace()
        self.assertFalse(self.debris.exists())
        self.debris.write_bytes(b"half")
        remove_debris(self.debris)
        self.assertFalse(self.debris.exists())

    def test_other_files_are_not_debris(self):
        remove_debris(self.file)
        other = self.root / ".b.py.0123456789abcdef.proctoring-config-new"
        other.write_bytes(b"half")
        self.replace()
        self.assertTrue(other.exists())

    def test_the_file_of_a_process_that_still_writes_stays(self):
        with self.debris.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.replace()
            remove_debris(self.debris)
            self.assertTrue(self.debris.exists())

    def test_a_file_that_takes_the_place_of_debris_stays(self):
        flock = fcntl.flock

        def swap(descriptor, operation):
            if operation & fcntl.LOCK_NB:
                self.debris.unlink()
                self.debris.write_bytes(b"of another process")
            return flock(descriptor, operation)

        with mock.patch("fcntl.flock", swap):
            remove_debris(self.debris)
        self.assertEqual(self.debris.read_bytes(), b"of another process")

    @skipUnless(IS_ROOT, "only root can create a file that belongs to another user")
    def test_the_file_of_another_user_stays(self):
        os.chown(self.debris, NOBODY, NOBODY)
        self.replace()
        remove_debris(self.debris)
        self.assertTrue(self.debris.exists())

    def test_what_is_not_a_plain_file_stays(self):
        self.debris.unlink()
        for make in (self.debris.mkdir, lambda: os.mkfifo(self.debris), lambda: self.debris.symlink_to(self.file)):
            make()
            self.replace()
            remove_debris(self.debris)
            self.assertTrue(self.debris.is_symlink() or self.debris.exists())
            self.debris.rmdir() if self.debris.is_dir() and not self.debris.is_symlink() else self.debris.unlink()

    def test_a_file_taken_for_debris_before_it_is_locked_is_written_again(self):
        flock, taken = fcntl.flock, []

        def steal(descriptor, operation):
            name = next((path for path in self.root.glob(".a.py.*") if path != self.debris), None)
            if name and not taken:
                taken.append(name.name)
                name.unlink()
            return flock(descriptor, operation)

        with mock.patch("fcntl.flock", steal):
            self.replace()
        self.assertEqual((len(taken), os.listdir(self.root)), (1, ["a.py"]))
