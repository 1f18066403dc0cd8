"""``proctoring-config check``: the settings next to the setting in a file."""

import ddt

from tests.cli.base import CommandTestCase

BACKENDS = "PROCTORING_BACKENDS: {DEFAULT: acme, acme: {}}\n"
OFF = "warning W028 FEATURES['ENABLE_SPECIAL_EXAMS']"

# text of the file, problems found with their positions
FILES = [
    ("nothing else", BACKENDS, []),
    ("all on", "FEATURES: {ENABLE_SPECIAL_EXAMS: true, ENABLE_PROCTORED_EXAMS: true}\n" + BACKENDS, []),
    ("new release", "ENABLE_SPECIAL_EXAMS: true\nENABLE_PROCTORED_EXAMS: true\n" + BACKENDS, []),
    ("off in a new release", BACKENDS + "ENABLE_SPECIAL_EXAMS: false\n", ["2:1 warning W028 ENABLE_SPECIAL_EXAMS"]),
    ("missing", "A: 1\nFEATURES:\n  ENABLE_PROCTORED_EXAMS: true\n" + BACKENDS, [f"2:1 {OFF}"]),
    ("off", "FEATURES:\n  ENABLE_PROCTORED_EXAMS: true\n  ENABLE_SPECIAL_EXAMS: off\n" + BACKENDS, [f"3:3 {OFF}"]),
    ("off in JSON", '{"FEATURES": {},\n "PROCTORING_BACKENDS": {"DEFAULT": "a", "a": {}}}', [f"1:2 {OFF}"]),
    (
        "only one is on",
        BACKENDS + "FEATURES:\n  ENABLE_SPECIAL_EXAMS: true\n",
        ["2:1 warning W028 FEATURES['ENABLE_PROCTORED_EXAMS']"],
    ),
    (
        "a merge key",
        "x: &x {ENABLE_SPECIAL_EXAMS: true, ENABLE_PROCTORED_EXAMS: true}\nFEATURES: {<<: *x}\n" + BACKENDS,
        [],
    ),
    *(
        (
            f"text {text}",
            f"{BACKENDS}FEATURES:\n  ENABLE_PROCTORED_EXAMS: true\n  ENABLE_SPECIAL_EXAMS: {text}\n",
            ["4:3 warning W036 FEATURES['ENABLE_SPECIAL_EXAMS']"],
        )
        for text in ("'false'", '"False"', "false,", "'no'", "'off'", "n", "fales", "'0'", "[false]")
    ),
    ("text in a new release", BACKENDS + "ENABLE_SPECIAL_EXAMS: 'no'\n", ["2:1 warning W036 ENABLE_SPECIAL_EXAMS"]),
    *(
        (f"true text {text}", f"{BACKENDS}FEATURES: {{ENABLE_SPECIAL_EXAMS: {text}, ENABLE_PROCTORED_EXAMS: on}}\n", [])
        for text in ("'true'", "'yes'", "'on'", "maybe", "{a: false}", "[true]")
    ),
    ("a number", "FEATURES: {ENABLE_SPECIAL_EXAMS: 1, ENABLE_PROCTORED_EXAMS: true}\n" + BACKENDS, []),
    ("only null", "FEATURES: {}\nPROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}\n", []),
    ("a placeholder", "FEATURES:\n  ENABLE_SPECIAL_EXAMS: '{{ X }}'\n  ENABLE_PROCTORED_EXAMS: true\n" + BACKENDS, []),
    ("null", "PROCTORING_SETTINGS:\n" + BACKENDS, ["1:1 error E014 PROCTORING_SETTINGS"]),
    ("a list", BACKENDS + "PROCTORING_SETTINGS: []\n", ["2:1 warning W029 PROCTORING_SETTINGS"]),
    (
        "null links",
        BACKENDS + "PROCTORING_SETTINGS:\n  SITE_NAME: x\n  LINK_URLS:\n",
        ["4:3 warning W029 PROCTORING_SETTINGS['LINK_URLS']"],
    ),
]
_ANSIBLE = "EDXAPP_" + BACKENDS
_ANSIBLE_OFF = "warning W028 EDXAPP_FEATURES['ENABLE_SPECIAL_EXAMS']"
# the same for settings whose names have a prefix
PREFIXED = [
    ("off", _ANSIBLE + "EDXAPP_FEATURES:\n  ENABLE_SPECIAL_EXAMS: false\n", [f"3:3 {_ANSIBLE_OFF}"]),
    ("off before it", "EDXAPP_FEATURES: {ENABLE_SPECIAL_EXAMS: no}\n" + _ANSIBLE, [f"1:19 {_ANSIBLE_OFF}"]),
    (
        "off in a new release",
        _ANSIBLE + "EDXAPP_ENABLE_SPECIAL_EXAMS: 0\n",
        ["2:1 warning W028 EDXAPP_ENABLE_SPECIAL_EXAMS"],
    ),
    ("null", _ANSIBLE + "EDXAPP_PROCTORING_SETTINGS:\n", ["2:1 error E014 EDXAPP_PROCTORING_SETTINGS"]),
    ("a list", _ANSIBLE + "EDXAPP_PROCTORING_SETTINGS: []\n", ["2:1 warning W029 EDXAPP_PROCTORING_SETTINGS"]),
    (
        "null links",
        _ANSIBLE + "EDXAPP_PROCTORING_SETTINGS: {LINK_URLS: }\n",
        ["2:30 warning W029 EDXAPP_PROCTORING_SETTINGS['LINK_URLS']"],
    ),
    ("missing, as in a default of the role", _ANSIBLE + "EDXAPP_FEATURES: {}\n", []),
    ("another prefix", _ANSIBLE + "FEATURES_OF: {ENABLE_SPECIAL_EXAMS: false}\nOTHER_PROCTORING_SETTINGS:\n", []),
    ("all on", _ANSIBLE + "EDXAPP_FEATURES: {ENABLE_SPECIAL_EXAMS: true, ENABLE_PROCTORED_EXAMS: true}\n", []),
]


