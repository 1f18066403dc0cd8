"""How many examples generated tests try."""

from django.test import SimpleTestCase

from tests.examples import MOST, TIMES, fuzzing, tries


class TriesTest(SimpleTestCase):
    """The settings of a generated test."""

    def test_at_most_500_in_every_run_and_the_thousands_in_fuzz(self):
        self.assertEqual(tries(fuzz=20_000).max_examples, 20_000 * TIMES if fuzzing() else 500)

    def test_more_than_that_in_every_run_is_refused(self):
        with self.assertRaisesMessage(ValueError, "501 examples in every run"):
            tries(MOST + 1, fuzz=1)
