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

    @ddt.data(
        ("B:\n  p:\n    a: 1\n", "B:\n  p:\n    a: 1\n    EMAIL\n"),
        ("B:\n p:\n      a: 1\n      b:\n      - 1\n", "B:\n p:\n      a: 1\n      b:\n      - 1\n      EMAIL\n"),
        ("B:\n  p:\n    a: 1\n    # x\n\n# y\nC: 1", "B:\n  p:\n    a: 1\n    EMAIL\n    # x\n\n# y\nC: 1"),
        ("B:\n  p:\n    a: 1  # x\n  q: {}\n", "B:\n  p:\n    a: 1  # x\n    EMAIL\n  q: {}\n"),
        ("B:\n  p:\n    a: {b: 1,\n      c: 2} # x\n", "B:\n  p:\n    a: {b: 1,\n      c: 2} # x\n    EMAIL\n"),
        ("B:\n  p:\n    a: |\n      x\n\n\n# y\n", "B:\n  p:\n    a: |\n      x\n    EMAIL\n\n\n# y\n"),
        ("B:\n  p:\n    a: |+\n      x\n\n\n# y\n", "B:\n  p:\n    a: |+\n      x\n\n\n    EMAIL\n# y\n"),
        ("B:\n  p:\n    a: >2+ # x\n      x\n\n", "B:\n  p:\n    a: >2+ # x\n      x\n\n    EMAIL\n"),
        (
            "B:\n  p:\n    a: |-\n      x\n      # no comment\n  # y\n",
            "B:\n  p:\n    a: |-\n      x\n      # no comment\n    EMAIL\n  # y\n",
        ),
        ("B:\n  p:\n    a: 1", "B:\n  p:\n    a: 1\n    EMAIL"),
        ("B:\r\n  p:\r\n    a: 1\r\n", "B:\r\n  p:\r\n    a: 1\r\n    EMAIL\r\n"),
        ("B:\r\n  p:\r\n    a: 1", "B:\r\n  p:\r\n    a: 1\r\n    EMAIL"),
        ("B:\r  p:\r    a: 1\r", "B:\r  p:\r    a: 1\r    EMAIL\r"),
        ("C: 1\r\nB:\n  p:\n    a: 1\nD: 1\r\n", "C: 1\r\nB:\n  p:\n    a: 1\n    EMAIL\nD: 1\r\n"),
        ("B:\n  p:\n    'a': 1\n", "B:\n  p:\n    'a': 1\n    'NAME': true\n"),
        ("B:\n  p:\n    a:\n", "B:\n  p:\n    a:\n    EMAIL\n"),
        ("B:\n  p: !!map\n    a: 1\n", "B:\n  p: !!map\n    a: 1\n    EMAIL\n"),
        ("B:\n  p: &x\n    a: &y 1\nC: *y", "B:\n  p: &x\n    a: &y 1\n    EMAIL\nC: *y"),
        ("C: &c {a: 1}\nB:\n  p:\n    <<: *c\n", "C: &c {a: 1}\nB:\n  p:\n    <<: *c\n    EMAIL\n"),
        ("C: &c 1\nB:\n  p:\n    a: *c\n", "C: &c 1\nB:\n  p:\n    a: *c\n    EMAIL\n"),
        ("B:\n  p:\n    é: '😀'\n", "B:\n  p:\n    é: '😀'\n    EMAIL\n"),
        ("B:\n  p:\n    a: '\u2028 \x85'\n", "B:\n  p:\n    a: '\u2028 \x85'\n    EMAIL\n"),
        ("--- # x\nB:\n  p:\n    a: 1\n...\n# y", "--- # x\nB:\n  p:\n    a: 1\n    EMAIL\n...\n# y"),
    )
    @ddt.unpack
    def test_an_option_goes_below_the_last_one(self, text, expected):
        self.assertEqual(edited_text(text, EMAIL), written(expected))

    @ddt.data(
        ("B: {p: {a: 1}}", "B: {p: {a: 1, EMAIL}}"),
        ("B: {p: {a: 1,}}", "B: {p: {a: 1, EMAIL,}}"),
        ("B: {p: {a: 1 , b: 2}}", "B: {p: {a: 1 , b: 2 , EMAIL}}"),
        ('B: {p: {"a":1}}', 'B: {p: {"a":1,"NAME":true}}'),
        ("B: {p: {'a' : 1}}", "B: {p: {'a' : 1, 'NAME' : true}}"),
        ("B: {p: {}}", "B: {p: {EMAIL}}"),
        ("B: {p: { }}", "B: {p: { EMAIL }}"),
        ("B: {p: &x {}}", "B: {p: &x {EMAIL}}"),
        ("B: {p: {\n}}", "B: {p: {EMAIL\n}}"),
        ("B: {p: { # x\n}}", "B: {p: {EMAIL # x\n}}"),
        ("B: {p: {a: 1,\n b: 2}}", "B: {p: {a: 1,\n EMAIL,\n b: 2}}"),
        ("B: {p: {\n  a: 1\n}}", "B: {p: {\n  EMAIL,\n  a: 1\n}}"),
        ("B: {p: {\n  a: 1,  # x\n  # y\n}}", "B: {p: {\n  a: 1,  # x\n  EMAIL,\n  # y\n}}"),
        ("B: {p: {\n  # x\n  a: 1  # y\n}}", "B: {p: {\n  EMAIL,\n  # x\n  a: 1  # y\n}}"),
        ("B: {p: {a: 1\n  , b: 2\n}}", "B: {p: {a: 1\n  , b: 2, EMAIL\n}}"),
        ("B: {p: {a: [1,\n 2], b: 2}}", "B: {p: {a: [1,\n 2], b: 2, EMAIL}}"),
    )
    @ddt.unpack
    def test_an_option_goes_into_braces(self, text, expected):
        self.assertEqual(edited_text(text, EMAIL), written(expected))

    @ddt.data(
        ("B:\n  p:\n    NAME: 'no' # x\n", "B:\n  p:\n    EMAIL # x\n"),
        ("B:\n  p:\n    NAME:   # x\n", "B:\n  p:\n    EMAIL   # x\n"),
        ("B:\n  p:\n    'NAME' :\n", "B:\n  p:\n    'NAME' : true\n"),
        ("B:\n  p:\n    NAME: !!str no\n", "B:\n  p:\n    EMAIL\n"),
        ("C: &c 1\nB:\n  p:\n    NAME: *c\n", "C: &c 1\nB:\n  p:\n    EMAIL\n"),
        ("B: {p: {NAME: , a: 1}}", "B: {p: {EMAIL , a: 1}}"),
        ("C: &c {NAME: 1}\nB: {p: {<<: *c}}", "C: &c {NAME: 1}\nB: {p: {<<: *c, EMAIL}}"),
    )
    @ddt.unpack
    def test_an_option_that_is_there_gets_another_value(self, text, expected):
        self.assertEqual(edited_text(written(text), EMAIL), written(expected))

    @ddt.data(
        ("B:\n  p:\n", "B:\n  p: {}\n", "B:\n  p:\n    EMAIL\n    RULES\n"),
        ("B:\n p:", "B:\n p: {}", "B:\n p:\n   EMAIL\n   RULES"),
        ("B:\n  p:  # x\n  # y\n", "B:\n  p: {}  # x\n  # y\n", "B:\n  p:  # x\n    EMAIL\n    RULES\n  # y\n"),
        (
            "B:\n  q:\n     a: 1\n  p:\n",
            "B:\n  q:\n     a: 1\n  p: {}\n",
            "B:\n  q:\n     a: 1\n  p:\n     EMAIL\n     RULES\n",
        ),
        ("B:\n  p: ~  # x\n", "B:\n  p: {}  # x\n", "B:\n  p: {EMAIL, RULES}  # x\n"),
        ("B:\n  p: !!null x\n", "B:\n  p: {}\n", "B:\n  p: {EMAIL, RULES}\n"),
        ("B: {p: null}\n", "B: {p: {}}\n", "B: {p: {EMAIL, RULES}}\n"),
        ("B: {p: , q: 1}\n", "B: {p: {} , q: 1}\n", "B: {p: {EMAIL, RULES} , q: 1}\n"),
    )
    @ddt.unpack
    def test_an_empty_body_is_filled(self, text, empty, full):
        self.assertEqual(edited_text(text, FILL), empty)
        self.assertEqual(edited_text(text, FILL, EMAIL, RULES), written(full))

    @ddt.data(
        ("B:\n  null: {}\n", "B:\n  'null': {}\n"),
        ("B:\n  ~:   {a: 1} # x\n", "B:\n  'null':   {a: 1} # x\n"),
        ("B:\n  Null:\n    a: 1\n", "B:\n  'null':\n    a: 1\n"),
        ('B: {"p": {}, NULL: {}}', 'B: {"p": {}, "null": {}}'),
    )
    @ddt.unpack
    def test_a_name_is_quoted(self, text, expected):
        self.assertEqual(edited_text(text, QuoteName()), expected)

    @ddt.data(
        ("B:\n  p:\n    SHOW_REVIEW_RULES: x # y\n", "B:\n  p:\n    show_review_rules: x # y\n"),
        ('B: {p: {"SHOW_REVIEW_RULES":"{{ x }}"}}', 'B: {p: {"show_review_rules":"{{ x }}"}}'),
    )
    @ddt.unpack
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

    @ddt.data(
        ('{"B":{"p":{"a":1}}}', '{"B":{"p":{"a":1,"NAME":true}}}'),
        ('{"B": {"p": {}}}', '{"B": {"p": {"NAME": true}}}'),
        ('{"B": {"p": { /* x */ }}}', '{"B": {"p": {"NAME": true /* x */ }}}'),
        ('{"B": {"p": {\r\n\t"a": 1\r\n}}}', '{"B": {"p": {\r\n\t"NAME": true,\r\n\t"a": 1\r\n}}}'),
        (
            '{"B": {"p": {\n "a": 1, // x\n // y\n "b": 2 // z\n}}}',
            '{"B": {"p": {\n "a": 1, // x\n "NAME": true,\n // y\n "b": 2 // z\n}}}',
        ),
        ('{"B": {"p": {\n "a": 1 /* x\n */ , "b": 2}}}', '{"B": {"p": {\n "a": 1 /* x\n */ , "b": 2, "NAME": true}}}'),
        (
            '{"B": {"p": {\n "a": 1, /* x\n */\n "b": 2}}}',
            '{"B": {"p": {\n "a": 1, /* x\n */\n "b": 2, "NAME": true}}}',
        ),
        ('{"B": {"p": {"NAME": "no" /* x */}}}', '{"B": {"p": {"NAME": true /* x */}}}'),
        (
            '{"B": {"p": {"a": "}, // \\" /*", "b": [{}]}}}',
            '{"B": {"p": {"a": "}, // \\" /*", "b": [{}], "NAME": true}}}',
        ),
    )
    @ddt.unpack
    def test_an_option_is_set(self, text, expected):
        self.assertEqual(edited_text(written(text), EMAIL, name="lms.env.json"), written(expected))

    def test_an_empty_body_is_filled(self):
        self.assertEqual(edited_text('{"B": {"p": null}}', FILL), '{"B": {"p": {}}}')
        self.assertEqual(
            edited_text('{"B": {"p": null}}', FILL, RULES, name="x.json"), '{"B": {"p": {"show_review_rules": false}}}'
        )


