"""Files whose changes are made in files that are read later: once the advice is followed, nothing is left."""

import contextlib
import tempfile
from pathlib import Path

import ddt
import yaml
from django.test import SimpleTestCase

from tests.cli.base import run_main
from tests.tutor.hooks import TEXT, Plugin

SETTING = 'PROCTORING_BACKENDS:\n  DEFAULT: proctortrack\n  "null": {}\n  proctortrack:\n    client_id: academy\n'
IMPORTS = "from lms.envs.production import *\n\nCORS = []\n"
BOTH = {"requires_escalation_email": True, "show_review_rules": False}
CONFIG = "env/apps/openedx/config/lms.env.yml"
MODULES = ("env/apps/openedx/settings/lms/production.py", "env/apps/openedx/settings/lms/development.py")
RULES = ("--review-rules", "hidden")
VENDOR = """\
from tutor import hooks

hooks.Filters.ENV_PATCHES.add_item(("openedx-auth", '''{setting}'''))
"""


def literal(**options):
    """Return a settings module that sets the whole setting."""
    return f"{IMPORTS}PROCTORING_BACKENDS = {{'DEFAULT': 'proctortrack', 'proctortrack': {options}}}\n"


class LaterTestCase(SimpleTestCase):
    """Runs ``upgrade`` in a folder of Tutor."""

    def setUp(self):
        super().setUp()
        self.enterContext(contextlib.chdir(self.enterContext(tempfile.TemporaryDirectory())))

    def write_file(self, name, text):
        """Write a file and the folders above it."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")

    def assert_left(self, left, *argv):
        """Assert whether ``upgrade`` still has something to do."""
        status, out, err = run_main("upgrade", *argv)
        self.assertEqual(status, int(left), out + err)
        self.assertEqual("nothing to do" in err, not left)
        return out


@ddt.ddt
class RenderedTest(LaterTestCase):
    """What Tutor renders: ``lms.env.yml``, and the settings modules that read it."""

    def setUp(self):
        super().setUp()
        self.write_file(CONFIG, SETTING)

    def write_modules(self, *texts):
        """Write the modules for production and development."""
        for name, text in zip(MODULES, texts, strict=True):
            self.write_file(name, text)

    def test_the_printed_lines_settle_it(self):
        self.write_modules(IMPORTS, IMPORTS)
        self.assert_left(True, CONFIG, *RULES)
        _, lines, _ = run_main("upgrade", "--snippet", "python", *RULES, CONFIG)
        self.write_modules(IMPORTS + lines, IMPORTS)
        self.assert_left(True, CONFIG, *RULES)
        self.write_modules(IMPORTS + lines, IMPORTS + lines)
        out = self.assert_left(False, CONFIG, *RULES)
        self.assertIn("kept by the settings modules that are read later (production.py, development.py)\n", out)
        self.assert_left(False, CONFIG)  # the flag is settled as well
        self.assert_left(False, *MODULES, *RULES)

    @ddt.data("'client_id': 'a'", "'show_review_rules': 'False'", "'requires_escalation_email': False")
    def test_the_printed_lines_are_understood_after_a_literal(self, options):
        before = f"PROCTORING_BACKENDS = {{'DEFAULT': 'proctortrack', 'proctortrack': {{{options}}}}}\n"
        self.write_modules(IMPORTS, IMPORTS)
        _, lines, _ = run_main("upgrade", "--snippet", "python", *RULES, CONFIG)
        self.write_file("settings.py", before + lines)
        self.assert_left(False, "settings.py", *RULES)
        self.assertEqual(run_main("check", "settings.py")[:2], (0, ""))

    def test_the_plugin_settles_it(self):
        plugin = Plugin().render("openedx-lms-production-settings", PROCTORING_REVIEW_RULES="hidden")
        self.write_modules(IMPORTS + plugin, IMPORTS + plugin)
        self.assert_left(False, CONFIG, *MODULES, *RULES)
        undecided = Plugin().render("openedx-lms-production-settings")
        self.write_modules(IMPORTS + undecided, IMPORTS + undecided)
        self.assertIn("show_review_rules", self.assert_left(True, CONFIG))

    @ddt.named_data(
        ("booleans", BOTH, False),
        ("another boolean", {**BOTH, "show_review_rules": True}, True),
        ("a quoted boolean", {**BOTH, "show_review_rules": "False"}, True),
        ("one is missing", {"requires_escalation_email": True}, True),
        ("none", {}, True),
    )
    def test_a_later_setting(self, options, left):
        self.write_modules(literal(**options), literal(**options))
        self.assert_left(left, CONFIG, *RULES)

    @ddt.data("NAME = 'acme'", "# 'proctortrack' 'show_review_rules' 'requires_escalation_email'", "NAME = {", "")
    def test_modules_without_the_options(self, text):
        self.write_modules(f"{IMPORTS}{text}\n", f"{IMPORTS}{text}\n")
        self.assert_left(True, CONFIG, *RULES)

    def test_no_modules(self):
        self.assert_left(True, CONFIG, *RULES)

    def test_settings_of_the_build_need_nothing(self):
        name = "env/build/openedx/settings/lms/assets.py"
        self.write_file(name, literal())
        self.assertIn("read only while the image is built", self.assert_left(False, name, *RULES))


@ddt.ddt
class PluginsTest(LaterTestCase):
    """Plugins in one folder."""

    @ddt.named_data(
        ("in Python", "academy.py", VENDOR.format(setting=SETTING)),
        (
            "in YAML",
            "academy.yml",
            "name: academy\npatches:\n  openedx-auth: |\n" + "    ".join(["", *SETTING.splitlines(True)]),
        ),
    )
    def test_the_printed_plugin_settles_its_neighbors(self, name, text):
        self.write_file(name, text)
        self.write_file("other.py", "from tutor import hooks\n\nNAME = 'show_review_rules'\n")
        self.assert_left(True, name, *RULES)
        _, plugin, _ = run_main("upgrade", "--snippet", "tutor", *RULES, name)
        self.write_file("proctoring_as_before.py", plugin)
        out = self.assert_left(False, name, *RULES)
        self.assertIn("by proctoring_as_before.py in the same folder: make sure that this plugin is enabled", out)
        self.assert_left(False, name, "proctoring_as_before.py")

    def test_the_plugin_of_this_package_needs_nothing(self):
        self.write_file("proctoring.py", TEXT)
        self.assert_left(False, "proctoring.py", *RULES)

    @ddt.data("py", "yml")
    def test_patches_of_the_build_need_nothing(self, form):
        patches = {
            "openedx-common-assets-settings": 'PROCTORING_BACKENDS = {"proctortrack": {}}',
            "openedx-dockerfile-pre-assets": "RUN ./manage.py lms --settings=tutor.assets print_setting ENV_ROOT",
        }
        python = f"from tutor import hooks\nhooks.Filters.ENV_PATCHES.add_items({list(patches.items())})\n"
        self.write_file("worker.py", python)
        self.write_file("worker.yml", yaml.safe_dump({"name": "worker", "patches": patches}))
        self.assert_left(False, f"worker.{form}", *RULES)
        self.assertNotIn("W031", run_main("check", f"worker.{form}")[1])

    @ddt.named_data(
        ("broken", "from tutor import hooks\n("),
        ("empty", ""),
        ("no plugin", "PROCTORING_BACKENDS = {'proctortrack': {'show_review_rules': False}}\n"),
        ("only mentions", "from tutor import hooks\n# proctortrack show_review_rules requires_escalation_email\n"),
    )
    def test_neighbors_that_settle_nothing(self, text):
        self.write_file("academy.py", VENDOR.format(setting=SETTING))
        self.write_file("other.py", text)
        self.assert_left(True, "academy.py", *RULES)
