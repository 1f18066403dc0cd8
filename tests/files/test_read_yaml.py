"""YAML -> tree."""

import contextlib
import datetime
import math
from unittest import mock

import ddt
import yaml as pyyaml
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.source import Source, UnparsableError
from tests.examples import tries
from tests.files.nodes import ELSEWHERE, places, python, yaml

_INVALID = "not valid YAML:"


@ddt.ddt
class ValuesTest(SimpleTestCase):
    """Values are those of yaml.safe_load."""

    @ddt.data(
        ("", None),
        ("# nothing\n---\n", None),
        ("a: 1", {"a": 1}),
        ("a: yes\nb: 'yes'\nc: !!str yes\nd: on", {"a": True, "b": "yes", "c": "yes", "d": True}),
        ("null: {}\nyes: 1\n3: x\n1.5:", {None: {}, True: 1, 3: "x", 1.5: None}),
        (
            "a: 1e5\nb: 1.0e+5\nc: 0o17\nd: 017\ne: 1_000\nf: 1:30",
            {"a": "1e5", "b": 1e5, "c": "0o17"} | {"d": 15, "e": 1000, "f": 90},
        ),
        ("a: 2024-02-29\nb: ~\nc: |\n  x\n", {"a": datetime.date(2024, 2, 29), "b": None, "c": "x\n"}),
        ("a: !!binary aGk=\n!!binary aGk= : 1", {"a": b"hi", b"hi": 1}),
        ("[1, {a: [b]}]", [1, {"a": ["b"]}]),
        ('{"a":1,"b":{"c":[]}}', {"a": 1, "b": {"c": []}}),
        ("a: &x {b: 1}\nc: *x\n*y : 1".replace("*y : 1", "d: [*x]"), {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]}),
        ("a: &x b\n*x : 1", {"a": "b", "b": 1}),
        ("a: 1\na: 2", {"a": 2}),
        ("a:\r\n  b: 1\r\n", {"a": {"b": 1}}),
        ("a: 1\n...\n", {"a": 1}),
        ("'<<': 1\na: b <<", {"<<": 1, "a": "b <<"}),
        ("! a: ! {b: ! 1}", {"a": {"b": 1}}),
        ("a: !!pairs [{[q]: 1}]\nb: !!omap [c: 1]", {"a": [(["q"], 1)], "b": [("c", 1)]}),
        ("a: !!set {b}\nc: !!omap [d: 1]", {"a": {"b"}, "c": [("d", 1)]}),
        ("a: &x {<<: *x, b: 1}", {"a": {"b": 1}}),
        ('a: "\\ud83d\\ude00"', {"a": "\ud83d\ude00"}),
        ("a: {b:{}}", {"a": {"b": {}}}),
        ("a: 1\n\ufeffb: 1", {"a": 1, "\ufeffb": 1}),
    )
    @ddt.unpack
    def test_as_safe_load_reads_them(self, text, value):
        self.assertEqual(python(yaml(text)), value)
        self.assertEqual(pyyaml.safe_load(text), value)

    @ddt.data(
        ("a: &x {p: 1, q: 1}\nb: {<<: *x, q: 2}", {"p": 1, "q": 2}),
        ("a: &x {p: 1, q: 1}\nb: {q: 2, <<: *x}", {"q": 2, "p": 1}),
        ("a: &x {p: 1}\nb: {<<: [*x, {p: 2, r: 2}]}", {"p": 1, "r": 2}),
        ("a: &x {p: 1}\nc: &y {<<: *x, q: 3}\nb: {<<: *y}", {"p": 1, "q": 3}),
        ("b: {<<: {<<: {p: 1}}}", {"p": 1}),
        ("b: {<<: []}", {}),
        ("b: {<<: !x {p: 1}}", {"p": 1}),
        ("b: {<<: [!x {p: 1}, {q: 2}]}", {"p": 1, "q": 2}),
        ("b: {<<: !x [{p: 1}]}", {"p": 1}),
    )
    @ddt.unpack
    def test_merge_keys(self, text, value):
        self.assertEqual(python(yaml(text))["b"], value)
        self.assertEqual(pyyaml.safe_load(text)["b"], value)

    @ddt.data(
        ("a: !vault x", {"a": ELSEWHERE}),
        ("a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\nb: 1", {"a": ELSEWHERE, "b": 1}),
        ("a: !ENV {b: 1, c: [1]}\nd: 1", {"a": ELSEWHERE, "d": 1}),
        ("a: !include [b, c]", {"a": ELSEWHERE}),
        ("!vault k: 1", {ELSEWHERE: 1}),
        ("a: &x !vault [1]\nb: *x\nc: {<<: *x, d: 1}", {"a": ELSEWHERE, "b": ELSEWHERE, "c": {"d": 1}}),
    )
    @ddt.unpack
    def test_values_that_another_tool_makes_of_its_tags(self, text, value):
        self.assertEqual(python(yaml(text)), value)

    def test_a_float_that_is_no_number(self):
        self.assertTrue(math.isnan(python(yaml("a: .nan"))["a"]))

    def test_an_alias_shares_its_node_even_with_itself(self):
        root = yaml("a: &x [*x]\nb: &y {c: *y}")
        self.assertIs(root.entries["a"].node.items[0], root.entries["a"].node)
        self.assertIs(root.entries["b"].node.entries["c"].node, root.entries["b"].node)

    def test_a_second_document_is_where_reading_ends(self):
        self.assertEqual(parse_yaml(Source("f", "a: 1\n---\nb: [")), (mock.ANY, 5))
        self.assertEqual(parse_yaml(Source("f", "---\na: 1\n---\n"))[1], 9)


