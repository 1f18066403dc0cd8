"""``proctoring-config refactor --propose FILE``."""

import subprocess
import tempfile
from pathlib import Path

from tests.cli.refactoring import CHANGED, CheckoutCase
from tests.refactor import trees

PATH = "fork/exams/views.py"
FORK = "def needs_email(provider):\n    return provider == 'proctortrack'\n"


class ProposeTest(CheckoutCase):
    """A patch for a fork's own modules."""

    def setUp(self):
        super().setUp()
        self.put(PATH, FORK)
        trees.commit(self.root)
        self.patch = Path(self.enterContext(tempfile.TemporaryDirectory()), "proposed.patch")

    def test_patch_is_never_applied_by_the_command(self):
        for options in ([], ["--check"], ["--write"]):
            _, _, err = self.run_it(self.root, "--propose", self.patch, *options)
            self.assertIn(f"{self.patch}: proposed changes to 1 file. Apply them with git apply\n", err)
            self.assertEqual((self.root / PATH).read_text(), FORK)
        self.assertEqual(self.changed(), CHANGED)
        subprocess.run(["git", "apply", self.patch], cwd=self.root, check=True)
        self.assertIn("return requires_escalation_email(provider)", (self.root / PATH).read_text())
        _, _, err = self.run_it(self.root, "--propose", self.patch)
        self.assertIn(f"{self.patch}: no changes to propose\n", err)
        self.assertIn("0 places left", err)
        self.assertEqual(self.patch.read_bytes(), b"")

    def test_file_inside_the_checkout_is_refused(self):
        for file in (self.root / "proposed.patch", self.root / trees.WAFFLE):
            status, out, err = self.run_it(self.root, "--propose", file, "--write")
            self.assertEqual((status, out), (2, ""))
            self.assertIn(f"{file}: inside the checkout. Choose a file outside of it for --propose", err)
        self.assertEqual(trees.git(self.root, "status", "--porcelain"), "")

    def test_nothing_is_written_if_the_patch_cannot_be(self):
        status, _, err = self.run_it(self.root, "--propose", self.patch.parent / "absent" / "x", "--write")
        self.assertEqual(status, 2)
        self.assertIn("No such file or directory", err)
        self.assertEqual(self.changed(), set())
