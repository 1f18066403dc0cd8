"""
The plugin in real releases of Tutor, beside a vendor's own plugin.

``PROCTORING_CONFIG_TUTOR`` names interpreters with Tutor, separated by colons. Without it, Tutor must be installed.
"""

import builtins
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from unittest import mock

import ddt
from django.test import SimpleTestCase

from tests.cli.base import run_main
from tests.docs.pages import blocks
from tests.places import DOCS
from tests.tutor.hooks import TEXT

INSTALLED = [sys.executable] if find_spec("tutor") else []
TUTORS = os.environ["PROCTORING_CONFIG_TUTOR"].split(":") if "PROCTORING_CONFIG_TUTOR" in os.environ else INSTALLED
TUTOR = "from tutor.commands.cli import main; main()"
VENDOR = """\
from tutor import hooks

hooks.Filters.ENV_PATCHES.add_items(
    [
        (
            "openedx-common-settings",
            "PROCTORING_BACKENDS = {'DEFAULT': 'proctortrack', 'proctortrack': {'client_id': 'a'}}",
        ),
        ("openedx-dockerfile-pre-assets", "ENV JS_ENV_EXTRA_CONFIG='{\\"VENDOR\\": 1}'"),
    ]
)
"""
BACKENDS = {"DEFAULT": "acme", "null": {}, "acme": {"client_id": "{}", "client_secret": "s3cr'et"}}
DOCKER = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$DOCKER_LOG"\necho "[]"\n'  # no service runs


class Names(dict):
    """The names of a settings module; those that only edx-platform would define are stand-ins."""

    def __missing__(self, name):
        if hasattr(builtins, name):
            raise KeyError(name)
        return self.setdefault(name, mock.MagicMock())


def execute(path):
    """Return the names of a rendered settings module of LMS or Studio, after it has run."""
    platform = ModuleType("platform")
    platform.FEATURES = Names()
    platform.PROCTORING_BACKENDS = {"DEFAULT": "null", "null": {}}

    def import_module(name, *rest):
        if name.endswith("features_setting_proxy"):  # only new releases have it
            raise ImportError
        if ".envs." in name:
            return platform
        return __import__(name, *rest) if name == "json" else mock.MagicMock()

    everything = {**vars(builtins), "__import__": import_module}
    names = Names()
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), {"__builtins__": everything}, names)
    return names


