"""fixer.py, and the fixers as a whole."""

import re
from importlib import import_module
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.refactor import fixers
from proctoring_config.refactor.fixer import all_fixers, at, holding


class AllFixersTest(SimpleTestCase):
    """What holds of every fixer."""

    def test_each_module_is_one_and_the_name_is_the_modules(self):
        modules = {path.stem for path in Path(fixers.__file__).parent.glob("*.py")} - {"__init__"}
        self.assertEqual({fixer.name for fixer in all_fixers()}, modules)

    def test_each_has_a_test_file_with_more_noops_than_rewrites(self):
        for fixer in all_fixers():
            with self.subTest(fixer.name):
                tests = import_module(f"tests.refactor.fixers.test_{fixer.name}")
                self.assertGreater(len(tests.NOOPS), len(tests.REWRITES))

    def test_each_has_a_summary_in_one_sentence_and_a_reason(self):
        for fixer in all_fixers():
            with self.subTest(fixer.name):
                self.assertRegex(fixer.summary, r"^[A-Z].{20,}\.$")
                self.assertTrue(re.search(r"\bDEPR\b|\bPR #", fixer.doc), "no DEPR, no pull request")


class WantsTest(SimpleTestCase):
    """Which files a fixer says it wants."""

    def test_at(self):
        wants = at("a.py", "b.py", word="Word")
        self.assertTrue(wants("a.py", b"a word"))
        self.assertFalse(wants("a.py", b"none"))
        self.assertFalse(wants("x/a.py", b"a word"))
        self.assertTrue(at("a.py")("a.py", b""))

    def test_holding(self):
        wants = holding("Word", under="cms/", suffix=".html")
        self.assertTrue(wants("cms/a.html", b"a word"))
        self.assertFalse(wants("cms/a.html", b"none"))
        self.assertFalse(wants("cms/a.py", b"a word"))
        self.assertFalse(wants("lms/a.html", b"a word"))
