"""Generated modules are run, and compared with what is known from reading them."""

import warnings

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files.tree import MappingNode
from proctoring_config.validators.skeleton import Unresolved
from tests.examples import tries
from tests.files.nodes import python_root
from tests.files.python.modules import NAMES, Writer, disagreement, run


class GeneratedTest(SimpleTestCase):
    """Values that are reported as known are those that Python computes."""

    @tries(fuzz=20_000, shrink=False)
    @given(st.randoms(use_true_random=True))
    def test_known_values_are_those_of_python(self, random):
        code = Writer(random).module()
        warnings.simplefilter("ignore")
        root = python_root(code)
        entries = {key: one for key, one in root.entries.items() if key in NAMES or isinstance(key, Unresolved)}
        for _ in range(3):
            names = run(code, random)
            if names is not None:
                found = {name: names[name] for name in NAMES if name in names}
                self.assertIsNone(disagreement(MappingNode(0, 0, entries=entries), found), code)
