"""The content of the operator page for various settings."""

from unittest import mock

import ddt
from django.apps import apps
from django.conf import settings
from django.test import TestCase, override_settings
from django.test.html import parse_html
from hypothesis import given
from hypothesis.extra.django import TestCase as HypothesisTestCase

from proctoring_config import diagnosis
from proctoring_config.edx_platform.plugins import installed_plugins
from proctoring_config.options import OPTIONS
from tests.distributions import hold, make_plugin
from tests.examples import tries
from tests.hostile import MARKER, settings_values
from tests.operator_page.reading import attribute, elements, page, read, text

NO, YES, NONE_SET = "No by default", "Yes by default", "none set"
WITH_DEFAULT = {"DEFAULT": "null", "null": {}}
SEVEN = (
    "organization",
    "exam_sponsor",
    "exam_register_endpoint",
    "secret_key_id",
    "secret_key",
    "crypto_key",
    "software_download_url",
)
SOFTWARE_SECURE = dict.fromkeys(SEVEN, "x")

# a provider's options, the cells of its row (email required, rules shown, other options), ids of its problems
ROWS = (
    ({}, [NO, YES, NONE_SET], []),
    ({"requires_escalation_email": True}, ["Yes set", YES, NONE_SET], []),
    ({"requires_escalation_email": False}, ["No set", YES, NONE_SET], []),
    ({"show_review_rules": True}, [NO, "Yes set", NONE_SET], []),
    ({"show_review_rules": False}, [NO, "No set", NONE_SET], []),
    ({"requires_escalation_email": True, "show_review_rules": False}, ["Yes set", "No set", NONE_SET], []),
    (
        {"show_review_rules": "False"},
        [NO, "Yes by default; the configured value is ignored", NONE_SET],
        ["W004"],
    ),
    (
        {"requires_escalation_email": None},
        ["No by default; the configured value is ignored", YES, NONE_SET],
        ["W004"],
    ),
    ({"verbose_name": "x"}, [NO, YES, "set verbose_name"], []),
    ({"verbose_name": "x", "base_url": "x"}, [NO, YES, "set verbose_name, base_url"], []),
    ({"client_secret": "x"}, [NO, YES, "set, secret client_secret"], []),
    ({"frobnicate": 1}, [NO, YES, "unknown, hidden like a secret frobnicate"], ["W007"]),
    ({"SHOW_REVIEW_RULES": False}, [NO, YES, "unknown, hidden like a secret SHOW_REVIEW_RULES"], ["W006"]),
    ({"send_email": True, "LINK_URLS": {}}, [NO, YES, "set send_email, LINK_URLS"], []),
    (
        {"house": 1, "client_id": "x", "secret_key": "x"},
        [NO, YES, "set client_id set, secret secret_key unknown, hidden like a secret house"],
        ["W007"],
    ),
    (None, [NO, YES, NONE_SET], ["E006"]),
    ("enabled", [NO, YES, NONE_SET], ["E007"]),
    (["show_review_rules"], [NO, YES, NONE_SET], ["E007"]),
    (False, [NO, YES, NONE_SET], ["E007"]),
)

# a setting, the names in the rows, the ids of the general problems
WHOLES = (
    (None, [], ["E002"]),
    ([], [], ["E003"]),
    ("null", [], ["E003"]),
    (0, [], ["E003"]),
    ({}, [], ["W001"]),
    ({"DEFAULT": "null"}, [], ["W003"]),
    ({"DEFAULT": None, "null": {}}, ["null"], ["W002"]),
    ({"DEFAULT": "mokc", "mock": {}}, ["mock"], ["W003"]),
    ({"mock": {}}, ["mock"], ["W001"]),
    (WITH_DEFAULT, ["null default provider"], []),
    ({"mock": {}, "DEFAULT": "null", "null": {}}, ["mock", "null default provider"], []),
    ({**WITH_DEFAULT, None: {}}, ["null default provider", "None"], []),
    ({**WITH_DEFAULT, True: {}}, ["null default provider", "True"], []),
    ({**WITH_DEFAULT, 7: {}}, ["null default provider", "7"], []),
    ({**WITH_DEFAULT, ("a", "b"): {}}, ["null default provider", "a list"], []),
    ({**WITH_DEFAULT, "": {}}, ["null default provider", "''"], []),
    ({**WITH_DEFAULT, "x" * 300: {}}, ["null default provider", "name not shown"], []),
    ({**WITH_DEFAULT, "a\nb": {}}, ["null default provider", "name not shown"], []),
    ({**WITH_DEFAULT, "\ud800": {}}, ["null default provider", "name not shown"], []),
    ({**WITH_DEFAULT, "\u202etxet": {}}, ["null default provider", r"'\u202etxet'"], []),
    ({**WITH_DEFAULT, "<b>&amp;": {}}, ["null default provider", "name not shown"], []),
    ({**WITH_DEFAULT, "Prüfung試験": {}}, ["null default provider", "Prüfung試験"], []),
    ({"DEFAULT": "lti_external", "lti_external": {}}, ["lti_external"], ["W003"]),
)


