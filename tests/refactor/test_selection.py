"""selection.py."""

from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.selection import selected
from proctoring_config.refactor.source import Result


def made(name, group=None):
    """A fixer that does nothing."""
    return Fixer(f"fixers.{name}", holding("x"), Result, group=group)


class SelectedTest(SimpleTestCase):
    """--only and --skip."""

    fixers = [made("a", "g"), made("b", "g"), made("c"), made("d")]

    def names(self, **choices):
        return [fixer.name for fixer in selected(self.fixers, **choices)]

    def test_all_by_default(self):
        self.assertEqual(self.names(), ["a", "b", "c", "d"])

    def test_only(self):
        self.assertEqual(self.names(only=["d", "c"]), ["c", "d"])

    def test_skip(self):
        self.assertEqual(self.names(skip=["c"]), ["a", "b", "d"])

    def test_a_group_comes_and_goes_as_a_whole(self):
        self.assertEqual(self.names(only=["a"]), ["a", "b"])
        self.assertEqual(self.names(skip=["b"]), ["c", "d"])

    def test_skip_beats_only(self):
        self.assertEqual(self.names(only=["a", "c"], skip=["c"]), ["a", "b"])

    def test_an_unknown_name_is_refused_with_what_may_have_been_meant(self):
        with self.assertRaisesMessage(InputError, "there is no fixer 'zzz'; --list names them all"):
            self.names(skip=["zzz"])
        with self.assertRaisesMessage(InputError, "did you mean review_rules?"):
            selected([made("review_rules")], only=["reviewrules"])
        with self.assertRaisesMessage(InputError, "did you mean rest_zendesk?"):
            selected([made("rest_zendesk"), made("review_rules")], only=["zendesk"])
