"""``proctoring-config check`` and LMS and Studio inside one file: patches of Tutor, texts of a ConfigMap."""

import ddt

from tests.cli.checking import CheckTestCase

YAML = "PROCTORING_BACKENDS: {DEFAULT: a, a: {}}"
PYTHON = "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}"
JSON = '{"PROCTORING_BACKENDS": {"DEFAULT": "a", "a": {}}}'
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\n"
OFF = "ENABLE_SPECIAL_EXAMS: false"
OF_LMS, OF_STUDIO = "no patch for Studio has the setting", "no patch for LMS has the setting"
LINE_5 = "missing here and present in x.yml:5"


def texts(key, values):
    """Return a file with texts by name below a key."""
    return f"{key}:\n" + "".join(f"  {name}: |\n    {text}\n" for name, text in values.items())


# name of the patch, its text, the name that the hint suggests
NOT_READ = [
    ("openedx-common-setting", PYTHON, "openedx-common-settings"),
    ("openedx-commmon-settings", PYTHON, "openedx-common-settings"),
    ("open-edx-common-settings", PYTHON, "openedx-common-settings"),
    ("openedx-settings", PYTHON, "openedx-common-settings"),
    ("openedx-lms-settings", PYTHON, "openedx-lms-common-settings"),
    ("openedx-lms-production-setting", PYTHON, "openedx-lms-production-settings"),
    ("openedx-cms-developement-settings", PYTHON, "openedx-cms-development-settings"),
    ("openedx-studio-common-settings", PYTHON, "openedx-cms-common-settings"),
    ("openedx-common-i18n-settings", PYTHON, "openedx-common-settings"),
    ("openedx-common-assets-settings", PYTHON, "openedx-common-settings"),
    ("common-env", YAML, "openedx-auth"),
    ("lms-envs", YAML, "lms-env"),
    ("env-cms", YAML, "cms-env"),
    ("LMS-ENV", YAML, "lms-env"),
    ("openedx-auths", YAML, "openedx-auth"),
    ("openedx-dockerfile", YAML, "openedx-auth"),
    ("other", PYTHON, "openedx-common-settings"),
]
READ = [
    *(("openedx-common-settings", PYTHON), ("openedx-development-settings", PYTHON)),
    *(
        (f"openedx-{service}-{name}-settings", PYTHON)
        for service in ("lms", "cms")
        for name in ("common", "production")
    ),
    *(("openedx-auth", YAML), ("lms-env", YAML), ("cms-env", YAML), ("mfe-lms-common-settings", PYTHON)),
]

# file, position and what is missing
ONE_SIDED = [
    ("a patch of the LMS", texts("patches", {"lms-env": YAML}), "3:5", OF_LMS),
    ("a patch of Studio", texts("patches", {"cms-env": YAML}), "3:5", OF_STUDIO),
    ("Python of the LMS", texts("patches", {"openedx-lms-common-settings": PYTHON}), "3:5", OF_LMS),
    ("Python of Studio", texts("patches", {"openedx-cms-production-settings": PYTHON}), "3:5", OF_STUDIO),
    ("Studio has another patch", texts("patches", {"lms-env": YAML, "cms-env": "SITE_NAME: x"}), "3:5", OF_LMS),
    ("values of a chart", "tutor:\n  patches:\n    lms-env: |\n      " + YAML, "4:7", OF_LMS),
    ("a ConfigMap", CONFIG_MAP + texts("data", {"lms.env.yml": YAML, "cms.env.yml": "A: {B: true}"}), "6:3", LINE_5),
    (
        "Studio's file only",
        CONFIG_MAP + texts("data", {"lms.yml": "A: 1", "cms.yml": YAML}),
        "4:3",
        "missing here and present in x.yml:7",
    ),
    ("JSON", CONFIG_MAP + texts("data", {"lms.env.json": JSON, "studio.env.json": "{}"}), "6:3", LINE_5),
    (
        "two documents",
        f"{CONFIG_MAP}{texts('data', {'lms.yml': YAML})}---\n{CONFIG_MAP}{texts('data', {'cms.yml': 'A: 1'})}",
        "10:3",
        LINE_5,
    ),
    ("keys of a chart", f"v:\n  lms:\n    {YAML}\n  cms: {{A: 1}}\n", "4:3", "missing here and present in x.yml:3"),
]
BOTH_SIDES = [
    ("patches of both", texts("patches", {"lms-env": YAML, "cms-env": YAML})),
    ("a patch of both and one of the LMS", texts("patches", {"openedx-auth": YAML, "lms-env": YAML})),
    ("Python and YAML", texts("patches", {"openedx-lms-common-settings": PYTHON, "cms-env": YAML})),
    ("only the LMS in a ConfigMap", CONFIG_MAP + texts("data", {"lms.yml": YAML, "mfe.yml": "A: 1"})),
    ("both in a ConfigMap", CONFIG_MAP + texts("data", {"lms.yml": YAML, "cms.yml": YAML})),
    ("a key of a chart", f"lms:\n  {YAML}\ncms: x\n"),
]

