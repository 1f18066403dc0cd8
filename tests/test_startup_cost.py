"""What a process imports while it starts: little where nothing is wrong."""

import json
import subprocess
import sys

import ddt
from django.test import SimpleTestCase

from tests.places import ROOT

#: Prints the modules that a start imports. Arguments: the setting, whether our app is installed, ``sys.argv``.
START = """
import ast, json, sys
import django
from django.conf import settings
from tests.settings import INSTALLED_APPS
value, installed, *sys.argv = sys.argv[1:]
apps = [app for app in INSTALLED_APPS if app != "demo.studio" and (app != "proctoring_config" or installed == "True")]
settings.INSTALLED_APPS, settings.PROCTORING_BACKENDS = apps, ast.literal_eval(value)
django.setup()
print(json.dumps(sorted(sys.modules)))
"""
HEALTHY = {"DEFAULT": "null", "null": {}}
WARNED = {"DEFAULT": "nul", "mock": {"show_review_rules": "False", "show_review_rule": True}, "moc": {}}
#: The modules of this package that a healthy process needs.
OURS = {
    "proctoring_config",
    "proctoring_config.apps",
    "proctoring_config.checks",
    "proctoring_config.diagnosis",
    "proctoring_config.edx_platform",
    "proctoring_config.edx_platform.plugins",
    "proctoring_config.edx_platform.process",
    "proctoring_config.errors",
    "proctoring_config.operator_page",
    "proctoring_config.options",
    "proctoring_config.startup",
    "proctoring_config.text",
    "proctoring_config.validators",
    "proctoring_config.validators.calls",
    "proctoring_config.validators.construction",
    "proctoring_config.validators.shortcut",
    "proctoring_config.version",
}


def start(value, *command, installed=True):
    """Return the modules that a process imports until it has started."""
    arguments = [repr(value), str(installed), *command]
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", START, *arguments], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@ddt.ddt
class ImportsTest(SimpleTestCase):
    """The modules of healthy and other starts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.without = start(HEALTHY, "uwsgi", installed=False)

    @ddt.named_data(
        ("healthy server", HEALTHY, ("uwsgi",)),
        ("healthy command", HEALTHY, ("manage.py", "migrate")),
        ("command that shows no warnings", WARNED, ("manage.py", "migrate")),
    )
    def test_no_validator_and_no_other_library_is_imported(self, value, command):
        self.assertEqual(start(value, *command) - self.without, OURS)

    def test_a_server_with_problems_imports_the_validators(self):
        found = start(WARNED, "uwsgi") - self.without
        self.assertLess(OURS, found)
        self.assertIn("proctoring_config.validators.backends", found)
