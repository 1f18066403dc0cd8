"""``proctoring-config check``: problems of a setting that is not read, and of the settings beside a missing one."""

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase

NULL = "DEFAULT: a, a: null"
AS_SOON_AS = " This applies as soon as the setting is read."
PATCHES = "name: x\nversion: 1\npatches:\n"


def too_large(key):
    """Return a mapping with 160,000 entries."""
    keys = [f"k{number}" for number in range(400)]
    shared, own = ", ".join(f"{name}: {{}}" for name in keys), ", ".join(f"{name}: *x" for name in keys)
    return f"x: &x {{{shared}}}\n{key}: {{{own}}}\n"


@ddt.ddt
class MisplacedValueTest(CheckTestCase):
    """Values of settings that nothing reads."""

    @ddt.named_data(
        ("misspelled", f"PROCTORING_BACKEND: {{{NULL}}}", [("1:1", "W021"), ("1:34", "E006")]),
        ("in lower case", "proctoring_backends:\n  DEFAULT: a\n  a:\n", [("1:1", "W021"), ("3:3", "E006")]),
        ("null", "PROCTORING_BACKEND:", [("1:1", "W021"), ("1:1", "E002")]),
        ("a list", "PROCTORNG_BACKENDS: [a]", [("1:1", "W021"), ("1:1", "E003")]),
        ("below FEATURES", f"FEATURES:\n  PROCTORING_BACKENDS: {{{NULL}}}", [("2:3", "W021"), ("2:37", "E006")]),
        ("JSON", '{"PROCTORING_BACKEND":\n{"DEFAULT": "a", "a": null}}', [("1:2", "W021"), ("2:18", "E006")]),
        ("a warning", "PROCTORING_BACKEND: {DEFAULT: a, a: {timeout: x}}", [("1:1", "W021"), ("1:38", "W005")]),
        ("a duplicate", "PROCTORING_BACKEND: {DEFAULT: a, a: {}, a: {}}", [("1:1", "W021"), ("1:41", "W017")]),
        ("required options", "PROCTORING_BACKEND: {DEFAULT: rpnow4, rpnow4: {}}", [("1:1", "W021"), ("1:39", "E008")]),
        ("a patch", f"{PATCHES}  lms-envs: 'PROCTORING_BACKENDS: {{{NULL}}}'\n", [("4:3", "W031"), ("4:48", "E006")]),
        (
            "a patch of FEATURES",
            f"{PATCHES}  lms-env-features: |\n    PROCTORING_BACKENDS: {{{NULL}}}\n",
            [("5:5", "W021"), ("5:39", "E006")],
        ),
        ("from before 2019", "PROCTORING_BACKEND_PROVIDERS: {a: null}", [("1:1", "W021")]),
        (
            "beside the setting",
            "PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nPROCTORING_BACKEND: {DEFAULT: null}",
            [("2:1", "W021")],
        ),
    )
    def test_is_checked(self, text, expected):
        name = self.file("lms.json" if text.startswith("{") else "lms.yml", text)
        self.assertEqual(self.found(name), [(f"{name}:{place}", code) for place, code in expected])

    def test_the_effect_is_that_of_the_setting_once_it_is_read(self):
        out = self.check(self.file("lms.yml", "PROCTORING_BACKEND:\n  DEFAULT: b\n  a:\n"))[1]
        self.assertEqual(out.count(AS_SOON_AS + "\n"), 2)
        self.file("lms.yml", "PROCTORING_BACKENDS:\n  DEFAULT: b\n  a:\n")
        self.assertNotIn(AS_SOON_AS, self.check("lms.yml")[1])

    def test_a_value_that_is_too_large_is_not_checked(self):
        self.assertEqual(self.found(self.file("lms.yml", too_large("PROCTORING_BACKEND"))), [("lms.yml:2:1", "W021")])


@ddt.ddt
class WithoutSettingTest(CheckTestCase):
    """Files that have only the settings beside it."""

    @ddt.named_data(
        ("alone", "PROCTORING_SETTINGS:\n", "1:1"),
        ("a tilde", "A: 1\nPROCTORING_SETTINGS: ~\n", "2:1"),
        ("FEATURES", "FEATURES:\nA: 1\n", "1:1"),
        ("FEATURES as a list", "FEATURES: [A]\n", "1:1"),
        ("beside a misspelled setting", "PROCTORING_BACKEND: {DEFAULT: a, a: {}}\nPROCTORING_SETTINGS: 5\n", "2:1"),
        ("Ansible", "EDXAPP_PROCTORING_SETTINGS:\n", "1:1"),
        ("JSON", '{"A": 1,\n"PROCTORING_SETTINGS": null}', "2:1"),
        ("a patch", f"{PATCHES}  lms-env: |\n    PROCTORING_SETTINGS:\n", "5:5"),
        ("a patch in Python", f"{PATCHES}  openedx-common-settings: PROCTORING_SETTINGS = None\n", "4:28"),
        (
            "a ConfigMap",
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  lms.env.yml: |\n    PROCTORING_SETTINGS:\n",
            "5:5",
        ),
    )
    def test_stops_the_process(self, text, place):
        name = self.file("lms.json" if text.startswith("{") else "lms.yml", text)
        self.assertIn((f"{name}:{place}", "E014"), self.found(name))
        self.assertEqual(self.check(name)[0], 1)

    @ddt.named_data(
        ("a mapping", "PROCTORING_SETTINGS: {}\n"),
        ("a placeholder", "PROCTORING_SETTINGS: '{{ x }}'\n"),
        ("another setting", "COURSE_FEATURES:\n"),
        ("in lower case", "proctoring_settings:\n"),
        ("a patch of FEATURES", f"{PATCHES}  lms-env-features: |\n    PROCTORING_SETTINGS:\n"),
        ("another text", "script: |\n  PROCTORING_SETTINGS:\n"),
        ("below another key", "a:\n  PROCTORING_SETTINGS:\n"),
        ("no switches", "FEATURES: {ENABLE_SPECIAL_EXAMS: false}\n"),
    )
    def test_is_no_problem(self, text):
        self.assertEqual(self.check(self.file("lms.yml", text))[:2], (0, ""))

    def test_in_python(self):
        self.assertEqual(self.found(self.file("prod.py", "PROCTORING_SETTINGS = None\n")), [("prod.py:1:1", "E014")])

    def test_open_quote(self):
        name = self.file("lms.yml", "PROCTORING_SETTINGS:\n  SITE_NAME: 'x\n  LINK_URLS: '\n")
        self.assertEqual(self.found(name), [("lms.yml:2:3", "W034")])

    def test_note(self):
        text = "lms.yml: PROCTORING_BACKENDS not found; only other settings were checked"
        self.assertEqual(self.check(self.file("lms.yml", "PROCTORING_SETTINGS:\n"))[2][0], *said(text))

    def test_setting_is_required(self):
        self.assertEqual(self.check("--require", self.file("lms.yml", "PROCTORING_SETTINGS:\n"))[0], 2)

    def test_a_value_that_is_too_large(self):
        status, out, err = self.check(self.file("lms.yml", too_large("PROCTORING_SETTINGS")))
        self.assertEqual((status, out), (2, ""))
        self.assertIn("more than 100,000 entries", err[0])