REFUSED = [
    ("A: &x {}\nB:\n  p: *x\n", "line 3: an alias (*), which others share"),
    ("A: &x {p: {}}\nB: *x\n", "line 2: an alias (*), which others share"),
    ("B:\n  p: &x {}\n  q: *x\n", "line 2: anchored (&): what uses the anchor elsewhere would change too"),
    ("B: &x\n  p: {}\nC: *x\n", "line 1: anchored (&): what uses the anchor elsewhere would change too"),
    ("B:\n  p: &x {}\n  q: {<<: *x}\n", "line 2: anchored (&): what uses the anchor elsewhere would change too"),
    ("A: &x {p: {}}\nB:\n  <<: *x\n", "line 2: what is to be changed comes from a merge (<<) or an alias (*)"),
    ("A: &x {B: {p: {}}}\n<<: *x\n", "line 1: what is to be changed comes from a merge (<<) or an alias (*)"),
    ("A: &x p\nB:\n  *x : {}\n", "line 2: what is to be changed comes from a merge (<<) or an alias (*)"),
    ("B:\n  p: {a: 1}\n  p: {}\n", "line 3: a duplicate key: remove one of them"),
    ("B: {}\nB:\n  p: {}\n", "line 2: a duplicate key: remove one of them"),
    ("B: {p: {NAME: 0, NAME: 1}}\n", "line 1: a duplicate key: remove one of them"),
    ("B:\n  ? p\n  : {}\n", "line 2: a key after a question mark"),
    ("? B\n:\n  p: {}\n", "line 1: a key after a question mark"),
    ("B: {? p : {}}\n", "line 1: a key after a question mark"),
    ("B:\n  p:\n    ? a\n    : 1\n", "line 3: a key with something before it on its line"),
    ("B:\n  p:\n    NAME: {}\n", "line 3: a mapping or a list where true or false is expected"),
    ("B:\n  p:\n    NAME: [x]\n", "line 3: a mapping or a list where true or false is expected"),
    ("B:\n  p:\n    NAME: !vault x\n", "line 3: a value that another tool fills in"),
    ("B:\n  p:\n    NAME: '{{ x }}'\n", "line 3: a value that another tool fills in"),
    ("B:\n  p:\n    NAME: &x no\n", "line 3: a key or value with an anchor (&), or with another tool's tag"),
    ("B:\n  p:\n    NAME:\n      no\n", "line 3: a value that is not on the line of its key"),
    ("B:\n  p:\n    NAME: 'n\n      o'\n", "line 3: a key or value that is empty, or longer than one line"),
    ("B:\n  p:\n    NAME: |\n      no\n", "line 3: a key or value that is empty, or longer than one line"),
    ("B: {p: {a: 1, NAME}}\n", "line 1: a key without a colon"),
    ("B:\n  p:\n    # {% if x %}\n    a: 1\n", "line 3: a template's block in a comment, among the options"),
    ("B:\n  p: # {{ if x }}\n    a: 1\n", "line 2: a template's block in a comment, among the options"),
    ("B:\n  p: # {{- range x }}\n    a: 1\n", "line 2: a template's block in a comment, among the options"),
    ("B:\n  p: {# <% if x %>\n    a: 1}\n", "line 2: a template's block in a comment, among the options"),
]


