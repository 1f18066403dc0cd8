"""option_values.py."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.options import OPTIONS
from proctoring_config.problems.names import LINE_BREAK, OUTER_SPACES, QUOTES, QUOTES_INSIDE
from proctoring_config.validators.option_values import (
    find_lookalikes_in_value,
    find_options_in_value,
    find_trailing_commas,
    suggest_value,
)


@ddt.ddt
class LookalikesTest(SimpleTestCase):
    """Characters in texts."""

    @ddt.data(
        "Acme\u2019s Exams",
        "Dr. “Q” Exams",
        "it\u2019s",
        'say "x"',
        '"A" and "B"',
        "'a' 'b'",
        "“A” and “B”",
        "«A», «B»",
        "a \u2013 b",
        "Größe",
    )
    def test_part_of_a_text(self, value):
        self.assertIsNone(find_lookalikes_in_value(value))

    @ddt.data("-----BEGIN KEY-----\nabc\n-----END KEY-----\n", " ", "\n", "a b", "a\nb")
    def test_spaces_that_are_part_of_a_text(self, value):
        self.assertIsNone(find_lookalikes_in_value(value))

    @ddt.data(("x ", OUTER_SPACES), (" x", OUTER_SPACES), ("x\t", OUTER_SPACES), ("x\n", LINE_BREAK))
    @ddt.unpack
    def test_spaces_around_the_value(self, value, expected):
        self.assertEqual(find_lookalikes_in_value(value), expected)

    @ddt.data(("“x”", QUOTES), ("\u2018x\u2019", QUOTES), ("'x'", QUOTES_INSIDE), ('""x""', QUOTES_INSIDE))
    @ddt.unpack
    def test_around_the_value(self, value, expected):
        self.assertEqual(find_lookalikes_in_value(value), expected)


@ddt.ddt
class OptionsInValuesTest(SimpleTestCase):
    """Texts that contain the name of an option and a colon."""

    @ddt.data(
        "https://x client_id: a",
        "x, client_id: a",
        "x,client_id:a",
        "x\nclient_id: a\n",
        "x 'client_id': a",
        'x, "client_id" : a',
        "x; client_id:",
        "x\tclient_id: 'a'",
    )
    def test_found(self, value):
        self.assertEqual(find_options_in_value(value), ["client_id"])

    def test_words_beside_an_option(self):
        self.assertEqual(find_options_in_value("x, timeout: 5, client_id: a"), ["timeout", "client_id"])

    @ddt.data(
        "https://x.example.com:8000/client_id",
        "https://x.example.com/?client_id=a",
        "Acme: exams",
        "client_id: a",
        "my_client_id: a",
        "x client_id",
        "Call us, or write to support: a@b.c",
        "Contact, organization: Acme",
        "Please note, timeout: 5 minutes; organization: Acme",
        "",
    )
    def test_not_found(self, value):
        self.assertEqual(find_options_in_value(value), [])


@ddt.ddt
class TrailingCommasTest(SimpleTestCase):
    """Texts that end with a comma."""

    @ddt.data("c2VjcmV0+/==,", "5f2a-9c,", "s3cret;", "a.b_c~,", ",")
    def test_generated_secret(self, value):
        self.assertEqual(list(find_trailing_commas({"client_secret": value})), ["client_secret"])

    @ddt.data("p@ssw0rd,", "a b c,", "x,y,", "geheim\u00f6,", "(a),", "a#,", "$x,", "a!;")
    def test_password(self, value):
        self.assertEqual(find_trailing_commas({"client_secret": value, "secret_key": value}), {})

    @ddt.data("Acme, Inc.", "a,b", ",a", "x", "", None, 5, True, [], ["a"], {"contact": "x"}, [5])
    def test_other_values(self, value):
        self.assertEqual(find_trailing_commas({"verbose_name": value, "LINK_URLS": value}), {})

    @ddt.data("unknown", None, 5, ("a",))
    def test_other_keys(self, name):
        self.assertEqual(find_trailing_commas({name: "a,"}), {})


@ddt.ddt
class NumberTest(SimpleTestCase):
    """The hints for numbers in quotes."""

    @ddt.data("30", "30,", " 30 ", "+30.5", "1,000", "10,000,000", "\u201c30\u201d")
    def test_a_number(self, value):
        self.assertEqual(suggest_value(OPTIONS["timeout"], value), "Write the number without quotes and commas")

    @ddt.data("30s", "30 s", "30 seconds", "0.5min", "30sec.", "50%")
    def test_a_unit(self, value):
        self.assertEqual(suggest_value(OPTIONS["timeout"], value), "Write the number only, without a unit")

    @ddt.data("1e3", "1,5", "1h30m", "30-60", "1:30", "0s", "-5", "0,500", "s30", "", "thirty")
    def test_another_text(self, value):
        """A part of it is not the number that was meant."""
        self.assertEqual(suggest_value(OPTIONS["timeout"], value), "Write a positive number, such as timeout: 30")
