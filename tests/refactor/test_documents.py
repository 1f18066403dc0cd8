"""documents.py."""

import tempfile

from proctoring_config.refactor.candidates import candidates
from proctoring_config.refactor.documents import read
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result
from tests.refactor.folders import FolderCase

FIXER = Fixer("fixers.any", at("wanted.py", "wanted.txt"), Result)


class ReadTest(FolderCase):
    """Which of them become documents."""

    def read(self):
        found = read(self.root, list(candidates(self.root)), [FIXER])
        return [document.path for document in found.documents], found.leftovers

    def test_what_a_fixer_wants_and_what_holds_a_trace(self):
        self.put("wanted.py", b"a = 1\n")
        self.put("trace.html", b"ProctorTrack")
        self.put("other.py", b"b = 1\n")
        self.assertEqual(self.read(), (["trace.html", "wanted.py"], []))

    def test_a_link_is_passed_over_if_it_stays_inside(self):
        self.put("trace.html", b"proctortrack")
        (self.root / "link.html").symlink_to(self.root / "trace.html")
        self.assertEqual(self.read(), (["trace.html"], []))

    def test_a_link_that_leads_out_is_reported(self):
        with tempfile.NamedTemporaryFile(suffix=".html") as outside:
            outside.write(b"proctortrack")
            outside.flush()
            (self.root / "link.html").symlink_to(outside.name)
            documents, (leftover,) = self.read()
        self.assertEqual(documents, [])
        self.assertEqual((leftover.path, leftover.why), ("link.html", "it leads out of the checkout"))

    def test_a_dangling_link_and_a_folder_are_passed_over(self):
        (self.root / "link.html").symlink_to(self.root / "absent")
        self.assertEqual(read(self.root, ["link.html", ".", "absent.py"], [FIXER]).documents, [])

    def test_what_is_no_text_is_reported(self):
        self.put("wanted.txt", b"\xff\xfe")
        documents, (leftover,) = self.read()
        self.assertEqual(documents, [])
        self.assertEqual((leftover.path, leftover.line, leftover.why), ("wanted.txt", 1, "it is not utf-8"))
