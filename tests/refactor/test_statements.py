"""statements.py."""

from textwrap import dedent

import libcst as cst
import libcst.matchers as m
from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.statements import edited, found

GONE = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name("gone"))])]) | m.If(m.Name("gone"))

CASES = [
    ["between", "a = 1\ngone = 2\nb = 3\n", "a = 1\nb = 3\n"],
    ["with_its_comment", "a = 1\n\n# why\ngone = 2\n\nb = 3\n", "a = 1\n\nb = 3\n"],
    ["not_with_a_header", "a = 1\n\n# Header\n\n# why\ngone = 2\n\nb = 3\n", "a = 1\n\n# Header\n\nb = 3\n"],
    ["first_of_its_section", "import a\n\ngone = 2\nb = 3\n", "import a\n\nb = 3\n"],
    ["first_below_two_blank_lines", '"""Doc."""\n\n\ngone = 2\nb = 3\n', '"""Doc."""\n\n\nb = 3\n'],
    ["below_a_header_without_blank_line", "a = 1\n\n# Header\n\ngone = 2\nb = 3\n", "a = 1\n\n# Header\n\nb = 3\n"],
    ["first_of_the_file", "gone = 2\n\nb = 3\n", "b = 3\n"],
    ["last_of_the_file", "a = 1\n\n# why\ngone = 2\n", "a = 1\n"],
    ["last_below_a_header", "a = 1\n\n# Header\n\ngone = 2\n", "a = 1\n\n# Header\n"],
    ["two_in_a_row", "a = 1\n\ngone = 2\ngone = 3\n\n\nb = 3\n", "a = 1\n\n\nb = 3\n"],
    ["only_one_of_a_block", "if a:\n    gone = 2\nb = 3\n", "if a:\n    pass\nb = 3\n"],
    ["first_of_a_block", "if a:\n    gone = 2\n\n    b = 3\n", "if a:\n    b = 3\n"],
    ["compound", "a = 1\n\nif gone:\n    a = 2\n\nb = 3\n", "a = 1\n\nb = 3\n"],
    ["crlf", "a = 1\r\ngone = 2\r\nb = 3\r\n", "a = 1\r\nb = 3\r\n"],
]


@ddt
class EditedTest(SimpleTestCase):
    """Taking statements out, and replacing nodes."""

    @named_data(*CASES)
    def test_a_statement_is_taken_out(self, before, after):
        module = cst.parse_module(before)
        self.assertEqual(edited(module, dict.fromkeys(found(module, "gone", GONE))).code, after)

    def test_a_node_is_replaced_and_the_rest_stays_byte_for_byte(self):
        before = dedent(
            """
            def f( x ):   # odd
                return  old +1
            y = {  'a':1, }
            """
        )
        module = cst.parse_module(before)
        (name,) = found(module, "old", m.Name("old"))
        self.assertEqual(edited(module, {name: cst.Name("new")}).code, before.replace("old", "new"))

    def test_only_the_named_node_is_replaced_not_one_that_looks_the_same(self):
        module = cst.parse_module("a = x\nb = x\n")
        first, _ = found(module, "x", m.Name("x"))
        self.assertEqual(edited(module, {first: cst.Name("z")}).code, "a = z\nb = x\n")

    def test_a_node_over_several_lines_is_replaced_whatever_ends_them(self):
        for end in ("\n", "\r\n", "\r"):
            before = f"def f():{end}    return {{{end}        'old': 1,{end}        'b': 2,{end}    }}\n"
            module = cst.parse_module(before)
            (mapping,) = found(module, "old", m.Dict())
            first, *others = mapping.elements
            new = mapping.with_changes(elements=[first.with_changes(key=cst.SimpleString("'new'")), *others])
            self.assertEqual(edited(module, {mapping: new}).code, before.replace("old", "new"))

    def test_a_node_without_text_is_replaced(self):
        module = cst.parse_module("def f(): pass\n")
        (parameters,) = found(module, "f", m.Parameters())
        new = parameters.with_changes(params=[cst.Param(cst.Name("x"))])
        self.assertEqual(edited(module, {parameters: new}).code, "def f(x): pass\n")

    def test_a_node_of_another_module_is_refused(self):
        module = cst.parse_module("a = x\n")
        with self.assertRaises(LookupError):
            edited(module, {cst.Name("x"): cst.Name("z")})

    def test_only_statements_that_hold_the_word_are_searched(self):
        module = cst.parse_module("def f():\n    a = x\n    b = x  # here\n")
        self.assertEqual(len(found(module, "here", m.Name("x"))), 1)
