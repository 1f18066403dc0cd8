"""Files that have nothing to do with proctoring are never touched: the standard library's own."""

import sysconfig
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.files.write import Text
from proctoring_config.refactor.documents import Document, read
from proctoring_config.refactor.edit import edit
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.plan import make_plan

STDLIB = Path(sysconfig.get_path("stdlib")).resolve()
MODULES = [path for path in sorted(STDLIB.rglob("*.py")) if not {"site-packages", "test"} & set(path.parts)]
PATHS = [path.relative_to(STDLIB).as_posix() for path in MODULES]


class CorpusTest(SimpleTestCase):
    """Every fixer, over unrelated files."""

    def test_no_file_is_wanted_touched_or_reported(self):
        self.assertGreater(len(PATHS), 500)
        found = read(STDLIB, PATHS, all_fixers())
        plan = make_plan(found, all_fixers())
        self.assertEqual((found.documents, found.leftovers), ([], []))
        self.assertEqual((plan.edits, plan.leftovers, plan.records), ([], [], []))

    def test_no_python_fixer_touches_an_unrelated_file_that_it_is_made_to_treat(self):
        fixers = all_fixers()
        for path in MODULES[::40]:
            text = path.read_bytes().decode("utf-8", "ignore").replace("\x0c", "")
            with self.subTest(path.name):
                treated = edit(Document("x.py", Text(text), fixers), ())
                self.assertFalse(treated.changed)
