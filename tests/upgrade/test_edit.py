"""edit.py: what the new text is, form by form, or why there is none."""

from unittest import mock

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.read import parse
from proctoring_config.files.setting import find_setting
from proctoring_config.files.source import Source
from proctoring_config.upgrade import edit
from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.edit import NotEditableError, edit_text

EMAIL = SetOption("p", "requires_escalation_email", True)
RULES = SetOption("p", "show_review_rules", False)
FILL = FillBody("p")
RENAME = RenameOption("p", "SHOW_REVIEW_RULES", "show_review_rules")


def edited_text(text, *changes, name="lms.yml", path=("B",)):
    """The new text of a file."""
    document = parse(Source(name, text))
    return edit_text(document, find_setting(document, path), changes)


def written(text):
    """A text in which EMAIL, RULES and NAME stand for what is written for them."""
    return (
        text.replace("EMAIL", "requires_escalation_email: true")
        .replace("RULES", "show_review_rules: false")
        .replace("NAME", "requires_escalation_email")
    )


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


REFUSED = [
    ("options are an alias", "A: &x {}\nB:\n  p: *x\n", "line 3: an alias (*), which is shared"),
    ("setting is an alias", "A: &x {p: {}}\nB: *x\n", "line 2: an alias (*), which is shared"),
    (
        "options are anchored",
        "B:\n  p: &x {}\n  q: *x\n",
        "line 2: an anchor (&): other places that use it would also change",
    ),
    (
        "setting is anchored",
        "B: &x\n  p: {}\nC: *x\n",
        "line 1: an anchor (&): other places that use it would also change",
    ),
    (
        "options are merged elsewhere",
        "B:\n  p: &x {}\n  q: {<<: *x}\n",
        "line 2: an anchor (&): other places that use it would also change",
    ),
    (
        "provider comes from a merge",
        "A: &x {p: {}}\nB:\n  <<: *x\n",
        "line 2: the value to change comes from a merge (<<) or an alias (*)",
    ),
    (
        "setting comes from a merge",
        "A: &x {B: {p: {}}}\n<<: *x\n",
        "line 1: the value to change comes from a merge (<<) or an alias (*)",
    ),
    (
        "name is an alias",
        "A: &x p\nB:\n  *x : {}\n",
        "line 2: the value to change comes from a merge (<<) or an alias (*)",
    ),
    (
        "provider is repeated",
        "B:\n  p: {a: 1}\n  p: {}\n",
        "line 3: a duplicate key: remove one of them",
    ),
    ("setting is repeated", "B: {}\nB:\n  p: {}\n", "line 2: a duplicate key: remove one of them"),
    (
        "option is repeated",
        "B: {p: {NAME: 0, NAME: 1}}\n",
        "line 1: a duplicate key: remove one of them",
    ),
    ("question mark before the provider", "B:\n  ? p\n  : {}\n", "line 2: a key after a question mark"),
    ("question mark before the setting", "? B\n:\n  p: {}\n", "line 1: a key after a question mark"),
    ("question mark in braces", "B: {? p : {}}\n", "line 1: a key after a question mark"),
    (
        "question mark before an option",
        "B:\n  p:\n    ? a\n    : 1\n",
        "line 3: a key with something before it on its line",
    ),
    ("value is a mapping", "B:\n  p:\n    NAME: {}\n", "line 3: a mapping or a list where true or false is expected"),
    ("value is a list", "B:\n  p:\n    NAME: [x]\n", "line 3: a mapping or a list where true or false is expected"),
    ("value has a tag of another tool", "B:\n  p:\n    NAME: !vault x\n", "line 3: a value that another tool fills in"),
    ("value is a placeholder", "B:\n  p:\n    NAME: '{{ x }}'\n", "line 3: a value that another tool fills in"),
    (
        "value is anchored",
        "B:\n  p:\n    NAME: &x no\n",
        "line 3: a key or value with an anchor (&), or with another tool's tag",
    ),
    (
        "value on the next line",
        "B:\n  p:\n    NAME:\n      no\n",
        "line 3: a value that is not on the line of its key",
    ),
    (
        "value of two lines",
        "B:\n  p:\n    NAME: 'n\n      o'\n",
        "line 3: a key or value that is empty, or longer than one line",
    ),
    (
        "value is a literal text",
        "B:\n  p:\n    NAME: |\n      no\n",
        "line 3: a key or value that is empty, or longer than one line",
    ),
    ("key without a colon", "B: {p: {a: 1, NAME}}\n", "line 1: a key without a colon"),
    (
        "Jinja block among the options",
        "B:\n  p:\n    # {% if x %}\n    a: 1\n",
        "line 3: a template's block in a comment, among the options",
    ),
    (
        "Go block below the provider",
        "B:\n  p: # {{ if x }}\n    a: 1\n",
        "line 2: a template's block in a comment, among the options",
    ),
    (
        "Go block that trims spaces",
        "B:\n  p: # {{- range x }}\n    a: 1\n",
        "line 2: a template's block in a comment, among the options",
    ),
    (
        "ERB block in braces",
        "B:\n  p: {# <% if x %>\n    a: 1}\n",
        "line 2: a template's block in a comment, among the options",
    ),
]


