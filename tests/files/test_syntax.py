"""Causes of files that cannot be parsed: the position of the mistake, its name, and a hint that fixes it."""

import json
from unittest import mock

import ddt
import yaml
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.files import syntax
from proctoring_config.files.embedded import text_of
from proctoring_config.files.read import parse
from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.syntax_yaml import find_failure

SPACES, QUOTES = "this line contains non-breaking or other unusual spaces", "this line contains typographic quotes"
INVISIBLE, UNCLOSED = "this line contains invisible characters", "the quote that begins here is not closed"
NO_COLON, NO_SPACE = "a colon is missing after this key", "a space is missing after this colon"
EQUALS, COMMA, COLON = "an equals sign instead of a colon", "a comma is missing here", "a colon is missing here"
LAST_COMMA, TAB = "a comma after which nothing follows", "a tab where only spaces are allowed"
FAR, NEAR = "this line is indented too far", "this line is not indented far enough"
TWO_COLONS, GOES_ON = "a value that contains a colon and a space", "a value that goes on after its closing quote"
BACKSLASH = "a backslash that does not begin an escape sequence"


def start(character):
    """Return the reason for a value that begins with a character of YAML's syntax."""
    return f"an unquoted {character} at the beginning of a value"


def unclosed(bracket, line, column):
    """Return the reason for a bracket that is not closed."""
    return f"the {bracket} on line {line}, column {column} is not closed"


