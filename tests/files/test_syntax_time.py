"""Time to find the cause of a file that cannot be parsed."""

import time

import ddt
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.files.read import parse
from proctoring_config.files.source import Source


@ddt.ddt
class TimeTest(SimpleTestCase):
    """Causes of long texts are found soon, or not at all; in processor time, because other processes may be running."""

    @ddt.named_data(
        ("colons", "a.yml", "a: b\nc 1\n" * 10_000),
        ("list without end", "a.yml", "a: [" + "b, " * 30_000),
        ("spaces", "a.yml", "a" + " " * 95_000 + "\nb: 1\n"),
        ("quote", "a.yml", 'a: "' + "b, c: " * 15_000),
        ("tabs", "a.yml", "a: 1\n" + "\tb: 1\n" * 13_000),
        ("typographic quotes", "a.yml", "a: " + "\u201c" * 95_000 + ": b: c"),
        ("keys without a comma", "a.json", "{" + '"a": 1 ' * 12_000),
        ("comments", "a.json", '{"a": 1 ' + "/*" * 45_000),
        ("single quotes", "a.json", "{" + "'a': 1, " * 11_000),
        ("list with a brace", "a.json", '{"a": [' + "1,\n" * 30_000 + "}"),
        ("quotes", "a.json", '{"a": ' + '"' * 95_000),
        ("braces of Python", "a.py", "X = {" + "'a': 1 " * 12_000),
        ("word of Python", "a.py", "X = {" + "r" * 95_000),
    )
    def test_ends_soon(self, name, text):
        began = time.process_time()
        with self.assertRaises(InputError):
            parse(Source(name, text))
        self.assertLess(time.process_time() - began, 4)
