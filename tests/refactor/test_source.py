"""source.py."""

import libcst as cst
from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.source import SourceFile, is_test


@ddt
class SourceFileTest(SimpleTestCase):
    """The file that a fixer gets."""

    def test_content_is_replaced_by_text_or_by_a_module(self):
        file = SourceFile("x.py", "a = 1\n", "proctoring-config==9")
        for new in ("b = 2\n", cst.parse_module("b = 2\n")):
            changed = file.replace_content(new)
            self.assertEqual((changed.path, changed.text, changed.requirement), ("x.py", "b = 2\n", file.requirement))
            self.assertEqual(changed.module.code, "b = 2\n")
        self.assertEqual(file.text, "a = 1\n")

    def test_leftover_has_the_line_of_the_node(self):
        file = SourceFile("x.py", "\n\na = 1\n")
        self.assertEqual(file.leftover(file.module.body[0], what="a", why="why", todo="todo").line, 3)
        self.assertEqual(file.leftover(7, what="a", why="why", todo="todo").line, 7)

    @data("a = (\n", "a\0\n")
    def test_module_that_cannot_be_parsed(self, text):
        with self.assertRaises(CannotParseError):
            _ = SourceFile("x.py", text).module

    @named_data(
        ["parentheses", "(", 3_000, ")"],
        ["lists", "[", 3_000, "]"],
        ["calls", "f(", 3_000, ")"],
        ["subscripts", "a[", 3_000, "]"],
        ["few_lists", "[", 190, "]"],
        ["negations", "not ", 20_000, ""],
        ["fewer_negations", "not ", 600, ""],
        ["signs", "-", 20_000, ""],
        ["lambdas", "lambda: ", 3_000, ""],
    )
    def test_deeply_nested_module_does_not_crash_the_process(self, opening, depth, closing):
        try:
            module = SourceFile("x.py", f"a = {opening * depth}0{closing * depth}\n").module
        except CannotParseError:
            return
        self.assertEqual(depth, 190)
        self.assertEqual(len(module.body), 1)


@ddt
class IsTestTest(SimpleTestCase):
    """Files that are tests or serve tests."""

    @data("cms/tests/utils.py", "cms/test_a.py", "conftest.py", "xmodule/testutils.py")
    def test_tests(self, path):
        self.assertTrue(is_test(path))

    @data("cms/latest/a.py", "cms/testing.py", "cms/contest_a.py")
    def test_other_files(self, path):
        self.assertFalse(is_test(path))