@ddt.ddt
class RowTest(TestCase):
    """A provider's row."""

    @ddt.idata(ROWS)
    @ddt.unpack
    def test_row_shows_capabilities_and_other_options(self, options, cells, ids):
        with override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "mock": options}):
            (_, row), elsewhere = read(page())
        found = [row.answers["requires_escalation_email"], row.answers["show_review_rules"], row.cells[0]]
        self.assertEqual((row.name, found, row.ids, elsewhere), ("mock", cells, ids, []))

    @ddt.data(
        ({}, "Yes by the plugin"),
        ({"has_dashboard": True}, "Yes set"),
        ({"has_dashboard": False}, "No set"),
        ({"has_dashboard": "no"}, "Yes by the plugin; the configured value is ignored"),
    )
    @ddt.unpack
    def test_row_shows_the_value_of_the_plugin(self, options, answer):
        plugin = mock.Mock(has_dashboard=True, supports_onboarding=False)
        registry = mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", {"mock": plugin})
        with registry, override_settings(PROCTORING_BACKENDS={"mock": options}):
            (row,), _ = read(page())
        found = (row.answers["has_dashboard"], row.answers["supports_onboarding"])
        self.assertEqual(found, (answer, NO))

    @ddt.idata(WHOLES)
    @ddt.unpack
    def test_every_provider_has_a_row_and_general_problems_are_listed_above(self, value, names, ids):
        with override_settings(PROCTORING_BACKENDS=value):
            rows, elsewhere = read(page())
        self.assertEqual(([row.name for row in rows], elsewhere), (names, ids))

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "software_secure": SOFTWARE_SECURE, "acme": {}})
    def test_row_shows_whether_the_plugin_is_installed_and_its_source(self):
        hold(self, "null", "software_secure")
        rows, _ = read(page())
        source = f"Installed {installed_plugins()['null'].source}"
        self.assertEqual([row.cells[1] for row in rows], [source, source, "Not installed"])
        self.assertRegex(source, r"^Installed edx-proctoring \d+\.\d+\.\d+$")
        self.assertEqual(
            [(row.cells[2], row.ids) for row in rows], [("none", []), ("none", []), ("1 warning", ["W008"])]
        )

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "mock": {}})
    def test_row_shows_that_edx_proctoring_does_not_hold_the_plugin(self):
        hold(self, "null")
        rows, _ = read(page())
        self.assertEqual([(row.name, row.ids) for row in rows], [("null default provider", []), ("mock", ["W026"])])

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "acme": {}})
    def test_row_shows_that_the_plugin_is_broken(self):
        broken = make_plugin("acme", "acme-plugin", "1.0", error="ImportError")
        with mock.patch("proctoring_config.operator_page.page.installed_plugins", return_value={"acme": broken}):
            rows, _ = read(page())
        self.assertEqual(
            [row.cells[1] for row in rows], ["Not installed", "Installed, but cannot be imported acme-plugin 1.0"]
        )

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "lti_external": {"requires_escalation_email": True}})
    def test_options_of_lti_are_ignored(self):
        (_, row), _ = read(page())
        self.assertEqual(
            (row.answers["requires_escalation_email"], row.ids[0]),
            ("No by default; the configured value is ignored", "W014"),
        )

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "software_secure": {"frobnicate": 1}})
    def test_errors_come_first_and_both_kinds_are_counted(self):
        (_, row), _ = read(page())
        self.assertEqual((row.cells[2], row.ids), ("1 error 1 warning", ["E008", "W007"]))

    @override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "mock": {"show_review_rules": "False"}})
    def test_problem_has_severity_id_location_message_and_hint(self):
        (problem,) = diagnosis.configuration_problems()
        (item,) = [item for item in elements(parse_html(page()), "li") if attribute(item, "class") == "problem warning"]
        self.assertEqual(
            text(item), f"Warning {problem.id} {problem.location} : {problem.message} {problem.hint}", problem.id
        )

    @override_settings(
        PROCTORING_BACKENDS={**WITH_DEFAULT, "mock": {"a": 1}}, SILENCED_SYSTEM_CHECKS=["proctoring_config.W007"]
    )
    def test_silenced_problems_are_only_counted(self):
        html = page()
        rows, _ = read(html)
        self.assertEqual([row.ids for row in rows], [[], []])
        self.assertInHTML('<p class="note"><code>SILENCED_SYSTEM_CHECKS</code> hides 1 more problem.</p>', html)

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "p999", **{f"p{number}": {"a": 1} for number in range(1000)}})
    def test_a_thousand_providers_have_a_thousand_rows(self):
        html = page()
        self.assertEqual(html.count("<tbody"), 1000)
        self.assertEqual(html.count("proctoring_config.W007"), 1000)

    @override_settings()
    def test_missing_setting_is_a_problem(self):
        del settings.PROCTORING_BACKENDS
        self.assertEqual(read(page()), ([], ["E001"]))


class DiscretionTest(HypothesisTestCase):
    """The page never contains the value of an option."""

    def test_values_of_options_are_not_shown(self):
        values = (
            MARKER,
            [MARKER],
            {MARKER: MARKER},
            {"contact": MARKER},
            MARKER.encode(),
            (MARKER,),
            [[{"a": MARKER}]],
        )
        for value in values:
            options = {**dict.fromkeys(OPTIONS, value), "unknown": value, "SECRET_KEY": value}
            with override_settings(PROCTORING_BACKENDS={**WITH_DEFAULT, "software_secure": options}):
                html = page()
            self.assertNotIn(MARKER, html)
            self.assertEqual([name for name in OPTIONS if name not in html], [])

    def test_misplaced_values_are_not_shown(self):
        for value in (MARKER, [MARKER], {MARKER}, {"DEFAULT": [MARKER]}, {**WITH_DEFAULT, "mock": MARKER}):
            with override_settings(PROCTORING_BACKENDS=value):
                self.assertNotIn(MARKER, page())

    @tries(300, fuzz=2_000)
    @given(value=settings_values)
    def test_page_of_any_setting_shows_no_value(self, value):
        with override_settings(PROCTORING_BACKENDS=value):
            html = page()
        read(html)
        self.assertNotIn(MARKER, html)
