"""fixers/npm_packages.py."""

import json
import string

from ddt import data, ddt, named_data
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.refactor.fixers.npm_packages import FIXER
from proctoring_config.refactor.requirements import VENDOR_PLUGIN
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

NOOPS = [
    [
        "done_already",
        "package.json",
        """
        {
          "description": "once with edx-proctoring-proctortrack",
          "dependencies": {
            "@edx/edx-proctoring": "^4.18.1"
          }
        }
        """,
    ],
    [
        "names_that_begin_or_end_alike",
        "package.json",
        """
        {
          "dependencies": {
            "edx-proctoring-proctortrack-new": "1.0.0",
            "@fork/edx-proctoring-proctortrack": "1.0.0"
          }
        }
        """,
    ],
    [
        "names_that_begin_or_end_alike_in_the_lock",
        "package-lock.json",
        """
        {
          "packages": {
            "node_modules/edx-proctoring-proctortrack-new": {"version": "1.0.0"},
            "node_modules/@fork/edx-proctoring-proctortrack": {"version": "1.0.0"},
            "edx-proctoring-proctortrack": {"version": "1.0.0"}
          }
        }
        """,
    ],
    [
        "a_value_not_a_key",
        "package.json",
        """
        {"scripts": {"clean": "npm uninstall edx-proctoring-proctortrack"}, "name": "edx-proctoring-proctortrack"}
        """,
    ],
    ["a_key_of_the_package_itself", "package.json", '{"edx-proctoring-proctortrack": {"dependencies": {}}}\n'],
    [
        "what_another_package_depends_on",
        "package-lock.json",
        '{"packages": {"node_modules/fork": {"dependencies": {"edx-proctoring-proctortrack": "1"}}}}\n',
    ],
    [
        "sections_that_are_no_objects",
        "package-lock.json",
        """
        {"packages": ["edx-proctoring-proctortrack"], "dependencies": "edx-proctoring-proctortrack", "x": null}
        """,
    ],
]

NOT_JSON = [
    "edx-proctoring-proctortrack",
    '["edx-proctoring-proctortrack"]',
    '"edx-proctoring-proctortrack"',
    '{"dependencies": {"edx-proctoring-proctortrack": "1",}}',
    '{"dependencies": {"edx-proctoring-proctortrack": "1"}} {}',
    '{"dependencies": {"edx-proctoring-proctortrack": "1"}',
    "{dependencies: {'edx-proctoring-proctortrack': 1}}",
    '{"dependencies" {"edx-proctoring-proctortrack": "1"}}',
]

REWRITES = [
    [
        "as_upstream_had_it",
        "package.json",
        """
        {
          "name": "edx",
          "dependencies": {
            "@edx/edx-proctoring": "^4.18.1",
            "edx-proctoring-proctortrack": "git+https://example.com/edx-proctoring-proctortrack.git#f0fa",
            "edx-ui-toolkit": "1.8.7"
          },
          "devDependencies": {
            "@edx/mockprock": "1.0.0"
          }
        }
        """,
        """
        {
          "name": "edx",
          "dependencies": {
            "@edx/edx-proctoring": "^4.18.1",
            "edx-ui-toolkit": "1.8.7"
          },
          "devDependencies": {
            "@edx/mockprock": "1.0.0"
          }
        }
        """,
    ],
    [
        "first_last_and_only_one",
        "package.json",
        """
        {
          "dependencies": {
            "edx-proctoring-proctortrack": "1",
            "b" : [ 1,2 ]
          },
          "devDependencies": {
            "a": {"x": "}"},
            "edx-proctoring-proctortrack": "1"
          },
          "optionalDependencies": {
            "edx-proctoring-proctortrack": "1"
          },
          "overrides": { "edx-proctoring-proctortrack": {"c": "1"} , "d":"é" }
        }
        """,
        """
        {
          "dependencies": {
            "b" : [ 1,2 ]
          },
          "devDependencies": {
            "a": {"x": "}"}
          },
          "optionalDependencies": {},
          "overrides": { "d":"é" }
        }
        """,
    ],
    [
        "lock_of_version_3",
        "package-lock.json",
        """
        {
          "lockfileVersion": 3,
          "packages": {
            "": {
              "dependencies": {
                "edx-proctoring-proctortrack": "git+https://example.com/x.git#f0fa",
                "edx-ui-toolkit": "1.8.7"
              }
            },
            "node_modules/eastasianwidth": {
              "version": "0.2.0"
            },
            "node_modules/edx-proctoring-proctortrack": {
              "version": "1.1.1",
              "peerDependencies": {
                "@edx/edx-proctoring": "^4.8.1"
              }
            },
            "node_modules/edx-proctoring-proctortrack/node_modules/a": {
              "version": "1.0.0"
            },
            "node_modules/edx-ui-toolkit": {
              "version": "1.8.7"
            }
          }
        }
        """,
        """
        {
          "lockfileVersion": 3,
          "packages": {
            "": {
              "dependencies": {
                "edx-ui-toolkit": "1.8.7"
              }
            },
            "node_modules/eastasianwidth": {
              "version": "0.2.0"
            },
            "node_modules/edx-ui-toolkit": {
              "version": "1.8.7"
            }
          }
        }
        """,
    ],
    [
        "lock_of_version_2_partly_done",
        "package-lock.json",
        """
        {
          "lockfileVersion": 2,
          "packages": {
            "": {"dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1"},
            "node_modules/edx-proctoring-proctortrack": {"version": "1"}
          },
          "dependencies": {
            "a": {"version": "1"},
            "edx-proctoring-proctortrack": {"version": "1", "requires": {}}
          }
        }
        """,
        """
        {
          "lockfileVersion": 2,
          "packages": {
            "": {"dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1"}
          },
          "dependencies": {
            "a": {"version": "1"}
          }
        }
        """,
    ],
    [
        "lock_of_version_1",
        "package-lock.json",
        """
        {"lockfileVersion": 1, "dependencies": {"edx-proctoring-proctortrack": {"version": "1"}, "z": {}}}
        """,
        """
        {"lockfileVersion": 1, "dependencies": {"z": {}}}
        """,
    ],
]

