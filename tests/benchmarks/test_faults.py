"""Test the generator of faults: what it claims about a broken file is true."""

from collections import Counter
from functools import cache
from random import Random

import ddt
import yaml
from django.test import SimpleTestCase

from benchmarks.faults.cases import FAULTS, VARIANTS, generate, healthy_files
from benchmarks.faults.entries import ROOT, Text, is_loaded, load
from benchmarks.faults.fault import TOP, UNREADABLE, misspelled
from benchmarks.faults.samples import FORMS, VALUES, render

LANGUAGES = ("block", "flow", "json", "python")
CASES = list(generate())
#: Kinds whose faults change nothing that the platform loads: the last one of two keys wins.
SAME_VALUE = ("provider twice", "option twice", "setting twice")


@cache
def loaded(text):
    """Return what the platform loads, as text, or ``None`` if it loads nothing."""
    try:
        return repr(load(text))
    except Exception:  # whatever the loader raises
        return None


def cases_of(fault):
    """Return the cases of a kind of fault."""
    return [case for case in CASES if case.fault is fault]


@ddt.ddt
class GeneratorTest(SimpleTestCase):
    """Broken files."""

    def test_there_are_enough_kinds(self):
        self.assertGreaterEqual(len(FAULTS), 80)
        self.assertEqual(len({fault.name for fault in FAULTS}), len(FAULTS))

    def test_every_run_makes_the_same_cases(self):
        self.assertEqual([case.broken for case in generate()], [case.broken for case in CASES])

    def test_number_of_variants(self):
        numbers = Counter((case.fault.name, case.form.name) for case in CASES)
        self.assertEqual(max(numbers.values()), VARIANTS)

    @ddt.named_data(*((fault.name, fault) for fault in FAULTS))
    def test_kind_breaks_files_of_all_its_languages(self, fault):
        self.assertEqual({case.broken.text.language for case in cases_of(fault)}, set(fault.languages))

    @ddt.named_data(*((fault.name, fault) for fault in FAULTS))
    def test_text_is_changed_and_lines_are_in_it(self, fault):
        for case in cases_of(fault):
            self.assertNotEqual(case.broken.text.text, case.sample.text.text, str(case))
            last = max(text.text.count("\n") + 1 for text in (case.broken.text, case.broken.other) if text)
            for line in case.broken.lines:
                self.assertTrue(line == TOP or 1 <= line <= last, str(case))

    @ddt.named_data(*((fault.name, fault) for fault in FAULTS))
    def test_platform_loads_what_is_said_to_be_readable(self, fault):
        for case in cases_of(fault):
            if fault.is_unreadable:
                self.assertIsNone(loaded(case.broken.text), str(case))
            elif UNREADABLE not in fault.ids:
                self.assertIsNotNone(loaded(case.broken.text), str(case))

    @ddt.named_data(*((fault.name, fault) for fault in FAULTS if fault.name not in SAME_VALUE))
    def test_value_is_another_one(self, fault):
        for case in cases_of(fault):
            self.assertNotEqual(loaded(case.broken.text), loaded(case.sample.text), str(case))

    def test_name_is_misspelled(self):
        for seed in range(200):
            new = misspelled("show_review_rules", Random(seed))
            self.assertNotEqual(new, "show_review_rules")
            self.assertLessEqual(abs(len(new) - len("show_review_rules")), 1)


@ddt.ddt
class HealthyTest(SimpleTestCase):
    """Healthy files in every form."""

    @ddt.data(*LANGUAGES)
    def test_language_keeps_the_value(self, language):
        for value in VALUES:
            self.assertEqual(load(Text(language, render(language, value)))[ROOT], value)

    def test_form_moves_the_lines(self):
        for form, sample in healthy_files():
            before, after = (text.split("\n") for text in (sample.text.text, form.wrap(sample.text.text)))
            self.assertEqual(len(after) - len(before), form.lines)
            self.assertEqual(after[form.lines :][0].strip().replace("EDXAPP_", ""), before[0].strip())

    @ddt.named_data(*((form.name.replace(" ", "_"), form) for form in FORMS if form.language != "python"))
    def test_form_is_valid_and_contains_the_settings(self, form):
        for one, sample in healthy_files():
            if one is form:
                self.assertIn(ROOT, str(yaml.safe_load(form.wrap(sample.text.text))))

    def test_all_corpus_languages_are_used(self):
        used = {sample.text.language for _, sample in healthy_files() if "/" in sample.name}
        self.assertEqual(used, {"block", "flow", "json"})


@ddt.ddt
class EntriesTest(SimpleTestCase):
    """Spans and edits of texts."""

    @ddt.data(*LANGUAGES)
    def test_inserted_entry_can_be_removed(self, language):
        for form, sample in healthy_files():
            if form.language == language and form.wrap is str:
                for path in ((ROOT,), ()):
                    longer = sample.text.insert(path, "ADDED", "1")
                    self.assertEqual(_at(load(longer), (*path, "ADDED")), 1, sample.name)
                    shorter = longer.remove(longer.find(*path, "ADDED"))
                    self.assertEqual(load(shorter), load(sample.text), sample.name)

    @ddt.data(*LANGUAGES)
    def test_span_of_a_value_is_its_literal(self, language):
        text = Text(language, render(language, VALUES[0]))
        for path, literal in (((ROOT, "acme", "timeout"), "20"), ((ROOT, "acme", "passing_statuses"), "satisfactory")):
            self.assertIn(literal, text.slice(text.find(*path).value))
        entry = text.find(ROOT, "acme", "token_expiration_time")
        changed = text.replace(entry.value, "7")
        self.assertEqual(_at(load(changed), entry.path), 7)
        self.assertEqual(text.offset(text.line(entry.key[0]), text.column(entry.key[0])), entry.key[0])

    def test_text_that_python_cannot_run_is_not_loaded(self):
        self.assertFalse(is_loaded(Text("python", "X = absent")))
        self.assertTrue(is_loaded(Text("python", "X = 1")))


def _at(value, path):
    for key in path:
        value = value[key]
    return value
