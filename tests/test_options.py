"""The registry of options against what reads them, and the schema against the registry."""

from pathlib import Path

import jsonschema
from django.test import SimpleTestCase
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from hypothesis import given
from hypothesis import strategies as st

import proctoring_config
from proctoring_config import schemas
from proctoring_config.options import CAPABILITIES, OPTIONS
from tests.examples import tries


class RegistryTest(SimpleTestCase):
    """options.py."""

    def test_every_option_that_edx_proctoring_passes_on_is_declared(self):
        self.assertLessEqual(set(BACKEND_CONFIGURATION_ALLOW_LIST), set(OPTIONS))

    def test_each_capability_has_a_predicate_that_returns_the_declared_default(self):
        for option in CAPABILITIES:
            predicate = getattr(proctoring_config, option.name)
            self.assertIs(predicate("never heard of"), option.answer(None))

    def test_a_default_fits_the_options_own_schema(self):
        for option in OPTIONS.values():
            if option.default is not None:
                jsonschema.validate(option.default, dict(option.schema), cls=jsonschema.Draft7Validator)

    def test_summaries_are_sentences(self):
        for option in OPTIONS.values():
            self.assertRegex(option.summary, r"^[A-Z].*\.$")


class SchemaTest(SimpleTestCase):
    """schemas/."""

    def test_the_shipped_file_is_what_the_registry_generates(self):
        shipped = Path(schemas.__file__).with_name("proctoring_backends.schema.json")
        self.assertEqual(shipped.read_text(encoding="utf-8"), schemas.settings_schema_text(), "run: make schema")

    def test_the_schema_is_a_draft_07_schema(self):
        jsonschema.Draft7Validator.check_schema(schemas.settings_schema())

    def test_a_whole_settings_file_is_judged_by_its_backends_only(self):
        judge = jsonschema.Draft7Validator(schemas.settings_schema()).is_valid
        self.assertTrue(judge({"SITE_NAME": "x", "PROCTORING_BACKENDS": {"DEFAULT": "null", "null": {}}}))
        self.assertTrue(judge({"SITE_NAME": "x"}))
        self.assertFalse(judge({"PROCTORING_BACKENDS": {"DEFAULT": "x", "x": {"show_review_rules": "False"}}}))


class TypeTest(SimpleTestCase):
    """The comparison of values with the declared types, which imports no library."""

    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=5,
    )

    def test_schemas_use_only_the_keywords_that_are_compared(self):
        for option in OPTIONS.values():
            self.assertLessEqual(set(option.schema), {"type", "items", "exclusiveMinimum"})
            self.assertLessEqual(set(option.schema.get("items", {})), {"type", "items"})

    @tries(fuzz=20_000)
    @given(values)
    def test_the_comparison_agrees_with_jsonschema(self, value):
        for option in OPTIONS.values():
            expected = jsonschema.Draft7Validator(dict(option.schema)).is_valid(value)
            self.assertIs(option.accepts(value), expected, f"{option.name}: {value!r}")
