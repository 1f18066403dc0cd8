"""Python settings modules -> tree."""

import contextlib
import io
import warnings
from functools import partial

import ddt
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.files.read import load, parse
from proctoring_config.files.read_python import parse_python
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import AliasNode, walk
from tests.cli.base import CommandTestCase
from tests.files.nodes import ELSEWHERE, places, python, python_root
from tests.timing import measure_seconds


@ddt.ddt
class PlacesTest(SimpleTestCase):
    """Every key knows its line and column."""

    @ddt.named_data(
        ("literal", "X = {\n    'a': {'b': 1},\n}", [("X", 1, 1), ("a", 2, 5), ("b", 2, 11)]),
        ("last assignment", "X = 1\nX = {}", [("X", 2, 1)]),
        ("annotation", "\nX: dict = {}", [("X", 2, 1)]),
        ("item", "X = {}\nX['a']['b'] = X['c'] = 1", [("X", 1, 1), ("c", 2, 17)]),
        ("names of arguments", "X = dict(a=1)\nX.update(\n  b=2)", [("X", 1, 1), ("a", 1, 10), ("b", 3, 3)]),
        ("setdefault", "X = {}\nX.setdefault('a', {})", [("X", 1, 1), ("a", 2, 14)]),
        (
            "characters, not bytes",
            "é = {'ü': 1, 'ñ': {'a': 1}}",
            [("é", 1, 1), ("ü", 1, 6), ("ñ", 1, 14), ("a", 1, 20)],
        ),
        ("emoji", "X = {'\U0001f600': 1, 'a': 2}", [("X", 1, 1), ("\U0001f600", 1, 6), ("a", 1, 14)]),
        ("all line endings", "A = 1\rB = 2\r\nC = 3\n\x0cD = 4", [("A", 1, 1), ("B", 2, 1), ("C", 3, 1), ("D", 4, 2)]),
        ("name of a constant", "N = 'a'\nX = {N: 1}", [("N", 1, 1), ("X", 2, 1), ("a", 2, 6)]),
        ("tabs", "if True:\n\tX = {\t'a': 1}", [("X", 2, 2), ("a", 2, 8)]),
    )
    def test_of_keys(self, text, expected):
        self.assertEqual(places(python_root(text)), expected)

    def test_of_a_plugin(self):
        [name, *_] = places(python_root("def plugin_settings(settings):\n    settings.X = {}"))
        self.assertEqual(name, ("X", 2, 14))

    def test_of_what_is_not_known(self):
        root = python_root("from a import *\nX = {\n  'a': 1,\n  **b}")
        self.assertEqual([entry.position for entry in root.entries["X"].node.entries.values()], [(3, 3), (4, 5)])
        self.assertEqual([entry.position for entry in root.entries.values()], [(2, 1), (1, 1)])

    def test_of_nodes(self):
        text = "X = {'ä': ['b', -1]}"
        root = python_root(text)
        self.assertEqual(
            [text[node.start : node.end] for node in walk(root.entries["X"].node)],
            ["{'ä': ['b', -1]}", "", "['b', -1]", "'b'", "-1"],
        )


class TreeTest(SimpleTestCase):
    """Duplicate keys, objects with several names, and objects that contain themselves."""

    def test_duplicate_keys(self):
        node = python_root("X = {'a': 1, 'b': 2, 'a': 3}").entries["X"].node
        self.assertEqual(python(node), {"a": 3, "b": 2})
        self.assertEqual([(one.position, one.node.value) for one in node.repeated["a"]], [((1, 6), 1), ((1, 22), 3)])

    def test_a_later_value_is_not_a_duplicate(self):
        self.assertEqual(python_root("X = {'a': 1}\nX['a'] = 2").entries["X"].node.repeated, {})

    def test_shared_objects(self):
        root = python_root("Y = {}\nX = {'a': Y, 'b': [Y, Y]}")
        self.assertIs(root.entries["X"].node.entries["a"].node, root.entries["Y"].node)
        self.assertEqual(sum(isinstance(node, AliasNode) for node in walk(root)), 3)

    def test_a_mapping_in_itself(self):
        node = python_root("X = {}\nX['a'] = X").entries["X"].node
        self.assertIs(node.entries["a"].node, node)
        self.assertEqual(len(list(walk(node))), 3)

    def test_objects_that_double_are_small(self):
        lines = [f"x{n} = {{'a': x{n - 1}, 'b': x{n - 1}}}" for n in range(1, 60)]
        self.assertLess(len(list(walk(python_root("\n".join(["x0 = {}", *lines]))))), 500)


