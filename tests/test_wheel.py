"""
What is released: a wheel, built from the sdist, in an environment without a checkout.

Needs no package index. The tools that build are those of the running environment (the extra ``release``), and the new
environment finds the dependencies in the running one: it lists that one's folder in a ``.pth`` file, after its own.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import unittest
import venv
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from django.test import SimpleTestCase

from proctoring_config.cli.main import COMMANDS
from tests.places import ROOT
from tests.refactor import trees

PACKAGE = ROOT / "proctoring_config"
TOOLS = all(importlib.util.find_spec(tool) for tool in ("build", "twine", "uv"))
NOT_SOURCES = (
    ".*cache",
    ".git",
    ".hypothesis",
    ".tox",
    ".venv",
    "__pycache__",
    "_build",
    "build",
    "dist",
    "*.egg-info",
    "node_modules",
    "var",
)
SETTINGS = "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    show_review_rules: 'False'\n"
# Tutor is not installed in the new environment.
LOAD_TUTOR_PLUGIN = """\
import sys
from importlib.metadata import entry_points
from unittest.mock import MagicMock
sys.modules.update(dict.fromkeys(("click", "tutor", "tutor.exceptions"), MagicMock()))
for entry_point in entry_points(group="tutor.plugin.v1"):
    if entry_point.dist.name == "proctoring-config":
        entry_point.load()
        print(entry_point.name)
