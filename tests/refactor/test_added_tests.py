"""added_tests.py."""

from textwrap import dedent

from django.test import SimpleTestCase

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.source import Leftover, SourceFile

TESTS = NewTests(
    of="SomeTests",
    rule="it holds",
    imports=(("django.test", "override_settings"), ("unittest", "mock")),
    code='''
        @override_settings(A=1)
        def test_one(self):
            """
            One
            """
            mock.patch('a')

        def test_two(self):
            assert self
    ''',
)
WITHOUT_DDT = "the class SomeTests is not decorated with ddt, so no test checks that it holds"
WITH_BOTH = '''
from unittest import mock

import ddt
from django.test import override_settings


class SomeTests:
    def test_here(self):
        assert ddt

    @override_settings(A=1)
    def test_one(self):
        """
        One
        """
        mock.patch('a')

    def test_two(self):
        assert self
'''


class AddTestsTest(SimpleTestCase):
    """Adding tests to a class of the tree."""

    def add(self, text):
        return add_tests(SourceFile("tests/test_it.py", text), [TESTS], by="fixers.some_fixer")

    def test_nothing_if_they_exist(self):
        result = self.add(WITH_BOTH)
        self.assertEqual((result.file.text, result.notes, result.leftovers), (WITH_BOTH, [], []))

    def test_all_with_their_imports(self):
        before = "\nfrom unittest import mock\n\nimport ddt\n\n\nclass SomeTests:\n    def test_here(self):\n"
        result = self.add(before + "        assert ddt\n")
        self.assertEqual(result.file.text, WITH_BOTH)
        self.assertEqual(result.notes, ["add a test that it holds"])

    def test_only_the_missing_ones(self):
        text = WITH_BOTH.partition("    def test_two")[0].rstrip() + "\n"
        self.assertEqual(self.add(text).file.text, WITH_BOTH)

    def test_with_line_endings_of_the_file(self):
        text = WITH_BOTH.partition("    @override")[0].rstrip() + "\n"
        self.assertEqual(self.add(text.replace("\n", "\r\n")).file.text, WITH_BOTH.replace("\n", "\r\n"))

    def test_import_from_another_module_is_enough(self):
        text = "import mock\nfrom django.test.utils import override_settings\n\n\nclass SomeTests:\n    x = 1\n"
        self.assertTrue(self.add(text).file.text.startswith(text))

    def test_missing_class_is_a_leftover(self):
        text = dedent("""
            class OtherTests:
                class SomeTests:
                    x = 1
        """)
        result = self.add(text)
        self.assertEqual((result.file.text, result.notes), (text, []))
        why = "the class SomeTests does not exist, so no test checks that it holds"
        self.assertEqual(result.leftovers, [Leftover("tests/test_it.py", 1, "some_fixer", why, "write that test")])

    def test_class_without_ddt_does_not_get_tests_that_need_it(self):
        tests = NewTests(of="SomeTests", rule="it holds", code="@ddt.data(1)\ndef test_one(self, x):\n    assert x\n")
        for decorator, added in (("", False), ("@other\n", False), ("@ddt.ddt\n", True)):
            file = SourceFile("a.py", f"import ddt\n\n{decorator}class SomeTests:\n    x = ddt\n")
            result = add_tests(file, [tests], by="fixer")
            self.assertEqual("test_one" in result.file.text, added)
            self.assertEqual([each.why for each in result.leftovers], [] if added else [WITHOUT_DDT])
