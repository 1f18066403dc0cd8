"""The hooks of pre-commit, run by pre-commit in a scratch repository. Nothing is installed: see ``hooks``."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path

import ddt
import yaml
from django.test import SimpleTestCase

from tests.places import ROOT

HOOKS = ROOT / ".pre-commit-hooks.yaml"
GOOD = "PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}\n"
BAD = "PROCTORING_BACKENDS: {DEFAULT: proctortrack, proctortrack: {client_secret: s3cret}}\n"
NOT_OURS = "PROCTORING_BACKENDS: [\n"


@unittest.skipUnless(find_spec("pre_commit") and shutil.which("git"), "needs pre-commit (the extra test) and git")
class PreCommitTest(SimpleTestCase):
    """An operator's repository with settings files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(cls.folder),
            "PRE_COMMIT_HOME": str(cls.folder / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        cls.revision = cls.hooks()
        cls.repository = cls.folder / "instance"
        cls.repository.mkdir()
        cls.git("init", "--quiet")
        ids = [{"id": hook["id"]} for hook in yaml.safe_load(HOOKS.read_text())]
        config = {"repos": [{"repo": str(cls.folder / "ours"), "rev": cls.revision, "hooks": ids}]}
        (cls.repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))

    @classmethod
    def hooks(cls):
        """Commit our hooks to a repository, so that they run this environment's commands; returns the revision."""
        cls.repository = cls.folder / "ours"
        cls.repository.mkdir()
        text = HOOKS.read_text(encoding="utf-8")
        (cls.repository / HOOKS.name).write_text(text.replace("language: python", "language: system"))
        cls.git("init", "--quiet")
        cls.git("add", ".")
        cls.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "hooks")
        return cls.git("rev-parse", "HEAD").strip()

    @classmethod
    def git(cls, *arguments):
        """Run git in the current repository; returns its output."""
        return subprocess.check_output(
            ["git", *arguments], cwd=cls.repository, env=cls.environment, text=True, timeout=60
        )

    def run_hooks(self, **files):
        """Run pre-commit on all files; returns the exit status and the output."""
        for name, text in files.items():
            (self.repository / f"{name}.yml").write_text(text)
        self.git("add", ".")
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"],
            cwd=self.repository,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def test_settings_files_are_checked(self):
        status, printed = self.run_hooks(lms=GOOD, cms=GOOD, other=NOT_OURS)
        self.assertEqual((status, printed.count("Passed")), (0, 2), printed)
        status, printed = self.run_hooks(lms=BAD, cms=BAD, other=NOT_OURS)
        self.assertEqual((status, printed.count("exit code: 1")), (1, 2), printed)
        self.assertIn("lms.yml:1:46: warning W013 PROCTORING_BACKENDS['proctortrack']: ", printed)
        self.assertIn("lms.yml:1:46: change PROCTORING_BACKENDS['proctortrack']['requires_escalation_email']", printed)
        self.assertIn("in 2 files", printed)
        self.assertNotIn("s3cret", printed)
        status, printed = self.run_hooks(lms=GOOD, cms=NOT_OURS, other=GOOD)
        self.assertEqual((status, printed.count("exit code: 2")), (1, 2), printed)


@ddt.ddt
class HooksTest(SimpleTestCase):
    """The file .pre-commit-hooks.yaml."""

    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))

    def test_the_hooks_are_installed_with_pip(self):
        self.assertEqual({hook["language"] for hook in self.hooks}, {"python"})

    @ddt.data("lms.yml", "cms.yaml", "lms.env.json", "env/apps/openedx/config/cms.env.yml", "a/cms.json")
    def test_settings_files_of_the_platform_are_read(self, name):
        self.assertTrue(all(re.search(hook["files"], name) for hook in self.hooks))

    @ddt.data(
        "alms.yml", "lms.yml.j2", "lms.yml.bak", "lms.auth.json", "lms/envs/production.py", "values.yml", "lms/a.yml"
    )
    def test_other_files_are_not(self, name):
        self.assertFalse(any(re.search(hook["files"], name) for hook in self.hooks))