@ddt.ddt
class RefusedTest(SimpleTestCase):
    """Where an option is not set."""

    @ddt.data(*REFUSED)
    @ddt.unpack
    def test_reason(self, text, reason):
        with self.assertRaises(NotEditableError) as caught:
            edited_text(written(text), EMAIL)
        self.assertEqual(str(caught.exception), reason)

    @ddt.data(
        ("B: {p: 1}", EMAIL, "line 1: not a plain mapping"),
        ("B: {p: !x {}}", EMAIL, "line 1: not a plain mapping"),
        ("B: {p: {}}", FILL, "line 1: not an empty body"),
        ("B: {p: &x }", FILL, "line 1: a key or value with an anchor (&), or with another tool's tag"),
        ("B: {p}", FILL, "line 1: a key without a colon"),
        ("B: {&x null: {}}", QuoteName(), "line 1: a key or value with an anchor (&), or with another tool's tag"),
        ("B: {? null : {}}", QuoteName(), "line 1: a key after a question mark"),
        ("B: {? : {}}", QuoteName(), "line 1: a key after a question mark"),
        ("B: {null: {}, ~: {}}", QuoteName(), "line 1: a duplicate key: remove one of them"),
        ("B: {null: {}, 'null': {}}", QuoteName(), None),
        ("B: {p: {}}", RENAME, "line 1: what is to be changed comes from a merge (<<) or an alias (*)"),
        ("B: {p: {SHOW_REVIEW_RULES: 1, show_review_rules: 1}}", RENAME, None),
    )
    @ddt.unpack
    def test_other_changes(self, text, change, reason):
        with self.assertRaises(NotEditableError) as caught:
            edited_text(text, change)
        if reason:
            self.assertEqual(str(caught.exception), reason)

    @ddt.data(
        "B:\n  p:\n    a: 1\n    # {% if x %}\n",
        "B:\n  p: # {{ x }} <%= y %>\n    a: '{% if x %}'\n",
        "# {% if x %}\nB:\n  p:\n    a: 1\n# {% endif %}\n",
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
