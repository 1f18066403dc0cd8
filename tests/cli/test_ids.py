"""Ids of problems as the command line takes them."""

from argparse import ArgumentTypeError

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.ids import known_id
from proctoring_config.kinds import KINDS


@ddt.ddt
class KnownIdTest(SimpleTestCase):
    """With and without the prefix."""

    def test_every_id_is_known(self):
        for kind in KINDS:
            self.assertEqual(known_id(kind.id), kind.id)
            self.assertEqual(known_id(kind.id.removeprefix("proctoring_config.")), kind.id)

    @ddt.data(
        ("w004", "no such id: 'w004', did you mean W004?"),
        ("W04", "no such id: 'W04', did you mean W004?"),
        ("w4", "no such id: 'w4', did you mean W004?"),
        ("W0004", "no such id: 'W0004', did you mean W004?"),
        ("proctoring-config.W004", "no such id: 'proctoring-config.W004'"),
        ("proctoring_config.", "no such id: 'proctoring_config.'"),
        ("", "no such id: ''"),
        ("W999", "no such id: 'W999'"),
    )
    @ddt.unpack
    def test_an_unknown_id(self, text, reason):
        with self.assertRaises(ArgumentTypeError) as caught:
            known_id(text)
        self.assertEqual(str(caught.exception), reason)