# name, text, line, column, reason
IN_YAML = [
    ("nbsp after a colon", "a:\n  b:\u00a01\n  c: 2\n", 2, 5, SPACES),
    ("nbsp after a quoted key", "a:\n  'b':\u00a0'x'\n  c: 2\n", 2, 7, SPACES),
    ("nbsp as indentation", "a:\n  b: 1\n\u00a0\u00a0c: 2\n  d: 3\n", 3, 1, SPACES),
    ("nbsp in a part of the indentation", "a:\n  b: 1\n \u00a0c: 2\n  d: 3\n", 3, 2, SPACES),
    ("narrow space", "a:\n  b:\u202f1\n  c: 2\n", 2, 5, SPACES),
    ("nbsp above a comment", "a:\n  b:\u00a01\n  # x\n\n  c: 2\n", 2, 5, SPACES),
    ("zero-width space", "a:\n  b:\u200b1\n  c: 2\n", 2, 5, INVISIBLE),
    ("typographic quotes in braces", "a: {b: “x, y: z”}\nc: ]", 2, 4, start("]")),
    ("typographic quotes around a colon", "a: “x: y”\n", 1, 4, QUOTES),
    ("double quote", 'a: "x\nb: 1\n', 1, 4, UNCLOSED),
    ("single quote", "a: 'x\nb: 1\n", 1, 4, UNCLOSED),
    ("quote closed by that of another line", "a: 'x\nb: 1\nc: 2\nd: 'y'\n", 1, 4, UNCLOSED),
    ("quote of a key", "'a: 1\nb: 2\n", 1, 1, UNCLOSED),
    ("quote before a comment", "a: 'x # y\nb: 1\n", 1, 4, UNCLOSED),
    ("quote in braces", "a: {b: 'x, c: 2}\nd: 1\n", 1, 8, UNCLOSED),
    ("quote in a list", "a:\n- 'x\n- y\n", 2, 3, UNCLOSED),
    ("quote at the end", "a: 1\nb: 'x", 2, 4, UNCLOSED),
    ("quote after one over two lines", 'a: "x\n  y"\nb: "z\nc: 1\n', 3, 4, UNCLOSED),
    ("no colon", "a:\n  b 1\n  c: 2\n", 2, 4, NO_COLON),
    ("no colon before a URL", "a:\n  b https://x.example\n  c: 2\n", 2, 4, NO_COLON),
    ("no colon before a string", "a:\n  'b' 'x'\n  c: 2\n", 2, 6, NO_COLON),
    ("no colon on the last line", "a:\n  b: 1\n  c 2\n", 3, 4, NO_COLON),
    ("no colon on two lines", "a:\n  b: 1\n  c 2\n  d 3\n  e: 4\n", 3, 4, NO_COLON),
    ("no colon on four lines", "a 1\nb 2\nc 3\nd 4\ne: 5\n", 1, 2, NO_COLON),
    ("no colon above options", "a:\n  b\n    c: 1\n", 2, 4, NO_COLON),
    ("no colon above options, and a comment", "a:\n  b # x\n    c: 1\n", 2, 4, NO_COLON),
    ("no colon after a quoted provider", "a:\n  'b'\n    c: 1\n", 2, 6, NO_COLON),
    ("no space", "a:\n  b:1\n  c: 2\n", 2, 4, NO_SPACE),
    ("no space before a word", "a:\n  b:true\n  c: 2\n", 2, 4, NO_SPACE),
    ("no space after a quoted key", 'a:\n  "b":"x"\n  c: 2\n', 2, 6, NO_SPACE),
    ("no space on the last line", "a: 1\nb:2\n", 2, 2, NO_SPACE),
    ("no space in a list of mappings", "a:\n- b:1\n  c: 2\n", 2, 4, NO_SPACE),
    ("equals", "a:\n  b = 1\n  c: 2\n", 2, 5, EQUALS),
    ("equals without spaces", "a:\n  b=1\n  c: 2\n", 2, 4, EQUALS),
    ("equals after a quoted key", "a:\n  'b' = 'x'\n  c: 2\n", 2, 7, EQUALS),
    ("equals on the last line", "a: 1\nb = 2\n", 2, 3, EQUALS),
    ("equals above another mapping", "a:\n  x: 0\n  b = 1\nc: 2\n", 3, 5, EQUALS),
    ("two colons", "a: x: y\n", 1, 4, TWO_COLONS),
    ("two colons before a comment", "a: x: y # z\n", 1, 4, TWO_COLONS),
    ("two colons and a quote", "a: x: 'y'\n", 1, 4, TWO_COLONS),
    ("two colons and a backslash", "a: C:\\x: y\n", 1, 4, TWO_COLONS),
    ("two colons in a list", "- a: x: y\n", 1, 6, TWO_COLONS),
    ("text after a quote", "a: 'x' y\n", 1, 4, GOES_ON),
    ("apostrophe", "a: 'it's'\nb: 1\n", 1, 4, GOES_ON),
    *((f"value that begins with {ord(one)}", f"a: {one}x\nb: 1\n", 1, 4, start(one)) for one in "@`%|>]}"),
    ("value that begins with a dash", "a: - x\n", 1, 4, start("-")),
    ("value that begins with a tag", "a: !x!y z\n", 1, 4, start("!")),
    ("backslash", 'a: "C:\\dir"\n', 1, 7, BACKSLASH),
    ("tab", "a:\n  b: 1\n\tc: 2\n", 3, 1, TAB),
    ("tab in the first line below", "a:\n\tb: 1\n", 2, 1, TAB),
    ("tabs in all lines", "a:\n\tb:\n\t\tc: 1\n\td: 2\n", 2, 1, TAB),
    ("tab after spaces", "a:\n    b: 1\n  \tc: 2\n", 3, 3, TAB),
    ("tab after a colon", "a:\tb\n", 1, 3, TAB),
    ("too far", "a:\n  b: 1\n   c: 2\n  d: 3\n", 3, 4, FAR),
    ("too far after a string", "a:\n  b: 'x'\n    c: 2\n  d: 3\n", 3, 5, FAR),
    ("too far at the end", "a: 1\n b: 2\n", 2, 2, FAR),
    ("too far in the first line", "a:\n    b: 1\n  c: 2\n  d: 3\n", 2, 5, FAR),
    ("too far with lines below", "a:\n  b: 1\n   c:\n     d: 2\n  e: 3\n", 3, 4, FAR),
    ("too little", "a:\n  b: 1\n c: 2\n  d: 3\n", 3, 2, NEAR),
    ("too little with lines below", "a:\n    b: 1\n   c:\n     d: 2\n    e: 3\n", 3, 4, NEAR),
    ("too little above a list", "a:\n    b: 1\n   c:\n   - 2\n    d: 3\n", 3, 4, NEAR),
    ("comma in braces", "a: {b: 1 c: 2}\n", 1, 9, COMMA),
    ("comma in braces over lines", "a: {\n  b: 1\n  c: 2}\n", 2, 7, COMMA),
    ("comma after a string", 'a: {"b": "x" "c": 2}\n', 1, 13, COMMA),
    ("comma twice", "a: {b: 1,, c: 2}\n", 1, 10, LAST_COMMA),
    ("comma after a value", '"a": [],\n"b": 1\n', 1, 8, "a comma after a value"),
    ("brace at the end", "a: {b: 1\n", 1, 9, unclosed("{", 1, 4)),
    ("bracket at the end", "a: [1", 1, 6, unclosed("[", 1, 4)),
    ("brace above a key", "a: {b: 1\nc: 2\n", 1, 9, unclosed("{", 1, 4)),
    ("inner brace", "a: {\n  b: {\n    c: 1\n  },\n  d: {\n    e: 2\n}\n", 7, 1, unclosed("{", 5, 6)),
    ("brace for a bracket", "a: [b, c}\n", 1, 9, "a } instead of a ]"),
    ("bracket that closes nothing", "a: [b]]\n", 1, 7, "a ] that closes nothing"),
    ("indented document marker", "a:\n  b: 1\n  ---\n  c: 2\n", 3, 3, "a document marker (---) that is indented"),
]
IN_JSON = [
    ("typographic quotes", '{"a": “x”}', 1, 7, QUOTES),
    ("German quotes around a key", "{„a“: 1}", 1, 2, QUOTES),
    ("nbsp after a colon", '{"a":\u00a01}', 1, 6, SPACES),
    ("nbsp as indentation", '{\n\u00a0"a": 1}', 2, 1, SPACES),
    ("nbsp in a string as well", '{"a\u00a0": "\u00a0",\u00a0"b": 1}', 1, 12, SPACES),
    ("byte order mark", '{"a": 1,\n\ufeff"b": 2}', 2, 1, INVISIBLE),
    ("single quotes", "{'a': 'b', 'c': ['d']}", 1, 2, "single quotes instead of double quotes"),
    ("one pair of single quotes", "{\"a\": 1, 'b': 2}", 1, 10, "single quotes instead of double quotes"),
    ("True", '{"a": True, "b": None}', 1, 7, "JSON writes True as true"),
    ("False", '{"a": [False]}', 1, 8, "JSON writes False as false"),
    ("None", '{"a": None}', 1, 7, "JSON writes None as null"),
    ("yes", '{"a": yes}', 1, 7, "JSON writes yes as true"),
    ("word", '{"a": s3cret}', 1, 7, "a key or a value without quotes"),
    ("key", "{s3cret: 1, b: 2}", 1, 2, "a key or a value without quotes"),
    ("comment", '{"a": 1\n# s3cret\n}', 2, 1, "a comment that begins with #, which JSON does not have"),
    ("last comma", '{"a": 1,}', 1, 8, LAST_COMMA),
    ("last comma above the brace", '{"a": {"b": 1,\n  }\n}', 1, 14, LAST_COMMA),
    ("last comma of a list", '{"a": [1, 2,\n]}', 1, 12, LAST_COMMA),
    ("comma at the beginning", '{,"a": 1}', 1, 2, LAST_COMMA),
    ("no comma", '{"a": 1\n "b": 2}', 1, 8, COMMA),
    ("no comma between strings", '{"a": "x" "b": 2}', 1, 10, COMMA),
    ("no comma after a brace", '{"a": {}\n "b": 2}', 1, 9, COMMA),
    ("no comma in a list", '{"a": [1 2]}', 1, 9, COMMA),
    ("no colon", '{"a" 1}', 1, 5, COLON),
    ("no colon before a string", '{"a" "x", "b": 1}', 1, 5, COLON),
    ("no colon before a brace", '{"a" {"b": 1}}', 1, 5, COLON),
    ("equals", '{"a" = 1}', 1, 6, EQUALS),
    ("equals without spaces", '{"a"="x"}', 1, 5, EQUALS),
    ("quote", '{"a": "x,\n"b": 1}', 1, 7, UNCLOSED),
    ("quote of the last value", '{"a": "x\n}', 1, 7, UNCLOSED),
    ("quote in one line", '{"a":"x,"b":{"c":1}}', 1, 6, UNCLOSED),
    ("quote of a key", '{"a: 1}', 1, 2, UNCLOSED),
    ("brace at the end", '{"a": {"b": 1}\n', 1, 15, unclosed("{", 1, 1)),
    ("inner brace", '{\n  "a": {\n    "b": 1\n  ,\n  "c": 2\n}\n', 4, 3, unclosed("{", 2, 8)),
    ("inner brace above a brace", '{\n  "a": {\n    "b": 1\n}\n', 4, 1, unclosed("{", 2, 8)),
    ("bracket", '{"a": [1, 2}', 1, 12, unclosed("[", 1, 7)),
    ("bracket for a brace", '{"a": {"b": 1]}', 1, 14, "a ] instead of a }"),
    ("brace that closes nothing", '{"a": 1}}', 1, 9, "a } that closes nothing"),
    ("backslash", '{"a": "C:\\dir"}', 1, 10, BACKSLASH),
]
IN_PYTHON = [
    ("typographic quotes", "A = {'b': “x”}", 1, 11, QUOTES),
    ("nbsp after a colon", "A = {'b':\u00a01}", 1, 10, SPACES),
    ("nbsp as indentation", "A = {\n\u00a0'b': 1}", 2, 1, SPACES),
    ("byte order mark", "A = 1\n\ufeffB = 2\n", 2, 1, INVISIBLE),
    ("quote", "A = {'b': 'x,\n'c': 1}\n", 1, 11, UNCLOSED),
    ("quote of the last value", 'A = {"b": "x\n}\n', 1, 11, UNCLOSED),
    ("quote of an assignment", "A = 'x\nB = 1\n", 1, 5, UNCLOSED),
    ("brace at the end", "A = {'b': 1\n", 1, 12, unclosed("{", 1, 5)),
    ("brace above an assignment", "A = {\n    'b': 1\n\nB = 2\n", 2, 11, unclosed("{", 1, 5)),
    ("inner brace", "A = {\n    'b': {\n        'c': 1\n    ,\n    'd': 2\n}\n", 4, 5, unclosed("{", 2, 10)),
    ("bracket", "A = {'b': [1, 2}\n", 1, 16, unclosed("[", 1, 11)),
    ("parenthesis", "A = dict(b=1\nC = 2\n", 1, 13, unclosed("(", 1, 9)),
    ("no comma", "A = {'b': 1\n     'c': 2}\n", 1, 12, COMMA),
    ("no comma between strings", "A = {'b': 'x'\n     'c': 'y'}\n", 1, 14, COMMA),
    ("no comma after a brace", "A = {'b': {} 'c': 1}\n", 1, 13, COMMA),
    ("no colon", "A = {'b' 1}", 1, 9, COLON),
    ("no colon before a brace", "A = {'x': 1, 'b' {'c': 1}}", 1, 17, COLON),
    ("no colon before a string", "A = {'x': 1, 'b' 'c'}", 1, 17, COLON),
    ("equals", "A = {'b' = 1}", 1, 10, EQUALS),
    ("comma twice", "A = {'b': 1,, 'c': 2}", 1, 13, LAST_COMMA),
]


