"""write.py: the whole of the new text, or nothing."""

import contextlib
import errno
import os
import shutil
import stat
import struct
import subprocess
import tempfile
from pathlib import Path
from unittest import mock, skipUnless

import ddt
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.files.read import read
from proctoring_config.files.write import write
from tests.filesystem import NOBODY, belongs_to_nobody, full_disk, without_rights
from tests.refactor.tools import FolderCase

OLD = "PROCTORING_BACKENDS: {}\n# é\n"
NEW = "PROCTORING_BACKENDS: {a: {}}\r\n# é\n"
IS_ROOT = os.geteuid() == 0


@ddt.ddt
class WriteTest(SimpleTestCase):
    """In a folder of its own."""

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(contextlib.chdir(folder))
        self.path = Path("lms.yml")
        self.path.write_bytes(OLD.encode())

    def write(self, *, backup=False, text=NEW, path=None):
        """Write it as one line of what was done, or of why it was not."""
        path = path or self.path
        try:
            return f"backup {write(path, read(str(path)), text, backup=backup)}"
        except InputError as reason:
            return str(reason)

    def folder(self):
        """The names and contents of all files."""
        return {path.name: path.read_bytes().decode() for path in Path().iterdir()}

    def test_the_file_is_the_new_one(self):
        self.assertEqual(self.write(), "backup None")
        self.assertEqual(self.folder(), {"lms.yml": NEW})

    def test_a_byte_order_mark_stays(self):
        self.path.write_bytes(b"\xef\xbb\xbf" + OLD.encode())
        self.write()
        self.assertEqual(self.path.read_bytes(), b"\xef\xbb\xbf" + NEW.encode())

    def test_each_backup_has_a_name_of_its_own(self):
        texts = [OLD, "a: 1\n", "a: 2\n", "a: 3\n"]
        names = ["lms.yml.bak", "lms.yml.bak.1", "lms.yml.bak.2"]
        for name, text in zip(names, texts[1:], strict=True):
            self.assertEqual(self.write(backup=True, text=text), f"backup {name}")
        self.assertEqual(self.folder(), dict(zip([*names, "lms.yml"], texts, strict=True)))

    @ddt.data(0o600, 0o640, 0o444, 0o754)
    def test_mode_and_owner_stay_for_file_and_backup(self, mode):
        if IS_ROOT:
            os.chown(self.path, NOBODY, NOBODY)
        self.path.chmod(mode)
        before = self.path.stat()
        self.write(backup=True)
        for path in (self.path, Path("lms.yml.bak")):
            after = path.stat()
            self.assertEqual(
                (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid), (mode, before.st_uid, before.st_gid)
            )

    def test_nobody_else_can_read_a_file_that_is_not_whole_yet(self):
        modes = []

        def note(*_):
            modes.extend(stat.S_IMODE(path.stat().st_mode) for path in Path().iterdir() if path != self.path)
            raise OSError(28, "No space left on device")

        self.path.chmod(0o644)
        with mock.patch("os.fchown", note):
            self.assertEqual(self.write(), "lms.yml: cannot be written and was not changed: no space left on device")
        self.assertEqual(modes, [0o600])
        self.assertEqual(self.folder(), {"lms.yml": OLD})

    def refused(self, reason, path=None, text=NEW):
        """Check why nothing is written, with and without a backup."""
        before = self.folder()
        for backup in (False, True):
            self.assertEqual(self.write(backup=backup, path=path, text=text), reason)
            self.assertEqual(self.folder(), before)

    def test_a_symbolic_link(self):
        Path("link.yml").symlink_to("lms.yml")
        self.refused("link.yml: a symbolic link; pass its target instead", Path("link.yml"))
        self.assertTrue(Path("link.yml").is_symlink())

    def test_a_file_in_a_folder_that_is_a_link(self):
        os.mkdir("folder")
        shutil.move("lms.yml", "folder/lms.yml")
        Path("link").symlink_to("folder")
        self.assertEqual(self.write(path=Path("link/lms.yml")), "backup None")
        self.assertEqual(Path("folder/lms.yml").read_bytes().decode(), NEW)
        self.assertTrue(Path("link").is_symlink())

    def test_a_hard_link(self):
        os.link("lms.yml", "cms.yml")
        self.refused("lms.yml: a file with another hard link, which would not change")

    def test_a_file_that_somebody_else_changed(self):
        source = read("lms.yml")
        for content in (b"", OLD.encode() + b"#", b"\xff"):
            self.path.write_bytes(content)
            with self.assertRaises(InputError) as caught:
                write(self.path, source, NEW, backup=True)
            self.assertEqual(str(caught.exception), "lms.yml: changed in the meantime; run this again")
            self.assertEqual([self.path.read_bytes(), os.listdir()], [content, ["lms.yml"]])

    def test_a_file_that_is_gone(self):
        source = read("lms.yml")
        self.path.unlink()
        with self.assertRaises(InputError) as caught:
            write(self.path, source, NEW, backup=True)
        reason = "lms.yml: cannot be written and was not changed: no such file or directory"
        self.assertEqual((str(caught.exception), os.listdir()), (reason, []))

    @skipUnless(IS_ROOT, "only root has a file that is somebody else's")
    def test_a_file_of_somebody_else(self):
        os.chmod(".", 0o777)
        self.path.chmod(0o666)
        for user, group in ((0, 0), (0, NOBODY), (NOBODY, 12345)):
            os.chown(self.path, user, group)
            with self.subTest(user=user, group=group), without_rights():
                self.refused("lms.yml: belongs to another user or group; run this as its owner")

    def test_a_folder_that_must_not_be_written(self):
        belongs_to_nobody(".")
        os.chmod(".", 0o555)
        self.addCleanup(os.chmod, ".", 0o755)
        with without_rights():
            self.refused("lms.yml: cannot be written and was not changed: permission denied")

    def test_files_must_not_become_larger(self):
        """As ulimit -f has it."""
        self.path.write_bytes(b"# " + b"x" * 3000 + b"\n")
        with full_disk(4096):
            self.refused("lms.yml: cannot be written and was not changed: file too large", text="a" * 5000)


