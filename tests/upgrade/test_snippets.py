"""The lines that operators carry to their settings by hand."""

import copy
import json

import ddt
import yaml
from django.test import SimpleTestCase
from hypothesis import example, given

from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption, apply_all
from proctoring_config.upgrade.plan import make_plan
from proctoring_config.upgrade.snippets import FORMS, PATCHES
from tests.upgrade.by_hand import merged, patches_of, rendered, run_settings
from tests.upgrade.values import FLAGS, MARK, SETTINGS

PATH = ("PROCTORING_BACKENDS",)
BARE = {"DEFAULT": "proctortrack", "proctortrack": {"client_secret": MARK}}
VALUE = {
    "DEFAULT": "acme",
    None: {"base_url": MARK},
    "empty": None,
    "acme": {"SHOW_REVIEW_RULES": False, "REQUIRES_ESCALATION_EMAIL": MARK, "client_secret": MARK},
    "é_odd-name.2": {"show_review_rulez": True},
    "yes": None,
    "007": None,
    "proctortrack": {"requires_escalation_email": "False", "client_secret": MARK},
}
SHOWN_YAML = """\
# quote the name null: 'null'
# 'acme': remove 'SHOW_REVIEW_RULES', show_review_rules replaces it
# undecided: PROCTORING_BACKENDS['proctortrack']['show_review_rules']: depends on the waffle flag \
studio.show_review_rules of the old release: pass --review-rules shown or --review-rules hidden, or run manage.py \
proctoring_audit --suggest on the old release
PROCTORING_BACKENDS:
  acme:
    show_review_rules: false
  'yes': {}
  proctortrack:
    requires_escalation_email: true
"""
SHOWN_PYTHON = """\
# PROCTORING_BACKENDS: keep the behavior of releases before Verawood.
if "proctortrack" in PROCTORING_BACKENDS:
    PROCTORING_BACKENDS["proctortrack"] = dict(PROCTORING_BACKENDS["proctortrack"] or {})
    if not isinstance(PROCTORING_BACKENDS["proctortrack"].get("requires_escalation_email"), bool):
        PROCTORING_BACKENDS["proctortrack"]["requires_escalation_email"] = True
    if not isinstance(PROCTORING_BACKENDS["proctortrack"].get("show_review_rules"), bool):
        PROCTORING_BACKENDS["proctortrack"]["show_review_rules"] = False
"""


def snippet(form, value, flag, path=PATH):
    """The plan for a value, and the snippet in a form."""
    plan = make_plan(value, flag)
    return plan, FORMS[form](plan, value, path)


def by_keys(changes):
    """Return the changes that a snippet makes by adding keys, and the others, which are in its comments."""
    keys = [change for change in changes if isinstance(change, SetOption | FillBody)]
    return keys, [change for change in changes if isinstance(change, QuoteName | RenameOption)]


@ddt.ddt
class SnippetTest(SimpleTestCase):
    """In each form."""

    @ddt.data(True, False, None)
    def test_keys_in_yaml_and_json_say_all_that_keys_can_say(self, flag):
        for form, read in (("yaml", yaml.safe_load), ("json", json.loads)):
            with self.subTest(form):
                plan, text = snippet(form, VALUE, flag, ("vars", "EDXAPP_PROCTORING_BACKENDS"))
                keys, others = by_keys(plan.changes)
                self.assertEqual((len(keys), len(others)), (4 if flag is None else 5, 4))
                added = read(text)["vars"]["EDXAPP_PROCTORING_BACKENDS"]
                self.assertEqual(merged(apply_all(VALUE, others), added), apply_all(VALUE, plan.changes))

    @ddt.data(True, False, None)
    def test_python_carries_out_all_changes(self, flag):
        plan, code = snippet("python", VALUE, flag)
        self.assertEqual(run_settings(code, VALUE), apply_all(VALUE, plan.changes))
        self.assertEqual(run_settings(code + code, VALUE), apply_all(VALUE, plan.changes))

    @ddt.data(True, False, None)
    def test_a_tutor_plugin_carries_out_all_changes_for_lms_and_studio_everywhere(self, flag):
        plan, plugin = snippet("tutor", VALUE, flag)
        patches = patches_of(plugin)
        self.assertEqual(
            [name for name, _, _ in patches],
            [
                "openedx-lms-production-settings",
                "openedx-cms-production-settings",
                "openedx-lms-development-settings",
                "openedx-cms-development-settings",
            ],
        )
        for _, settings, priority in patches:
            self.assertEqual(run_settings(rendered(settings), VALUE), apply_all(VALUE, plan.changes))
            self.assertEqual(priority, 50)

    def test_no_value_but_booleans_is_in_any(self):
        for form in FORMS:
            self.assertNotIn(MARK, snippet(form, VALUE, False)[1])

    def test_python_leaves_what_others_share_and_providers_that_are_not_there(self):
        _, code = snippet("python", VALUE, False)
        before = copy.deepcopy(VALUE)
        run_settings(code, VALUE)
        self.assertEqual(VALUE, before)
        self.assertEqual(run_settings(code, {"DEFAULT": "null", "null": {}}), {"DEFAULT": "null", "null": {}})

    def test_python_leaves_a_boolean_that_is_said_where_nobody_could_read_it(self):
        _, code = snippet("python", {"proctortrack": {}}, False)
        said = {"proctortrack": {"requires_escalation_email": False, "show_review_rules": True}}
        self.assertEqual(run_settings(code, said), said)

    def test_words(self):
        value = copy.deepcopy({name: VALUE[name] for name in (None, "acme", "yes", "proctortrack")})
        del value["acme"]["REQUIRES_ESCALATION_EMAIL"]
        self.assertEqual(snippet("yaml", value, None)[1], SHOWN_YAML)
        self.assertEqual(snippet("python", BARE, False)[1], SHOWN_PYTHON)
        self.assertIn(f"SETTINGS = r'''\n{SHOWN_PYTHON}'''\n", snippet("tutor", BARE, False)[1])
        undecided = snippet("python", BARE, None)[1].splitlines()[-1]
        self.assertTrue(undecided.startswith('# undecided: PROCTORING_BACKENDS["proctortrack"]["show_review_rules"]: '))

    def test_nothing_to_add(self):
        for form in ("yaml", "json"):
            self.assertEqual(snippet(form, {"DEFAULT": "null", "null": {}}, None)[1], "")

    @example({"\x85": None}, True)  # a line break of Unicode
    @given(SETTINGS, FLAGS)
    def test_any_setting(self, value, flag):
        plan, code = snippet("python", value, flag)
        wanted = apply_all(value, plan.changes)
        self.assertEqual(repr_of(run_settings(code, value)), repr_of(wanted))
        for name, settings, _ in patches_of(FORMS["tutor"](plan, value, PATH)):
            self.assertIn(name, PATCHES)
            self.assertEqual(repr_of(run_settings(rendered(settings), value)), repr_of(wanted))
        added = yaml.safe_load(FORMS["yaml"](plan, value, PATH))
        _, others = by_keys(plan.changes)
        if added:
            result = merged(apply_all(value, others), added["PROCTORING_BACKENDS"])
            self.assertEqual(repr_of(result), repr_of(wanted))
        elif added is None:
            self.assertEqual([change for change in plan.changes if change not in others], [])


def repr_of(value):
    """A text that is the same for equal values, not-a-number included, whatever the order of their keys."""
    if isinstance(value, dict):
        return sorted((repr(key), repr_of(item)) for key, item in value.items())
    return repr(value)
