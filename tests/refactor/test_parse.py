"""parse.py."""

import itertools
from unittest import mock

import libcst as cst
import libcst.matchers as m
from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.nodes import render_module
from proctoring_config.refactor.parse import CannotParseError, parse_cst
from proctoring_config.refactor.source import SourceFile

#: Bodies of functions, written for a top-level function.
BODIES = [
    ["statements", "\n    a = 1\n    return a\n"],
    ["docstring", '\n    """Words.\n\nMore words."""\n'],
    ["comment_on_the_line_of_the_colon", "  # why\n    pass\n"],
    ["comments_above", "\n    # why\n\n    # because\n    pass\n"],
    ["comment_above_in_the_first_column", "\n# why\n    pass\n"],
    ["comments_below", "\n    pass\n    # of the body\n\n    # also\n# of the next statement\n"],
    ["comment_below_an_inner_block", "\n    if a:\n        b\n        # of the block\n    # of the body\n"],
    ["comment_below_between_two_indentations", "\n    if a:\n        b\n      # odd\n"],
    ["one_line", " pass\n"],
    ["one_line_after_a_backslash", " \\\n    pass\n"],
    ["several_statements_on_a_line", "\n    a; b;\n"],
    ["other_indentation", "\n  if a:\n     b\n"],
    ["tabs", "\n\tif a:\n\t\tb\n"],
    ["decorated_function_first", "\n    @a\n    # why\n    @b(1)\n    def inner():\n        pass\n"],
    ["class_first", "\n    class Inner:\n        def f(self):\n            pass\n"],
    ["text_with_line_breaks", '\n    a = f"""\n{b}\n"""\n'],
    ["form_feed_and_other_separators", '\n    a = "\x0c\x1c\u2028"\n    b\n'],
    ["generator_and_await", "\n    await a\n    yield\n"],
    ["a_number", "\n    0\n"],
    ["spaces_below", "\n    pass\n\n    \n        \n"],
    ["spaces_below_an_inner_block", "\n    if a:\n        b\n        \n    \n"],
    ["comment_and_spaces_below", "\n    pass\n    # of the body\n    \n  \n"],
    ["form_feed_below", "\n    pass\n    \x0c\n"],
    ["backslash_above", " \\\n\n    pass\n"],
    ["backslash_and_comment_above", " \\\n    # why\n    pass\n"],
    ["backslash_at_the_end", "\n    a\n    b \\\n\n"],
    ["backslash_after_a_semicolon_at_the_end", "\n    a\n    b; \\\n\n"],
    ["backslash_and_comment_at_the_end", "\n    b \\\n    # why\n"],
]
HEADS = [
    "def f():",
    "async def f(a, b=(1, 2)) -> int :",
    "def f(  # why\n    a,  # é\n    # b\n):",
    "@a\n@b(\n    c\n)\ndef f():",
    'def f(a="""\n#"""):',
]


def in_class(function, indent):
    """Return a class with a statement and the function."""
    lines = ("a = 1\n\n" + function).splitlines(keepends=True)
    return "class A:\n" + "".join(indent + line if line.strip() else line for line in lines)


@ddt
class ParseCstTest(SimpleTestCase):
    """The tree whose bodies are parsed on demand."""

    @named_data(*BODIES)
    def test_tree_and_text_are_the_same_as_without_delay(self, body):
        checked = 0
        for head, below in itertools.product(HEADS, ("", "# x\n\nb = 2\n")):
            function = head + body
            for code in (function, in_class(function, "    "), f"if a:\n    b\n{in_class(function, '  ')}"):
                text = (code + below).replace("\n", "\r\n" if below else "\n")
                try:
                    expected = cst.parse_module(text)
                    compile(text, "", "exec")
                except (SyntaxError, cst.ParserSyntaxError):  # for example, await in a function that is not async
                    continue
                checked += 1
                module = parse_cst(text)
                self.assertEqual(render_module(module), text)
                self.assertTrue(module.visit(cst.CSTTransformer()).deep_equals(expected), text)
                self.assertEqual(module.code, text)
        self.assertGreater(checked, 5)

    @data("a = 1\rdef f():\n    b\n", "def f():\n    a\n\r    b\n", "def f():\n    a", "class A: a = 1\n", "")
    def test_irregular_ends_of_lines(self, text):
        self.assertEqual(parse_cst(text).code, text)

    def test_only_what_is_visited_is_parsed(self):
        text = "def f():\n    a\n\nclass A:\n    def g(self):\n        b\n\n    def h(self):\n        c\n"
        with mock.patch.object(cst, "parse_module", wraps=cst.parse_module) as parse:
            function, outer = parse_cst(text).body
            self.assertEqual(parse.call_count, 1)
            self.assertEqual(m.findall(outer.body.body[1], m.Name("c"))[0].value, "c")
            self.assertEqual(len(function.body.body), 1)
            self.assertEqual(parse.call_count, 3)

    def test_bodies_match_as_blocks_and_can_be_changed(self):
        function = parse_cst("def f():  # why\n    a\n").body[0]
        self.assertTrue(m.matches(function, m.FunctionDef(body=m.IndentedBlock([m.SimpleStatementLine()]))))
        changed = function.with_changes(body=function.body.with_changes(footer=[cst.EmptyLine(indent=False)]))
        self.assertEqual(cst.Module([changed]).code, "def f():  # why\n    a\n\n")

    def test_nodes_below_a_body_that_is_not_parsed_have_their_lines(self):
        file = SourceFile("x.py", "def f():\n    a\n    b\n\ndef g():\n    c\n    d\n")
        function = file.module.body[1]
        self.assertEqual((file.line_of(function), file.line_of(function.body.body[1])), (5, 7))

    @data("a = (\n", "a\0\n", "def f():\n    a = (\n")
    def test_file_that_python_cannot_parse(self, text):
        with self.assertRaisesRegex(CannotParseError, "Python"):
            parse_cst(text)

    def test_body_that_libcst_cannot_parse_or_reproduce(self):
        other = cst.parse_module("def _():\n    c\n")
        for message, effect in (("parse", {"side_effect": RecursionError}), ("reproduce", {"return_value": other})):
            body = parse_cst("def f():\n    a\n").body[0].body
            patched = mock.patch.object(cst, "parse_module", **effect)
            with self.subTest(message), patched, self.assertRaisesRegex(CannotParseError, message):
                _ = body.body