@ddt.ddt
class CheckNeighborsTest(CommandTestCase):
    """Files with more than the setting."""

    def check(self, *arguments):
        """Return the exit status and the positions, ids and paths of the problems."""
        status, out, _ = self.run_command("check", *arguments)
        lines = [line for line in out.splitlines() if not line.startswith(" ")]
        return status, [": ".join(line.split(": ")[:2]).partition(":")[2].replace(": ", " ", 1) for line in lines]

    @ddt.named_data(*FILES)
    def test_file(self, text, expected):
        name = self.file("lms.json" if text.startswith("{") else "lms.yml", text)
        self.assertEqual(self.check(name), (int(bool(expected)), expected))

    @ddt.named_data(*PREFIXED)
    def test_prefixed(self, text, expected):
        self.assertEqual(self.check(self.file("vars.yml", text)), (int(bool(expected)), expected))

    def test_the_hint_has_the_prefix(self):
        _, out, _ = self.run_command("check", self.file("vars.yml", PREFIXED[0][1]))
        self.assertIn("Set EDXAPP_FEATURES['ENABLE_SPECIAL_EXAMS']", out)

    def test_open_quote_below_features_is_reported_once(self):
        text = "FEATURES:\n  PROCTORING_BACKENDS:\n    DEFAULT: a\n    a:\n      client_id: 'x\n      base_url: y'\n"
        _, found = self.check(self.file("lms.yml", text))
        self.assertEqual([line[:16] for line in found if "W034" in line], ["5:7 warning W034"])

    def test_nested_settings(self):
        name = self.file("values.yml", "openedx:\n  FEATURES: {}\n  " + BACKENDS)
        found = ["2:3 warning W028 openedx['FEATURES']['ENABLE_SPECIAL_EXAMS']"]
        self.assertEqual(self.check("--key", "openedx.PROCTORING_BACKENDS", name), (1, found))

    def test_settings_with_another_name_have_no_neighbors(self):
        name = self.file("vars.yml", "FEATURES: {}\nPROCTORING_SETTINGS:\nX_" + BACKENDS)
        self.assertEqual(self.check("--key", "X_PROCTORING_BACKENDS", name), (0, []))

    def test_files_are_merged(self):
        one = self.file("one.yml", "FEATURES: {ENABLE_SPECIAL_EXAMS: true}\n" + BACKENDS)
        two = self.file("two.yml", "FEATURES: {ENABLE_PROCTORED_EXAMS: true}\nPROCTORING_BACKENDS: {}\n")
        self.assertEqual(self.check("--merge", one, two), (0, []))
