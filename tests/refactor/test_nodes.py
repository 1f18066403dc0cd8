"""nodes.py."""

import sysconfig
from pathlib import Path
from textwrap import dedent
from unittest import mock

import libcst as cst
import libcst.matchers as m
from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.nodes import (
    _ATTRIBUTES,
    find_nodes,
    find_within,
    render_module,
    render_node,
    replace_nodes,
    walk_nodes,
)

REMOVED = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name("gone"))])]) | m.If(m.Name("gone"))

SAMPLES = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))[::8]

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
class ReplaceNodesTest(SimpleTestCase):
    """Removing statements and replacing nodes."""

    @named_data(*CASES)
    def test_statement_is_removed(self, before, after):
        module = cst.parse_module(before)
        self.assertEqual(replace_nodes(module, dict.fromkeys(find_nodes(module, "gone", REMOVED))).code, after)

    def test_node_is_replaced_and_the_rest_is_unchanged(self):
        before = dedent(
            """
            def f( x ):   # odd
                return  old +1
            y = {  'a':1, }
            """
        )
        module = cst.parse_module(before)
        (name,) = find_nodes(module, "old", m.Name("old"))
        self.assertEqual(replace_nodes(module, {name: cst.Name("new")}).code, before.replace("old", "new"))

    def test_only_the_given_node_is_replaced_not_an_equal_one(self):
        module = cst.parse_module("a = x\nb = x\n")
        first, _ = find_nodes(module, "x", m.Name("x"))
        self.assertEqual(replace_nodes(module, {first: cst.Name("z")}).code, "a = z\nb = x\n")

    def test_node_of_several_lines_is_replaced_with_any_line_ending(self):
        for end in ("\n", "\r\n", "\r"):
            before = f"def f():{end}    return {{{end}        'old': 1,{end}        'b': 2,{end}    }}\n"
            module = cst.parse_module(before)
            (mapping,) = find_nodes(module, "old", m.Dict())
            first, *others = mapping.elements
            new = mapping.with_changes(elements=[first.with_changes(key=cst.SimpleString("'new'")), *others])
            self.assertEqual(replace_nodes(module, {mapping: new}).code, before.replace("old", "new"))

    def test_node_without_text_is_replaced(self):
        module = cst.parse_module("def f(): pass\n")
        (parameters,) = find_nodes(module, "f", m.Parameters())
        new = parameters.with_changes(params=[cst.Param(cst.Name("x"))])
        self.assertEqual(replace_nodes(module, {parameters: new}).code, "def f(x): pass\n")

    def test_node_of_another_module_is_rejected(self):
        module = cst.parse_module("a = x\n")
        with self.assertRaises(LookupError):
            replace_nodes(module, {cst.Name("x"): cst.Name("z")})

    def test_only_statements_that_contain_the_word_are_searched(self):
        module = cst.parse_module("def f():\n    a = x\n    b = x  # here\n")
        self.assertEqual(len(find_nodes(module, "here", m.Name("x"))), 1)


@ddt
class WalkTest(SimpleTestCase):
    """The nodes that are found, and their order."""

    @named_data(
        ["one_type", m.Name("a")],
        ["several_types", m.Name("a") | m.Call() | m.Integer()],
        ["another_type", ~m.Name()],
        ["all_of", m.AllOf(m.Name(), m.Name("a"))],
        ["types_alone", m.OneOf(m.TypeOf(m.Name, m.Integer), m.Call())],
    )
    def test_nodes_are_those_that_libcst_finds(self, matcher):
        module = cst.parse_module("a = b(1, a)\nif a: 2\n")
        expected = list(m.findall(module, matcher))
        self.assertTrue(expected)
        self.assertEqual(find_within(module, matcher), expected)

    def test_order_is_that_of_the_children_of_each_node(self):
        for path in SAMPLES[::4]:
            pending, expected = [cst.parse_module(path.read_bytes())], []
            module = pending[0]
            while pending:
                expected.append(pending.pop())
                pending += reversed(expected[-1].children)
            with self.subTest(path.name):
                self.assertGreater(len(expected), 100)
                self.assertTrue(all(one is other for one, other in zip(walk_nodes(module), expected, strict=True)))

    def test_names_in_the_format_of_a_string_are_found_after_a_string_without_one(self):
        with mock.patch.dict(_ATTRIBUTES, clear=True):
            names = find_within(cst.parse_module("f'{a}'\nf'{b:>{c}}'\n"), m.Name())
        self.assertEqual([name.value for name in names], ["a", "b", "c"])

    def test_statements_that_are_not_searched_are_left_out(self):
        module = cst.parse_module("if a:\n    if b:\n        c\n    d\n")
        nodes = list(walk_nodes(module, lambda node: not m.matches(node, m.If(m.Name("b")))))
        self.assertEqual([node.value for node in nodes if isinstance(node, cst.Name)], ["a", "d"])


@ddt
class RenderTest(SimpleTestCase):
    """The text of modules, made of cached parts, equals LibCST's own."""

    @data(
        "",
        "\n",
        "# only a comment",
        "# only a comment\n\n",
        "a = 1",
        "a = 1\n",
        "\n\n# header\n\na = 1\n\n# footer\n",
        "a = 1\r\nif a:\r\n\tb = 2\r\n",
        "if a:\n  b = 1\n  # end of block\n# end of file\n",
        "a = 1; b = 2\n",
        "#!/usr/bin/python\n# -*- coding: utf-8 -*-\n'''Doc.'''\n",
    )
    def test_module(self, text):
        module = cst.parse_module(text)
        self.assertEqual(render_module(module), module.code)
        self.assertEqual(module.code, text)

    def test_real_modules(self):
        for path in SAMPLES:
            with self.subTest(path.name):
                module = cst.parse_module(path.read_bytes())
                self.assertEqual(render_module(module), module.code)

    def test_changed_module(self):
        module = cst.parse_module("a = 1\nb = 2\n")
        render_module(module)
        changed = module.with_changes(body=[module.body[1], cst.parse_statement("c = 3")])
        self.assertEqual(render_module(changed), "b = 2\nc = 3\n")

    def test_statement_without_the_indentation_of_its_block(self):
        module = cst.parse_module("if a:\r\n\tif b:\r\n\t\tc = 1\r\n")
        self.assertEqual(render_node(module, module.body[0].body.body[0]), "if b:\r\n\tc = 1\r\n")
