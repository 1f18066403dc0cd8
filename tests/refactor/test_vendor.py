"""vendor.py."""

import libcst as cst
import libcst.matchers as m
from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.nodes import replace_nodes
from proctoring_config.refactor.vendor import IS_VENDOR, predicate_call, reword_comments


@ddt
class ComparisonTest(SimpleTestCase):
    """Comparisons with the vendor's name."""

    @data(
        ("p == 'proctortrack'", "rule(p)"),
        ('"proctortrack" == c.p', "rule(c.p)"),
        ("p != 'proctortrack'", "not rule(p)"),
        ("(p == 'proctortrack')", "(rule(p))"),
    )
    @unpack
    def test_replaced_by_a_call(self, comparison, call):
        node = cst.parse_expression(comparison)
        self.assertTrue(m.matches(node, IS_VENDOR))
        self.assertEqual(cst.Module([]).code_for_node(predicate_call(node, "rule")), call)

    @data(
        "p == 'mock'", "p is 'proctortrack'", "f() == 'proctortrack'", "p == 'proctortrack' == q", "p in 'proctortrack'"
    )
    def test_other_comparisons(self, comparison):
        self.assertFalse(m.matches(cst.parse_expression(comparison), IS_VENDOR))


class RewordCommentsTest(SimpleTestCase):
    """Comments that name the vendor."""

    def test_only_known_wordings_are_replaced(self):
        module = cst.parse_module("x = 1\n# for Proctortrack only\na = 1  # proctortrack\n")
        replacements = dict(reword_comments(module.body[1], [("for proctortrack only", "for some")]))
        self.assertEqual(replace_nodes(module, replacements).code, "x = 1\n# for some\na = 1  # proctortrack\n")
