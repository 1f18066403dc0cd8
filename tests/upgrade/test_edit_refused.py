"""edit.py: files that are not edited, and the reason."""

from unittest import mock

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade import edit
from proctoring_config.upgrade.changes import QuoteName
from proctoring_config.upgrade.edit import NotEditableError
from tests.upgrade.editing import EMAIL, FILL, RENAME, edited_text, written

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
