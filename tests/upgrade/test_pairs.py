"""Files that are to say the same."""

from django.test import SimpleTestCase

from proctoring_config.upgrade.pairs import Planned, differences
from proctoring_config.upgrade.plan import make_plan
from proctoring_config.validators.skeleton import Unresolved


def compared(*values, flag=False):
    """What is said of these values, in files named a, b, ..."""
    return list(
        differences([Planned(name, value, make_plan(value, flag)) for name, value in zip("abc", values, strict=False)])
    )


class DifferencesTest(SimpleTestCase):
    """What counts is the outcome."""

    def test_files_that_become_alike(self):
        said = {"proctortrack": {"requires_escalation_email": True, "show_review_rules": False}, "acme": {}}
        for other in ({"proctortrack": {}}, {"proctortrack": None, "acme": {"show_review_rules": True}}, None, [], {}):
            self.assertEqual(compared(said, other, said), [])
            self.assertEqual(compared(other, said, other), [])

    def test_an_operators_word_in_one_file_only(self):
        lines = [
            "b: show_review_rules of 'proctortrack' will be true here and false in a: Studio and LMS must be "
            "configured alike",
            "c: requires_escalation_email of 'null' will be true here and false in a: Studio and LMS must be "
            "configured alike",
        ]
        first = {None: None, "proctortrack": {}}
        second = {"null": {}, "proctortrack": {"show_review_rules": True}}
        third = {None: {"REQUIRES_ESCALATION_EMAIL": True}, "proctortrack": {}}
        self.assertEqual(compared(first, second, third), lines)

    def test_what_is_not_known_is_not_compared(self):
        self.assertEqual(compared({"proctortrack": {}}, {"proctortrack": {"show_review_rules": False}}, flag=None), [])
        elsewhere = {"acme": {"show_review_rules": Unresolved()}}
        self.assertEqual(compared({"acme": {"show_review_rules": False}}, elsewhere, {"acme": Unresolved()}), [])
        self.assertEqual(compared(), [])