PLUGIN = '''\
from tutor import hooks

TEXT = r"""
PROCTORING_BACKENDS = {}
"""
hooks.Filters.ENV_PATCHES.add_item(("openedx-auth", """PROCTORING_BACKENDS:
  DEFAULT: acme
"""), priority=1)
hooks.Filters.ENV_PATCHES.add_items([("lms-env", "A: 1"), ("cms-env", f"{B}")])
for name in ("openedx-lms-production-settings", "openedx-cms-production-settings"):
    hooks.Filters.ENV_PATCHES.add_item((name, TEXT))
for path in glob("*"):
    hooks.Filters.ENV_PATCHES.add_item((path, read(path)))
'''


class TutorTest(SimpleTestCase):
    """The texts that a Tutor plugin adds to settings."""

    def test_patches(self):
        patches = python_root(PLUGIN).entries["patches"].node
        self.assertEqual(
            python(patches),
            [
                {"openedx-auth": "PROCTORING_BACKENDS:\n  DEFAULT: acme\n"},
                {"lms-env": "A: 1"},
                {"cms-env": ELSEWHERE},
                {"openedx-lms-production-settings": "\nPROCTORING_BACKENDS = {}\n"},
                {"openedx-cms-production-settings": "\nPROCTORING_BACKENDS = {}\n"},
            ],
        )

    def test_places_are_those_of_the_text_without_quotes(self):
        for patch in python_root(PLUGIN).entries["patches"].node.items:
            [(name, entry)] = patch.entries.items()
            if name != "cms-env":
                self.assertEqual(PLUGIN[entry.node.start : entry.node.end], entry.node.value, name)

    def test_the_mapping_of_old_plugins(self):
        self.assertEqual(python(python_root("patches = {'lms-env': 'A: 1'}")), {"patches": {"lms-env": "A: 1"}})


