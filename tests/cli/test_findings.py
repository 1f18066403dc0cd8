"""Problems and their positions in files."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.findings import check_value, find_ambiguous_keys
from proctoring_config.files.setting import merge
from tests.files.nodes import setting


def found(findings):
    """Return (id, position, path) of problems."""
    return [
        (one.problem.id.rpartition(".")[2], f"{one.file}:{one.line}:{one.column}", one.problem.location)
        for one in findings
    ]


_X = "PROCTORING_BACKENDS['x']"


@ddt.ddt
class CheckValueTest(SimpleTestCase):
    """The position is that of the deepest key of the problem's path in the file."""

    @ddt.named_data(
        ("the setting is null", "PROCTORING_BACKENDS:", [("E002", "lms.yml:1:1", "PROCTORING_BACKENDS")]),
        ("the setting is a list", "A: 1\nPROCTORING_BACKENDS: [x]", [("E003", "lms.yml:2:1", "PROCTORING_BACKENDS")]),
        ("no DEFAULT", "PROCTORING_BACKENDS:\n  x: {}", [("W001", "lms.yml:1:1", "PROCTORING_BACKENDS")]),
        (
            "a name that is null",
            "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x: {}\n  null: {}",
            [("E004", "lms.yml:4:3", "PROCTORING_BACKENDS[None]")],
        ),
        (
            "names that are not strings",
            "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x: {}\n  yes: {}\n  1.5: {}",
            [
                ("E005", "lms.yml:4:3", "PROCTORING_BACKENDS[True]"),
                ("E005", "lms.yml:5:3", "PROCTORING_BACKENDS[a number]"),
            ],
        ),
        ("null options", "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x:", [("E006", "lms.yml:3:3", _X)]),
        ("options that are a boolean", "PROCTORING_BACKENDS: {DEFAULT: x, x: on}", [("E007", "lms.yml:1:35", _X)]),
        (
            "DEFAULT is a number",
            "PROCTORING_BACKENDS:\n  DEFAULT: 1",
            [("W002", "lms.yml:2:3", "PROCTORING_BACKENDS['DEFAULT']")],
        ),
        (
            "an option of ours",
            "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x:\n    show_review_rules: 'no'",
            [("W004", "lms.yml:4:5", f"{_X}['show_review_rules']")],
        ),
        (
            "an option of edx proctoring",
            "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x:\n    passing_statuses: [1]",
            [("W005", "lms.yml:4:5", f"{_X}['passing_statuses']")],
        ),
        (
            "an option from a merge",
            "o: &o\n  base_urls: x\nPROCTORING_BACKENDS:\n  DEFAULT: x\n  x:\n    <<: *o",
            [("W006", "lms.yml:2:3", f"{_X}['base_urls']")],
        ),
        ("options with a tag", "PROCTORING_BACKENDS:\n  DEFAULT: x\n  x: !vault y\n", []),
        ("a placeholder as the setting", "PROCTORING_BACKENDS: '{{ X }}'", []),
        (
            "an unknown option among placeholders",
            "PROCTORING_BACKENDS:\n  DEFAULT: '${X}'\n  x: {send_email: '{{ Y }}', SHOW_REVIEW_RULES: '{{ Y }}'}",
            [("W006", "lms.yml:3:30", f"{_X}['SHOW_REVIEW_RULES']")],
        ),
        (
            "a placeholder as a boolean",
            "PROCTORING_BACKENDS:\n  DEFAULT: proctortrack\n  proctortrack: {requires_escalation_email: $(X)}",
            [("W013", "lms.yml:3:3", "PROCTORING_BACKENDS['proctortrack']")],
        ),
    )
    def test_position(self, text, expected):
        self.assertEqual(found(check_value(setting(text))), expected)

    def test_merged_files(self):
        one = setting("PROCTORING_BACKENDS:\n  DEFAULT: x\n  x:\n    send_email: 1\n    client_id: 1\n")
        two = setting("A: 1\nPROCTORING_BACKENDS:\n  x:\n    client_id: 2\n  y:\n", "secrets.yml")
        self.assertEqual(
            found(check_value(merge([one, two]))),
            [
                ("W004", "lms.yml:4:5", f"{_X}['send_email']"),
                ("W005", "secrets.yml:4:5", f"{_X}['client_id']"),
                ("E006", "secrets.yml:5:3", "PROCTORING_BACKENDS['y']"),
            ],
        )


@ddt.ddt
class AmbiguousKeysTest(SimpleTestCase):
    """Duplicate keys of the setting."""

    @ddt.named_data(
        ("keys of others", "A: 1\nA: 2\nPROCTORING_BACKENDS: {DEFAULT: x, x: {LINK_URLS: {a: 1, a: 2}}}", []),
        (
            "the setting",
            "PROCTORING_BACKENDS: 1\nA: 1\nPROCTORING_BACKENDS: 2",
            [("W017", "lms.yml:3:1", "PROCTORING_BACKENDS", 1)],
        ),
        (
            "providers and DEFAULT",
            "PROCTORING_BACKENDS:\n  x: {}\n  DEFAULT: x\n  x: {}\n  DEFAULT: x\n  x: {}",
            [
                ("W017", "lms.yml:4:3", _X, 2),
                ("W017", "lms.yml:6:3", _X, 2),
                ("W017", "lms.yml:5:3", "PROCTORING_BACKENDS['DEFAULT']", 3),
            ],
        ),
        (
            "options",
            "PROCTORING_BACKENDS:\n  x: {a: 1, a: 1}\n  null: {b: 1, 'b': 2}",
            [
                ("W017", "lms.yml:2:13", f"{_X}['a']", 2),
                ("W017", "lms.yml:3:16", "PROCTORING_BACKENDS[None]['b']", 3),
            ],
        ),
        (
            "an option of a repeated provider",
            "PROCTORING_BACKENDS:\n  x: {a: 1, a: 1}\n  x: {}",
            [("W017", "lms.yml:3:3", _X, 2)],
        ),
        ("merge keys", "o: &o {a: 1}\nPROCTORING_BACKENDS: {x: {<<: *o, a: 1, <<: {a: 1}}}", []),
        (
            "an alias",
            "PROCTORING_BACKENDS:\n  x: &o {a: 1, a: 1}\n  y: *o",
            [("W017", "lms.yml:2:16", "PROCTORING_BACKENDS['x']['a']", 2)],
        ),
    )
    def test_every_duplicate_is_reported(self, text, expected):
        findings = list(find_ambiguous_keys(setting(text)))
        self.assertEqual(found(findings), [row[:3] for row in expected])
        for finding, (*_, first) in zip(findings, expected, strict=True):
            self.assertEqual(
                finding.problem.message,
                f"Duplicate key, first used on line {first}. The last value wins.",
            )

    def test_duplicates_in_merged_files(self):
        one = setting("PROCTORING_BACKENDS:\n  x: {a: 1, a: 1}")
        two = setting("PROCTORING_BACKENDS:\n  x: {b: 1, b: 1}\nPROCTORING_BACKENDS:\n  x: {c: 1, c: 1}", "secrets.yml")
        self.assertEqual(
            found(find_ambiguous_keys(merge([one, two]))),
            [
                ("W017", "lms.yml:2:13", f"{_X}['a']"),
                ("W017", "secrets.yml:3:1", "PROCTORING_BACKENDS"),
                ("W017", "secrets.yml:4:13", f"{_X}['c']"),
            ],
        )
