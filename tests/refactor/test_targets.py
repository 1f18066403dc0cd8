"""targets.py."""

import tempfile

from proctoring_config.refactor.checkout import list_files
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult
from proctoring_config.refactor.targets import read_targets
from tests.refactor.tools import FolderCase

FIXER = Fixer("fixers.any", in_files("wanted.py", "wanted.txt"), FixResult)


class ReadTargetsTest(FolderCase):
    """Files that are read."""

    def read(self):
        """Paths of the targets, and the leftovers."""
        targets, unreadable = read_targets(self.root, list(list_files(self.root)), [FIXER])
        return [target.path for target in targets], unreadable

    def test_files_a_fixer_applies_to_and_files_with_a_trace(self):
        self.put("wanted.py", b"a = 1\n")
        self.put("trace.html", b"ProctorTrack")
        self.put("other.py", b"b = 1\n")
        self.assertEqual(self.read(), (["trace.html", "wanted.py"], []))

    def test_link_within_the_checkout_is_skipped(self):
        self.put("trace.html", b"proctortrack")
        (self.root / "link.html").symlink_to(self.root / "trace.html")
        self.assertEqual(self.read(), (["trace.html"], []))

    def test_link_out_of_the_checkout_is_reported(self):
        with tempfile.NamedTemporaryFile(suffix=".html") as outside:
            outside.write(b"proctortrack")
            outside.flush()
            (self.root / "link.html").symlink_to(outside.name)
            paths, (leftover,) = self.read()
        self.assertEqual(paths, [])
        self.assertEqual((leftover.path, leftover.why), ("link.html", "it leads out of the checkout"))

    def test_dangling_link_and_folder_are_skipped(self):
        (self.root / "link.html").symlink_to(self.root / "absent")
        self.assertEqual(read_targets(self.root, ["link.html", ".", "absent.py"], [FIXER]), ([], []))

    def test_file_that_is_not_text_is_reported(self):
        self.put("wanted.txt", b"\xff\xfe")
        paths, (leftover,) = self.read()
        self.assertEqual(paths, [])
        self.assertEqual((leftover.path, leftover.line, leftover.why), ("wanted.txt", 1, "it is not utf-8"))
