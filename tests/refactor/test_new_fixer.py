"""new_fixer.py: the modules that it writes."""

import importlib.util
import sys
import unittest
from contextlib import redirect_stderr
from io import StringIO

from tests.refactor.new_fixer import main, write_fixer
from tests.refactor.tools import FolderCase


class NewFixerTest(FolderCase):
    """The skeleton of a fixer, before anybody completes it."""

    def load(self, path, name):
        """Import a module that was written."""
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self.addCleanup(sys.modules.pop, name)
        spec.loader.exec_module(module)
        return module

    def test_skeleton_fails_with_what_is_missing(self):
        fixer, tests = write_fixer("old_label", self.root)
        self.load(fixer, "proctoring_config.refactor.fixers.old_label")
        suite = unittest.defaultTestLoader.loadTestsFromModule(self.load(tests, "tests.refactor.fixers.test_old_label"))
        result = unittest.TestResult()
        suite.run(result)
        self.assertEqual((result.testsRun, result.errors), (3, []))
        ((test, message),) = result.failures
        self.assertIn("test_rewrites", test.id())
        self.assertIn("AssertionError: old_label does not change the file", message)

    def test_existing_fixer_is_not_overwritten(self):
        path, _ = write_fixer("old_label", self.root)
        path.write_text("mine")
        with self.assertRaisesMessage(ValueError, "already exists"):
            write_fixer("old_label", self.root)
        self.assertEqual(path.read_text(), "mine")

    def test_invalid_name(self):
        for name in ("Old-label", "oldLabel", "old-label", "2old", "", "ä"):
            with self.subTest(name), self.assertRaisesMessage(ValueError, "is not a module name"):
                write_fixer(name, self.root)

    def test_wrong_usage_is_reported_in_one_line(self):
        for argv, message in (
            ([], "required: NAME"),
            (["old-label"], "is not a module name"),
            (["makefile"], "exists"),
        ):
            with self.subTest(argv), redirect_stderr(StringIO()) as printed, self.assertRaises(SystemExit) as caught:
                main(argv)
            self.assertEqual(caught.exception.code, 2)
            self.assertIn(message, printed.getvalue().splitlines()[-1])