NAMES = st.sampled_from([VENDOR_PLUGIN, "a", 'quo"te', "brace}", f"{VENDOR_PLUGIN}-new"]) | st.text(
    string.printable, max_size=3
)
VALUES = st.recursive(
    st.none() | st.floats(allow_nan=False) | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)
)
SECTIONS = st.dictionaries(st.sampled_from(["dependencies", "overrides", "x"]), st.dictionaries(NAMES, VALUES) | VALUES)
LAYOUTS = st.sampled_from(
    [{"indent": 2}, {"indent": "\t"}, {"separators": (",", ":")}, {"indent": 1, "ensure_ascii": False}]
)


@ddt
class NpmPackagesTest(SimpleTestCase):
    """Remove the vendor's plugin from package.json and package-lock.json."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @data(*NOT_JSON)
    def test_reports_file_that_is_not_a_json_object(self, before):
        edit = apply_fixer(FIXER, "package.json", before)
        self.assertEqual(edit.after, before)
        self.assertEqual([left.why for left in edit.leftovers], ["the file is not a JSON object"])

    def test_reports_file_that_is_nested_too_deeply(self):
        before = f'{{"{VENDOR_PLUGIN}": ' + "[" * 100_000
        self.assertEqual(apply_fixer(FIXER, "package.json", before).after, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @data("\n", "\r\n")
    def test_keeps_line_endings(self, newline):
        before = newline.join(["{", '\t"dependencies": {', '\t\t"a": "1",', f'\t\t"{VENDOR_PLUGIN}": "1"', "\t}", "}"])
        after = newline.join(["{", '\t"dependencies": {', '\t\t"a": "1"', "\t}", "}"])
        check_rewritten(FIXER, "package.json", before, after)

    @given(SECTIONS, LAYOUTS)
    def test_nothing_else_changes(self, sections, layout):
        sections = {**sections, "description": f"once with {VENDOR_PLUGIN}"}
        expected = {
            name: {key: value for key, value in section.items() if key != VENDOR_PLUGIN}
            if isinstance(section, dict)
            else section
            for name, section in sections.items()
        }
        after = apply_fixer(FIXER, "package.json", json.dumps(sections, **layout)).after
        self.assertEqual(after, json.dumps(expected, **layout))

    def test_applies_only_to_its_files(self):
        self.assertTrue(FIXER.applies_to("package.json", VENDOR_PLUGIN.encode()))
        self.assertFalse(FIXER.applies_to("package.json", b"edx-proctoring"))
        self.assertFalse(FIXER.applies_to("fork/my-package.json", VENDOR_PLUGIN.encode()))

    def test_changes_the_manifest_and_its_lock_together(self):
        self.assertTrue(FIXER.group)
