"""edit.py: the new text of each form of file."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade.changes import FillBody, QuoteName
from tests.upgrade.editing import EMAIL, FILL, RENAME, RULES, edited_text, written


@ddt.ddt
class YamlTest(SimpleTestCase):
    """Files in YAML, whose setting is called B and whose provider p."""

    @ddt.named_data(
        ("one option", "B:\n  p:\n    a: 1\n", "B:\n  p:\n    a: 1\n    EMAIL\n"),
        (
            "a list at another indent",
            "B:\n p:\n      a: 1\n      b:\n      - 1\n",
            "B:\n p:\n      a: 1\n      b:\n      - 1\n      EMAIL\n",
        ),
        (
            "above the comments that follow",
            "B:\n  p:\n    a: 1\n    # x\n\n# y\nC: 1",
            "B:\n  p:\n    a: 1\n    EMAIL\n    # x\n\n# y\nC: 1",
        ),
        (
            "above the next provider",
            "B:\n  p:\n    a: 1  # x\n  q: {}\n",
            "B:\n  p:\n    a: 1  # x\n    EMAIL\n  q: {}\n",
        ),
        (
            "below a flow mapping of two lines",
            "B:\n  p:\n    a: {b: 1,\n      c: 2} # x\n",
            "B:\n  p:\n    a: {b: 1,\n      c: 2} # x\n    EMAIL\n",
        ),
        (
            "below a block scalar in a mapping",
            "B:\n  p:\n    a:\n      b: |\n        x\n\n\n  q: {}\n",
            "B:\n  p:\n    a:\n      b: |\n        x\n    EMAIL\n\n\n  q: {}\n",
        ),
        (
            "above the blank lines after a literal",
            "B:\n  p:\n    a: |\n      x\n\n\n# y\n",
            "B:\n  p:\n    a: |\n      x\n    EMAIL\n\n\n# y\n",
        ),
        (
            "below a literal that keeps its blank lines",
            "B:\n  p:\n    a: |+\n      x\n\n\n# y\n",
            "B:\n  p:\n    a: |+\n      x\n\n\n    EMAIL\n# y\n",
        ),
        (
            "below a folded text with an indicator",
            "B:\n  p:\n    a: >2+ # x\n      x\n\n",
            "B:\n  p:\n    a: >2+ # x\n      x\n\n    EMAIL\n",
        ),
        (
            "below a line of text that looks like a comment",
            "B:\n  p:\n    a: |-\n      x\n      # no comment\n  # y\n",
            "B:\n  p:\n    a: |-\n      x\n      # no comment\n    EMAIL\n  # y\n",
        ),
        ("no line end", "B:\n  p:\n    a: 1", "B:\n  p:\n    a: 1\n    EMAIL"),
        ("CRLF", "B:\r\n  p:\r\n    a: 1\r\n", "B:\r\n  p:\r\n    a: 1\r\n    EMAIL\r\n"),
        ("CRLF and no line end", "B:\r\n  p:\r\n    a: 1", "B:\r\n  p:\r\n    a: 1\r\n    EMAIL"),
        ("CR", "B:\r  p:\r    a: 1\r", "B:\r  p:\r    a: 1\r    EMAIL\r"),
        (
            "CRLF elsewhere only",
            "C: 1\r\nB:\n  p:\n    a: 1\nD: 1\r\n",
            "C: 1\r\nB:\n  p:\n    a: 1\n    EMAIL\nD: 1\r\n",
        ),
        ("quoted keys", "B:\n  p:\n    'a': 1\n", "B:\n  p:\n    'a': 1\n    'NAME': true\n"),
        ("a null value", "B:\n  p:\n    a:\n", "B:\n  p:\n    a:\n    EMAIL\n"),
        ("a tagged mapping", "B:\n  p: !!map\n    a: 1\n", "B:\n  p: !!map\n    a: 1\n    EMAIL\n"),
        ("an anchored mapping", "B:\n  p: &x\n    a: &y 1\nC: *y", "B:\n  p: &x\n    a: &y 1\n    EMAIL\nC: *y"),
        ("below a merge", "C: &c {a: 1}\nB:\n  p:\n    <<: *c\n", "C: &c {a: 1}\nB:\n  p:\n    <<: *c\n    EMAIL\n"),
        ("below an alias", "C: &c 1\nB:\n  p:\n    a: *c\n", "C: &c 1\nB:\n  p:\n    a: *c\n    EMAIL\n"),
        ("an emoji", "B:\n  p:\n    é: '😀'\n", "B:\n  p:\n    é: '😀'\n    EMAIL\n"),
        ("other line separators", "B:\n  p:\n    a: '\u2028 \x85'\n", "B:\n  p:\n    a: '\u2028 \x85'\n    EMAIL\n"),
        (
            "document markers",
            "--- # x\nB:\n  p:\n    a: 1\n...\n# y",
            "--- # x\nB:\n  p:\n    a: 1\n    EMAIL\n...\n# y",
        ),
    )
    def test_an_option_goes_below_the_last_one(self, text, expected):
        self.assertEqual(edited_text(text, EMAIL), written(expected))

    @ddt.named_data(
        ("one option", "B: {p: {a: 1}}", "B: {p: {a: 1, EMAIL}}"),
        ("a trailing comma", "B: {p: {a: 1,}}", "B: {p: {a: 1, EMAIL,}}"),
        ("a space before the comma", "B: {p: {a: 1 , b: 2}}", "B: {p: {a: 1 , b: 2 , EMAIL}}"),
        ("double quotes without spaces", 'B: {p: {"a":1}}', 'B: {p: {"a":1,"NAME":true}}'),
        ("single quotes and a space before the colon", "B: {p: {'a' : 1}}", "B: {p: {'a' : 1, 'NAME' : true}}"),
        ("empty braces", "B: {p: {}}", "B: {p: {EMAIL}}"),
        ("braces around a space", "B: {p: { }}", "B: {p: { EMAIL }}"),
        ("an anchor", "B: {p: &x {}}", "B: {p: &x {EMAIL}}"),
        ("braces on two lines", "B: {p: {\n}}", "B: {p: {EMAIL\n}}"),
        ("a comment inside empty braces", "B: {p: { # x\n}}", "B: {p: {EMAIL # x\n}}"),
        ("two options on two lines", "B: {p: {a: 1,\n b: 2}}", "B: {p: {a: 1,\n EMAIL,\n b: 2}}"),
        ("an option on its own line", "B: {p: {\n  a: 1\n}}", "B: {p: {\n  EMAIL,\n  a: 1\n}}"),
        (
            "comments behind and below",
            "B: {p: {\n  a: 1,  # x\n  # y\n}}",
            "B: {p: {\n  a: 1,  # x\n  EMAIL,\n  # y\n}}",
        ),
        ("comments above and behind", "B: {p: {\n  # x\n  a: 1  # y\n}}", "B: {p: {\n  EMAIL,\n  # x\n  a: 1  # y\n}}"),
        ("a comma at the start of a line", "B: {p: {a: 1\n  , b: 2\n}}", "B: {p: {a: 1\n  , b: 2, EMAIL\n}}"),
        ("a list of two lines", "B: {p: {a: [1,\n 2], b: 2}}", "B: {p: {a: [1,\n 2], b: 2, EMAIL}}"),
    )
    def test_an_option_goes_into_braces(self, text, expected):
        self.assertEqual(edited_text(text, EMAIL), written(expected))

    @ddt.named_data(
        ("a string and a comment", "B:\n  p:\n    NAME: 'no' # x\n", "B:\n  p:\n    EMAIL # x\n"),
        ("null and a comment", "B:\n  p:\n    NAME:   # x\n", "B:\n  p:\n    EMAIL   # x\n"),
        ("null and a quoted key", "B:\n  p:\n    'NAME' :\n", "B:\n  p:\n    'NAME' : true\n"),
        ("a tagged string", "B:\n  p:\n    NAME: !!str no\n", "B:\n  p:\n    EMAIL\n"),
        ("an alias", "C: &c 1\nB:\n  p:\n    NAME: *c\n", "C: &c 1\nB:\n  p:\n    EMAIL\n"),
        ("null in braces", "B: {p: {NAME: , a: 1}}", "B: {p: {EMAIL , a: 1}}"),
        ("a merge in braces", "C: &c {NAME: 1}\nB: {p: {<<: *c}}", "C: &c {NAME: 1}\nB: {p: {<<: *c, EMAIL}}"),
    )
    def test_an_option_that_is_there_gets_another_value(self, text, expected):
        self.assertEqual(edited_text(written(text), EMAIL), written(expected))

    @ddt.named_data(
        ("nothing", "B:\n  p:\n", "B:\n  p: {}\n", "B:\n  p:\n    EMAIL\n    RULES\n"),
        ("nothing and no line end", "B:\n p:", "B:\n p: {}", "B:\n p:\n   EMAIL\n   RULES"),
        (
            "comments",
            "B:\n  p:  # x\n  # y\n",
            "B:\n  p: {}  # x\n  # y\n",
            "B:\n  p:  # x\n    EMAIL\n    RULES\n  # y\n",
        ),
        (
            "the indent of another provider",
            "B:\n  q:\n     a: 1\n  p:\n",
            "B:\n  q:\n     a: 1\n  p: {}\n",
            "B:\n  q:\n     a: 1\n  p:\n     EMAIL\n     RULES\n",
        ),
        ("a tilde", "B:\n  p: ~  # x\n", "B:\n  p: {}  # x\n", "B:\n  p: {EMAIL, RULES}  # x\n"),
        ("a tagged null", "B:\n  p: !!null x\n", "B:\n  p: {}\n", "B:\n  p: {EMAIL, RULES}\n"),
        ("null in braces", "B: {p: null}\n", "B: {p: {}}\n", "B: {p: {EMAIL, RULES}}\n"),
        ("nothing in braces", "B: {p: , q: 1}\n", "B: {p: {} , q: 1}\n", "B: {p: {EMAIL, RULES} , q: 1}\n"),
    )
    def test_an_empty_body_is_filled(self, text, empty, full):
        self.assertEqual(edited_text(text, FILL), empty)
        self.assertEqual(edited_text(text, FILL, EMAIL, RULES), written(full))

    @ddt.named_data(
        ("null", "B:\n  null: {}\n", "B:\n  'null': {}\n"),
        ("a tilde", "B:\n  ~:   {a: 1} # x\n", "B:\n  'null':   {a: 1} # x\n"),
        ("capitalized", "B:\n  Null:\n    a: 1\n", "B:\n  'null':\n    a: 1\n"),
        ("uppercase among double quotes", 'B: {"p": {}, NULL: {}}', 'B: {"p": {}, "null": {}}'),
    )
    def test_a_name_is_quoted(self, text, expected):
        self.assertEqual(edited_text(text, QuoteName()), expected)

    @ddt.named_data(
        ("a block", "B:\n  p:\n    SHOW_REVIEW_RULES: x # y\n", "B:\n  p:\n    show_review_rules: x # y\n"),
        (
            "braces and a placeholder",
            'B: {p: {"SHOW_REVIEW_RULES":"{{ x }}"}}',
            'B: {p: {"show_review_rules":"{{ x }}"}}',
        ),
    )
    def test_an_option_is_renamed(self, text, expected):
        self.assertEqual(edited_text(text, RENAME), expected)

    def test_all_at_once_and_nothing(self):
        text = "B:\n  null:\n  p:\n    SHOW_REVIEW_RULES: 'x'\n"
        changes = (QuoteName(), FillBody("null"), RENAME, RULES, EMAIL)
        self.assertEqual(edited_text(text, *changes), written("B:\n  'null': {}\n  p:\n    RULES\n    EMAIL\n"))
        self.assertEqual(edited_text(text), text)


@ddt.ddt
class JsonTest(SimpleTestCase):
    """Files in JSON."""

    @ddt.named_data(
        ("without spaces", '{"B":{"p":{"a":1}}}', '{"B":{"p":{"a":1,"NAME":true}}}'),
        ("empty options", '{"B": {"p": {}}}', '{"B": {"p": {"NAME": true}}}'),
        ("a comment inside empty options", '{"B": {"p": { /* x */ }}}', '{"B": {"p": {"NAME": true /* x */ }}}'),
        ("tabs and CRLF", '{"B": {"p": {\r\n\t"a": 1\r\n}}}', '{"B": {"p": {\r\n\t"NAME": true,\r\n\t"a": 1\r\n}}}'),
        (
            "comments among lines",
            '{"B": {"p": {\n "a": 1, // x\n // y\n "b": 2 // z\n}}}',
            '{"B": {"p": {\n "a": 1, // x\n "NAME": true,\n // y\n "b": 2 // z\n}}}',
        ),
        (
            "a comment of two lines before a comma",
            '{"B": {"p": {\n "a": 1 /* x\n */ , "b": 2}}}',
            '{"B": {"p": {\n "a": 1 /* x\n */ , "b": 2, "NAME": true}}}',
        ),
        (
            "a comment of two lines behind a comma",
            '{"B": {"p": {\n "a": 1, /* x\n */\n "b": 2}}}',
            '{"B": {"p": {\n "a": 1, /* x\n */\n "b": 2, "NAME": true}}}',
        ),
        ("another value", '{"B": {"p": {"NAME": "no" /* x */}}}', '{"B": {"p": {"NAME": true /* x */}}}'),
        (
            "a text that looks like syntax",
            '{"B": {"p": {"a": "}, // \\" /*", "b": [{}]}}}',
            '{"B": {"p": {"a": "}, // \\" /*", "b": [{}], "NAME": true}}}',
        ),
    )
    def test_an_option_is_set(self, text, expected):
        self.assertEqual(edited_text(written(text), EMAIL, name="lms.env.json"), written(expected))

    def test_an_empty_body_is_filled(self):
        self.assertEqual(edited_text('{"B": {"p": null}}', FILL), '{"B": {"p": {}}}')
        self.assertEqual(
            edited_text('{"B": {"p": null}}', FILL, RULES, name="x.json"), '{"B": {"p": {"show_review_rules": false}}}'
        )
