"""JSON -> tree."""

import json as stdlib
import math

import ddt
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.read_json import parse_json
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import ScalarNode
from tests.examples import tries
from tests.files.nodes import json, places, python


@ddt.ddt
class ValuesTest(SimpleTestCase):
    """Values are those of Python's json, whatever YAML would make of the text."""

    @ddt.data(
        '{"a": 1e5, "b": 1.5E+3, "c": -0, "d": true, "e": null}',
        '{"a": "yes", "null": "~", "1": "<<", "<<": {"x": 1}}',
        '["\\ud83d\\ude00", "\\u00e9", "\\/", "\u2028"]',
        '{\n\t"a": {\r\n\t\t"b": [ ]\n\t}\n}\n',
        '{"a": 1, "a": 2}',
        '{"a": [[], {}, [{}]], "b": ""}',
        ' "x" ',
        "-12",
        "[1, 2]",
        '{"a": NaN}',
    )
    def test_as_json_reads_them(self, text):
        self.assertEqual(repr(python(json(text))), repr(stdlib.loads(text)))

    @ddt.data(
        ('// a\n{"a": /* b */ 1} // c', {"a": 1}),
        ('{/**/"a"/*\n*/:/***/1/* "x": { */,"b":"// no"}', {"a": 1, "b": "// no"}),
        ('{"a": "/* no */", "b": [1, // one\n2]}', {"a": "/* no */", "b": [1, 2]}),
    )
    @ddt.unpack
    def test_comments_are_space(self, text, value):
        self.assertEqual(python(json(text)), value)

    def test_infinity(self):
        self.assertEqual(python(json("[-Infinity]")), [-math.inf])


@ddt.ddt
class PlacesTest(SimpleTestCase):
    """Every key knows its line and column."""

    @ddt.data(
        ('{"a": 1}', [("a", 1, 2)]),
        ('{\n\t"a": {\n\t\t"b": 1, "c": [{"d": 1}]}}', [("a", 2, 2), ("b", 3, 3), ("c", 3, 11), ("d", 3, 18)]),
        ('{ // x\r\n  /* y */ "é": 1, "a": 1}', [("é", 2, 11), ("a", 2, 19)]),
        ('{"a": 1,\n "a": 2}', [("a", 2, 2)]),
    )
    @ddt.unpack
    def test_of_keys(self, text, expected):
        self.assertEqual(places(json(text)), expected)


class EventsTest(SimpleTestCase):
    """What a text consists of."""

    def test_places(self):
        text = '{ "a" /* x */: [1, true], // y\n"é": {}}'
        root = parse_json(Source("f", text))
        nodes = [root, *(node for pair in root.pairs for node in pair), *root.pairs[0][1].written]
        self.assertEqual(
            [text[node.start : node.end] for node in nodes],
            [text, '"a"', "[1, true]", '"é"', "{}", "1", "true"],
        )
        self.assertEqual([node.value for node in nodes if isinstance(node, ScalarNode)], ["a", "é", 1, True])


@ddt.ddt
class UnparsableTest(SimpleTestCase):
    """Text that json rejects is rejected, by a message that does not quote it."""

    @ddt.data(
        ("{", 1, 2, "expected a key in double quotes or }, found the end of the file"),
        ('{"a"', 1, 5, "expected a colon, found the end of the file"),
        ('{"a": 1', 1, 8, "expected a comma or }, found the end of the file"),
        ("[1\n", 2, 1, "expected a comma or ], found the end of the file"),
        ('{"a": 1,}', 1, 9, "expected a key in double quotes"),
        ("[1,]", 1, 4, "expected a value"),
        ("{a: 1}", 1, 2, "expected a key in double quotes or }"),
        ("{'a': 1}", 1, 2, "expected a key in double quotes or }"),
        ('{"a" 1}', 1, 6, "expected a colon"),
        ('{"a": 1 "b": 2}', 1, 9, "expected a comma or }"),
        ('{"a": yes}', 1, 7, "expected a value"),
        ('{"a": 1]', 1, 8, "expected a comma or }"),
        ('{"a":}', 1, 6, "expected a value"),
        ("{} {}", 1, 4, "expected the end of the file"),
        ("{} x", 1, 4, "expected the end of the file"),
        ('{"a": "s3cret', 1, 7, "unterminated string"),
        ('{"a": "s3cret\n"}', 1, 14, "invalid control character"),
        ('{"a": "\\s3cret"}', 1, 8, "invalid \\escape"),
        ('{"a": "\\us3cr"}', 1, 9, "invalid \\uxxxx escape"),
        ('{"a": 1 /* b', 1, 9, "expected a comma or }"),
        ("01", 1, 2, "expected the end of the file"),
        ("# a", 1, 1, "expected a value"),
    )
    @ddt.unpack
    def test_where_and_why(self, text, line, column, reason):
        self.assertEqual(self.refused(text), (line, column, f"not valid JSON: {reason}"))
        with self.assertRaises(ValueError):
            stdlib.loads(text)

    def refused(self, text):
        """Return line, column and reason of a refusal."""
        with self.assertRaises(UnparsableError) as caught:
            json(text)
        return (*Source("f", text).position(caught.exception.offset), caught.exception.reason)

    def test_more_than_a_hundred_levels(self):
        self.assertEqual(self.refused("[" * 100_000), (1, 101, "nested more than 100 levels deep"))
        self.assertEqual(self.refused('{"a":' * 100_000), (1, 501, "nested more than 100 levels deep"))
        self.assertEqual(python(json("[" * 100 + "]" * 100)), stdlib.loads("[" * 100 + "]" * 100))

    def test_a_number_with_thousands_of_digits(self):
        self.assertEqual(self.refused("[" + "1" * 5000), (1, 2, "not valid JSON: a number with too many digits"))

    def test_nothing_at_all(self):
        self.assertEqual(self.refused(""), (1, 1, "not valid JSON: expected a value, found the end of the file"))


_TOKENS = [*'{}[],:"\\ \n\t1-.', '"a"', '"b": ', "null", "true", "1e5", "\\u0041", "NaN", "é"]


class JsonTest(SimpleTestCase):
    """The results are those of Python's json module."""

    @tries(fuzz=20_000)
    @given(st.lists(st.sampled_from(_TOKENS), max_size=20).map("".join))
    def test_arbitrary_text_is_read_or_refused_as_by_json(self, text):
        try:
            expected = repr(stdlib.loads(text))
        except ValueError:
            with self.assertRaises(UnparsableError):
                parse_json(Source("f", text))
        else:
            self.assertEqual(repr(python(json(text))), expected)

    @tries(fuzz=5_000)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=10,
        ),
        st.sampled_from([None, 1, "\t"]),
        st.booleans(),
    )
    def test_what_json_writes_is_read_back(self, value, indent, ascii_only):
        text = stdlib.dumps(value, indent=indent, ensure_ascii=ascii_only)
        self.assertEqual(repr(python(json(text))), repr(value))
