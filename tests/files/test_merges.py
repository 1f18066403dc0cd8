"""Keys whose value depends on the release of PyYAML."""

import json
import os
import subprocess
import unittest

import ddt
import yaml as pyyaml
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.merges import find_overridden_keys, find_unstable_keys
from tests.examples import tries
from tests.files.nodes import yaml

A = "one: &one {name: 1}\ntwo: &two {name: 2}\n"
CASES = [
    ("a list of mappings", A + "last: {<<: [*one, *two]}", {"name"}),
    ("two merges of short keys", "one: &one {n: 1}\ntwo: &two {n: 2}\nlast: {<<: *one, <<: *two}", {"n"}),
    ("two merges", A + "last: {<<: *one, <<: *two}", set()),
    ("the same mapping twice", A + "last: {<<: [*one, *two, *one]}", {"name"}),
    ("the same value first and last", A + "last: {<<: [{name: 1}, *two, {name: 1}]}", set()),
    ("a set", "one: &one {name: 1}\nlast: {<<: [*one, !!set {name}]}", {"name"}),
    ("a mapping with a tag", "one: &one {name: 1}\nlast: {<<: [*one, !x {name: 2}]}", {"name"}),
    ("a merge that overrides", "one: &one {<<: {k: 9}, k: 1}\nlast: {<<: *one}", {"k"}),
    ("a merge of a merge", "one: &one {name: 1}\ntwo: &two {<<: [*one, {name: 2}]}\nlast: {<<: *two}", {"name"}),
    ("equal values", "one: &one {name: [1]}\nlast: {<<: [*one, {name: [1]}]}", set()),
    ("a key of its own", A + "last: {<<: [*one, *two], name: 3}", set()),
    ("different keys", A + "last: {<<: [*one, {title: 2}]}", set()),
    ("itself", "last: &last {<<: [*last, {name: 1}], title: 1}", set()),
    ("none", "last: {name: 1}", set()),
]


def find(text):
    """The unstable keys of the last mapping of a text."""
    return set(find_unstable_keys(list(yaml(text).entries.values())[-1].node))


@ddt.ddt
class UnstableKeysTest(SimpleTestCase):
    """find_unstable_keys."""

    @ddt.named_data(*CASES)
    def test_finds(self, text, keys):
        self.assertEqual(find(text), keys)

    def test_the_place_is_that_of_the_last_merge(self):
        (mapping,) = (entry.node for key, entry in yaml(CASES[1][1]).entries.items() if key == "last")
        self.assertEqual(find_unstable_keys(mapping), {"n": CASES[1][1].rindex("<<")})

    def test_large_values_are_compared_once(self):
        big = "[" + "1, " * 5000 + "1]"
        text = f"x: &x {{k: {big}}}\ny: &y {{k: {big}}}\nlast: {{<<: [{'*x, *y, ' * 2000}*x]}}\n"
        self.assertEqual(find(text), set())

    def test_too_many_merges_are_given_up(self):
        lines = [f"k{n}: &k{n} {{<<: [*k{n - 1}, *k{n - 1}], x{n}: 1}}\n" for n in range(1, 14)]
        self.assertEqual(find("k0: &k0 {}\n" + "".join(lines) + "last: {<<: [*k13, {a: 1}]}"), set())


OVERRIDDEN = [
    ("two merges in braces", A + "last: {<<: *one, <<: *two}", {"name": (0, 1)}),
    ("two merges in a block", A + "last:\n  <<: *one\n  <<: *two", {"name": (0, 1)}),
    ("three merges", A + "last: {<<: *one, <<: {title: 1}, <<: *two}", {"name": (0, 2)}),
    ("two values", A + "last: {<<: {name: 1, title: 1}, <<: {name: 2, title: 2}}", {"name": (0, 1), "title": (0, 1)}),
    ("a list second", A + "last: {<<: *one, <<: [*two, {title: 1}]}", {"name": (0, 1)}),
    ("a merge of a merge", A + "last: {<<: {<<: *one}, <<: *two}", {"name": (0, 2)}),
    ("a mapping and null", A + "last: {<<: {name: {}}, <<: {name: null}}", {"name": (0, 1)}),
    ("a boolean and its word", "last: {<<: {name: true}, <<: {name: 'true'}}", {"name": (0, 1)}),
    ("a short key, which depends on the release", "last: {<<: {n: 1}, <<: {n: 2}}", {}),
    ("equal values", A + "last: {<<: *one, <<: {name: 1}}", {}),
    ("the same mapping", A + "last: {<<: *one, <<: *one}", {}),
    ("a key of its own", A + "last: {<<: *one, <<: *two, name: 3}", {}),
    ("different keys", A + "last: {<<: *one, <<: {title: 2}}", {}),
    ("one merge", A + "last: {<<: [*one, *two]}", {}),
    ("none", "last: {name: 1}", {}),
]


@ddt.ddt
class OverriddenKeysTest(SimpleTestCase):
    """find_overridden_keys."""

    @ddt.named_data(*OVERRIDDEN)
    def test_finds(self, text, expected):
        found = find_overridden_keys(list(yaml(text).entries.values())[-1].node)
        numbers = {key: tuple(text.count("<<", 0, start) for start in starts) for key, starts in found.items()}
        self.assertEqual(numbers, expected)

    def test_the_last_one_is_loaded(self):
        self.assertEqual(pyyaml.safe_load(OVERRIDDEN[0][1])["last"], {"name": 2})


_KEYS = st.sampled_from(["name", "title", "n", "show_review_rules"])
_BODIES = st.lists(
    st.tuples(_KEYS, st.sampled_from("123")).map(lambda pair: f"{pair[0]}: {pair[1]}")
    | st.sampled_from(["<<: *x0", "<<: *x1", "<<: [*x0, *x1]", "<<: [*x1, {name: 7}, *x0, *x1]", "<<: {name: 8}"]),
    max_size=4,
)
_FILES = st.lists(_BODIES, min_size=3, max_size=3).map(
    lambda bodies: "".join(
        f"m{number}: &x{number} {{{', '.join(line for line in body if number > 1 or '*' not in line)}}}\n"
        for number, body in enumerate(bodies)
    )
)
#: A Python with the other of PyYAML 6.0.3 and 6.0.4.
OTHER = os.environ.get("PYYAML_OTHER_PYTHON", "")


@unittest.skipUnless(OTHER, "PYYAML_OTHER_PYTHON names no Python with another release of PyYAML")
class ReleasesTest(SimpleTestCase):
    """Two releases decide: a key is unstable if, and only if, they load different values."""

    @tries(20, fuzz=400)
    @given(st.lists(_FILES, min_size=50, max_size=50))
    def test_as_the_releases_load_it(self, texts):
        code = "import json, sys, yaml; print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)]))"
        run = subprocess.run([OTHER, "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True)
        other = json.loads(run.stdout)
        for text, loaded in zip(texts, other, strict=True):
            here = pyyaml.safe_load(text)["m2"]
            differing = {key for key in here if here[key] != loaded["m2"][key]}
            self.assertEqual(find(text), differing, text)
