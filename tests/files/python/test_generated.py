"""Generated modules are run, and compared with what is known from reading them."""

from django.test import SimpleTestCase
from hypothesis import assume, given
from hypothesis import strategies as st

from proctoring_config.files.read_python import parse_python
from proctoring_config.files.source import Source
from tests.examples import tries
from tests.files.python.modules import NAMES, disagreement, disagreement_of_keys, modules, run


class GeneratedTest(SimpleTestCase):
    """What is said to be known is what Python finds."""

    @tries(fuzz=20_000)
    @given(modules, st.randoms(use_true_random=False))
    def test_known_values_are_those_of_python(self, code, random):
        names = run(code, random)
        assume(names is not None)
        root = parse_python(Source("settings.py", code))
        known = {name: names[name] for name in names if name in NAMES}
        for name in NAMES:
            if name in root.entries and name in known:
                found = disagreement(root.entries[name].node, known[name], name)
                self.assertIsNone(found, code)
        self.assertIsNone(disagreement_of_keys(root, {name: names[name] for name in NAMES if name in names}) , code)
