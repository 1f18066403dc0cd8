"""The documentation against the code."""

import re
import runpy
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.kinds import KINDS
from proctoring_config.problems import PREFIX

DOCS = Path(__file__).parent.parent / "docs"


class ChecksPageTest(SimpleTestCase):
    """docs/checks.rst."""

    text = (DOCS / "checks.rst").read_text(encoding="utf-8")

    def test_every_id_of_the_table_has_its_section_in_the_tables_order(self):
        sections = re.findall(r"^([EW]\d{3}): (.+)\n=+$", self.text, flags=re.M)
        self.assertEqual(sections, [(kind.id.removeprefix(PREFIX), kind.title) for kind in KINDS])

    def test_every_id_mentioned_exists(self):
        mentioned = set(re.findall(r"\b[EW]\d{3}\b", self.text))
        self.assertEqual(mentioned, {kind.id.removeprefix(PREFIX) for kind in KINDS})


class GeneratedTest(SimpleTestCase):
    """docs/tables.py."""

    def test_the_generated_parts_are_what_the_code_generates(self):
        generated = runpy.run_path(str(DOCS / "tables.py"))["GENERATED"]
        for name, text in generated.items():
            self.assertEqual((DOCS / name).read_text(encoding="utf-8"), text(), "run: make tables")
            self.assertTrue(any(f".. include:: {name}" in page.read_text() for page in DOCS.glob("*.rst")), name)
