"""option_values.py."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.problems.names import QUOTES, QUOTES_INSIDE
from proctoring_config.validators.option_values import find_lookalikes_in_value


@ddt.ddt
class LookalikesTest(SimpleTestCase):
    """Characters in texts."""

    @ddt.data("Acme\u2019s Exams", "Dr. “Q” Exams", "it\u2019s", 'say "x"', "a \u2013 b", "Größe")
    def test_part_of_a_text(self, value):
        self.assertIsNone(find_lookalikes_in_value(value))

    @ddt.data(("“x”", QUOTES), ("\u2018x\u2019", QUOTES), ("'x'", QUOTES_INSIDE), ('"x"', QUOTES_INSIDE))
    @ddt.unpack
    def test_around_the_value(self, value, expected):
        self.assertEqual(find_lookalikes_in_value(value), expected)
