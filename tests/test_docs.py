"""The documentation against the code."""

import argparse
import re
import runpy
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.cli import exits, refactor
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


class ProblemsPageTest(SimpleTestCase):
    """docs/problems.rst."""

    text = (DOCS / "problems.rst").read_text(encoding="utf-8")
    ids = sorted(kind.id.removeprefix(PREFIX) for kind in KINDS)

    def test_every_id_has_its_place_once_and_leads_to_its_section(self):
        self.assertEqual(sorted(re.findall(r":ref:`(\w+) <\1>`", self.text)), self.ids)

    def test_every_id_is_found_by_what_is_seen(self):
        symptoms = self.text.partition("\nBy what you see\n")[2].partition("\nBy id\n")[0]
        self.assertEqual(sorted(set(re.findall(r"\b[EW]\d{3}\b", symptoms))), self.ids)

    def test_every_id_mentioned_exists(self):
        self.assertLessEqual(set(re.findall(r"\b[EW]\d{3}\b", self.text)), set(self.ids))


class RefactoringPageTest(SimpleTestCase):
    """docs/refactoring.rst."""

    text = (DOCS / "refactoring.rst").read_text(encoding="utf-8")

    def test_every_option_of_the_command_has_its_entry_and_no_other(self):
        parser = argparse.ArgumentParser(add_help=False)
        refactor.add_arguments(parser)
        declared = {option for action in parser._actions for option in action.option_strings}
        entries = re.findall(r"^(``--.+)\n   ", self.text, flags=re.M)
        self.assertEqual({option for entry in entries for option in re.findall(r"--[\w-]+", entry)}, declared)

    def test_every_exit_status_has_its_entry_and_no_other(self):
        statuses = {str(value) for name, value in vars(exits).items() if name.isupper()}
        self.assertEqual(set(re.findall(r"^(\d)\n   ", self.text, flags=re.M)), statuses)


class GeneratedTest(SimpleTestCase):
    """docs/tables.py."""

    def test_the_generated_parts_are_what_the_code_generates(self):
        generated = runpy.run_path(str(DOCS / "tables.py"))["GENERATED"]
        for name, text in generated.items():
            self.assertEqual((DOCS / name).read_text(encoding="utf-8"), text(), "run: make tables")
            self.assertTrue(any(f".. include:: {name}" in page.read_text() for page in DOCS.glob("*.rst")), name)
