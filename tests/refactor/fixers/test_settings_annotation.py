"""fixers/settings_annotation.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.options import OPTIONS
from proctoring_config.refactor.fixers.settings_annotation import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "lms/envs/common.py"

NOOPS = [
    ["not_defined_here", "PROCTORING_SETTINGS = {}\n"],
    ["annotated_already", "# .. setting_name: PROCTORING_BACKENDS\nPROCTORING_BACKENDS = {'DEFAULT': 'null'}\n"],
    ["imported", "from x import PROCTORING_BACKENDS\n"],
    ["computed", "from x import y\nPROCTORING_BACKENDS = {'DEFAULT': y}\n"],
    ["no_dictionary", "PROCTORING_BACKENDS = None\n"],
    ["defined_twice", "PROCTORING_BACKENDS = {}\nPROCTORING_BACKENDS = {'DEFAULT': 'null'}\n"],
    ["changed_in_place", "from x import PROCTORING_BACKENDS\nPROCTORING_BACKENDS['a'] = {}\n"],
    ["inside_a_function", "def f(s):\n    PROCTORING_BACKENDS = {}\n    return PROCTORING_BACKENDS\n"],
    ["two_statements_in_what_looks_like_one_line", "PROCTORING_BACKENDS = {\n}\rX = 1\n"],
    ["only_in_a_comment", "# PROCTORING_BACKENDS = {}\n"],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        X = 1

        ### Proctoring ####
        PROCTORING_BACKENDS = {
            'DEFAULT': 'null',
            # why
            'null': {}
        }
        """,
        """
        X = 1

        ### Proctoring ####
        # .. setting_name: PROCTORING_BACKENDS
        # .. setting_default: {'DEFAULT': 'null', 'null': {}}
        # .. setting_description: Proctoring providers by name, each with its options. DEFAULT names the provider of courses
        #   that do not choose one. edx-platform reads the following options of a provider; edx-proctoring and the provider's
        #   plugin read the other options, and some of these. requires_escalation_email (default: False): Whether Studio
        #   requires an escalation email from courses that use the provider. show_review_rules (default: True): Whether Studio
        #   shows the "Review rules" field of proctored exams. allow_honor_mode (default: False): Whether learners in honor mode
        #   can take the provider's proctored exams. has_dashboard (default: the plugin's value): Whether the provider has a
        #   dashboard for instructors. supports_onboarding (default: the plugin's value): Whether practice exams are onboarding
        #   exams.
        # .. setting_warning: The provider name null must be quoted in YAML.
        PROCTORING_BACKENDS = {
            'DEFAULT': 'null',
            # why
            'null': {}
        }
        """,  # noqa: E501
    ],
]


@ddt
class SettingsAnnotationTest(SimpleTestCase):
    """Annotate the setting."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    @named_data(
        ["empty", "{}"],
        ["other_default", "{'DEFAULT': 'acme', 'null': {}}"],
        ["vendor", "{'DEFAULT': 'null', 'null': {}, 'proctortrack': {}}"],
        ["secret", "{'DEFAULT': 'null', 'null': {}, 'acme': {'client_secret': 'hush'}}"],
        ["long", "{'DEFAULT': 'null', 'null': {}, " + ", ".join(f"'provider_{n}': {{}}" for n in range(9)) + "}"],
    )
    def test_value_of_a_fork_is_not_repeated(self, value):
        definition = f"PROCTORING_BACKENDS = {value}\n"
        annotation = apply_fixer(FIXER, PATH, definition).after.removesuffix(definition)
        self.assertIn("\n# .. setting_default: the value below\n", annotation)

    def test_line_endings_stay(self):
        before, after = (dedent(text).replace("\n", "\r\n") for text in REWRITES[0][1:])
        check_rewritten(FIXER, PATH, before, after)

    def test_form_feed_is_not_a_line_ending(self):
        head = "X = 1\n\x0c\n"
        check_rewritten(FIXER, PATH, head + dedent(REWRITES[0][1]), head + dedent(REWRITES[0][2]))

    def test_describes_every_option_of_the_platform(self):
        after = apply_fixer(FIXER, PATH, dedent(REWRITES[0][1])).after.replace("\n#  ", "")
        for name in ("requires_escalation_email", "show_review_rules", "allow_honor_mode"):
            self.assertIn(f" {name} (default: {OPTIONS[name].default}): {OPTIONS[name].summary}", after)
        for name in ("has_dashboard", "supports_onboarding"):
            self.assertIn(f" {name} (default: the plugin's value): {OPTIONS[name].summary}", after)