def explain(name, text):
    """Return the error for a text, with its cause."""
    try:
        parse(Source(name, text))
    except InputError as error:
        return error
    raise AssertionError("valid")


@ddt.ddt
class CauseTest(SimpleTestCase):
    """The cause has the position of the mistake, and a hint."""

    @ddt.named_data(*IN_YAML)
    def test_yaml(self, text, line, column, reason):
        with self.assertRaises(yaml.YAMLError):
            yaml.safe_load(text)
        self.check("lms.yml", text, (line, column, f"not valid YAML: {reason}"))

    @ddt.named_data(*IN_JSON)
    def test_json(self, text, line, column, reason):
        with self.assertRaises(ValueError):
            json.loads(text)
        self.check("lms.json", text, (line, column, f"not valid JSON: {reason}"))

    @ddt.named_data(*IN_PYTHON)
    def test_python(self, text, line, column, reason):
        with self.assertRaises(SyntaxError):
            compile(text, "x", "exec")
        self.check("lms.py", text, (line, column, f"not valid Python: {reason}"))

    def check(self, name, text, expected):
        error = explain(name, text)
        self.assertEqual((error.line, error.column, error.reason), expected)
        self.assertTrue(error.hint)
        self.assertFalse(error.hint.endswith("."))
        self.assertNotIn("s3cret", f"{error.reason} {error.hint}")

    @ddt.named_data(*IN_YAML)
    def test_yaml_with_line_breaks_of_windows(self, text, line, column, reason):
        self.check("lms.yml", text.replace("\n", "\r\n"), (line, column, f"not valid YAML: {reason}"))

    @ddt.named_data(*IN_YAML)
    def test_yaml_without_libyaml(self, text, line, column, reason):
        with mock.patch("proctoring_config.files.syntax_yaml.is_slow", return_value=True):
            self.check("lms.yml", text, (line, column, f"not valid YAML: {reason}"))

    @ddt.data(
        ("a:\n  b: 1\n   c: 2\n  d: 3\n", "Indent this line like line 2, with 2 spaces"),
        (
            "a:\n  b: 1\n   c:\n     d: 2\n",
            "Indent this line like line 2, with 2 spaces, and move the lines that belong",
        ),
        ("a:\n  b: x\n    y z: 1\n", "Indent this line like line 2, with 2 spaces, or put quotes around the value"),
        (
            "a:\n    b: 1\n   c:\n   - 2\n    d: 3\n",
            "Indent this line like line 2, with 4 spaces, and move the lines that belong to it",
        ),
        ("a:\n\tb:\n\t\tc: 1\n", "Indent with 2 spaces instead of each tab"),
        ("a: *b\n", "Put quotes around the value if it is not an alias, or define its anchor above"),
        ("a: [b, c}\n", "Write ] instead of the }"),
        ("a: 'it's'\n", "Put quotes around the whole value"),
        ("a:\n  b:\u00a0'x\u00a0'\n  c: 1\n", "Replace the unusual spaces in this line with normal spaces"),
    )
    @ddt.unpack
    def test_hint(self, text, hint):
        self.assertTrue(explain("lms.yml", text).hint.startswith(hint), explain("lms.yml", text).hint)

    @ddt.data(
        ("lms.yml", "- a\nb: 1\n"),
        ("lms.yml", "a: b\n- c\n"),
        ("lms.json", '{"a":: 1}'),
        ("lms.json", '{"a": 1}\n{"b": 2}'),
        ("lms.py", "if a:\nX = 1\n"),
        ("lms.yml", "a: " + "[" * 200),
        ("lms.yml", "a: 'b\n" + "c: 1\n" * syntax.LONGEST),
    )
    @ddt.unpack
    def test_parser_has_the_last_word_on_what_is_not_known(self, name, text):
        self.assertIsNone(explain(name, text).hint)

    def test_first_of_two_mistakes_is_reported(self):
        error = explain("lms.yml", "a:\n  b 1\n  c: 2\n  d: 'x\n  e: 1\n")
        self.assertEqual((error.line, error.reason), (2, f"not valid YAML: {NO_COLON}"))

    def test_spaces_are_those_of_the_outer_file(self):
        outer = Source("x.yml", "v:\n  w: |\n    a:\n      b: 1\n       c: 2\n")
        root, _ = parse_yaml(outer)
        error = self.in_text(root, outer)
        self.assertEqual(error.position, (5, 8))
        self.assertEqual(error.hint, "Indent this line like line 4, with 6 spaces")

    def test_spaces_are_not_counted_where_positions_are_not_exact(self):
        outer = Source("x.yml", 'v:\n  w: "a:\\n  b: 1\\n \\\n   c: 2\\n"\n')
        root, _ = parse_yaml(outer)
        self.assertEqual(self.in_text(root, outer).hint, "Indent this line like the lines around it")

    def in_text(self, root, outer):
        """Return the error for the text at ``v.w``, with its position in the outer file."""
        source = text_of(root.entries["v"].node.entries["w"].node, outer, "w")
        try:
            parse_yaml(source)
        except UnparsableError as error:
            found = syntax.explain(source, error)
            found.position = source.position(found.offset)
            return found
        raise AssertionError("valid")

    def test_failure_of_valid_text(self):
        self.assertIsNone(find_failure("a: 1\n---\nb: *x\n"))