@ddt.ddt
class PlacesTest(SimpleTestCase):
    """Every key knows its line and column."""

    @ddt.data(
        ("a: 1", [("a", 1, 1)]),
        ("a:\n  b:\n    c: 1\nd: 1", [("a", 1, 1), ("b", 2, 3), ("c", 3, 5), ("d", 4, 1)]),
        ("a: {b: 1, 'c': [{d: 1}]}", [("a", 1, 1), ("b", 1, 5), ("c", 1, 11), ("d", 1, 18)]),
        ("# é\r\né: 😀\r\n\r\n'b' : 1", [("é", 2, 1), ("b", 4, 1)]),
        ("? a\n: 1", [("a", 1, 3)]),
        ("&x a: 1", [("a", 1, 1)]),
        ("a: &x\n  b: 1\nc: *x", [("a", 1, 1), ("b", 2, 3), ("c", 3, 1), ("b", 2, 3)]),
        ("a: &x {b: 1}\nc: {<<: *x, d: 1}", [("a", 1, 1), ("b", 1, 8), ("c", 2, 1), ("b", 1, 8), ("d", 2, 13)]),
        ("a: 1\na: 2", [("a", 2, 1)]),
        ("a: 'x\u2028y'\nb: 1", [("a", 1, 1), ("b", 2, 1)]),
    )
    @ddt.unpack
    def test_of_keys(self, text, expected):
        self.assertEqual(places(yaml(text)), expected)
        with mock.patch.object(pyyaml, "CSafeLoader", pyyaml.SafeLoader):
            self.assertEqual(places(yaml(text)), expected, "without libyaml")