print([name for name in sys.modules if name.split(".")[0] == "django"])
"""


def run(*arguments, status=0, cwd=None):
    """Run a program without the variables that could lead it to the checkout; returns what it prints to stdout."""
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode != status:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


@unittest.skipUnless(TOOLS, "needs the extra release")
class WheelTest(SimpleTestCase):
    """One build for all tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        sources = cls.folder / "sources"
        shutil.copytree(ROOT, sources, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", cls.folder / "dist", sources)
        (cls.sdist,) = (cls.folder / "dist").glob("*.tar.gz")
        (cls.wheel,) = (cls.folder / "dist").glob("*.whl")
        shutil.rmtree(sources)
        cls.programs = cls.install()

    @classmethod
    def install(cls):
        """Install the wheel into a new environment; returns the folder with its programs."""
        home = cls.folder / "environment"
        venv.create(home, with_pip=False)
        programs = home / "bin"
        uv = [sys.executable, "-m", "uv", "--quiet", "--no-cache", "pip"]
        run(*uv, "install", "--no-index", "--no-deps", "--python", programs / "python", cls.wheel)
        (site_packages,) = home.glob("lib/python*/site-packages")
        (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        return programs

    def test_the_wheel_holds_every_file_of_the_package_and_no_other(self):
        ours = {str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
        with ZipFile(self.wheel) as wheel:
            names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        self.assertEqual(names, ours)

    def test_the_sdist_holds_what_the_tests_need(self):
        with tarfile.open(self.sdist) as sdist:
            names = {name.partition("/")[2] for name in sdist.getnames()}
        for name in (
            "CHANGELOG.rst",
            "LICENSE",
            "Makefile",
            "tox.ini",
            ".github/workflows/ci.yml",
            "docs/conf.py",
            "requirements/dev.txt",
            "tests/settings.py",
        ):
            self.assertIn(name, names)

    def test_the_license_is_an_spdx_expression(self):
        with ZipFile(self.wheel) as wheel:
            (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
            metadata = message_from_bytes(wheel.read(name))
            self.assertIn(name.replace("METADATA", "licenses/LICENSE"), wheel.namelist())
        self.assertEqual(metadata["License-Expression"], "AGPL-3.0-or-later")
        self.assertEqual([value for value in metadata.get_all("Classifier") if value.startswith("License")], [])

    def test_an_index_would_accept_both(self):
        run(sys.executable, "-m", "twine", "check", "--strict", self.sdist, self.wheel)

    def use(self, language):
        """Use the installed package, and return the results. Pages are in ``language``."""
        project = shutil.copy(ROOT / "tests/project/installed.py", self.folder)
        shared = ROOT / "tests/settings.py"
        printed = json.loads(run(self.programs / "python", "-I", project, shared, language, cwd=self.folder))
        self.assertTrue(Path(printed["file"]).is_relative_to(self.programs.parent), printed["file"])
        self.assertEqual({status for status, _ in printed["pages"].values()}, {200})
        return printed

    def test_predicates_commands_and_pages_of_the_installed_package(self):
        printed = self.use("en")
        self.assertEqual(printed["predicates"], [False, True, ["mock", "null"]])
        expected = {
            "/proctoring-config/": "<h1>Proctoring configuration</h1>",
            "/proctoring-config/style.css": "{",
            "/studio/style.css": "{",
            "/studio/forms.js": "addEventListener",
        }
        for page, (_, text) in printed["pages"].items():
            self.assertIn(expected.get(page, "Chemistry"), text)
        self.assertEqual(json.loads(printed["commands"]["proctoring_doctor --format json"][1])["version"], 1)
        statuses = {command.split()[0]: status for command, (status, _) in printed["commands"].items()}
        expected = {"check": 0, "proctoring_doctor": 0, "proctoring_audit": 2, "proctoring_prune_flag": 2}  # no tables
        self.assertEqual(statuses, expected)

    def test_translations_of_the_installed_package(self):
        _, text = self.use("es")["pages"]["/proctoring-config/"]
        self.assertIn("<h1>Configuración de la supervisión de exámenes</h1>", text)

    def test_check_of_the_installed_package(self):
        Path(self.folder, "lms.yml").write_text(SETTINGS, encoding="utf-8")
        printed = run(self.programs / "proctoring-config", "check", "lms.yml", status=1, cwd=self.folder)
        self.assertIn("lms.yml:4:5: warning W004 PROCTORING_BACKENDS['a']['show_review_rules']: ", printed)

    def test_schema_of_the_installed_package(self):
        printed = run(self.programs / "proctoring-config", "schema", cwd=self.folder)
        self.assertEqual(printed, (PACKAGE / "schemas/proctoring_backends.schema.json").read_text(encoding="utf-8"))

    def test_tutor_plugin_of_the_installed_package(self):
        printed = run(self.programs / "proctoring-config", "tutor-plugin", cwd=self.folder)
        self.assertEqual(printed, (PACKAGE / "tutor/plugin.py").read_text(encoding="utf-8"))

    def test_tutor_finds_the_plugin_and_loads_it_without_django(self):
        printed = run(self.programs / "python", "-I", "-c", LOAD_TUTOR_PLUGIN, cwd=self.folder)
        self.assertEqual(printed, "proctoring\n[]\n")

    def test_every_command_of_the_installed_package_has_help(self):
        for command in COMMANDS:
            printed = run(self.programs / "proctoring-config", command, "--help", cwd=self.folder)
            self.assertTrue(printed.startswith(f"usage: proctoring-config {command} "), printed)

    def test_upgrade_of_the_installed_package(self):
        settings = self.folder / "vendor.yml"
        settings.write_text("PROCTORING_BACKENDS: {DEFAULT: proctortrack, proctortrack: {client_id: a}}\n")
        upgrade = self.programs / "proctoring-config", "upgrade", "--review-rules", "hidden"
        run(*upgrade, "--write", settings, status=1)
        self.assertIn("requires_escalation_email: true", settings.read_text())
        run(*upgrade, "--check", settings)

    def test_formats_for_ci_of_the_installed_package(self):
        Path(self.folder, "ci.yml").write_text(SETTINGS, encoding="utf-8")
        check = self.programs / "proctoring-config", "check", "ci.yml", "--format"
        self.assertIn("::warning file=ci.yml,line=4,", run(*check, "github", status=1, cwd=self.folder))
        self.assertEqual(json.loads(run(*check, "sarif", status=1, cwd=self.folder))["version"], "2.1.0")

    def test_check_course_of_the_installed_package(self):
        export = self.folder / "export"
        (export / "policies/2026").mkdir(parents=True)
        (export / "course.xml").write_text('<course url_name="2026"/>')
        values = {"enable_proctored_exams": True, "proctoring_provider": "gone"}
        (export / "policies/2026/policy.json").write_text(json.dumps({"course/2026": values}))
        (self.folder / "instance.yml").write_text(SETTINGS)
        command = self.programs / "proctoring-config", "check-course", "export", "--settings", "instance.yml"
        self.assertIn(": warning W104 proctoring_provider: ", run(*command, status=1, cwd=self.folder))

    def test_refactor_of_the_installed_package(self):
        tree = self.folder / "tree"
        tree.mkdir()
        trees.grow(tree)
        run(self.programs / "proctoring-config", "refactor", tree, "--write", status=1, cwd=self.folder)
        self.assertIn("show_review_rules(course.proctoring_provider)", (tree / trees.VIEW_HANDLERS).read_text())
        run(self.programs / "proctoring-config", "refactor", tree, "--check", cwd=self.folder)
