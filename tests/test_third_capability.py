"""A capability needs one declaration and one predicate: everything else follows, without an edit."""

import contextlib
import sys
from unittest import mock

from django.test import SimpleTestCase, override_settings

from docs import tables
from proctoring_config import backends, options
from proctoring_config.files.compare import PlannedValue, compare_capabilities, compare_settings
from proctoring_config.files.mask import masked
from proctoring_config.operator_page.page import read_page
from proctoring_config.options import VENDOR, Legacy, Option
from proctoring_config.schemas import options_schema
from proctoring_config.upgrade.changes import SetOption
from proctoring_config.upgrade.plan import make_plan
from proctoring_config.validators import backend_options
from proctoring_config.validators.skeleton import Unresolved
from tests.cli.upgrading import BARE, DONE, UpgradeTestCase
from tests.files.nodes import setting

NAME = "allows_rehearsals"
SUMMARY = "Whether Studio allows rehearsals."
THIRD = Option(NAME, {"type": "boolean"}, False, "Studio", False, SUMMARY, "9.1.0", None)
LEGACY = THIRD._replace(legacy=Legacy(lambda provider, flag: provider == VENDOR, "Studio allows no rehearsals"))


def allows_rehearsals(provider):
    """Return what the option is: the predicate."""
    return backends.settings.PROCTORING_BACKENDS[provider].get(NAME) is True


@contextlib.contextmanager
def declared(option):
    """Declare one more capability, as if it were in options.py and its predicate in backends.py."""
    added = {
        "CAPABILITIES": (*options.CAPABILITIES, option),
        "OPTIONS": {**options.OPTIONS, option.name: option},
        "VENDOR_OPTIONS": (*options.VENDOR_OPTIONS, *([option] if option.legacy else [])),
    }
    modules = [module for name, module in sys.modules.items() if name.startswith(("proctoring_config.", "docs."))]
    with contextlib.ExitStack() as stack:
        for name, value in added.items():
            for module in [module for module in modules if vars(module).get(name) is getattr(options, name)]:
                if module is not options:
                    stack.enter_context(mock.patch.object(module, name, value))
        stack.enter_context(mock.patch.object(backends, option.name, allows_rehearsals, create=True))
        yield


class ThirdCapabilityTest(UpgradeTestCase):
    """A capability without a legacy rule."""

    def setUp(self):
        super().setUp()
        self.enterContext(declared(THIRD))

    def found(self, **configured):
        """Return the problems of these options of the vendor."""
        return backend_options.validate_options(VENDOR, configured, (VENDOR,))

    def test_upgrade_proposes_nothing_for_it(self):
        for body in ({}, {NAME: True}, {NAME: "no"}, {NAME: Unresolved()}, {NAME.upper(): True}):
            for flag in (True, False, None):
                plan = make_plan({VENDOR: body, "acme": body}, flag)
                self.assertNotIn(NAME, repr(plan).lower())

    def test_the_command_proposes_nothing_for_it(self):
        self.file("lms.yml", BARE)
        status, out, _ = self.upgrade("lms.yml", "--review-rules", "hidden", "--write")
        self.assertEqual((status, self.text("lms.yml")), (1, DONE))
        self.assertNotIn(NAME, out)

    def test_the_vendor_may_lack_it(self):
        [problem] = self.found()
        self.assertNotIn(NAME, problem.message + problem.hint)

    def test_schema(self):
        self.assertEqual(
            options_schema()["properties"][NAME],
            {
                "type": "boolean",
                "description": f"{SUMMARY} Read by Studio (edx-proctoring 9.1.0 or later).",
                "default": False,
            },
        )

    def test_docs_table(self):
        row = f"   * - | ``{NAME}``\n       | boolean, default: ``false``\n     - {SUMMARY}\n"
        self.assertIn(f"{row}     - Studio (edx-proctoring 9.1.0 or later)\n", tables.options_table())

    def test_did_you_mean(self):
        misspelled, *_ = self.found(allow_rehearsals=True, requires_escalation_email=True, show_review_rules=True)
        self.assertIn(NAME, misspelled.message + misspelled.hint)

    def test_wrong_type(self):
        both = {"requires_escalation_email": True, "show_review_rules": True}
        [problem] = self.found(**both, **{NAME: "yes"})
        self.assertEqual((problem.id, problem.path), ("proctoring_config.W004", (VENDOR, NAME)))
        self.assertIn("default", problem.message)

    def test_comparison_of_two_files(self):
        files = [setting(f"PROCTORING_BACKENDS:\n  x: {body}", "a") for body in ("{}", f"{{{NAME}: true}}")]
        [(problem, _)] = compare_settings(files)
        self.assertIn("the option is true here and false by default in a", problem.message)
        same = [setting(f"PROCTORING_BACKENDS:\n  x: {body}", "a") for body in ("{}", f"{{{NAME}: false}}")]
        self.assertEqual(list(compare_settings(same)), [])

    def test_an_upgrade_does_not_compare_it(self):
        files = [PlannedValue(name, {"x": {NAME: name == "b"}}) for name in "ab"]
        self.assertEqual(list(compare_capabilities(files, ())), [])

    def test_its_booleans_are_not_masked(self):
        self.assertEqual(
            masked("x.yml", f"{NAME}: true\nclient_secret: true\n", ()), f"{NAME}: true\nclient_secret: ***\n"
        )

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "x", "x": {NAME: True, "client_id": "y"}})
    def test_operator_page(self):
        with mock.patch("proctoring_config.diagnosis.instance_problems", return_value=[]):
            page = read_page()
        self.assertIn(THIRD, page.capabilities)
        self.assertEqual([(one.option, one.answer) for one in page.providers[0].capabilities][-1], (THIRD, True))
        self.assertEqual([names for _, names in page.providers[0].others], [["client_id"]])


class LegacyTest(SimpleTestCase):
    """A capability with a legacy rule."""

    def setUp(self):
        super().setUp()
        self.enterContext(declared(LEGACY))

    def test_upgrade_proposes_the_legacy_value(self):
        changes = make_plan({VENDOR: {}, "acme": {}}, False).changes
        self.assertEqual([change for change in changes if NAME in repr(change)], [SetOption(VENDOR, NAME, True)])

    def test_the_vendors_entry_must_have_it(self):
        both = {"requires_escalation_email": True, "show_review_rules": True}
        [problem] = backend_options.validate_options(VENDOR, both, (VENDOR,))
        self.assertIn("Studio allows no rehearsals", problem.message)
        self.assertIn(f"{NAME}: true", problem.hint)
