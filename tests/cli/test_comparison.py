"""Where the settings of several files disagree."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.comparison import compared
from tests.files.nodes import setting

_X = "PROCTORING_BACKENDS['x']"


def differences(*texts):
    """(place, location, difference) of what is found in files that have these texts."""
    names = ["lms.yml", "cms.yml", "third.yml"]
    settings = [setting(f"PROCTORING_BACKENDS:\n{text}", name) for text, name in zip(texts, names, strict=False)]
    found = []
    for one in compared(settings):
        difference, end, rest = one.problem.message.partition(": Studio and LMS must be configured alike")
        assert (one.problem.id, bool(end), rest) == ("proctoring_config.W018", True, "")
        found.append((f"{one.file}:{one.line}:{one.column}", one.problem.location, difference))
    return found


@ddt.ddt
class ComparedTest(SimpleTestCase):
    """LMS against Studio."""

    @ddt.data(
        ("  DEFAULT: x\n  x: {a: s3cret}", "  x: {a: s3cret}\n  DEFAULT: x"),
        ("  x: {show_review_rules: true}", "  x: {}"),
        ("  x: {requires_escalation_email: 'yes'}", "  x: {}"),
        ("  x: {show_review_rules: '{{ A }}', a: '{{ A }}'}", "  x: {show_review_rules: false, a: 1}"),
        ("  x: {show_review_rules: '{{ A }}'}", "  x: {}"),
        ("  DEFAULT: '{{ A }}'", "  DEFAULT: x"),
        ("  DEFAULT: x", "  {}"),
        ("  x:", "  x: {a: 1}"),
        ("  x: !vault y", "  x: {a: 1}"),
        ("  !vault y", "  x: {a: 1}"),
        ("  [x]", "  x: {a: 1}"),
        ("  !vault x: {}\n  y: {!vault a: 1}", "  !vault x: {}\n  y: {}"),
    )
    @ddt.unpack
    def test_no_difference(self, one, other):
        self.assertEqual(differences(one, other), [])
        self.assertEqual(differences(other, one), [])

    @ddt.data(
        (
            "  x: {}\n  y: {}",
            "  x: {}\n  z: {}",
            [
                ("lms.yml:3:3", "PROCTORING_BACKENDS['y']", "the provider is missing from cms.yml"),
                ("cms.yml:3:3", "PROCTORING_BACKENDS['z']", "the provider is missing from lms.yml"),
            ],
        ),
        (
            "  DEFAULT: x\n  x: {}",
            "  x: {}\n  DEFAULT: y",
            [("cms.yml:3:3", "PROCTORING_BACKENDS['DEFAULT']", "the name is not the same as in lms.yml:2")],
        ),
        (
            "  x: {show_review_rules: true}",
            "  x: {show_review_rules: false}",
            [("cms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true in lms.yml:2")],
        ),
        (
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
            "  x: {show_review_rules: false}",
            "  x: {}",
            [("lms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true by default in cms.yml")],
        ),
        (
            "  x: {show_review_rules: 'false'}",
            "  x: {show_review_rules: false}",
            [("cms.yml:2:7", f"{_X}['show_review_rules']", "the option is false here and true in lms.yml:2")],
        ),
        (
            "  x: {a: s3cret, b: s3cret, allow_honor_mode: true}",
            "  x: {b: S3cret, c: s3cret, allow_honor_mode: false}",
            [
                ("lms.yml:2:7", f"{_X}['a']", "the option is missing from cms.yml"),
                ("cms.yml:2:7", f"{_X}['b']", "the value is not the same as in lms.yml:2"),
                ("cms.yml:2:29", f"{_X}['allow_honor_mode']", "the value is not the same as in lms.yml:2"),
                ("cms.yml:2:18", f"{_X}['c']", "the option is missing from lms.yml"),
            ],
        ),
        (
            "  x: {LINK_URLS: {a: [1]}}",
            "  x: {LINK_URLS: {a: [2]}}",
            [("cms.yml:2:7", f"{_X}['LINK_URLS']", "the value is not the same as in lms.yml:2")],
        ),
        ("  null: {}", "  {}", [("lms.yml:2:3", "PROCTORING_BACKENDS[None]", "the provider is missing from cms.yml")]),
    )
    @ddt.unpack
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

    def test_one_file_and_none(self):
        self.assertEqual(differences("  x: {}"), [])
        self.assertEqual(differences(), [])
