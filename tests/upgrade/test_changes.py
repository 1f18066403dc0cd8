"""changes.py."""

from django.test import SimpleTestCase

from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption, apply_all
from proctoring_config.validators.skeleton import PartlyKnown

VALUE = {"DEFAULT": "acme", None: None, "acme": {"SHOW_REVIEW_RULES": False, "base_url": "x"}, "other": {}}


class ApplyAllTest(SimpleTestCase):
    """The setting after changes."""

    def test_each_change(self):
        changes = [
            QuoteName(),
            FillBody("null"),
            SetOption("null", "show_review_rules", True),
            RenameOption("acme", "SHOW_REVIEW_RULES", "show_review_rules"),
            SetOption("acme", "show_review_rules", True),
        ]
        result = apply_all(VALUE, changes)
        expected = {
            "DEFAULT": "acme",
            "null": {"show_review_rules": True},
            "acme": {"show_review_rules": True, "base_url": "x"},
            "other": {},
        }
        self.assertEqual(result, expected)
        self.assertEqual([list(result), list(result["acme"])], [list(expected), list(expected["acme"])])

    def test_a_provider_with_keys_that_are_not_known(self):
        value = {"acme": PartlyKnown({"SHOW_REVIEW_RULES": False})}
        change = RenameOption("acme", "SHOW_REVIEW_RULES", "show_review_rules")
        self.assertEqual(apply_all(value, [change]), {"acme": {"show_review_rules": False}})

    def test_the_value_itself_is_not_changed(self):
        before = repr(VALUE)
        apply_all(VALUE, [QuoteName(), SetOption("acme", "base_url", True)])
        self.assertEqual(repr(VALUE), before)

    def test_impossible_changes_are_errors(self):
        for change in (SetOption("nobody", "x", True), RenameOption("acme", "x", "y")):
            with self.subTest(change), self.assertRaises(KeyError):
                apply_all(VALUE, [change])
        with self.assertRaises(KeyError):
            apply_all({}, [QuoteName()])
