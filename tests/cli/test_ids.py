"""Ids of problems as the command line takes them."""

from argparse import ArgumentTypeError

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.arguments import problem_id
from proctoring_config.problems.kinds import KINDS


@ddt.ddt
class KnownIdTest(SimpleTestCase):
    """With and without the prefix."""

    def test_every_id_is_known(self):
        for kind in KINDS:
            self.assertEqual(problem_id(kind.id), kind.id)
            self.assertEqual(problem_id(kind.id.removeprefix("proctoring_config.")), kind.id)

    @ddt.data(
        ("w004", "unknown id 'w004'; did you mean W004?"),
        ("W04", "unknown id 'W04'; did you mean W004?"),
        ("w4", "unknown id 'w4'; did you mean W004?"),
        ("W0004", "unknown id 'W0004'; did you mean W004?"),
        ("proctoring-config.W004", "unknown id 'proctoring-config.W004'"),
        ("proctoring_config.", "unknown id 'proctoring_config.'"),
        ("", "unknown id ''"),
        ("W999", "unknown id 'W999'"),
    )
    @ddt.unpack
    def test_an_unknown_id(self, text, reason):
        with self.assertRaises(ArgumentTypeError) as caught:
            problem_id(text)
        self.assertEqual(str(caught.exception), reason)
