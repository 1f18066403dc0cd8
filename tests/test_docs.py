"""Compare the documentation with the code."""

import argparse
import re
import shlex
from importlib.util import find_spec
from types import SimpleNamespace
from unittest import skipUnless

from django.core.management import get_commands, load_command_class
from django.test import SimpleTestCase

from docs.layers import LAYERS
from docs.tables import GENERATED
from proctoring_config.cli import refactor
from proctoring_config.cli.arguments import ExitStatus
from proctoring_config.cli.main import _parser
from proctoring_config.options import CAPABILITIES
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

    def test_every_symptom_leads_to_commands_that_exist(self):
        table = self.text.partition("\nBy symptom\n")[2].partition("\n====")[0]
        rows = re.findall(r"^   \* - (.+)\n     - ((?:.+\n)+?)     - ", table, flags=re.M)
        self.assertEqual(len(rows), table.count("   * - "))
        for symptom, column in rows[1:]:
            commands = re.findall(r"``((?:manage\.py|proctoring-config) .+?)``", column)
            self.assertTrue(commands, symptom)
            for command in commands:
                program, service_or_command, *arguments = shlex.split(
                    command.replace("KEY", "course-v1:Org+Course+Run")
                )
                with self.subTest(command=command):
                    if program == "manage.py":
                        name, *arguments = arguments
                        self.assertIn(service_or_command, ("lms", "cms"))
                        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
                    else:
                        parser, arguments = _parser(), [service_or_command, *arguments]
                    parser.parse_args(arguments)


class RefactoringPageTest(SimpleTestCase):
    """docs/refactoring.rst."""

    text = (DOCS / "refactoring.rst").read_text(encoding="utf-8")

    def test_options_are_those_of_the_command(self):
        parser = argparse.ArgumentParser(add_help=False)
        refactor.add_arguments(parser)
        declared = {option for action in parser._actions for option in action.option_strings}
        entries = re.findall(r"^(``--.+)\n   ", self.text, flags=re.M)
        self.assertEqual({option for entry in entries for option in re.findall(r"--[\w-]+", entry)}, declared)

    def test_every_exit_status_has_its_entry_and_no_other(self):
        statuses = {str(status.value) for status in ExitStatus}
        self.assertEqual(set(re.findall(r"^(\d)\n   ", self.text, flags=re.M)), statuses)


class SettingsPageTest(SimpleTestCase):
    """The parts of docs/settings.rst that code-annotations generates."""

    def test_every_setting_is_annotated(self):
        named, annotated = set(), set()
        for path in PACKAGE.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(r"\bPROCTORING_CONFIG_[A-Z_]+\b", text))
            annotated |= set(re.findall(r"# \.\. (?:setting|toggle)_name: (PROCTORING_CONFIG_\w+)", text))
        self.assertEqual(annotated, named)
        self.assertIn("PROCTORING_CONFIG_STRICT", annotated)

    def test_page_includes_them(self):
        text = (DOCS / "settings.rst").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^\.\. settings::$")
        self.assertRegex(text, r"(?m)^\.\. featuretoggles::$")


class PredicatesTest(SimpleTestCase):
    """The table of predicates in docs/settings.rst."""

    def test_table_contains_every_capability(self):
        text = (DOCS / "settings.rst").read_text(encoding="utf-8")
        predicates = re.findall(r"``(\w+)\(provider\)``", text.partition("\nPredicates\n")[2])
        self.assertEqual(predicates, [option.name for option in CAPABILITIES])


class GeneratedTest(SimpleTestCase):
    """docs/tables.py."""

    def test_generated_files_are_up_to_date(self):
        for name, text in GENERATED.items():
            self.assertEqual((DOCS / name).read_text(encoding="utf-8"), text(), "run: make tables")

    def test_every_generated_file_is_included_in_a_page(self):
        text = "".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.rst"))
        for name in GENERATED:
            self.assertRegex(text, rf"(?m)^ *\.\. include:: {re.escape(name)}$")


class LayersTest(SimpleTestCase):
    """docs/layers.py. ``tests/test_dependencies.py`` compares the layers with the imports."""

    def test_diagram_contains_every_part(self):
        text = (DOCS / "layers-diagram.rst").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"``(\w+)``", text), [part for layer in LAYERS for part in layer.parts])


@skipUnless(find_spec("sphinx"), "Sphinx is not installed")
class ProblemLinksTest(SimpleTestCase):
    """docs/conf.py."""

    def test_ids_in_text_are_links(self):
        from docutils.core import publish_doctree
        from sphinx.addnodes import pending_xref

        from docs.conf import link_problem_ids

        paragraph = "See W002 and *W003*, not ``W004`` or `W005 <https://example.com>`_."
        doctree = publish_doctree(f"W001\n====\n\n{paragraph}\n\n.. code:: text\n\n   W006\n")
        text = doctree.astext()
        link_problem_ids(SimpleNamespace(env=SimpleNamespace(docname="page")), doctree)
        links = list(doctree.findall(pending_xref))
        self.assertEqual([link.astext() for link in links], ["W002", "W003"])
        self.assertEqual([link["reftarget"] for link in links], ["w002", "w003"])
        self.assertEqual(doctree.astext(), text)
