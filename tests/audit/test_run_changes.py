"""Behavior that depended on the name proctortrack or on the flag, and is lost without the options."""

from unittest import mock

import ddt
from django.test import TestCase
from waffle.models import Flag

from proctoring_config.audit import Audit, Scope, rules
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import (
    SILENT,
    backends,
    found,
    key_of,
    override_course,
    override_org,
    plant,
)


def before_the_upgrade():
    """Patch the running release to one that still reads the flag."""
    return mock.patch.object(rules, "platform_reads_flag", return_value=True)


@ddt.ddt
class ChangesTest(TestCase):
    """Behavior that depended on the name proctortrack or on the flag, and is lost without the options."""

    def setUp(self):
        self.key = plant("x", "proctortrack", exams=0)

    def changes(self, options, *, upgraded):
        """The ids of the changes in the course if its provider has these options."""
        with (
            backends(proctortrack=options),
            mock.patch.object(rules, "platform_reads_flag", return_value=not upgraded),
        ):
            return {code for _, code in found(Audit("default", Scope(everything=True)))} & {"W204", "W205"}

    @ddt.data(
        # options, before the upgrade, after it
        ({}, {"W204", "W205"}, {"W204", "W205"}),
        ({"requires_escalation_email": True, "show_review_rules": False}, set(), set()),
        ({"requires_escalation_email": False, "show_review_rules": True}, {"W204", "W205"}, set()),
        ({"requires_escalation_email": "true", "show_review_rules": "no"}, {"W204", "W205"}, {"W204", "W205"}),
    )
    @ddt.unpack
    def test_without_rows_of_the_flag(self, options, before, after):
        self.assertEqual(self.changes(options, upgraded=False), before)
        self.assertEqual(self.changes(options, upgraded=True), after)

    @ddt.data(
        # rows by age; whether the old release shows the field; whether an active row decides that
        ([("flag", True)], True, True),
        ([("flag", False)], False, True),
        ([("flag", True), ("org", "off")], False, True),
        ([("flag", False), ("org", "on")], True, True),
        ([("org", "on"), ("course", "off")], False, True),
        ([("org", "off"), ("course", "on")], True, True),
        ([("course", "on"), ("course", "off")], False, True),
        ([("course", "on"), ("course", "disabled")], False, False),
        ([("course", "on"), ("course", "disabled"), ("org", "on")], True, True),
        ([("flag", True), ("org", "off"), ("org", "disabled")], True, True),
    )
    @ddt.unpack
    def test_with_rows_of_the_flag(self, rows, shown, stored):
        for day, (what, state) in enumerate(rows):
            if what == "flag":
                Flag.objects.create(name=FLAG, everyone=state)
            elif what == "org":
                override_org("Org", "on" if state == "disabled" else state, day=day, enabled=state != "disabled")
            else:
                override_course(self.key, "on" if state == "disabled" else state, day=day, enabled=state != "disabled")
        for upgraded in (True, False):
            for option in (True, False):
                options = {"requires_escalation_email": True, "show_review_rules": option}
                expected = {"W205"} if option is not shown and (stored or not upgraded) else set()
                self.assertEqual(self.changes(options, upgraded=upgraded), expected, (upgraded, option))

    def test_flag_with_conditions_differs_from_both_values(self):
        Flag.objects.create(name=FLAG, everyone=None, percent=50)
        for option in (True, False):
            options = {"requires_escalation_email": True, "show_review_rules": option}
            self.assertEqual(self.changes(options, upgraded=False), {"W205"})

    def test_other_providers_always_showed_the_field_regardless_of_the_flag(self):
        Flag.objects.create(name=FLAG, everyone=False)
        override_org("Org", "off")
        plant("y", "mock")
        with backends(proctortrack=SILENT):
            with before_the_upgrade():
                changed = found(Audit("default", Scope()))
            self.assertEqual(changed, [(key_of("y"), "W205")])
            self.assertEqual(found(Audit("default", Scope())), [])

    def test_messages_before_and_after_the_upgrade(self):
        override_org("Org", "on")
        with backends(proctortrack={"show_review_rules": False}):
            with before_the_upgrade():
                before = [problem.problem.message for problem in Audit("default", Scope(everything=True))][1:]
            after = [problem.problem.message for problem in Audit("default", Scope(everything=True))][1:]
        self.assertEqual(
            before,
            [
                "Up to release Ulmo, Studio required an escalation email because the provider is 'proctortrack'. Now "
                "only the option requires_escalation_email counts, and it is off: Studio will no longer require one; "
                "the stored email is kept.",
                'The "Review rules" field is shown (organization override: on). Because show_review_rules of the '
                "provider 'proctortrack' is false, it will be hidden.",
            ],
        )
        self.assertEqual(
            after,
            [
                "Up to release Ulmo, Studio required an escalation email because the provider is 'proctortrack'. Now "
                "only the option requires_escalation_email counts, and it is off: Studio no longer requires one; the "
                "stored email is kept.",
                'The "Review rules" field was shown before the upgrade (organization override: on). Because '
                "show_review_rules of the provider 'proctortrack' is false, it is hidden.",
            ],
        )