class FullDiskTest(SimpleTestCase):
    """On a file system of 64 KiB."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", self.folder]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("a file system of its own cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", self.folder], check=True)
        self.path = self.folder / "lms.yml"
        self.path.write_bytes(b"a: 1\n" + b"#" * 30_000)

    def test_nothing_is_lost_and_nothing_is_left(self):
        before = self.path.read_bytes()
        source = read(str(self.path))
        for backup, size in ((False, 60_000), (True, 30_000)):  # the backup fits, the new file does not
            with self.assertRaises(InputError) as caught:
                write(self.path, source, "b" * size, backup=backup)
            reason = "cannot be written and was not changed: no space left on device"
            self.assertEqual(str(caught.exception), f"{self.path}: {reason}")
            self.assertEqual(self.path.read_bytes(), before)
            self.assertEqual(os.listdir(self.folder), ["lms.yml"])

    def test_there_is_room_for_what_fits(self):
        write(self.path, read(str(self.path)), "b" * 20_000, backup=False)
        self.assertEqual(self.path.read_bytes(), b"b" * 20_000)


def access_control_list(user):
    """Return a list that lets ``user`` read, as Linux stores it."""
    entries = [(1, 6, -1), (2, 4, user), (4, 0, -1), (0x10, 4, -1), (0x20, 0, -1)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)


class AttributesTest(FolderCase):
    """Access control lists and other extended attributes."""

    LIST, OWN = "system.posix_acl_access", "user.origin"

    def setUp(self):
        super().setUp()
        self.file = self.root / "lms.yml"
        self.file.write_bytes(OLD.encode())
        self.file.chmod(0o600)
        self.set(self.file, self.OWN, b"vault")
        self.set(self.file, self.LIST, access_control_list(NOBODY))

    def set(self, path, name, value):
        try:
            os.setxattr(path, name, value)
        except (AttributeError, OSError):
            self.skipTest("this file system does not store extended attributes")

    def attributes(self, path):
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}

    def test_they_stay_for_file_and_backup(self):
        before, mode = self.attributes(self.file), self.file.stat().st_mode
        write(self.file, read(str(self.file)), NEW, backup=True)
        for path in (self.file, self.root / "lms.yml.bak"):
            self.assertEqual((self.attributes(path), path.stat().st_mode), (before, mode))
        self.assertEqual(self.file.read_bytes(), NEW.encode())

    def test_those_that_a_folder_gives_to_new_files_are_not_added(self):
        os.removexattr(self.file, self.LIST)
        self.set(self.root, "system.posix_acl_default", access_control_list(NOBODY))
        write(self.file, read(str(self.file)), NEW, backup=True)
        for path in (self.file, self.root / "lms.yml.bak"):
            self.assertEqual(self.attributes(path), {self.OWN: b"vault"})

    def test_a_file_whose_attributes_cannot_be_copied_is_not_written(self):
        before = self.attributes(self.file)
        with (
            mock.patch("os.setxattr", side_effect=OSError(1, "Operation not permitted")),
            self.assertRaisesMessage(InputError, "cannot be written and was not changed: operation not permitted"),
        ):
            write(self.file, read(str(self.file)), NEW, backup=True)
        self.assertEqual((self.file.read_bytes(), os.listdir(self.root)), (OLD.encode(), ["lms.yml"]))
        self.assertEqual(self.attributes(self.file), before)

    def test_a_file_whose_attributes_cannot_be_read_is_not_written(self):
        with (
            mock.patch("os.listxattr", side_effect=OSError(errno.EIO, "Input/output error")),
            self.assertRaisesMessage(InputError, "cannot be written and was not changed: input/output error"),
        ):
            write(self.file, read(str(self.file)), NEW, backup=True)
        self.assertEqual((self.file.read_bytes(), os.listdir(self.root)), (OLD.encode(), ["lms.yml"]))

    def test_a_file_system_without_attributes(self):
        with mock.patch("os.listxattr", side_effect=OSError(errno.ENOTSUP, "Operation not supported")):
            write(self.file, read(str(self.file)), NEW, backup=False)
        self.assertEqual(self.file.read_bytes(), NEW.encode())
