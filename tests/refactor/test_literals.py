"""literals.py."""

import libcst as cst
from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.literals import get_key, get_keys, insert_element, quote_like, remove_from_dict

# dict, index, dict with "new": 0 after that index
INSERTIONS = [
    ["into_an_empty_one", "{}", -1, "{'new': 0}"],
    ["beside_the_only_one", "{'a': 1}", 0, "{'a': 1, 'new': 0}"],
    ["beside_the_last_one_with_comma", "{'a': 1,}", 0, "{'a': 1, 'new': 0,}"],
    ["beside_the_first_one", "{'a': 1,  'b': 2}", 0, "{'a': 1,  'new': 0,  'b': 2}"],
    ["below_the_only_one", "{\n    'a': 1\n}", 0, "{\n    'a': 1,\n    'new': 0\n}"],
    ["below_the_last_one_with_comma", "{\n    'a': 1,\n}", 0, "{\n    'a': 1,\n    'new': 0,\n}"],
    ["below_a_comment", "{\n    'a': 1,  # one\n}", 0, "{\n    'a': 1,  # one\n    'new': 0,\n}"],
    ["below_the_comment_of_the_brace", "{  # all\n    'a': 1\n}", 0, "{  # all\n    'a': 1,\n    'new': 0\n}"],
    [
        "above_the_comment_of_the_next_one",
        "{\n    'a': 1,  # one\n    # two\n    'b': 2,\n}",
        0,
        "{\n    'a': 1,  # one\n    'new': 0,\n    # two\n    'b': 2,\n}",
    ],
    ["below_the_last_of_two", "{'a': 1,\n 'b': 2}", 1, "{'a': 1,\n 'b': 2,\n 'new': 0}"],
]

# dict, dict without the keys "old"
REMOVALS = [
    ["nothing", "{'a': 1,  # old\n **old, f'old': 2}", "{'a': 1,  # old\n **old, f'old': 2}"],
    ["the_only_one", "{'old': 1}", "{}"],
    ["the_first", "{'old': 1, 'a': 2}", "{'a': 2}"],
    ["the_last", "{'a': 2, 'old': 1}", "{'a': 2}"],
    ["the_last_with_comma", "{'a': 2, 'old': 1,}", "{'a': 2,}"],
    ["the_last_line", "{\n    'a': 2,\n    'old': 1\n}", "{\n    'a': 2\n}"],
    ["the_last_line_with_comma", "{\n    'a': 2,\n    'old': 1,\n}", "{\n    'a': 2,\n}"],
    ["its_comment", "{\n    'a': 2,  # two\n    'old': 1,  # one\n}", "{\n    'a': 2,  # two\n}"],
    ["two_of_three", "{'old': 1, 'a': 2, 'old': 3}", "{'a': 2}"],
]


@ddt
class LiteralsTest(SimpleTestCase):
    """Inserting and removing elements of dict displays."""

    @named_data(*INSERTIONS)
    def test_insert_element(self, before, after, expected):
        element = cst.DictElement(cst.SimpleString("'new'"), cst.Integer("0"))
        self.assertEqual(self.code(insert_element(cst.parse_expression(before), after, element)), expected)

    @named_data(*REMOVALS)
    def test_remove_from_dict(self, before, expected):
        after = remove_from_dict(cst.parse_expression(before), lambda element: get_key(element) == "old")
        self.assertEqual(self.code(after), expected)

    def test_only_plain_strings_are_keys(self):
        self.assertEqual(
            get_keys(cst.parse_expression("""{"a": 1, 'b': 2, c: 3, f'd': 4, b'e': 5, **f, 'g' 'h': 6}""")),
            ["a", "b", None, None, None, None, None],
        )

    def test_quote_like_uses_the_same_quotes(self):
        self.assertEqual(quote_like(cst.SimpleString("'x'"), "new").value, "'new'")
        self.assertEqual(quote_like(cst.SimpleString('"x"'), "new").value, '"new"')

    @staticmethod
    def code(node):
        return cst.Module([]).code_for_node(node)
