"""yaml_nodes.py."""

import unittest

import yaml
from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.files.yaml_nodes import compose, inside

TEXTS = [
    ["blocks", "# first\nA:\n  B: 1\n  C:\n  - x\n  - 'y'\nD: 2\n"],
    ["flows", "A: {B: 1, 'C': [x, \"y\"]}\nD: {}\n"],
    ["wide_characters", "A: é\nB: 😀 x\nC: 1\n"],
    ["other_line_endings_and_no_last_one", "A: 1\r\nB:\r\n  - é\r\n  - x"],
    ["texts_of_several_lines", "A: |\n  one\n  two\nB: >\n  three\n\nC: four\n  five\n"],
    ["anchors_and_merges", "A: &a\n  B: 1\nC:\n  <<: *a\n  D: *a\n"],
]


def places(node):
    """Every node with the places that fixers edit at."""
    marks = [(each.start_mark, each.end_mark, each.tag) for each in inside(node)]
    return [(start.index, start.column, end.index, tag) for start, end, tag in marks]


@ddt
class ComposeTest(SimpleTestCase):
    """The nodes of a text."""

    @unittest.skipUnless(yaml.__with_libyaml__, "PyYAML was built without libyaml")
    @named_data(*TEXTS)
    def test_places_are_the_same_with_and_without_libyaml(self, text):
        self.assertEqual(places(compose(text)), places(yaml.compose(text, Loader=yaml.SafeLoader)))

    @named_data(["empty", ""], ["no_yaml", "A: [1"], ["two_documents", "A: 1\n---\nB: 2\n"], ["a_tab", "A:\n\tB: 1\n"])
    def test_what_is_no_document_has_no_node(self, text):
        self.assertIsNone(compose(text))
