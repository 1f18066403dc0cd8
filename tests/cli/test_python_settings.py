"""``proctoring-config check`` and ``upgrade`` on Python settings modules, which are read and never run."""

from pathlib import Path

import ddt

from tests.cli.base import CommandTestCase, said
from tests.cli.upgrading import BARE_CHANGES, MODULE, MODULES, PYTHON, UpgradeTestCase
from tests.upgrade.values import MARK

TUTOR_MODULE = "env/apps/openedx/settings/lms/production.py"
TUTOR_PLACE = ("rendered by Tutor, which overwrites it", "in a Tutor plugin")
CHECKED = "plugins and the database were not checked: run manage.py check --tag proctoring"


@ddt.ddt
class CheckTest(CommandTestCase):
    """Problems with line and column, and none about what is not known."""

    @ddt.named_data(
        ("default", "PROCTORING_BACKENDS = {\n    'DEFAULT': 'null',\n    'acme': {},\n}", ["2:5 W003"]),
        (
            "default set later",
            "PROCTORING_BACKENDS = {'acme': {}}\nPROCTORING_BACKENDS['DEFAULT'] = 'x'",
            ["2:21 W003"],
        ),
        (
            "default corrected",
            "PROCTORING_BACKENDS = {'DEFAULT': 'x', 'acme': {}}\nPROCTORING_BACKENDS['DEFAULT'] = 'acme'",
            [],
        ),
        ("no default", "PROCTORING_BACKENDS = {'acme': {}}", ["1:1 W001"]),
        ("null", "PROCTORING_BACKENDS = None", ["1:1 E002"]),
        (
            "null as a name",
            "PROCTORING_BACKENDS = dict(DEFAULT='acme', acme={})\nPROCTORING_BACKENDS[None] = {}",
            ["2:21 E004"],
        ),
        ("list", "PROCTORING_BACKENDS = ['acme']", ["1:1 E003"]),
        ("no options", "PROCTORING_BACKENDS = {'DEFAULT': 'acme', 'acme': None}", ["1:43 E006"]),
        ("text", "PROCTORING_BACKENDS = dict(DEFAULT='a', a=dict(show_review_rules='False'))", ["1:48 W004"]),
        (
            "misspelled",
            "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\nPROCTORING_BACKENDS['a'].update(SHOW_REVIEW_RULES=1)",
            ["2:33 W006"],
        ),
        (
            "misspelled beside",
            "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\nPROCTORING_BACKEND = {'DEFAULT': 'b'}",
            ["2:1 W021"],
        ),
        (
            "variable beside",
            "PROCTORING_BACKEND = {'DEFAULT': 'a', 'a': {}}\nPROCTORING_BACKENDS = PROCTORING_BACKEND",
            [],
        ),
        ("duplicate", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}, 'a': {}}", ["1:49 W017"]),
        (
            "in a plugin",
            "def plugin_settings(settings):\n    settings.PROCTORING_BACKENDS = {'acme': {}}",
            ["2:14 W001"],
        ),
        ("unknown base", "from base import *\nPROCTORING_BACKENDS['DEFAULT'] = 'acme'", []),
        (
            "unknown base, wrong option",
            "from base import *\nPROCTORING_BACKENDS['a'] = {'show_review_rules': 1}",
            ["2:29 W004"],
        ),
        ("unknown options", "PROCTORING_BACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': load()}", []),
        ("tuple as timeout", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {'timeout': (3, 10)}}", []),
        ("list as timeout", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {'timeout': [3, 10]}}", ["1:46 W005"]),
        ("partly unknown options", "PROCTORING_BACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': {**load()}}", []),
        ("unknown option", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {'show_review_rules': os.environ['A']}}", []),
        ("unknown default", "PROCTORING_BACKENDS = {'DEFAULT': os.environ['A'], 'a': {}}", []),
        (
            "condition",
            "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\nif x:\n    PROCTORING_BACKENDS['DEFAULT'] = 'b'",
            ["3:25 W003"],
        ),
    )
    def test_problems(self, text, expected):
        status, out, err = self.run_command("check", self.file("prod.py", text + f"\nSECRET_KEY = '{MARK}'\n"))
        found = [line.split(" ", 3) for line in out.splitlines()[::2]]
        self.assertEqual([f"{place.removeprefix('prod.py:').rstrip(':')} {id}" for place, _, id, _ in found], expected)
        is_known = "base import" not in text
        self.assertEqual(status, 2 if not is_known else 1 if expected else 0, err)
        self.assertNotIn(MARK, out)

    @ddt.data("AUTH_TOKENS.get('PROCTORING_BACKENDS', {})", "load()", "os.environ['X']")
    def test_a_setting_that_code_makes_is_not_checked(self, code):
        status, out, err = self.run_command("check", self.file("prod.py", f"PROCTORING_BACKENDS = {code}\n"))
        self.assertEqual((status, out), (2, ""))
        self.assertIn("prod.py:1:1: PROCTORING_BACKENDS is set by code, which is not run; run manage.py check", err[0])

    @ddt.data(
        "del PROCTORING_BACKENDS['DEFAULT']",
        "PROCTORING_BACKENDS.pop('DEFAULT')",
        "PROCTORING_BACKENDS.update(load())",
        "PROCTORING_BACKENDS = {}; del PROCTORING_BACKENDS",
        "load(PROCTORING_BACKENDS)",
        "globals()['PROCTORING_BACKENDS'] = {}",
    )
    def test_code_that_only_changes_the_setting(self, code):
        status, out, err = self.run_command("check", self.file("prod.py", f"import os\n{code}\n"))
        self.assertEqual((status, out), (2, ""))
        self.assertRegex(err[0], r"prod\.py:2:\d+: PROCTORING_BACKENDS is changed by code, which is not run; ")

    def test_a_comment_about_the_setting_is_no_change(self):
        status, _, _ = self.run_command("check", self.file("prod.py", "# PROCTORING_BACKENDS: see base.py\nA = 1\n"))
        self.assertEqual(status, 0)

    @ddt.data("{'DEFAULT': load()}", "{**load()}", "{'DEFAULT': 'a', 'a': {'client_id': load()}}")
    def test_what_code_makes_is_named(self, code):
        _, _, [*_, err] = self.run_command("check", self.file("prod.py", f"PROCTORING_BACKENDS = {code}\n"))
        self.assertIn("; not checked, because the value is only known at run time: PROCTORING_BACKENDS", err)
        self.assertNotIn("no problems", err)

    def test_nothing_is_run(self):
        self.file("prod.py", "open('proof', 'w').close()\nPROCTORING_BACKENDS = {'DEFAULT': 'null', 'null': {}}\n")
        self.assertEqual(self.run_command("check", "prod.py"), (0, "", said(f"no problems in 1 file; {CHECKED}")))
        self.assertFalse(Path("proof").exists())

    def test_a_module_is_compared_with_yaml(self):
        self.file("lms.yml", "PROCTORING_BACKENDS: {DEFAULT: a, a: {}, b: {}}\n")
        self.file("cms.py", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\n")
        self.assertIn("lms.yml:1:42: warning W018", self.run_command("check", "lms.yml", "cms.py")[1])
        self.file("cms.py", "from base import *\nPROCTORING_BACKENDS['a'] = {}\n")
        self.assertEqual(self.run_command("check", "lms.yml", "cms.py")[:2], (2, ""))

    @ddt.data("X = (", "X = '\0'", "X = " + "-" * 50_000 + "1", "X = a" + ".b" * 50_000, "X = [" * 5_000)
    def test_a_module_that_cannot_be_read(self, text):
        status, out, [err, *_] = self.run_command("check", self.file("prod.py", text))
        self.assertEqual((status, out), (2, ""))
        self.assertRegex(err, r"^proctoring-config: prod\.py:1:\d+: ")


@ddt.ddt
class UpgradeTest(UpgradeTestCase):
    """The changes to a module, and the lines to add."""

    @ddt.data(("prod.py", "a Python module", MODULES), (TUTOR_MODULE, *TUTOR_PLACE))
    @ddt.unpack
    def test_a_python_module_is_planned_and_not_edited(self, name, reason, where):
        self.file(name, MODULE)
        status, out, err = self.upgrade(name, "--review-rules", "hidden", "--write")
        changes = BARE_CHANGES.replace(":5:3:", ":4:51:").format(name)
        self.assertTrue(out.startswith(f"{changes}\n{name}: not edited ({reason}); add these lines {where}:\n\n"), out)
        self.assertIn(PYTHON, out)
        self.assertEqual((status, err, self.text(name)), (2, said("2 changes in 1 file"), MODULE))

    def test_a_python_module_on_top_of_others(self):
        self.file("prod.py", f"from base import *\nPROCTORING_BACKENDS['proctortrack']['client_secret'] = '{MARK}'\n")
        status, out, err = self.upgrade("prod.py", "--review-rules", "hidden")
        self.assertIn("prod.py:2:1: PROCTORING_BACKENDS may have other providers, whose names are known only", err[0])
        self.assertIn("prod.py:2:1: change PROCTORING_BACKENDS['proctortrack']['show_review_rules']: write false", out)
        self.assertTrue(out.endswith(PYTHON), out)
        self.assertEqual(status, 2)

    def test_a_python_module_that_does_not_contain_the_setting(self):
        self.file("prod.py", "PROCTORING_BACKENDS = load_yaml('proctortrack')['PROCTORING_BACKENDS']\n")
        status, out, err = self.upgrade("prod.py", "--review-rules", "hidden")
        self.assertTrue(out.endswith(f"entry named proctortrack, add these lines {MODULES}:\n\n{PYTHON}"), out)
        instead = "run manage.py check --tag proctoring instead"
        reason = f"prod.py:1:1: PROCTORING_BACKENDS is set by code, which is not run; {instead}"
        self.assertEqual((status, err), (2, said(reason, "1 file to edit by hand in 1 file")))
