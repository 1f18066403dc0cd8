"""plan.py: the changes that keep the old behavior, for any value of the setting."""

import ddt
from django.test import SimpleTestCase, override_settings
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption, apply_all
from proctoring_config.upgrade.plan import make_plan
from proctoring_config.validators.skeleton import PartlyKnown, Unresolved
from tests.upgrade.values import FLAGS, JUNK, LEGACY, MARK, SETTINGS, has_decision

EMAIL = SetOption("proctortrack", "requires_escalation_email", True)
HIDDEN = SetOption("proctortrack", "show_review_rules", False)
SHOWN = SetOption("proctortrack", "show_review_rules", True)

NEUTRAL = {"requires_escalation_email": True, "show_review_rules": False}

# the provider's options, the flag, the changes
VENDOR = [
    ({}, False, [EMAIL, HIDDEN]),
    ({}, True, [EMAIL, SHOWN]),
    ({}, None, [EMAIL]),
    (None, False, [FillBody("proctortrack"), EMAIL, HIDDEN]),
    (None, None, [FillBody("proctortrack"), EMAIL]),
    ({"requires_escalation_email": True}, False, [HIDDEN]),
    ({"requires_escalation_email": True, "show_review_rules": False}, False, []),
    ({"requires_escalation_email": True, "show_review_rules": True}, None, []),
    # the operator's decision, which differs from the old behavior
    ({"requires_escalation_email": False, "show_review_rules": False}, True, []),
    # no booleans
    ({"requires_escalation_email": "False", "show_review_rules": 1}, False, [EMAIL, HIDDEN]),
    ({"requires_escalation_email": None, "show_review_rules": None}, None, [EMAIL]),
    # misspelled
    (
        {"REQUIRES_ESCALATION_EMAIL": True, "show_review_rule": False},
        False,
        [
            RenameOption("proctortrack", "REQUIRES_ESCALATION_EMAIL", "requires_escalation_email"),
            RenameOption("proctortrack", "show_review_rule", "show_review_rules"),
        ],
    ),
    (
        {"SHOW_REVIEW_RULES": "no"},
        False,
        [RenameOption("proctortrack", "SHOW_REVIEW_RULES", "show_review_rules"), EMAIL, HIDDEN],
    ),
    ({"show-review-rules": True, "show_review_rules": False}, False, [EMAIL]),
    # made by another tool
    ({"requires_escalation_email": Unresolved(), "show_review_rules": Unresolved()}, False, []),
    (Unresolved(), False, []),
]

# the setting's other providers, the changes
OTHERS = [
    ({"acme": {}}, []),
    ({"acme": {"base_url": MARK, "requires_escalation_email": True, "show_review_rules": False}}, []),
    ({"acme": {"requires_escalation_email": MARK}}, []),
    ({"acme": None}, [FillBody("acme")]),
    ({"acme": MARK}, []),
    ({"acme": {"Show_Review_Rules": False}}, [RenameOption("acme", "Show_Review_Rules", "show_review_rules")]),
    ({"acme": {"verbosename": MARK, "VERBOSE_NAME": MARK}}, []),
    ({None: {}}, [QuoteName()]),
    ({None: None}, [QuoteName(), FillBody("null")]),
    ({None: {}, "null": {}}, []),
    (PartlyKnown({None: {}}), [QuoteName()]),
    ({None: None, "null": None}, [FillBody("null")]),
    (
        {None: {"SHOW_REVIEW_RULES": True}},
        [QuoteName(), RenameOption("null", "SHOW_REVIEW_RULES", "show_review_rules")],
    ),
    ({True: {}, 5: None}, []),
    ({"lti_external": None, "DEFAULT": None, "default": "acme", "Proctortrack": {}}, []),
]

# a setting that has to be fixed first, its note
BROKEN = [
    (None, "PROCTORING_BACKENDS: E002: The setting must map provider names to options, but it is null. LMS "),
    ([MARK], "PROCTORING_BACKENDS: E003: The setting must map provider names to options, but it is a list. "),
    (MARK, "PROCTORING_BACKENDS: E003: The setting must map provider names to options, but it is a string. "),
    (Unresolved(), "PROCTORING_BACKENDS: the whole setting is a placeholder; use the rendered file"),
    ({"proctortrack": MARK}, "PROCTORING_BACKENDS['proctortrack']: E007: The provider's value must be a mapping of "),
    (
        {"proctortrack": Unresolved()},
        "PROCTORING_BACKENDS['proctortrack']: the options cannot be read here: make sure that they "
        "include requires_escalation_email: true and show_review_rules: false",
    ),
    ({None: {}, "null": {}}, "PROCTORING_BACKENDS[None]: both null and 'null' are configured: remove one"),
]


# the vendor's entry is not one of the providers: the setting, and the key that has to be changed first
MISPLACED = [
    ({"providers": {"proctortrack": {}}}, "['providers']: W033"),
    ({"backends": {"DEFAULT": "proctortrack", "proctortrack": None}}, "['backends']: W033"),
    ({"DEFAULT": {"proctortrack": {}}}, "['DEFAULT']: W002"),
    ({"DEFAULT": {"proctortrack": {}, "acme": {}}}, "['DEFAULT']: W002"),
    ({"acme": {"base_url": MARK, "proctortrack": {}}}, "['acme']['proctortrack']: W007"),
    ({"acme": {"proctortrack": {"client_id": MARK}}}, "['acme']['proctortrack']: W007"),
    ({"acme": {"proctortrack": None}}, "['acme']['proctortrack']: W007"),
]
# the vendor is configured, or is not meant to be
PLACED = [
    {"proctortrack": {**NEUTRAL}, "providers": {"proctortrack": {}}},
    {"proctortrack": {**NEUTRAL}, "acme": {"proctortrack": {}}},
    {"DEFAULT": "proctortrack", "acme": {}},
    {"acme": {"proctortrack": MARK}},
    {"acme": PartlyKnown({"base_url": MARK})},
    PartlyKnown({"acme": {}}),
]


