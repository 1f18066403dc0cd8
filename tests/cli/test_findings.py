"""Problems and their positions in files."""

from dataclasses import replace

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.findings import check_value, find_ambiguous_keys, locate
from proctoring_config.cli.hints import write_in_python
from proctoring_config.files.setting import merge
from proctoring_config.files.source import Source
from proctoring_config.problems import kinds
from tests.files.nodes import setting

START = "The key has more than one value, and the last one wins."


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
class PythonTest(SimpleTestCase):
    """Hints for settings modules in Python."""

    @ddt.data(
        ("Write show_review_rules: false, without quotes", "Write 'show_review_rules': False, without quotes"),
        ("Write true or false, without quotes", "Write True or False, without quotes"),
        ("Add a: true and b: false (true if x)", "Add 'a': True and 'b': False (True if x)"),
        ("Write DEFAULT: 'a' or 'null', or x", "Write 'DEFAULT': 'a' or 'null', or x"),
        ("Add DEFAULT: 'null', and 'null': {}", "Add 'DEFAULT': 'null', and 'null': {}"),
        ("Write one number, such as timeout: 30", "Write one number, such as 'timeout': 30"),
        ("Write a mapping, such as LINK_URLS: {}", "Write a mapping, such as 'LINK_URLS': {}"),
        ("Write 'acme': {} if it has no options", "Write 'acme': {} if it has no options"),
        ("Set FEATURES['ENABLE_SPECIAL_EXAMS'] to true", "Set FEATURES['ENABLE_SPECIAL_EXAMS'] to True"),
        ("Rename it to DEFAULT", "Rename it to DEFAULT"),
        (
            "Write PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}",
            "Write PROCTORING_BACKENDS = {'DEFAULT': 'null', 'null': {}}",
        ),
        (
            "x: PROCTORING_BACKENDS: {DEFAULT: name, name: {}}",
            "x: PROCTORING_BACKENDS = {'DEFAULT': 'name', 'name': {}}",
        ),
        ("Quote the name: 'null'", "Quote the name: 'null'"),
        (
            "Move it into the options of its provider: 'a' or 'b'",
            "Move it into the options of its provider: 'a' or 'b'",
        ),
        ("Write the options that it requires: a, b", "Write the options that it requires: a, b"),
    )
    @ddt.unpack
    def test_hint(self, hint, expected):
        self.assertEqual(write_in_python(hint), expected)

    def test_in_a_module_and_in_a_text(self):
        entry = setting("PROCTORING_BACKENDS:\n  DEFAULT: x", "lms.yml").entry
        problem = kinds.EMPTY_SETTING.problem(("PROCTORING_BACKENDS",))
        self.assertIn("BACKENDS: {", locate(problem, entry).problem.hint)
        for name in ("lms.py", "openedx-lms-production-settings"):
            located = locate(problem, replace(entry, source=Source(name, "PROCTORING_BACKENDS = None")))
            self.assertIn("BACKENDS = {'DEFAULT'", located.problem.hint)


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
            "merges with different values",
            "o: &o {key: 1}\nPROCTORING_BACKENDS:\n  x:\n    <<: *o\n    <<: {key: 2}\n    a: 1",
            [("W017", "lms.yml:5:5", f"{_X}['key']", 4)],
        ),
        (
            "merges of options with different values",
            "PROCTORING_BACKENDS: {x: {y: {<<: {key: 1}, <<: {key: 2}}}, z: {<<: {<<: {key: 1}}, <<: {key: 2}}}",
            [
                ("W017", "lms.yml:1:85", "PROCTORING_BACKENDS['z']['key']", 1),
                ("W017", "lms.yml:1:45", "PROCTORING_BACKENDS['x']['y']['key']", 1),
            ],
        ),
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
            is_merged = finding.problem.path[-1] == "key"
            fault = "Two merges (<<) disagree; the first is" if is_merged else "It is used first"
            self.assertEqual(finding.problem.message, f"{START} {fault} on line {first}.")

    @ddt.data("{}", "null", "1", "[]", "[a, b]")
    def test_of_duplicate_values_without_content_one_is_kept(self, value):
        (finding,) = find_ambiguous_keys(setting(f"PROCTORING_BACKENDS:\n  x: {value}\n  x: {value}"))
        self.assertEqual(finding.problem.hint, "Remove all but one")

    @ddt.data("{a: 1}", "[{a: 1}]", "{a: {}}")
    def test_duplicate_values_with_content_are_merged(self, value):
        for first, last in ((value, "{}"), ("null", value), (value, value), ("1", value)):
            (finding,) = find_ambiguous_keys(setting(f"PROCTORING_BACKENDS:\n  x: {first}\n  x: {last}"))
            self.assertEqual(finding.problem.hint, "Merge the entries into one")

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
