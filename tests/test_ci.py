"""The continuous integration: workflow and tox name the same environments, and no more is allowed than needed."""

import configparser
import re
from itertools import product

import yaml
from django.test import SimpleTestCase

from tests.places import ROOT


def envlist():
    """The environments of tox.ini, ``{a,b}`` written out."""
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(ROOT / "tox.ini", encoding="utf-8")
    names = re.split(r",\s*(?![^{]*})", tox["tox"]["envlist"].strip())
    parts = [[part.split(",") for part in re.split(r"[{}]", name)] for name in names]
    return {"".join(words) for name in parts for words in product(*name)}


class WorkflowTest(SimpleTestCase):
    """.github/workflows/ci.yml."""

    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)

    def test_it_runs_every_environment_of_tox_once(self):
        rows = self.workflow["jobs"]["tox"]["strategy"]["matrix"]["include"]
        self.assertEqual(sorted(row["environment"] for row in rows), sorted(envlist()))

    def test_each_environment_has_its_python(self):
        tox = configparser.ConfigParser(interpolation=None)
        tox.read(ROOT / "tox.ini", encoding="utf-8")
        for row in self.workflow["jobs"]["tox"]["strategy"]["matrix"]["include"]:
            name = row["environment"]
            section = f"testenv:{name}"
            base = tox[section]["base_python"] if tox.has_section(section) else f"python3.{name[3:5]}"
            self.assertEqual(f"python{row['python']}", base, name)

    def test_it_may_only_read(self):
        self.assertEqual(self.workflow["permissions"], {"contents": "read"})
        self.assertNotIn("secrets.", self.text)
        self.assertEqual([name for name, job in self.workflow["jobs"].items() if "permissions" in job], [])

    def test_what_others_wrote_is_pinned_to_a_commit(self):
        steps = [step for job in self.workflow["jobs"].values() for step in job["steps"]]
        used = [step["uses"] for step in steps if "uses" in step]
        self.assertTrue(used)
        for action in used:
            self.assertRegex(action, "@[0-9a-f]{40}$")

    def test_an_older_run_of_the_same_branch_is_cancelled(self):
        self.assertEqual(self.workflow["concurrency"]["cancel-in-progress"], "true")

    def test_every_job_ends(self):
        for job in self.workflow["jobs"].values():
            self.assertIn("timeout-minutes", job)


class ReadTheDocsTest(SimpleTestCase):
    """.readthedocs.yaml."""

    def test_it_builds_as_make_docs_does(self):
        config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
        self.assertTrue((ROOT / config["sphinx"]["configuration"]).exists())
        self.assertTrue(config["sphinx"]["fail_on_warning"])
        (install,) = config["python"]["install"]
        self.assertEqual(install["extra_requirements"], ["docs"])
