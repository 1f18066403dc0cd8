"""The setting as one file, or several merged files, hold it."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.read import Document
from proctoring_config.files.setting import find_setting, merge
from proctoring_config.files.source import Source
from tests.files.nodes import python, setting, yaml


def document(text):
    """A file in YAML."""
    return Document(Source("lms.yml", text), yaml(text))


@ddt.ddt
class SettingOfTest(SimpleTestCase):
    """One file."""

    @ddt.data(
        ("PROCTORING_BACKENDS: 1", ("PROCTORING_BACKENDS",), 1, "lms.yml:1"),
        ("A: 1\nvars:\n  B: {c: 2}", ("vars", "B"), {"c": 2}, "lms.yml:3"),
        ("B: null", ("B",), None, "lms.yml:1"),
    )
    @ddt.unpack
    def test_is_found(self, text, path, value, place):
        found = find_setting(document(text), path)
        self.assertEqual((python(found.entry.node), found.place, found.path), (value, place, path))

    @ddt.data("A: 1", "vars: {}", "vars: [B]", "vars: null", "apiVersion: v1", "{apiVersion: 1, kind: 2}")
    def test_is_not_there(self, text):
        self.assertIsNone(find_setting(document(text), ("vars", "B")))

    def test_a_manifest_with_the_key(self):
        found = find_setting(document("apiVersion: v1\nkind: HelmRelease\nspec: {B: 1}"), ("spec", "B"))
        self.assertEqual(found.entry.node.value, 1)


@ddt.ddt
class MergedTest(SimpleTestCase):
    """Several files."""

    @ddt.data(
        (["{a: {b: 1}}"], {"a": {"b": 1}}),
        (["{DEFAULT: a, a: {b: 1}}", "{a: {c: 2}}"], {"DEFAULT": "a", "a": {"b": 1, "c": 2}}),
        (["{DEFAULT: a, a: {b: 1}}", "{DEFAULT: d, a: {b: 2}, d: {}}"], {"DEFAULT": "d", "a": {"b": 2}, "d": {}}),
        (["{a: {b: {c: 1, d: 2}}}", "{a: {b: {c: 3}}}"], {"a": {"b": {"c": 3}}}),
        (["{a: {b: [1, 2]}}", "{a: {b: [3]}}"], {"a": {"b": [3]}}),
        (["{a: {b: 1}}", "{a: null}"], {"a": None}),
        (["{a: {b: 1}}", "null"], None),
        (["null", "{a: {b: 1}}"], {"a": {"b": 1}}),
        (["{a: {b: 1}}", "{a: {b: 2, c: 2}}", "{a: {b: 3}}"], {"a": {"b": 3, "c": 2}}),
        (["{null: {b: 1}}", "{null: {c: 1}}"], {None: {"b": 1, "c": 1}}),
    )
    @ddt.unpack
    def test_a_later_file_wins_option_by_option(self, values, expected):
        files = [setting(f"PROCTORING_BACKENDS: {value}") for value in values]
        before = [python(file.entry.node) for file in files]
        self.assertEqual(python(merge(files).entry.node), expected)
        self.assertEqual([python(file.entry.node) for file in files], before, "the files themselves stay as they are")

    def test_each_key_keeps_its_place(self):
        one = setting("PROCTORING_BACKENDS:\n  a:\n    b: 1\n    c: 1\n")
        two = setting("# x\nPROCTORING_BACKENDS:\n  a:\n    c: 2\n    d: 2\n", "secrets.yml")
        both = merge([one, two]).entry

        def place(entry):
            return entry.source.name, entry.position

        provider = both.node.entries["a"]
        options = provider.node.entries
        self.assertEqual(place(both), ("lms.yml", (1, 1)))
        self.assertEqual(place(provider), ("lms.yml", (2, 3)))
        self.assertEqual(place(options["b"]), ("lms.yml", (3, 5)))
        self.assertEqual(place(options["c"]), ("secrets.yml", (4, 5)))
        self.assertEqual(place(options["d"]), ("secrets.yml", (5, 5)))
