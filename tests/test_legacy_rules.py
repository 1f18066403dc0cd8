"""The legacy rules of the capabilities: what releases before Verawood do."""

import ast
import itertools
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import ddt
from django.test import SimpleTestCase

from proctoring_config.options import REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES
from tests.places import TREE

OTHERS = ("acme", "Proctortrack", "proctortrack ", "null", "lti_external", "", None, [])


@ddt.ddt
class RulesTest(SimpleTestCase):
    """One name was special, and the flag counted for that name alone."""

    def test_the_vendor_required_an_escalation_email(self):
        self.assertIs(REQUIRES_ESCALATION_EMAIL.legacy_value("proctortrack", None), True)

    @ddt.data(*OTHERS)
    def test_no_other_name_required_one(self, provider):
        self.assertIs(REQUIRES_ESCALATION_EMAIL.legacy_value(provider, None), False)

    @ddt.data(True, False, None)
    def test_the_flag_decided_for_the_vendor(self, flag):
        self.assertIs(SHOW_REVIEW_RULES.legacy_value("proctortrack", flag), flag)

    @ddt.data(*((provider, flag) for provider in OTHERS for flag in (True, False, None)))
    @ddt.unpack
    def test_every_other_provider_showed_review_rules_whatever_the_flag(self, provider, flag):
        self.assertIs(SHOW_REVIEW_RULES.legacy_value(provider, flag), True)

    def test_each_capability_has_its_rule(self):
        rules = [
            [option.legacy_value(provider, flag) for option in (REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES)]
            for provider, flag in (("proctortrack", False), ("proctortrack", None), ("acme", False))
        ]
        self.assertEqual(rules, [[True, False], [True, None], [False, True]])


@unittest.skipUnless(TREE, "PROCTORING_CONFIG_PLATFORM_TREE names no checkout of edx-platform")
class OldReleaseTest(SimpleTestCase):
    """The rules are those of a real tree of that time: its own conditions are run."""

    def node(self, path, wanted):
        """The one node of a file that is wanted, ready to be compiled."""
        tree = ast.parse(Path(TREE, path).read_text(encoding="utf-8"))
        [found] = [node for node in ast.walk(tree) if wanted(node)]
        return found

    def test_who_is_told_to_give_an_escalation_email(self):
        keyword = self.node(
            "cms/djangoapps/contentstore/api/views/course_validation.py",
            lambda node: isinstance(node, ast.keyword) and node.arg == "needs_proctoring_escalation_email",
        )
        code = compile(ast.Expression(keyword.value), "course_validation", "eval")
        for provider in ("proctortrack", *OTHERS):
            with self.subTest(provider):
                needed = eval(code, {"course": SimpleNamespace(proctoring_provider=provider)})
                self.assertIs(REQUIRES_ESCALATION_EMAIL.legacy_value(provider, None), needed)

    def test_whose_review_rules_are_shown(self):
        branch = self.node(
            "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py",
            lambda node: isinstance(node, ast.If) and ast.unparse(node.body[0]).startswith("show_review_rules ="),
        )
        code = compile(ast.Module([branch], []), "view_handlers", "exec")
        for provider, flag in itertools.product(("proctortrack", *OTHERS), (True, False)):
            with self.subTest(provider=provider, flag=flag):
                names = {
                    "course": SimpleNamespace(proctoring_provider=provider),
                    "xblock": mock.Mock(),
                    "SHOW_REVIEW_RULES_FLAG": mock.Mock(**{"is_enabled.return_value": flag}),
                }
                exec(code, names)
                self.assertIs(SHOW_REVIEW_RULES.legacy_value(provider, flag), names["show_review_rules"])