@ddt.ddt
class UnparsableTest(SimpleTestCase):
    """Text that safe_load rejects is rejected, by a message that does not quote it."""

    @ddt.data(
        ("a:\n\tb: 1", 2, 1, "not valid YAML: a tab where only spaces are allowed"),
        ("a:\tb", 1, 3, "not valid YAML: a tab where only spaces are allowed"),
        ("a: @b", 1, 4, "not valid YAML: an unquoted @ at the beginning of a value"),
        ("a: `b", 1, 4, "not valid YAML: an unquoted ` at the beginning of a value"),
        ("a: %b", 1, 4, "not valid YAML: an unquoted % at the beginning of a value"),
        ("a: b: c", 1, 5, "not valid YAML: mapping values are not allowed here"),
        (
            "a: [1,",
            1,
            7,
            "not valid YAML: expected the node content, but found '<stream end>' while parsing a flow node",
        ),
        ("a: 1\n b: 2", 2, 3, "not valid YAML: mapping values are not allowed here"),
        ("a: 'x", 1, 6, "not valid YAML: found unexpected end of stream while scanning a quoted scalar"),
        ('a: "\\k"', 1, 6, "not valid YAML: found unknown escape character while scanning a double-quoted scalar"),
        ('a: "\\U00110000"', 1, 7, "not valid YAML: a character that does not exist"),
        ("a: !&b!c", 1, 5, "not valid YAML: expected while scanning a tag"),
        ("a: !!x'%22s3cret y", 1, 4, "not valid YAML: an unknown tag of YAML's own"),
        ("a: =", 1, 4, "not valid YAML: an unknown tag of YAML's own"),
        ("a: !!python/object:os.system x", 1, 4, "not valid YAML: an unknown tag of YAML's own"),
        ("a: !!map x", 1, 4, "not valid YAML: expected a mapping node, but found scalar"),
        ("a: !s3cret!x y", 1, 4, "not valid YAML: found undefined tag handle while parsing a node"),
        ("a: *s3cret", 1, 4, "not valid YAML: an alias without its anchor"),
        ("- &s3cret a\n- &s3cret b", 2, 3, "not valid YAML: a second anchor with the same name"),
        ("a: b\x00c", 1, 5, "not valid YAML: a control character"),
        ("a: {{ b }}", 1, 5, "a mapping or a list as a key"),
        ("? [a]\n: 1", 1, 3, "a mapping or a list as a key"),
        ("a: &x [1]\n*x : 1", 1, 4, "a mapping or a list as a key"),
        ("a: 2024-13-45", 1, 4, "not valid YAML: an invalid value of type timestamp"),
        ("a: !!int s3cret", 1, 4, "not valid YAML: an invalid value of type int"),
        ("a: !!int ''", 1, 4, "not valid YAML: an invalid value of type int"),
        ("a: !!bool s3cret", 1, 4, "not valid YAML: an invalid value of type bool"),
        ("a: !!timestamp s3cret", 1, 4, "not valid YAML: an invalid value of type timestamp"),
        ("a: !!binary s3cret", 1, 4, "not valid YAML: an invalid value of type binary"),
        ("a: {<<: 1}", 1, 9, "<< takes a mapping, or a list of mappings"),
        ("a: {<<: [{}, 1]}", 1, 14, "<< takes a mapping, or a list of mappings"),
    )
    @ddt.unpack
    def test_where_and_why(self, text, line, column, reason):
        with self.assertRaises(UnparsableError) as caught:
            yaml(text)
        position = Source("f", text).position(caught.exception.offset)
        self.assertEqual((*position, caught.exception.reason), (line, column, reason))
        with self.assertRaises((pyyaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)):
            pyyaml.safe_load(text)

    @ddt.data("a: @s3cret", "a: !s3cret!x y", "a: *s3cret", 'a: "\\s3cret"', "&s3cret [*s3cret2]", "%s3cret: 1\n---")
    def test_nothing_is_quoted_without_libyaml_either(self, text):
        with mock.patch.object(pyyaml, "CSafeLoader", pyyaml.SafeLoader), self.assertRaises(UnparsableError) as caught:
            yaml(text)
        self.assertNotRegex(caught.exception.reason, r"s3cret|'s'|\\n")

    def refused(self, text):
        """Return line, column and reason of a refusal."""
        with self.assertRaises(UnparsableError) as caught:
            yaml(text)
        return (*Source("f", text).position(caught.exception.offset), caught.exception.reason)

    def test_a_second_byte_order_mark(self):
        """Part of the first key for safe_load, which nobody sees."""
        self.assertEqual(self.refused("\ufeffa: 1"), (1, 1, "a second byte order mark; remove both"))

    def test_many_literals_that_keep_blank_lines(self):
        """Each is looked at once."""
        text = "".join(f"k{number}: |+\n a\n" for number in range(20_000))
        self.assertEqual(len(yaml(text).entries), 20_000)

    def test_more_than_a_hundred_levels(self):
        reason = "nested more than 100 levels deep"
        self.assertEqual(self.refused("[" * 100_000), (1, 101, reason))
        self.assertEqual(self.refused("a: " + "{b: " * 100_000), (1, 400, reason))
        self.assertEqual(self.refused("".join(f"{' ' * level}a:\n" for level in range(500))), (101, 101, reason))
        self.assertEqual(self.refused("- " * 1000), (1, 201, reason))
        self.assertEqual(len(places(yaml("".join(f"{' ' * level}a:\n" for level in range(100))))), 100)

    def test_a_number_with_thousands_of_digits(self):
        self.assertEqual(self.refused(f"a: {'1' * 5000}"), (1, 4, "not valid YAML: an invalid value of type int"))

    def test_a_number_with_thousands_of_colons(self):
        self.assertEqual(self.refused(f"a: 1{':59' * 5000}"), (1, 4, "not valid YAML: a number with too many digits"))

    def test_merging_that_multiplies_is_refused_before_it_takes_long(self):
        lines = [f"k{number}: &k{number} {{<<: *k{number - 1}, x{number}: 1}}\n" for number in range(1, 2000)]
        with self.assertRaises(UnparsableError) as caught:
            yaml("k0: &k0 {}\n" + "".join(lines))
        self.assertEqual(caught.exception.reason, "merges more than 100,000 keys")


