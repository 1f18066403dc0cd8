"""``make platform`` without a checkout. With one, tests/browser/test_platform.py uses the same servers."""

import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

from demo.edx_platform.launch import StartError, running
from tests.places import ROOT


class StartTest(SimpleTestCase):
    """Messages if nothing can be served."""

    def test_folder_that_is_not_a_checkout(self):
        folder = str(Path(self.enterContext(tempfile.TemporaryDirectory())).resolve())
        for arguments in ([folder], []):
            command = [sys.executable, "-m", "demo.edx_platform", *arguments]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("is not a checkout of edx-platform. Run: make platform TREE=", done.stderr)

    def test_studio_that_does_not_start(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()
        (folder / "setup.py").write_text("")
        with (
            self.assertRaisesRegex(StartError, "No module named 'mongomock'"),
            running(sys.executable, folder, folder, 1, 2),
        ):
            pass
