"""Continuous integration: the workflows run each environment of tox and have no more permissions than they need."""

import configparser
import re
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

import ddt
import yaml
from django.test import SimpleTestCase

from proctoring_config.version import __version__
from tests.places import ROOT

TOX = configparser.ConfigParser(interpolation=None)
TOX.read(ROOT / "tox.ini", encoding="utf-8")
WORKFLOWS = ("ci", "newest", "release")


def envlist():
    """Return the names of the environments in tox.ini, with ``{a,b}`` expanded."""
    names = re.split(r",\s*(?![^{]*})", TOX["tox"]["envlist"].strip())
    parts = [[part.split(",") for part in re.split(r"[{}]", name)] for name in names]
    return {"".join(words) for name in parts for words in product(*name)}


def read_workflow(name):
    """Return the text of a GitHub workflow and the mapping it holds."""
    text = (ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8")
    return text, yaml.load(text, yaml.BaseLoader)


class MatrixTest(SimpleTestCase):
    """The environments of tox in the workflows."""

    _, workflow = read_workflow("ci")
    rows = workflow["jobs"]["tox"]["strategy"]["matrix"]["include"]

    def test_each_environment_but_newest_runs_once_per_push(self):
        self.assertEqual(sorted(row["environment"] for row in self.rows), sorted(envlist() - {"newest"}))

    def test_each_environment_has_its_python(self):
        for row in self.rows:
            name = row["environment"]
            base = TOX.get(f"testenv:{name}", "base_python", fallback=f"python3.{name[3:5]}")
            self.assertEqual(f"python{row['python']}", base, name)

    def test_only_the_next_django_may_fail(self):
        informative = [row["environment"] for row in self.rows if row.get("informative")]
        self.assertEqual(informative, ["py313-django60"])
        self.assertEqual(self.workflow["jobs"]["tox"]["continue-on-error"], "${{ matrix.informative || false }}")

    def test_the_newest_releases_are_tried_every_week(self):
        _, workflow = read_workflow("newest")
        self.assertEqual(set(workflow["on"]), {"schedule", "workflow_dispatch"})
        self.assertRegex(workflow["on"]["schedule"][0]["cron"], r"^\d+ \d+ \* \* \d$")
        *_, python, _, run = workflow["jobs"]["newest"]["steps"]
        self.assertTrue(run["run"].endswith("tox -e newest"))
        self.assertEqual(f"python{python['with']['python-version']}", TOX["testenv:newest"]["base_python"])

    def test_newest_uses_none_of_our_pins(self):
        self.assertEqual(TOX["testenv:newest"]["deps"], "--requirement requirements/uv.txt")


@ddt.ddt
class WorkflowTest(SimpleTestCase):
    """Each workflow in .github/workflows."""

    def test_all_workflows_are_listed_here(self):
        self.assertEqual({path.stem for path in (ROOT / ".github/workflows").iterdir()}, set(WORKFLOWS))

    @ddt.data(*WORKFLOWS)
    def test_it_may_only_read(self, name):
        text, workflow = read_workflow(name)
        self.assertEqual(workflow["permissions"], {"contents": "read"})
        self.assertNotIn("secrets.", text)
        more = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
        self.assertEqual(more, {"publish": {"id-token": "write"}} if name == "release" else {})

    @ddt.data(*WORKFLOWS)
    def test_actions_are_pinned_to_a_commit(self, name):
        _, workflow = read_workflow(name)
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        used = [step["uses"] for step in steps if "uses" in step]
        self.assertTrue(used)
        for action in used:
            self.assertRegex(action, "@[0-9a-f]{40}$")

    @ddt.data(*WORKFLOWS)
    def test_an_older_run_of_the_same_branch_is_canceled_unless_it_publishes(self, name):
        _, workflow = read_workflow(name)
        self.assertEqual(workflow["concurrency"]["cancel-in-progress"], "false" if name == "release" else "true")

    @ddt.data(*WORKFLOWS)
    def test_every_job_has_a_time_limit(self, name):
        _, workflow = read_workflow(name)
        for job in workflow["jobs"].values():
            self.assertIn("timeout-minutes", job)


@ddt.ddt
class ReleaseTest(SimpleTestCase):
    """The workflow that publishes tags."""

    _, workflow = read_workflow("release")

    def test_only_tags_are_published_and_only_what_was_built_and_tested(self):
        self.assertEqual(self.workflow["on"], {"push": {"tags": ["v*"]}})
        publish = self.workflow["jobs"]["publish"]
        self.assertEqual((publish["needs"], publish["environment"]), ("build", "pypi"))
        actions = [step["uses"].partition("@")[0] for step in publish["steps"]]
        self.assertEqual(actions, ["actions/download-artifact", "pypa/gh-action-pypi-publish"])
        commands = [step["run"] for step in self.workflow["jobs"]["build"]["steps"] if "run" in step]
        self.assertTrue(any("tests/test_wheel.py" in command for command in commands))

    @ddt.data((f"v{__version__}", __version__, 0), ("v0.0.1", __version__, 1), (f"v{__version__}", "Unreleased", 1))
    @ddt.unpack
    def test_the_tag_must_be_the_version_and_in_the_change_log(self, tag, heading, status):
        (command,) = (step["run"] for step in self.workflow["jobs"]["build"]["steps"] if "name" in step)
        folder = self.enterContext(tempfile.TemporaryDirectory())
        Path(folder, "CHANGELOG.rst").write_text(f"{heading} (2026-11-26)\n", encoding="utf-8")
        done = subprocess.run(
            ["bash", "-e", "-c", command.replace(".venv/bin/python", sys.executable)],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "GITHUB_REF_NAME": tag},
            capture_output=True,
            timeout=60,
            check=False,
        )
        self.assertEqual(done.returncode, status, done.stderr)


class ChangeLogTest(SimpleTestCase):
    """CHANGELOG.rst."""

    def test_it_begins_with_the_next_release_or_the_current_version(self):
        text = (ROOT / "CHANGELOG.rst").read_text(encoding="utf-8")
        newest = re.findall(r"^(.+)\n\*{3,}$", text, re.MULTILINE)[0]
        self.assertRegex(newest, rf"^(Unreleased|{re.escape(__version__)} \(\d{{4}}-\d\d-\d\d\))$")


class ReadTheDocsTest(SimpleTestCase):
    """.readthedocs.yaml."""

    def test_it_builds_as_make_docs_does(self):
        config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
        self.assertTrue((ROOT / config["sphinx"]["configuration"]).exists())
        self.assertTrue(config["sphinx"]["fail_on_warning"])
        requirements, package = config["python"]["install"]
        self.assertEqual(requirements, {"requirements": "requirements/dev.txt"})
        self.assertEqual(package, {"method": "pip", "path": "."})
