"""A module is short enough to be read as a whole."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase

from tests.places import ROOT

LONGEST = 300
FOLDERS = ("benchmarks", "demo", "docs", "proctoring_config", "tests", "translations")


def long_modules(*folders):
    """Return the number of lines of each module with more than ``LONGEST`` lines."""
    paths = [path for folder in folders for path in Path(folder).rglob("*.py") if "node_modules" not in path.parts]
    lines = {str(path): len(path.read_bytes().splitlines()) for path in paths}
    return {path: number for path, number in lines.items() if number > LONGEST}


class ModuleSizeTest(SimpleTestCase):
    """All modules, those of the tests included."""

    def test_no_module_is_too_long(self):
        self.assertEqual(long_modules(*(ROOT / folder for folder in FOLDERS)), {})

    def test_every_folder_is_read(self):
        folders = {path.parent.name for path in ROOT.glob("[!.]*/*.py")}
        self.assertLessEqual(folders - {"build", "dist"}, set(FOLDERS))

    def test_long_modules_are_found(self):
        with TemporaryDirectory() as folder:
            (Path(folder) / "package").mkdir()
            Path(folder, "right.py").write_text("x = 1\n" * LONGEST)
            long = Path(folder, "package", "long.py")
            long.write_text("x = 1\n" * LONGEST + "y = 2")
            self.assertEqual(long_modules(folder), {str(long): LONGEST + 1})
