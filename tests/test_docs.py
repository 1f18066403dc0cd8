"""The documentation against the code."""

import argparse
import re
from xml.etree import ElementTree

from django.test import SimpleTestCase

from docs.picture import LAYERS
from docs.tables import GENERATED
from proctoring_config.cli import refactor
from proctoring_config.cli.arguments import ExitStatus
from proctoring_config.problems import PREFIX
from proctoring_config.problems.kinds import KINDS
from tests.places import DOCS
from tests.test_dependencies import PACKAGE


class ChecksPageTest(SimpleTestCase):
    """docs/checks.rst."""

    text = (DOCS / "checks.rst").read_text(encoding="utf-8")

    def test_every_id_has_a_section_in_the_order_of_the_table(self):
        sections = re.findall(r"^([EW]\d{3}): (.+)\n=+$", self.text, flags=re.M)
        self.assertEqual(sections, [(kind.id.removeprefix(PREFIX), kind.title) for kind in KINDS])

    def test_every_id_mentioned_exists(self):
        mentioned = set(re.findall(r"\b[EW]\d{3}\b", self.text))
        self.assertEqual(mentioned, {kind.id.removeprefix(PREFIX) for kind in KINDS})


class ProblemsPageTest(SimpleTestCase):
    """docs/problems.rst."""

    text = (DOCS / "problems.rst").read_text(encoding="utf-8")
    ids = sorted(kind.id.removeprefix(PREFIX) for kind in KINDS)

    def test_every_id_has_advice_once_and_links_to_its_section(self):
        advice = self.text.partition("\nBy id\n")[2]
        self.assertEqual(sorted(re.findall(r":ref:`(\w+) <\1>`", advice)), self.ids)

    def test_every_id_has_a_symptom_and_links_to_its_section(self):
        symptoms = self.text.partition("\nBy symptom\n")[2].partition("\nBy id\n")[0]
        self.assertEqual(sorted(set(re.findall(r":ref:`(\w+) <\1>`", symptoms))), self.ids)

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
        statuses = {str(status.value) for status in ExitStatus}
        self.assertEqual(set(re.findall(r"^(\d)\n   ", self.text, flags=re.M)), statuses)


class SettingsPageTest(SimpleTestCase):
    """What code-annotations puts on docs/settings.rst."""

    def test_every_setting_of_ours_is_annotated(self):
        named, annotated = set(), set()
        for path in PACKAGE.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(r"\bPROCTORING_CONFIG_[A-Z_]+\b", text))
            annotated |= set(re.findall(r"# \.\. (?:setting|toggle)_name: (PROCTORING_CONFIG_\w+)", text))
        self.assertEqual(annotated, named)
        self.assertIn("PROCTORING_CONFIG_STRICT", annotated)

    def test_the_page_asks_for_them(self):
        text = (DOCS / "settings.rst").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^\.\. settings::$")
        self.assertRegex(text, r"(?m)^\.\. featuretoggles::$")


class GeneratedTest(SimpleTestCase):
    """docs/tables.py."""

    def test_the_generated_parts_are_what_the_code_generates(self):
        for name, text in GENERATED.items():
            self.assertEqual((DOCS / name).read_text(encoding="utf-8"), text(), "run: make tables")

    def test_each_generated_part_stands_on_a_page(self):
        text = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.rst"))
        for name in GENERATED:
            self.assertRegex(text, rf"(?m)^ *(\.\. include::|:file:) {re.escape(name)}$")


class PictureTest(SimpleTestCase):
    """docs/picture.py; tests/test_dependencies.py holds its layers against the imports."""

    def test_the_picture_is_well_formed_and_names_every_part(self):
        tree = ElementTree.fromstring((DOCS / "architecture.svg").read_text(encoding="utf-8"))
        texts = {element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")}
        self.assertLessEqual({part for layer in LAYERS for part in layer.parts}, texts)