@ddt.ddt
class RefusedTest(SimpleTestCase):
    """Where an option is not set."""

    @ddt.named_data(*REFUSED)
    def test_reason(self, text, reason):
        with self.assertRaises(NotEditableError) as caught:
            edited_text(written(text), EMAIL)
        self.assertEqual(str(caught.exception), reason)

    @ddt.named_data(
        ("options are a number", "B: {p: 1}", EMAIL, "line 1: not a plain mapping"),
        ("options have a tag of another tool", "B: {p: !x {}}", EMAIL, "line 1: not a plain mapping"),
        ("body to fill is not empty", "B: {p: {}}", FILL, "line 1: not an empty body"),
        (
            "body to fill is anchored",
            "B: {p: &x }",
            FILL,
            "line 1: a key or value with an anchor (&), or with another tool's tag",
        ),
        ("body to fill without a colon", "B: {p}", FILL, "line 1: a key without a colon"),
        (
            "name to quote is anchored",
            "B: {&x null: {}}",
            QuoteName(),
            "line 1: a key or value with an anchor (&), or with another tool's tag",
        ),
        ("name to quote after a question mark", "B: {? null : {}}", QuoteName(), "line 1: a key after a question mark"),
        ("empty name after a question mark", "B: {? : {}}", QuoteName(), "line 1: a key after a question mark"),
        (
            "two names to quote",
            "B: {null: {}, ~: {}}",
            QuoteName(),
            "line 1: a duplicate key: remove one of them",
        ),
        ("name is quoted elsewhere", "B: {null: {}, 'null': {}}", QuoteName(), None),
        (
            "option to rename is missing",
            "B: {p: {}}",
            RENAME,
            "line 1: the value to change comes from a merge (<<) or an alias (*)",
        ),
        ("new name is already there", "B: {p: {SHOW_REVIEW_RULES: 1, show_review_rules: 1}}", RENAME, None),
    )
    def test_other_changes(self, text, change, reason):
        with self.assertRaises(NotEditableError) as caught:
            edited_text(text, change)
        if reason:
            self.assertEqual(str(caught.exception), reason)

    @ddt.named_data(
        ("a block below the options", "B:\n  p:\n    a: 1\n    # {% if x %}\n"),
        ("placeholders that are not blocks", "B:\n  p: # {{ x }} <%= y %>\n    a: '{% if x %}'\n"),
        ("a block around the setting", "# {% if x %}\nB:\n  p:\n    a: 1\n# {% endif %}\n"),
    )
    def test_what_is_no_reason(self, text):
        self.assertEqual(
            edited_text(text, EMAIL),
            written(text.replace("1\n", "1\n    EMAIL\n").replace("%}'\n", "%}'\n    EMAIL\n")),
        )

    def test_a_fault_of_the_editor_is_noticed(self):
        """Whatever goes wrong on the way, nothing but the change comes out."""
        text = "A: 1\nB:\n  p:\n    a: 1\n"
        for wrong in (
            text,
            text + "  NAME: true\n",
            text + "    EMAIL\nC: 1\n",
            "A: 2\nB:\n  p:\n    a: 1\n    EMAIL\n",
            "A: 1\nB:\n  p:\n    EMAIL\n",
            "A: 1\nB:\n    p:\n      a: 1\n      EMAIL\n",
            "A: 0x1\nB:\n  p:\n    a: 1\n    EMAIL\n",
            "A: 1\r\nB:\n  p:\n    a: 1\n    EMAIL\n",
            "A: 1 # x\nB:\n  p:\n    a: 1\n    EMAIL\n",
            "A: 1\nB:\n  p:\n    a: 1\n\n    EMAIL\n",
            "A: 1\nB:\n  p:\n    a: 1\n    NAME: yes: no\n",
            "A: [",
        ):
            with (
                self.subTest(wrong),
                mock.patch.object(edit, "splice", return_value=written(wrong)),
                self.assertRaises(NotEditableError),
            ):
                edited_text(text, EMAIL)