@ddt.ddt
class UnparsableTest(SimpleTestCase):
    """Text that Python rejects is rejected, by a message that does not quote it."""

    @ddt.named_data(
        ("missing comma", "X = {'a': 1 'b': 2}", 1, "invalid syntax. Perhaps you forgot a comma?"),
        ("brackets", "X = {\n 's3cret': [1}", 2, "closing parenthesis '}' does not match opening parenthesis '['"),
        ("unclosed", "X = {'s3cret': 1", 1, "'{' was never closed"),
        ("quote", "X = 's3cret\nY = 1", 1, "unterminated string literal (detected at line 1)"),
        ("typographic quote", "X = “s3cret”", 1, "invalid character '“' (U+201C)"),
        ("indentation", "if a:\n    X = 1\n  Y = 1", 3, "unindent does not match any outer indentation level"),
        ("tabs", "if a:\n\tX = 1\n        Y = 1", 3, "inconsistent use of tabs and spaces in indentation"),
        ("null character", "X = 1\nY = '\0'", 2, "a null character"),
        ("surrogate", "X = 1\nY = '\ud800'", 2, "a surrogate character"),
        ("byte order mark", "\ufeffX = 1", 1, "invalid non-printable character U+FEFF"),
        ("target", "f() |= 1", 1, "'function call' is an illegal expression for augmented assignment"),
        ("YAML", "PROCTORING_BACKENDS:\n  s3cret: 1", 1, "invalid syntax"),
        ("number", "X = 1s3cret", 1, "invalid decimal literal"),
        ("escape", "X = '\\N{s3cret}'", 1, None),
    )
    def test_says_where_and_why(self, text, line, reason):
        source = Source("settings.py", text)
        with self.assertRaises(UnparsableError) as caught:
            parse_python(source)
        self.assertEqual(source.position(caught.exception.offset)[0], line)
        self.assertNotIn("s3cret", caught.exception.reason)
        if reason:
            self.assertEqual(caught.exception.reason, f"not valid Python: {reason}")

    @ddt.named_data(
        ("brackets", "X = " + "[" * 150 + "]" * 150, "nested more than 100 levels deep"),
        ("more brackets", "X = " + "[" * 5000, "not valid Python: too many nested parentheses"),
        ("signs", "X = " + "-" * 100_000 + "1", "Python code that is nested too deep"),
        ("attributes", "X = a" + ".a" * 100_000, "Python code that is nested too deep"),
        ("calls", "X = a" + ".a()" * 3_000, "Python code that is nested too deep"),
        ("elif", "if a:\n    X = 1\n" + "elif a:\n    X = 1\n" * 2_000, "Python code that is nested too deep"),
        (
            "assignments",
            "X0 = {}\n" + "".join(f"X{n} = {{'a': X{n - 1}}}\n" for n in range(1, 300)) + "X0['a'] = X299",
            "nested more than 100 levels deep",
        ),
        ("copies", "X = {1: 1}\n" + "".join(f"X = {{**X, {n}: X}}\n" for n in range(800)), "too much code that"),
        (
            "calls of a function",
            "def f():\n    " + ";".join(f"a{n}" for n in range(1_000)) + "\n" + "f()\n" * 500,
            "too much code that",
        ),
    )
    def test_too_deep_or_too_much(self, text, reason):
        with self.assertRaises(UnparsableError) as caught:
            parse_python(Source("settings.py", text))
        self.assertTrue(caught.exception.reason.startswith(reason), caught.exception.reason)

    @ddt.data("", "\n", "# only a comment", "\n\n'''docstring'''\n")
    def test_empty(self, text):
        self.assertEqual(python(python_root(text)), {})

    def test_no_warning_is_printed(self):
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()) as printed:
            warnings.simplefilter("error")
            self.assertEqual(python(python_root("X = '\\d'\nY = 1 is 1\nassert (X, 1)"))["X"], "\\d")
        self.assertEqual(printed.getvalue(), "")

    def test_a_template(self):
        with self.assertRaises(InputError) as caught:
            parse(Source("settings.py", "{% if a %}\nX = 's3cret'\n{% endif %}"))
        self.assertEqual(str(caught.exception), "settings.py:1: template block; check the rendered file")

    @ddt.named_data(
        ("one mapping", "X = {{\n{}}}", "'k{0}': {{'a': 1, 'ü': ['x', None]}},\n", 8_000),
        ("one line", "X = {{{}}}", "'k{0}':'ü',", 8_000),
        ("items", "X = {{}}\n{}", "X['k{0}'] = {{'a': 1}}\n", 4_000),
        ("conditions", "X = {{}}\n{}", "if a: X['k{0}'] = 1\n", 4_000),
    )
    def test_takes_linear_time(self, frame, line, number):
        small, large = (frame.format("".join(line.format(n) for n in range(count))) for count in (number // 8, number))
        times = [measure_seconds(partial(python_root, text)) for text in (small, large)]
        self.assertLess(times[1], 24 * times[0])  # a quadratic algorithm takes 64 times as long


@ddt.ddt
class FileTest(CommandTestCase):
    """Files and their encodings."""

    @ddt.named_data(
        ("UTF-8", "X = {'ü': 1}".encode(), [("X", 1, 1), ("ü", 1, 6)]),
        ("byte order mark", "\ufeffX = {'ü': 1}".encode(), [("X", 1, 1), ("ü", 1, 6)]),
        ("declared", "# -*- coding: latin-1 -*-\nX = {'ü': 1}".encode("latin-1"), [("X", 2, 1), ("ü", 2, 6)]),
        ("declared UTF-8", "#!/usr/bin/python\n# coding: utf8\nX = {'ü': 1}".encode(), [("X", 3, 1), ("ü", 3, 6)]),
    )
    def test_encoding(self, content, expected):
        self.assertEqual(places(load(self.file("settings.py", content)).root), expected)

    @ddt.named_data(
        ("not UTF-8", b"A = 1\nX = '\xfc'", "settings.py:2: is not UTF-8 (byte 12); convert it to UTF-8"),
        ("not as declared", b"# coding: ascii\n'\xfc'", "settings.py:2: is not ASCII (byte 18); convert it to UTF-8"),
        ("unknown", b"# coding: s3cret\n", "settings.py: is not in the encoding that it declares; convert it to UTF-8"),
        (
            "not of text",
            b"# coding: hex\n",
            "settings.py: is not in the encoding that it declares; convert it to UTF-8",
        ),
    )
    def test_another_encoding(self, content, message):
        with self.assertRaises(InputError) as caught:
            load(self.file("settings.py", content))
        self.assertEqual(str(caught.exception), message)
