"""pins.py, where files are not as pip-compile writes them; the fixers' tests have those that are."""

import ddt
from django.test import SimpleTestCase
from hypothesis import given

from proctoring_config.files.splice import split
from proctoring_config.refactor import pins
from tests.files.test_splice import TEXTS

PIN = "b==1\n    # via -r x.in\n"


@ddt.ddt
class OddTextTest(SimpleTestCase):
    """Reasons that belong to no pin are a comment like any other."""

    @ddt.data("    # via a\n", "\r    # via a\n", "\n\r    # via\n    #   a\n", "\t# via a\n")
    def test_reasons_without_a_pin(self, text):
        for whole in (text, text + PIN, PIN + "\n" + text + PIN):
            parsed = pins.parse(whole)
            self.assertEqual("".join(pin.text for pin in parsed), whole)
            self.assertEqual({pin.name for pin in parsed} - {None}, {"b"} if PIN in whole else set())
            self.assertTrue(all(pin.lines for pin in parsed))
            added = pins.inserted(parsed, "a==1", ["-r x.in"])
            self.assertIn("a==1\n    # via -r x.in\n", "".join(pin.text for pin in added))


class ParseTest(SimpleTestCase):
    """Any text."""

    @given(TEXTS)
    def test_pins_make_the_text_again(self, text):
        self.assertEqual("".join(pin.text for pin in pins.parse(text)), "".join(split(text)))
