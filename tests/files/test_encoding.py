"""encoding.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.files.encoding import UnreadableError, decode

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
        text = decode(content, python=python)
        self.assertEqual(text.encoded(text.text), content)

    @named_data(*UNREADABLE)
    def test_what_is_no_text_is_refused(self, content, python):
        with self.assertRaises(UnreadableError):
            decode(content, python=python)

    def test_the_mark_is_no_part_of_the_text(self):
        self.assertEqual(decode(b"\xef\xbb\xbfa", python=True).text, "a")