@unittest.skipUnless(TUTORS, "needs Tutor, or interpreters with Tutor in PROCTORING_CONFIG_TUTOR")
@ddt.ddt
class TutorTest(SimpleTestCase):
    """From nothing to a rendered environment."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.env = self.folder / "root/env"
        (self.folder / "plugins").mkdir()
        (self.folder / "plugins/proctoring.py").write_text(TEXT, encoding="utf-8")
        (self.folder / "plugins/vendor.py").write_text(VENDOR, encoding="utf-8")
        (self.folder / "bin").mkdir()
        (self.folder / "bin/docker").write_text(DOCKER)
        (self.folder / "bin/docker").chmod(0o755)

    def run_shell(self, python, command):
        """Run a shell command like an operator with this Tutor, and return everything that it prints."""
        (self.folder / "bin/tutor").write_text(f"#!/bin/sh\nexec {python} -c '{TUTOR}' \"$@\"\n")
        (self.folder / "bin/tutor").chmod(0o755)
        environment = {
            "PATH": f"{self.folder}/bin:{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "TUTOR_ROOT": str(self.folder / "root"),
            "TUTOR_PLUGINS_ROOT": str(self.folder / "plugins"),
            "DOCKER_LOG": str(self.folder / "docker.log"),
        }
        done = subprocess.run(
            ["sh", "-c", f"exec 2>&1; {command}"],
            env=environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def tutor(self, python, *arguments):
        """Run Tutor; returns everything that it prints."""
        return self.run_shell(python, shlex.join(["tutor", *arguments]))

    def modules(self):
        """Return the names of each rendered settings module of LMS and Studio."""
        folder = self.env / "apps/openedx/settings"
        names = [f"{project}/{name}.py" for project in ("lms", "cms") for name in ("production", "development")]
        return {name: execute(folder / name) for name in names}

    def dockerfile(self):
        """Return the instructions of the image."""
        return (self.env / "build/openedx/Dockerfile").read_text(encoding="utf-8")

    @ddt.idata(range(max(1, len(TUTORS))))
    def test_the_commands_of_the_page(self, number):
        shutil.rmtree(self.folder / "plugins")
        root = self.folder / "root"
        root.mkdir()
        commands = ["set -e", "tutor config save"]
        for block in blocks(DOCS / "tutor.rst"):
            if "caption" in block.lexemes["options"]:
                commands.append(f"cat {self.folder}/{block.lexemes['options']['caption']} >> {root}/config.yml")
                (self.folder / block.lexemes["options"]["caption"]).write_text(block.lexemes["source"])
            elif block.lexemes["arguments"] == "console":
                commands += [line.removeprefix("$ ") for line in block.lexemes["source"].splitlines()]
        printed = self.run_shell(TUTORS[number], "\n".join(commands))
        self.assertIn("proctoring-config: no problems in 2 files", printed)
        self.assertIn("proctoring-config: nothing to do in 2 files", printed)
        log = (self.folder / "docker.log").read_text(encoding="utf-8").splitlines()
        self.assertRegex(log[0], "build")
        first = next(number for number, line in enumerate(log) if "manage.py" in line)
        self.assertIn("./manage.py lms check --tag proctoring", log[first])
        options = self.modules()["cms/production.py"]["PROCTORING_BACKENDS"]["proctortrack"]
        self.assertEqual((options["requires_escalation_email"], options["show_review_rules"]), (True, False))

    @ddt.idata(range(max(1, len(TUTORS))))
    def test_the_recipe_without_the_plugin(self, number):
        (self.folder / "plugins/proctoring.py").unlink()
        page = (DOCS / "upgrading.rst").read_text(encoding="utf-8")
        section = self.folder / "section.rst"
        section.write_text(page.split("Without the plugin\n")[1].split(".. _front-ends:\n")[0])
        found = {block.lexemes["options"].get("caption"): block.lexemes["source"] for block in blocks(section)}
        (self.folder / "plugins/proctortrack_worker.py").write_text(found["proctortrack_worker.py"])
        commands = ["set -e", "tutor plugins enable vendor"]
        for block in blocks(section):
            commands += [line[2:] for line in block.lexemes["source"].splitlines() if line.startswith("$ ")]
        commands = [f"{line} || [ $? = 1 ]" if "--snippet" in line else line for line in commands]  # changes: status 1
        self.assertIn(
            "proctoring-config: nothing to do in 5 files", self.run_shell(TUTORS[number], "\n".join(commands))
        )
        plugins = sorted(map(str, (self.folder / "plugins").glob("*.py")))
        status, out, _ = run_main("upgrade", *plugins)
        self.assertEqual(status, 0, out)
        for names in self.modules().values():
            options = names["PROCTORING_BACKENDS"]["proctortrack"]
            self.assertEqual((options["requires_escalation_email"], options["show_review_rules"]), (True, False))
        text = self.dockerfile()
        places = [text.index(part) for part in ("JS_ENV_EXTRA_CONFIG", "npm pack", "print_setting", "npm run webpack")]
        self.assertEqual(places, sorted(places))

    @ddt.idata(range(max(1, len(TUTORS))))
    def test_beside_a_vendor_and_then_with_own_backends(self, number):
        python = TUTORS[number]
        self.tutor(python, "plugins", "enable", "proctoring", "vendor")
        for path, names in self.modules().items():
            options = names["PROCTORING_BACKENDS"]["proctortrack"]
            self.assertEqual(options, {"client_id": "a", "requires_escalation_email": True}, path)
            self.assertIs(names["FEATURES"]["ENABLE_SPECIAL_EXAMS"], True, path)
        variables = [line for line in self.dockerfile().splitlines() if line.startswith("ENV JS_ENV_EXTRA_CONFIG")]
        self.assertEqual(variables[-1], "ENV JS_ENV_EXTRA_CONFIG='{\"VENDOR\": 1}'")
        self.assertNotIn("proctoring: ", self.dockerfile())

        values = {
            "PROCTORING_BACKENDS": BACKENDS,
            "PROCTORING_NPM_PACKAGES": ["@acme/worker"],
            "PROCTORING_JS_ENV_EXTRA_CONFIG": {"KEY": "a"},
        }
        sets = [part for name, value in values.items() for part in ("--set", f"{name}={json.dumps(value)}")]
        self.tutor(python, "config", "save", *sets)
        for path, names in self.modules().items():
            self.assertEqual(names["PROCTORING_BACKENDS"], BACKENDS, path)
        text = self.dockerfile()
        places = [
            text.index(part)
            for part in (
                "} install proctoring-config",
                "COPY --chown=app:app settings/lms/*.py",
                "ENV JS_ENV_EXTRA_CONFIG='{\"VENDOR\": 1}'",
                'ENV JS_ENV_EXTRA_CONFIG=\'{"KEY": "\\"a\\""}\'',
                "for package in @acme/worker; do",
                "RUN npm run webpack",
                "lms collectstatic",
                "proctoring: webpack has not built",
                "AS development",
            )
        ]
        self.assertEqual(places, sorted(places))
        for project in ("lms", "cms"):
            build = (self.env / f"build/openedx/settings/{project}/assets.py").read_text(encoding="utf-8")
            self.assertIn("PROCTORING_BACKENDS = {", build)
            self.assertNotIn("cr'et", build)

        rendered = [str(self.env / f"apps/openedx/settings/{project}/production.py") for project in ("lms", "cms")]
        for command in (("check",), ("upgrade", "--check")):
            status, out, err = run_main(*command, *rendered)
            self.assertEqual((status, out), (0, ""), err)

        self.tutor(python, "local", "do", "proctoring-doctor", "--course", "course-v1:A+B+C")
        self.tutor(python, "local", "do", "init", "--limit", "proctoring")
        log = (self.folder / "docker.log").read_text(encoding="utf-8")
        self.assertIn("./manage.py cms proctoring_doctor --course course-v1:A+B+C", log)
        self.assertIn("./manage.py lms check --tag proctoring\n", log)
        self.assertIn("proctoring-audit", self.tutor(python, "k8s", "do", "--help"))
