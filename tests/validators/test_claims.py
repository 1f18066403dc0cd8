"""Check the claims of messages about values against PyYAML and the real edx_proctoring."""

import json

import ddt
import yaml
from django.test import SimpleTestCase
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from proctoring_config.validators.backend_options import validate_options

URL = "https://proctor.example.com"


@ddt.ddt
class ValueTest(SimpleTestCase):
    """Values with more than was meant."""

    @ddt.named_data(
        ("W023, a space", "a ", "W023"),
        ("W023, a line break", "a\n", "W023"),
        ("W023, quotes", "“a”", "W023"),
        ("W035, a comma", "a,", "W035"),
        ("W035, a semicolon", "a;", "W035"),
        ("W034, another option", "a base_url: 5", "W034"),
    )
    def test_is_passed_on_unchanged(self, value, code):
        options = {"base_url": URL, "client_id": value, "client_secret": "x"}
        (problem,) = validate_options("acme", options, ("PROCTORING_BACKENDS", "acme"))
        self.assertEqual(problem.id, f"proctoring_config.{code}")
        self.assertEqual(BaseRestProctoringProvider(**options).client_id, value)

    def test_keys_in_a_value_have_no_effect(self):
        options = yaml.safe_load(f"base_url: '{URL}\ntimeout: 5'\n")
        backend = BaseRestProctoringProvider(**options, client_id="x", client_secret="x")
        self.assertEqual(backend.base_url, f"{URL} timeout: 5")
        self.assertNotEqual(backend.timeout, 5)

    @ddt.data(json.loads, yaml.safe_load)
    def test_the_last_value_of_a_duplicate_key_wins(self, load):
        self.assertEqual(load('{"acme": {"client_id": "a"}, "acme": null}'), {"acme": None})

    @ddt.named_data(
        ("W006, misspelled", "client-id", "x", "W006"),
        ("W007, unknown", "region", "x", "W007"),
        ("W024, not a name", "client_id:x", None, "W024"),
        ("W033, a level", "options", {"client_id": "x"}, "W033"),
    )
    def test_edx_proctoring_ignores_other_options(self, name, value, code):
        (problem,) = validate_options("acme", {name: value}, ("PROCTORING_BACKENDS", "acme"))
        self.assertEqual(problem.id, f"proctoring_config.{code}")
        self.assertNotIn(name, BACKEND_CONFIGURATION_ALLOW_LIST)