_TOKENS = [*"ab:[]{},-?|>&*'#.~=!\\\"\t\n ", "\n  ", "\n- ", ": ", "- ", "<<: ", "&x ", "*x", "null", "yes", "! "]
_TOKENS += [
    "1e3",
    "0x1f",
    "1:30",
    "---\n",
    "...\n",
    "\r\n",
    "é",
    "😀",
    "\u2028",
    "\ufeff",
    '"\\ud83d"',
    '"\\U00110000"',
]
_TOKENS += ["client_id: ", "base_url: ", "requires_escalation_email: ", "show_review_rules: ", "'client_id': "]
_texts = st.lists(st.sampled_from(_TOKENS), max_size=20).map("".join)

# Whole files, of mappings that merge each other, with keys as long as real ones: PyYAML 6.0.4 compares their identity.
_KEYS = st.sampled_from(["client_id", "client_secret", "base_url", "show_review_rules", "1", "null"])
_SCALARS = st.sampled_from(["true", "1", "x", "'x'", '"\\u00e9"', "~", "2024-02-29", "1:30", "- ", "[1, a]", "{b: 1}"])
_BODIES = st.lists(
    st.tuples(_KEYS, _SCALARS).map(lambda pair: f"{pair[0]}: {pair[1]}")
    | st.sampled_from(["<<: *x0", "<<: *x1", "<<: [*x0, *x1]", "<<: [*x1, *x0, {base_url: 7}]", "<<: {client_id: 8}"]),
    max_size=5,
)
_FILES = st.lists(_BODIES, min_size=3, max_size=4).map(
    lambda bodies: "".join(
        f"m{number}: &x{number} {{{', '.join(line for line in body if number or '*' not in line)}}}\n"
        for number, body in enumerate(bodies)
    )
)


@st.composite
def _mutated_files(draw):
    """A file with some of its characters replaced, removed or inserted."""
    text = draw(_FILES)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(_TOKENS) | st.just("")) + text[at + draw(st.integers(0, 2)) :]
    return text


class SafeLoadTest(SimpleTestCase):
    """safe_load itself decides: equal values, or both refuse."""

    @tries(fuzz=20_000)
    @given(_texts)
    def test_arbitrary_text_is_read_or_refused_as_by_safe_load(self, text):
        self.check_as_safe_load(text)

    @tries(fuzz=20_000)
    @given(_mutated_files())
    def test_files_with_merges_are_read_or_refused_as_by_safe_load(self, text):
        self.check_as_safe_load(text)

    def check_as_safe_load(self, text):
        try:
            text = text.removeprefix("\ufeff")  # as the file is read
            expected, refused = pyyaml.safe_load(text), None
        except Exception as error:
            expected, refused = None, error
        try:
            root, second = parse_yaml(Source("f", text))
        except UnparsableError as error:
            self.assertTrue(refused or "second byte order mark" in error.reason, (error.reason, text))
            return
        if refused and not second:  # tags of other tools, which are values here
            self.assertRegex(text, r"!\S")
            self.assertIn("could not determine a constructor", str(refused))
        if refused is None:
            self.assertIsNone(second)
            with contextlib.suppress(RecursionError):  # an alias that leads back to itself
                self.assertEqual(repr(python(root)), repr(expected))