# patches, position of the switch or ``None`` if it is not a problem
SWITCHES = [
    ("LMS", {"lms-env": YAML, "cms-env": YAML, "lms-env-features": OFF}, "7:5"),
    ("Studio", {"lms-env": YAML, "cms-env": YAML, "cms-env-features": OFF}, "7:5"),
    ("both", {"openedx-auth": YAML, "common-env-features": OFF}, "5:5"),
    ("a setting of both, a switch of Studio", {"openedx-common-settings": PYTHON, "cms-env-features": OFF}, "5:5"),
    ("before the setting", {"lms-env-features": OFF, "openedx-auth": YAML}, "3:5"),
    (
        "Python in another patch",
        {"openedx-common-settings": PYTHON, "openedx-cms-common-settings": "FEATURES['ENABLE_SPECIAL_EXAMS'] = False"},
        "5:14",
    ),
    ("the other switch", {"openedx-auth": YAML, "lms-env-features": "ENABLE_PROCTORED_EXAMS: no"}, "5:5"),
    ("a switch of a new release", {"openedx-auth": YAML, "cms-env": OFF}, "5:5"),
    ("on", {"openedx-auth": YAML, "cms-env-features": "ENABLE_SPECIAL_EXAMS: true"}, None),
    ("another switch", {"openedx-auth": YAML, "cms-env-features": "ENABLE_OTHER_EXAMS: false"}, None),
    ("a broken text", {"openedx-auth": YAML, "cms-env-features": "ENABLE_SPECIAL_EXAMS: ["}, None),
]


@ddt.ddt
class PatchesTest(CheckTestCase):
    """Patches of Tutor."""

    @ddt.named_data(*((name, name, text, meant) for name, text, meant in NOT_READ))
    def test_not_read(self, name, text, meant):
        self.file("x.yml", texts("patches", {name: text}))
        status, out, _ = self.check("x.yml")
        self.assertEqual(status, 1)
        self.assertRegex(out, rf"\Ax.yml:2:3: warning W031 patches\['{name}'\]: ")
        self.assertTrue(out.endswith(f"    hint: Rename the patch to {meant}\n"), out)
        self.file("x.yml", texts("patches", {meant: text}))
        self.assertNotIn("W031", self.check("x.yml")[1])
        self.assertIn("undecided", self.run_command("upgrade", self.file("y.yml", texts("patches", {name: text})))[1])

    def test_not_read_beside_one_that_is_read(self):
        self.file("x.yml", texts("patches", {"openedx-auth": YAML, "lms-envs": YAML}))
        out = self.check("x.yml")[1]
        self.assertIn("W031", out)
        self.assertIn("Tutor has no patch of this name. This key is ignored.", out)
        self.assertNotIn("use their default", out)

    @ddt.named_data(*((name, name, text) for name, text in READ))
    def test_read(self, name, text):
        self.file("x.yml", texts("patches", {name: text}))
        self.assertNotIn("W031", self.check("x.yml")[1])
        self.assertNotIn("not found", "".join(self.check("x.yml")[2]))

    @ddt.data("patch", "Patches", "patchs", "pachtes")
    def test_parent_is_misspelled(self, parent):
        self.file("x.yml", texts(parent, {"openedx-auth": YAML}))
        self.assertEqual(self.found("x.yml"), [("x.yml:2:3", "W031")])
        self.assertIn(f"hint: Rename {parent} to patches", self.check("x.yml")[1])

    def test_python_plugin(self):
        self.file("x.py", f"from tutor import hooks\nhooks.Filters.ENV_PATCHES.add_item(('lms-envs', '''{YAML}'''))\n")
        self.assertEqual(self.found("x.py"), [("x.py:2:37", "W031")])

    @ddt.data("common", "lms", "cms")
    def test_setting_below_features(self, service):
        self.file("x.yml", texts("patches", {f"{service}-env-features": YAML}))
        self.assertEqual(self.found("x.yml"), [("x.yml:3:5", "W021")])
        patch = "openedx-auth" if service == "common" else f"{service}-env"
        self.assertIn(f"hint: Move it to the patch {patch}\n", self.check("x.yml")[1])


@ddt.ddt
class ServicesTest(CheckTestCase):
    """LMS and Studio in one file."""

    @ddt.named_data(*ONE_SIDED)
    def test_one_lacks_the_setting(self, content, position, difference):
        self.file("x.yml", content)
        status, out, _ = self.check("x.yml")
        self.assertRegex(out, rf"\Ax.yml:{position}: warning W018 .*{difference}")
        self.assertEqual((status, out.count("W018")), (1, 1))

    @ddt.named_data(*BOTH_SIDES)
    def test_both_have_it(self, content):
        self.file("x.yml", content)
        self.assertEqual(self.check("x.yml")[:2], (0, ""))

    def test_the_other_one_is_in_another_file(self):
        self.file("x.yml", texts("patches", {"lms-env": YAML}))
        self.file("y.yml", texts("patches", {"cms-env": YAML}))
        self.assertEqual(self.check("x.yml", "y.yml")[:2], (0, ""))

    @ddt.named_data(*SWITCHES)
    def test_switches_in_other_patches(self, patches, position):
        self.file("x.yml", texts("patches", patches))
        found = {place for place, code in self.found("x.yml") if code == "W028"}
        self.assertEqual(found, {f"x.yml:{position}"} if position else set())
