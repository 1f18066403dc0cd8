"""Files unrelated to proctoring are never changed: the modules of the standard library."""

import sysconfig
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.files.encoding import Text
from proctoring_config.refactor.engine import compute_changeset, edit_file
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.targets import TargetFile, read_targets

STDLIB = Path(sysconfig.get_path("stdlib")).resolve()
MODULES = [path for path in sorted(STDLIB.rglob("*.py")) if not {"site-packages", "test"} & set(path.parts)]
PATHS = [path.relative_to(STDLIB).as_posix() for path in MODULES]


class CorpusTest(SimpleTestCase):
    """All fixers on unrelated files."""

    def test_no_file_is_read_changed_or_reported(self):
        self.assertGreater(len(PATHS), 500)
        targets, unreadable = read_targets(STDLIB, PATHS, all_fixers())
        changeset = compute_changeset(targets, all_fixers(), unreadable)
        self.assertEqual((targets, unreadable), ([], []))
        self.assertEqual((changeset.edits, changeset.leftovers, changeset.records), ([], [], []))

    def test_no_python_fixer_changes_an_unrelated_file_that_it_gets(self):
        fixers = all_fixers()
        for path in MODULES[::40]:
            text = path.read_bytes().decode("utf-8", "ignore").replace("\x0c", "")
            with self.subTest(path.name):
                self.assertFalse(edit_file(TargetFile("x.py", Text(text), fixers)).changed)