@ddt.ddt
class PlanTest(SimpleTestCase):
    """Changes."""

    @ddt.idata(VENDOR)
    @ddt.unpack
    def test_the_vendor(self, options, flag, changes):
        plan = make_plan({"DEFAULT": "acme", "proctortrack": options, "acme": {}}, flag)
        self.assertEqual(list(plan.changes), changes)

    @ddt.idata(OTHERS)
    @ddt.unpack
    def test_another_provider(self, value, changes):
        for flag in (True, False, None):
            self.assertEqual(list(make_plan(value, flag).changes), changes)

    @ddt.idata(BROKEN)
    @ddt.unpack
    def test_what_has_to_be_fixed_first(self, value, said):
        plan = make_plan(value, False)
        self.assertEqual((plan.changes, plan.is_done), ((), False))
        self.assertEqual([str(note)[: len(said)] for note in plan.undecided], [said])

    @ddt.idata(MISPLACED)
    @ddt.unpack
    def test_a_vendor_that_is_not_one_of_the_providers(self, value, expected):
        plan = make_plan(value, False)
        self.assertEqual((plan.changes, plan.is_done), ((), False))
        (note,) = plan.undecided
        self.assertTrue(str(note).startswith(f"PROCTORING_BACKENDS{expected}: "), note)

    @ddt.idata(PLACED)
    def test_a_vendor_that_is_configured_or_not_meant(self, value):
        self.assertTrue(make_plan(value, False).is_done)


class AnySettingTest(SimpleTestCase):
    """Any value of the setting."""

    @given(st.one_of(SETTINGS, JUNK, st.lists(JUNK)), FLAGS)
    def test_planning_never_raises_and_shows_no_value(self, value, flag):
        plan = make_plan(value, flag)
        self.assertNotIn(MARK, "".join(str(note) for note in plan.notes))

    @given(SETTINGS, FLAGS)
    def test_after_the_changes_there_is_nothing_to_change(self, value, flag):
        plan = make_plan(value, flag)
        again = make_plan(apply_all(value, plan.changes), flag)
        self.assertEqual(again.changes, ())
        self.assertEqual(len(again.undecided), len(plan.undecided))

    @given(SETTINGS, st.booleans())
    def test_providers_without_decisions_behave_as_before(self, value, flag):
        after = apply_all(value, make_plan(value, flag).changes)
        with override_settings(PROCTORING_BACKENDS=after):
            for provider, options in value.items():
                if isinstance(provider, str) and not has_decision(options):
                    for option, predicate in LEGACY:
                        self.assertIs(predicate(provider), option.legacy_value(provider, flag))

    @given(SETTINGS, FLAGS)
    def test_nothing_else_changes(self, value, flag):
        after = apply_all(value, make_plan(value, flag).changes)
        for provider, options in value.items():
            provider = "null" if provider is None and "null" not in value else provider
            if isinstance(options, dict):
                kept = {name: option for name, option in options.items() if "re" not in str(name).lower()}
                self.assertEqual({name: after[provider].get(name, "gone") for name in kept}, kept)
            elif options is not None:
                self.assertIs(after[provider], options)


# a setting with options at the level of the providers, the ids of the notes
STRANDED = [
    ("an empty vendor", {"proctortrack": None, "client_id": MARK}, ["E006", "W022"]),
    ("an empty provider", {"acme": None, "show_review_rules": False}, ["E006", "W022"]),
    ("a misspelled option", {"acme": None, "client-id": MARK}, ["E006", "W022"]),
    ("before the provider", {"base_url": MARK, "acme": {}}, ["W022"]),
    ("after an option", {"acme": {"base_url": MARK}, "client_id": MARK}, ["W022"]),
    ("without a provider", {"client_id": MARK, "base_url": None}, ["W022", "W022"]),
]


@ddt.ddt
class StrandedOptionTest(SimpleTestCase):
    """Options at the level of the providers."""

    @ddt.named_data(*STRANDED)
    def test_nothing_is_changed(self, value, ids):
        plan = make_plan({"DEFAULT": "acme", **value}, False)
        self.assertEqual(plan.changes, ())
        self.assertEqual([note.message[:4] for note in plan.undecided], ids)
        self.assertNotIn(MARK, "".join(map(str, plan.notes)))

    def test_a_healthy_provider_beside_them_is_changed(self):
        plan = make_plan({"DEFAULT": "acme", "acme": None, "client_id": MARK, "proctortrack": {}}, False)
        self.assertEqual({change.provider for change in plan.changes}, {"proctortrack"})

    def test_keys_that_do_not_look_like_names_are_not_changed(self):
        plan = make_plan({"DEFAULT": "acme", "acme": {f"show_review_rules:{MARK}": None}, f"a:{MARK}": None}, False)
        self.assertEqual(plan.changes, ())
        self.assertNotIn(MARK, "".join(map(str, plan.notes)))
