"""files.py."""

import os
import stat
import tempfile
from pathlib import Path
from unittest import mock

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.files import write as files

TEXTS = [
    ["utf8", "é = 1\n".encode(), True],
    ["no_newline_at_the_end", b"a = 1", True],
    ["crlf", b"a = 1\r\nb = 2\r\n", True],
    ["mixed_line_endings", b"a = 1\r\nb = 2\nc = 3\r", True],
    ["byte_order_mark", b"\xef\xbb\xbfa = 1\n", True],
    ["latin1_declared", b"# -*- coding: latin-1 -*-\na = '\xe9'\n", True],
    ["empty", b"", True],
    ["nul", b"a\0b\n", False],
    ["yaml", "a: é\n".encode(), False],
]
UNREADABLE = [
    ["not_utf8", b"a = '\xe9'\n", True],
    ["unknown_encoding", b"# -*- coding: klingon -*-\n", True],
    ["encoding_and_mark_contradict", b"\xef\xbb\xbf# -*- coding: latin-1 -*-\n", True],
    ["not_utf8_and_not_python", b"# -*- coding: latin-1 -*-\n\xe9\n", False],
]


@ddt
class DecodeTest(SimpleTestCase):
    """Reading."""

    @named_data(*TEXTS)
    def test_the_bytes_come_back(self, content, python):
        text = files.decode(content, python=python)
        self.assertEqual(text.encoded(text.text), content)

    @named_data(*UNREADABLE)
    def test_what_is_no_text_is_refused(self, content, python):
        with self.assertRaises(files.UnreadableError):
            files.decode(content, python=python)

    def test_the_mark_is_no_part_of_the_text(self):
        self.assertEqual(files.decode(b"\xef\xbb\xbfa", python=True).text, "a")


class ReplaceTest(SimpleTestCase):
    """Writing."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.file = self.root / "a.py"
        self.file.write_bytes(b"old")

    def names(self):
        return sorted(path.name for path in self.root.iterdir())

    def test_the_file_is_the_new_one_and_nothing_else_is_there(self):
        files.replace(self.file, b"new", root=self.root)
        self.assertEqual(self.file.read_bytes(), b"new")
        self.assertEqual(self.names(), ["a.py"])

    def test_the_mode_stays(self):
        self.file.chmod(0o754)
        files.replace(self.file, b"new", root=self.root)
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o754)

    def test_a_failed_write_leaves_the_old_file_and_nothing_else(self):
        with mock.patch("os.replace", side_effect=OSError("full")), self.assertRaises(OSError):
            files.replace(self.file, b"new", root=self.root)
        self.assertEqual(self.file.read_bytes(), b"old")
        self.assertEqual(self.names(), ["a.py"])

    def test_what_a_killed_run_left_behind_is_no_obstacle(self):
        debris = self.root / ".a.py.proctoring-config-new"
        debris.write_bytes(b"half")
        self.assertTrue(files.is_debris(debris))
        self.assertFalse(files.is_debris(self.file))
        files.replace(self.file, b"new", root=self.root)
        self.assertEqual(self.names(), ["a.py"])

    def test_a_link_is_refused(self):
        link = self.root / "link.py"
        link.symlink_to(self.file)
        with self.assertRaises(OSError):
            files.replace(link, b"new", root=self.root)
        self.assertEqual(self.file.read_bytes(), b"old")

    def test_a_folder_that_leads_out_of_the_root_is_refused(self):
        with tempfile.TemporaryDirectory() as outside:
            target = Path(outside, "a.py")
            target.write_bytes(b"old")
            os.symlink(outside, self.root / "folder")
            with self.assertRaises(OSError):
                files.replace(self.root / "folder" / "a.py", b"new", root=self.root)
            self.assertEqual(target.read_bytes(), b"old")
