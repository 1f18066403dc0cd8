"""Test the Tutor plugin and the scripts in docs/upgrading.rst, which no command on the page runs."""

import ast
import sys
from types import ModuleType, SimpleNamespace
from unittest import mock

from django.test import SimpleTestCase

from proctoring_config.problems import Severity
from proctoring_config.validators.backends import validate_backends
from tests.docs.pages import blocks, pages

FILES = {
    block.lexemes["options"]["caption"]: block.lexemes["source"]
    for block in blocks(pages()["docs/upgrading.rst"])
    if "caption" in block.lexemes["options"]
}


class UpgradingTest(SimpleTestCase):
    """The files that readers save and pass to other programs."""

    def patches(self):
        """Return the patches that the plugin adds, by name."""
        tutor = ModuleType("tutor")
        tutor.hooks = SimpleNamespace(Filters=SimpleNamespace(ENV_PATCHES=mock.Mock()))
        with mock.patch.dict(sys.modules, tutor=tutor):
            exec(FILES["proctortrack_worker.py"], {})
        return dict(tutor.hooks.Filters.ENV_PATCHES.add_items.call_args.args[0])

    def test_build_settings_contain_the_provider_and_have_no_errors(self):
        settings = {}
        exec(self.patches()["openedx-common-assets-settings"], settings)
        problems = validate_backends(settings["PROCTORING_BACKENDS"], installed={"proctortrack"})
        self.assertEqual([problem for problem in problems if problem.severity is Severity.ERROR], [])
        self.assertIn("proctortrack", settings["PROCTORING_BACKENDS"])

    def test_npm_package_is_installed_before_the_lms_starts(self):
        lines = self.patches()["openedx-dockerfile-pre-assets"].replace("\\\n", "").strip().splitlines()
        self.assertEqual([line.split()[0] for line in lines], ["ENV", "RUN", "RUN"])
        self.assertEqual(lines[0], "ENV JS_ENV_EXTRA_CONFIG='{}'")
        self.assertIn("npm pack", lines[1])
        self.assertIn("./manage.py lms --settings=tutor.assets", lines[2])

    def test_shell_scripts_are_python(self):
        for name in ("zendesk_opt_outs.py", "zendesk_opt_outs_again.py"):
            self.assertTrue(ast.parse(FILES[name]).body, name)
