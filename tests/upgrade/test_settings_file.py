"""settings_file.py: words in texts that cannot be read as settings, and modules that depend on conditions."""

import tempfile
from itertools import product
from pathlib import Path

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade.plan import make_plan
from proctoring_config.upgrade.process import process_file
from proctoring_config.upgrade.settings_file import find_settings_files, find_word
from proctoring_config.upgrade.snippets import FORMS

BARE = 'PROCTORING_BACKENDS = {"null": {}, "proctortrack": {"client_id": "a"}}'
NULL = 'PROCTORING_BACKENDS = {"null": {}}'
NEUTRAL = {"requires_escalation_email": True, "show_review_rules": False}
DONE = f'PROCTORING_BACKENDS = {{"null": {{}}, "proctortrack": {NEUTRAL}}}'
VENDOR = 'PROCTORING_BACKENDS["proctortrack"]'


@ddt.ddt
class FindWordTest(SimpleTestCase):
    """Whole words outside comments."""

    @ddt.named_data(
        ("alone", "proctortrack"),
        ("as a YAML key", "x\n  proctortrack:\n"),
        ("as a Python key", "x = {'proctortrack': {}}"),
        ("as a subscript", 'X["proctortrack"]["a"] = 1'),
        ("in a template", "{{ .Values.proctortrack }}"),
        ("before a comment", "DEFAULT: proctortrack  # the provider"),
        ("as a keyword", "dict(proctortrack=1)"),
        ("on the line after a comment", "a # proctortrack\nproctortrack"),
        ("before a full stop", "see proctortrack."),
    )
    def test_found(self, text):
        self.assertEqual(find_word(text, "proctortrack"), text.rindex("proctortrack"))

    @ddt.data(
        "",
        "Proctortrack",
        "edx-proctoring-proctortrack==1.2",
        "edx_proctoring_proctortrack",
        "proctortrack2",
        "proctortrack-old",
        "https://testing.proctortrack.com",
        "https://proctortrack",
        "help@proctortrack",
        "# proctortrack",
        "x: 1  # no proctortrack any more",
    )
    def test_not_found(self, text):
        self.assertIsNone(find_word(text, "proctortrack"))


@ddt.ddt
class ConditionsTest(SimpleTestCase):
    """Modules whose setting depends on conditions that only the process knows."""

    def find(self, code):
        """Return the settings file with this code."""
        path = Path(self.enterContext(tempfile.TemporaryDirectory()), "production.py")
        path.write_text(code)
        (file,) = find_settings_files(str(path))
        return file

    @ddt.named_data(
        ("configured if true", f'{NULL}\nif X:\n    {VENDOR} = {{"client_id": "a"}}\n', 2, (3, 25)),
        ("configured if false", f'{NULL}\nif X:\n    pass\nelse:\n    {VENDOR} = {{"client_id": "a"}}\n', 2, (5, 25)),
        ("removed if true", f"{BARE}\nif X:\n    del {VENDOR}\n", 2, (1, 36)),
        ("done if true", f"{BARE}\nif X:\n    {VENDOR} = {NEUTRAL}\n", 2, (3, 25)),
        ("done if false", f"{DONE}\nif X:\n    {VENDOR} = {{}}\n", 2, (3, 25)),
        ("an option if true", f'{BARE}\nif X:\n    {VENDOR}["show_review_rules"] = False\n', 2, (1, 36)),
        ("a string if true", f'{DONE}\nif X:\n    {VENDOR}["show_review_rules"] = "no"\n', 1, (3, 41)),
        ("two settings", f"if X:\n    {NULL}\nelse:\n    {BARE}\n", 2, (4, 40)),
        ("two conditions", f"{DONE}\nif X:\n    {VENDOR} = {{}}\nif Y:\n    {VENDOR} = {NEUTRAL}\n", 2, (5, 25)),
        ("null if true", f"{DONE}\nif X:\n    {VENDOR} = None\n", 3, (3, 25)),
    )
    def test_the_lines_are_right_for_each_result(self, code, count, position):
        file = self.find(code)
        result = process_file(file, False, form=None, backup=False)
        self.assertEqual((len(result.plan.changes), result.plan.undecided), (count, ()))
        path = ("PROCTORING_BACKENDS", "proctortrack", "show_review_rules")
        self.assertEqual(file.nearest_entry(path).position, position)
        for x, y in product((True, False), repeat=2):
            names = {"X": x, "Y": y}
            exec(code + result.snippet, names)
            self.assertTrue(make_plan(names["PROCTORING_BACKENDS"], False).is_done, names)
        for render in FORMS.values():
            self.assertIn("show_review_rules", render(result.plan, file.value, file.path))

    @ddt.named_data(
        ("another provider", f'{DONE}\nif X:\n    PROCTORING_BACKENDS["acme"] = {{}}\n'),
        ("a decision for each result", f'{DONE}\nif X:\n    {VENDOR}["show_review_rules"] = True\n'),
        ("removed", f"{DONE}\nif X:\n    del {VENDOR}\n"),
        ("another default", f'{DONE}\nPROCTORING_BACKENDS["DEFAULT"] = "proctortrack" if X else "null"\n'),
    )
    def test_nothing_to_do(self, code):
        self.assertTrue(self.find(code).plan(False).is_done)
