"""Facts about the running edx-platform that are read from its source."""

import sys
import tempfile
from pathlib import Path

import ddt
from django.test import SimpleTestCase

from proctoring_config.edx_platform.source import has_vendor_rules

FLAG = "SHOW_REVIEW_RULES_FLAG = CourseWaffleFlag('studio.show_review_rules')\n"


@ddt.ddt
class HasVendorRulesTest(SimpleTestCase):
    """has_vendor_rules."""

    def platform(self, source):
        """Put a package ``cms`` on the path; nothing of it can be imported."""
        folder = self.enterContext(tempfile.TemporaryDirectory())
        config = Path(folder, "cms", "djangoapps", "contentstore", "config")
        config.mkdir(parents=True)
        Path(folder, "cms", "__init__.py").write_text("raise AssertionError('imported')")
        if source is not None:
            (config / "waffle.py").write_text(source)
        sys.path.insert(0, folder)
        self.addCleanup(sys.path.remove, folder)

    @ddt.data((FLAG, True), ("", False), (None, None))
    @ddt.unpack
    def test_they_were_removed_together_with_the_flag(self, source, expected):
        self.platform(source)
        self.assertIs(has_vendor_rules(), expected)

    def test_unknown_outside_the_platform(self):
        self.assertIsNone(has_vendor_rules())
