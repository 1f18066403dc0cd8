"""pins.py, where files are not as pip-compile writes them."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.refactor import pins

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
