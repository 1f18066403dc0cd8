"""
A real checkout of edx-platform from before the change, if one is at hand.

PROCTORING_CONFIG_PLATFORM_TREE names it; it is copied, and never changed.
"""

import re
import shutil
import tempfile
import unittest
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.refactor.checkout import Checkout, list_files, write_edits
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.report import Report
from proctoring_config.refactor.targets import read_targets
from tests.places import TREE
from tests.refactor.trees import GONE

KEPT = re.compile(r"^docs/|\.po$")


def compute(root):
    """The changeset for the checkout at ``root``."""
    targets, unreadable = read_targets(root, list(list_files(root)), all_fixers())
    return compute_changeset(targets, all_fixers(), unreadable)


@unittest.skipUnless(TREE, "PROCTORING_CONFIG_PLATFORM_TREE names no checkout of edx-platform")
class RealTreeTest(SimpleTestCase):
    """All fixers together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = Path(folder.name).resolve() / "platform"
        for path in list_files(Path(TREE).resolve()):
            file = Path(TREE, path)
            if file.is_file() and not file.is_symlink():
                (cls.root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, cls.root / path)
        cls.changeset = compute(cls.root)
        write_edits(cls.root, cls.changeset.edits)

    def test_nothing_is_left_to_fix_by_hand(self):
        self.assertEqual(self.changeset.leftovers, [])

    def test_no_comment_of_upstream_is_listed(self):
        self.assertEqual(Report(Checkout(self.root), self.changeset, written=False).comments, [])

    def test_removed_names_are_gone(self):
        hits = [
            path
            for path in list_files(self.root)
            if not KEPT.search(path) and GONE.search((self.root / path).read_text(encoding="utf-8", errors="replace"))
        ]
        self.assertEqual(hits, [])

    def test_instructor_app_does_not_open_tickets(self):
        files = (self.root / "lms/djangoapps/instructor").rglob("*.py")
        self.assertEqual([file for file in files if "create_zendesk_ticket" in file.read_text(encoding="utf-8")], [])

    def test_second_run_changes_nothing(self):
        self.assertEqual(compute(self.root).edits, [])
