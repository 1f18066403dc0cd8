"""The settings of LMS and Studio, compared."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.compare import PlannedValue, compare_capabilities, compare_settings
from proctoring_config.upgrade.plan import make_plan
from proctoring_config.validators.skeleton import Unresolved
from tests.files.nodes import setting

ALIKE = "LMS and Studio must be configured alike, but "
_X = "PROCTORING_BACKENDS['x']"


def _difference(problem):
    """Return the difference that a problem names."""
    assert problem.message.startswith(ALIKE)
    assert problem.message.endswith(".")
    return problem.message.removeprefix(ALIKE).removesuffix(".")


def differences(*texts):
    """Return (position, path, difference) for files with these texts."""
    names = ["lms.yml", "cms.yml", "third.yml"]
    settings = [setting(f"PROCTORING_BACKENDS:\n{text}", name) for text, name in zip(texts, names, strict=False)]
    found = []
    for problem, entry in compare_settings(settings):
        assert problem.id == "proctoring_config.W018"
        difference = _difference(problem)
        line, column = entry.position
        found.append((f"{entry.source.name}:{line}:{column}", problem.location, difference))
    return found


@ddt.ddt
class SettingsTest(SimpleTestCase):
    """LMS against Studio."""

    @ddt.named_data(
        ("another order", "  DEFAULT: x\n  x: {a: s3cret}", "  x: {a: s3cret}\n  DEFAULT: x"),
        ("an explicit default", "  x: {show_review_rules: true}", "  x: {}"),
        ("a value that counts as the default", "  x: {requires_escalation_email: 'yes'}", "  x: {}"),
        (
            "placeholders against values",
            "  x: {show_review_rules: '{{ A }}', a: '{{ A }}'}",
            "  x: {show_review_rules: false, a: 1}",
        ),
        ("a placeholder against nothing", "  x: {show_review_rules: '{{ A }}'}", "  x: {}"),
        ("a placeholder as DEFAULT", "  DEFAULT: '{{ A }}'", "  DEFAULT: x"),
        ("options of learner pages", "  x: {LINK_URLS: {contact: a}, help_center_article_url: b}", "  x: {}"),
        ("an option of learner pages", "  x: {integration_specific_email: a}", "  x: {integration_specific_email: b}"),
        ("no DEFAULT", "  DEFAULT: x", "  {}"),
        ("null options", "  x:", "  x: {a: 1}"),
        ("options with a tag", "  x: !vault y", "  x: {a: 1}"),
        ("a setting with a tag", "  !vault y", "  x: {a: 1}"),
        ("a setting that is a list", "  [x]", "  x: {a: 1}"),
        ("keys with tags", "  !vault x: {}\n  y: {!vault a: 1}", "  !vault x: {}\n  y: {}"),
    )
    def test_no_difference(self, one, other):
        self.assertEqual(differences(one, other), [])
        self.assertEqual(differences(other, one), [])

    @ddt.named_data(
        (
            "other providers",
            "  x: {}\n  y: {}",
            "  x: {}\n  z: {}",
            [
                ("lms.yml:3:3", "PROCTORING_BACKENDS['y']", "the provider is missing from cms.yml"),
                ("cms.yml:3:3", "PROCTORING_BACKENDS['z']", "the provider is missing from lms.yml"),
            ],
        ),
        (
            "another DEFAULT",
            "  DEFAULT: x\n  x: {}",
            "  x: {}\n  DEFAULT: y",
            [("cms.yml:3:3", "PROCTORING_BACKENDS['DEFAULT']", "the name is not the same as in lms.yml:2")],
        ),
        (
            "another option",
            "  x: {show_review_rules: true}",
            "  x: {show_review_rules: false}",
            [("cms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true in lms.yml:2")],
        ),
        (
            "an option against its default",
            "  x: {}",
            "  x:\n    requires_escalation_email: true",
            [
                (
                    "cms.yml:3:5",
                    f"{_X}['requires_escalation_email']",
                    "the option is true here and false by default in lms.yml",
                )
            ],
        ),
        (
            "a default against an option",
            "  x: {show_review_rules: false}",
            "  x: {}",
            [("lms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true by default in cms.yml")],
        ),
        (
            "a value that counts as the default",
            "  x: {show_review_rules: 'false'}",
            "  x: {show_review_rules: false}",
            [("cms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true in lms.yml:2")],
        ),
        (
            "several options",
            "  x: {a: s3cret, b: s3cret, allow_honor_mode: true}",
            "  x: {b: S3cret, c: s3cret, allow_honor_mode: false}",
            [
                ("lms.yml:2:7", f"{_X}['a']", "the option is missing from cms.yml"),
                ("cms.yml:2:7", f"{_X}['b']", "the value is not the same as in lms.yml:2"),
                ("cms.yml:2:29", f"{_X}['allow_honor_mode']", "the option is false here and true in lms.yml:2"),
                ("cms.yml:2:18", f"{_X}['c']", "the option is missing from lms.yml"),
            ],
        ),
        (
            "a capability with the default of the plugin",
            "  x: {has_dashboard: false, allow_honor_mode: false}",
            "  x: {supports_onboarding: true}",
            [
                ("lms.yml:2:7", f"{_X}['has_dashboard']", "the option is missing from cms.yml"),
                ("cms.yml:2:7", f"{_X}['supports_onboarding']", "the option is missing from lms.yml"),
            ],
        ),
        (
            "a nested value",
            "  x: {default_rules: {a: [1]}}",
            "  x: {default_rules: {a: [2]}}",
            [("cms.yml:2:7", f"{_X}['default_rules']", "the value is not the same as in lms.yml:2")],
        ),
        (
            "a provider named null",
            "  null: {}",
            "  {}",
            [("lms.yml:2:3", "PROCTORING_BACKENDS[None]", "the provider is missing from cms.yml")],
        ),
    )
    def test_differences(self, one, other, expected):
        self.assertEqual(differences(one, other), expected)

    def test_the_first_file_is_compared_with_each_other(self):
        self.assertEqual(
            differences("  x: {}", "  x: {}\n  y: {}", "  x: {a: 1}"),
            [
                ("cms.yml:3:3", "PROCTORING_BACKENDS['y']", "the provider is missing from lms.yml"),
                ("third.yml:2:7", f"{_X}['a']", "the option is missing from lms.yml"),
            ],
        )

    @ddt.named_data(
        ("a provider", "  x: {}\n  y: {}", "  x: {}", "Use the same providers and options for LMS and Studio"),
        ("an option", "  x: {a: s3cret}", "  x: {}", "Use the same providers and options for LMS and Studio"),
        (
            "an option of the first",
            "  x: {}",
            "  x: {base_url: s3cret}",
            "Use the same providers and options for LMS and Studio",
        ),
        ("a value", "  x: {a: s3cret}", "  x: {a: S3cret}", "Use the same value for LMS and Studio"),
        ("a boolean", "  x: {show_review_rules: false}", "  x: {}", "Use the same value for LMS and Studio"),
        ("DEFAULT", "  DEFAULT: x\n  x: {}\n", "  DEFAULT: y\n  x: {}\n", "Use the same value for LMS and Studio"),
    )
    def test_hints(self, one, other, hint):
        one, other = (
            setting(f"PROCTORING_BACKENDS:\n{body}", name) for body, name in ((one, "lms.yml"), (other, "cms.yml"))
        )
        for pair in ((one, other), (other, one)):
            self.assertEqual([str(problem.hint) for problem, _ in compare_settings(pair)], [hint])

    def test_one_file_and_none(self):
        self.assertEqual(differences("  x: {}"), [])
        self.assertEqual(differences(), [])


class PlannedTest(SimpleTestCase):
    """The capabilities of several files after an upgrade."""

    def differences(self, *values, flag=False):
        """Return (file, location, difference) for files named a, b, ... with these values."""
        files = [
            PlannedValue(name, make_plan(value, flag).apply(value)) for name, value in zip("abc", values, strict=False)
        ]
        found = compare_capabilities(files, ("PROCTORING_BACKENDS",))
        return [(name, problem.location, _difference(problem)) for problem, name in found]

    def test_files_that_the_upgrade_makes_equal(self):
        done = {"proctortrack": {"requires_escalation_email": True, "show_review_rules": False}, "acme": {}}
        for other in ({"proctortrack": {}}, {"proctortrack": None, "acme": {"show_review_rules": True}}, None, [], {}):
            self.assertEqual(self.differences(done, other, done), [])
            self.assertEqual(self.differences(other, done, other), [])

    def test_a_decision_of_the_operator_in_one_file_only(self):
        first = {None: None, "proctortrack": {}}
        second = {"null": {}, "proctortrack": {"show_review_rules": True}}
        third = {None: {"REQUIRES_ESCALATION_EMAIL": True}, "proctortrack": {}}
        difference = "the option is true here and false in a after the upgrade"
        self.assertEqual(
            self.differences(first, second, third),
            [
                ("b", "PROCTORING_BACKENDS['proctortrack']['show_review_rules']", difference),
                ("c", "PROCTORING_BACKENDS['null']['requires_escalation_email']", difference),
            ],
        )

    def test_a_value_that_counts_as_the_default(self):
        difference = ("b", f"{_X}['show_review_rules']", "the option is true here and false in a after the upgrade")
        self.assertEqual(
            self.differences({"x": {"show_review_rules": False}}, {"x": {"show_review_rules": "no"}}), [difference]
        )

    def test_unknown_values_are_not_compared(self):
        undecided = {"proctortrack": {}}
        self.assertEqual(
            self.differences(undecided, {"proctortrack": {"show_review_rules": False}}, undecided, flag=None), []
        )
        placeholder = {"acme": {"show_review_rules": Unresolved()}}
        self.assertEqual(
            self.differences({"acme": {"show_review_rules": False}}, placeholder, {"acme": Unresolved()}), []
        )
        self.assertEqual(self.differences(), [])
