"""added_tests.py."""

from textwrap import dedent

from django.test import SimpleTestCase

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.source import Leftover, Source

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
    """Tests of ours in a class of the tree."""

    def added(self, text):
        return add_tests(Source("tests/test_it.py", text), [TESTS], fixer="some_fixer")

    def test_nothing_where_they_are(self):
        result = self.added(WITH_BOTH)
        self.assertEqual((result.source.text, result.notes, result.leftovers), (WITH_BOTH, [], []))

    def test_all_with_their_imports(self):
        before = "\nfrom unittest import mock\n\nimport ddt\n\n\nclass SomeTests:\n    def test_here(self):\n"
        result = self.added(before + "        assert ddt\n")
        self.assertEqual(result.source.text, WITH_BOTH)
        self.assertEqual(result.notes, ["a new test that it holds"])

    def test_those_that_are_missing(self):
        text = WITH_BOTH.partition("    def test_two")[0].rstrip() + "\n"
        self.assertEqual(self.added(text).source.text, WITH_BOTH)

    def test_line_endings_of_the_file(self):
        text = WITH_BOTH.partition("    @override")[0].rstrip() + "\n"
        self.assertEqual(self.added(text.replace("\n", "\r\n")).source.text, WITH_BOTH.replace("\n", "\r\n"))

    def test_an_import_of_another_origin_is_enough(self):
        text = "import mock\nfrom django.test.utils import override_settings\n\n\nclass SomeTests:\n    x = 1\n"
        self.assertTrue(self.added(text).source.text.startswith(text))

    def test_a_class_that_is_not_there_is_reported(self):
        text = dedent("""
            class OtherTests:
                class SomeTests:
                    x = 1
        """)
        result = self.added(text)
        self.assertEqual((result.source.text, result.notes), (text, []))
        why = "the class SomeTests is not here, so there is no test that it holds"
        self.assertEqual(result.leftovers, [Leftover("tests/test_it.py", 1, "some_fixer", why, "write that test")])
