"""A name -> text, or one line that says why not."""

import os
import socket
from pathlib import Path
from unittest import mock

import ddt

from proctoring_config.errors import InputError
from proctoring_config.files.read import LARGEST, read
from tests.cli.base import CommandTestCase


@ddt.ddt
class ReadTest(CommandTestCase):
    """Reading of files and of standard input."""

    @ddt.data(
        (b"", ""),
        (b"a: 1\r\n", "a: 1\r\n"),
        (b"\xef\xbb\xbfa: 1", "a: 1"),
        ("é: 😀".encode(), "é: 😀"),
    )
    @ddt.unpack
    def test_text(self, content, text):
        self.file("lms.yml", content)
        self.assertEqual((read("lms.yml").name, read("lms.yml").text), ("lms.yml", text))

    @ddt.data(
        (b"a: caf\xe9\n", "lms.yml:1: is not UTF-8 (byte 7); convert it to UTF-8"),
        (b"a: 1\nb: \xff", "lms.yml:2: is not UTF-8 (byte 9); convert it to UTF-8"),
        (b"\xef\xbb\xbfa: \xff", "lms.yml:1: is not UTF-8 (byte 7); convert it to UTF-8"),
        ("a: 1\n".encode("utf-16"), "lms.yml:1: is not UTF-8 (byte 1); convert it to UTF-8"),
        (b"a" * (LARGEST + 1), "lms.yml: is larger than 5 MB, which is too large for a settings file"),
    )
    @ddt.unpack
    def test_content_that_is_refused(self, content, reason):
        self.file("lms.yml", content)
        with self.assertRaises(InputError) as caught:
            read("lms.yml")
        self.assertEqual(str(caught.exception), reason)

    def refused(self, name):
        """Return why a name is refused."""
        with self.assertRaises(InputError) as caught:
            read(name)
        return str(caught.exception)

    def test_a_file_of_the_largest_size_is_read(self):
        self.file("lms.yml", b"a" * LARGEST)
        self.assertEqual(len(read("lms.yml").text), LARGEST)

    def test_a_file_that_is_too_large_is_not_read(self):
        with Path("lms.yml").open("wb") as file:
            file.truncate(10**12)
        with mock.patch("builtins.open", side_effect=AssertionError):
            self.assertEqual(
                self.refused("lms.yml"), "lms.yml: is larger than 5 MB, which is too large for a settings file"
            )

    def test_what_is_no_file(self):
        os.mkdir("folder")
        os.mkfifo("pipe")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("socket")
            not_a_file = "is not a regular file; pipe its content to this command, with - as the file"
            self.assertEqual(self.refused("missing.yml"), "missing.yml: no such file or directory")
            self.assertEqual(self.refused("folder"), "folder: is a directory; name a file in it")
            self.assertEqual(
                self.refused("pipe"), "pipe: is a named pipe; pipe its content to this command, with - as the file"
            )
            self.assertEqual(self.refused("socket"), f"socket: {not_a_file}")
            self.assertEqual(self.refused("/dev/zero"), f"/dev/zero: {not_a_file}")
            self.assertEqual(self.refused("x" * 300), f"{'x' * 300}: file name too long")

    def test_a_file_that_must_not_be_read(self):
        self.file("lms.yml", "a: 1")
        with mock.patch("builtins.open", side_effect=PermissionError(13, "Permission denied")):
            self.assertEqual(self.refused("lms.yml"), "lms.yml: permission denied")

    def test_a_name_is_shown_in_one_printable_line(self):
        self.assertEqual(self.refused("a\nb\udcff\x1b.yml"), r"a\nb\udcff\x1b.yml: no such file or directory")

    def test_standard_input(self):
        with mock.patch("sys.stdin") as stdin:
            stdin.buffer.read.return_value = b"\xef\xbb\xbfa: 1"
            self.assertEqual((read("-").name, read("-").text), ("<stdin>", "a: 1"))
            stdin.buffer.read.return_value = b"a" * (LARGEST + 1)
            self.assertEqual(self.refused("-"), "<stdin>: is larger than 5 MB, which is too large for a settings file")
            stdin.buffer.read.assert_called_with(LARGEST + 1)

    def test_closed_standard_input(self):
        with mock.patch("sys.stdin", None):
            self.assertEqual(self.refused("-"), "<stdin>: standard input is closed")
