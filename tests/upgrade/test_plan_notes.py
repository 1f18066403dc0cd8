"""plan.py: the notes of a plan."""

from django.test import SimpleTestCase

from proctoring_config.upgrade.plan import FIND_OUT, make_plan
from proctoring_config.validators.skeleton import Unresolved
from tests.upgrade.values import MARK


class NoteTest(SimpleTestCase):
    """The notes of a plan."""

    def notes(self, value, flag=False):
        """Return each note as text, and whether it is undecided."""
        return [(str(note), note.undecided) for note in make_plan(value, flag).notes]

    def test_an_unknown_flag(self):
        expected = (
            "PROCTORING_BACKENDS['proctortrack']['show_review_rules']: depends on the waffle flag "
            f"studio.show_review_rules of the old release: {FIND_OUT}"
        )
        for options in ({}, None, {"show_review_rules": "yes"}):
            self.assertEqual(self.notes({"proctortrack": options}, None), [(expected, True)])
        self.assertEqual(self.notes({"proctortrack": {}}, False), [])
        self.assertEqual(
            FIND_OUT,
            "pass --review-rules shown or --review-rules hidden, or run manage.py proctoring_audit --suggest on the "
            "old release",
        )

    def test_a_decision_that_differs_from_the_old_behavior(self):
        value = {
            "proctortrack": {"requires_escalation_email": False, "show_review_rules": True},
            "acme": {"requires_escalation_email": True, "show_review_rules": False},
        }
        place = "PROCTORING_BACKENDS['{}']['{}']: {} is kept, although the old release behaved as with {}"
        self.assertEqual(
            self.notes(value, False),
            [
                (place.format("proctortrack", "requires_escalation_email", "false", "true"), False),
                (place.format("proctortrack", "show_review_rules", "true", "false"), False),
                (place.format("acme", "requires_escalation_email", "true", "false"), False),
                (place.format("acme", "show_review_rules", "false", "true"), False),
            ],
        )
        self.assertEqual(len(self.notes(value, None)), 3)

    def test_values_that_are_not_changed(self):
        self.assertEqual(
            self.notes(
                {
                    "acme": {"requires_escalation_email": MARK, "SHOW_REVIEW_RULES": MARK, "show_review_rules": True},
                    "proctortrack": {"requires_escalation_email": Unresolved(), "show_review_rules": Unresolved()},
                    7: MARK,
                },
                None,
            ),
            [
                (
                    "PROCTORING_BACKENDS['acme']['SHOW_REVIEW_RULES']: ignored, because show_review_rules is also "
                    "configured: remove it",
                    False,
                ),
                (
                    "PROCTORING_BACKENDS['acme']['requires_escalation_email']: a string, which counts as false: "
                    "run proctoring-config check",
                    False,
                ),
                (
                    "PROCTORING_BACKENDS['proctortrack']['requires_escalation_email']: the value cannot be read "
                    "here: make sure that it is true, not a string",
                    False,
                ),
                (
                    "PROCTORING_BACKENDS['proctortrack']['show_review_rules']: the value cannot be read here: make "
                    "sure that it is true or false, not a string",
                    False,
                ),
                (
                    "PROCTORING_BACKENDS[7]: E005: The provider name must be a string, but it is a number. LMS and "
                    "Studio will not start (TypeError).",
                    False,
                ),
            ],
        )

    def test_a_setting_at_another_path(self):
        plan = make_plan({"acme": {"show_review_rules": 1}}, False, ("vars", "EDXAPP_PROCTORING_BACKENDS"))
        self.assertEqual(
            [str(note) for note in plan.notes],
            [
                "vars['EDXAPP_PROCTORING_BACKENDS']['acme']['show_review_rules']: a number, which counts as true: "
                "run proctoring-config check"
            ],
        )
