"""
Run the audit on the real models of an edx-platform checkout from before the refactoring.

PROCTORING_CONFIG_PLATFORM_TREE is the checkout, which is not changed, and PROCTORING_CONFIG_PLATFORM_PYTHON a Python
with its requirements installed.
"""

import json
import os
import subprocess
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

import ddt
from django.test import SimpleTestCase

from demo.edx_platform.launch import environment, prepare
from tests.places import ROOT, TREE

PYTHON = os.environ.get("PROCTORING_CONFIG_PLATFORM_PYTHON", "")
MISSING = "PROCTORING_CONFIG_PLATFORM_TREE and PROCTORING_CONFIG_PLATFORM_PYTHON are not set"


@unittest.skipUnless(TREE and PYTHON, MISSING)
@ddt.ddt
class OnPlatformTest(SimpleTestCase):
    """CourseOverview, waffle_utils and edx-proctoring of the platform."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        prepare(PYTHON, TREE, cls.folder)

    @ddt.data("cms.envs.test", "lms.envs.test")
    def test_audit_finds_what_was_planted_and_reads_the_flag(self, settings):
        done = subprocess.run(
            [PYTHON, ROOT / "tests/project/platform_audit.py"],
            cwd=self.folder,
            env=environment(TREE, self.folder, DJANGO_SETTINGS_MODULE=settings),
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        output = json.loads(done.stdout)
        by_id = defaultdict(set)
        for key, code, _ in output["findings"]:
            by_id[code.removeprefix("proctoring_config.")].add(key)
        self.assertEqual(by_id["W101"], {"course-v1:Org+Course+no_email"})
        self.assertEqual(by_id["W104"], {"course-v1:Org+Course+not_configured"})
        self.assertEqual(by_id["W202"], {"course-v1:Org+Course+rules"})
        self.assertEqual(len(by_id["W201"]), 13)
        self.assertEqual(len(output["platform_says_shown"]), 5)
        self.assertEqual(by_id.pop("W205"), set(output["platform_says_shown"]))
        self.assertEqual(by_id["W206"], {None}, "the release opens tickets")
        for code, run in (("W207", "practice"), ("W208", "lti"), ("W209", "foreign_id")):
            self.assertEqual(by_id[code], {f"course-v1:Org+Course+{run}"})
        self.assertEqual(set(by_id), {"W101", "W104", "W201", "W202", "W206", "W207", "W208", "W209"})
        self.assertEqual((output["courses"], output["skipped"]), (18, []))
        self.assertEqual(output["suggestion"], [False, 5, False])
        messages = [message for _, code, message in output["findings"] if code.endswith("W205")]
        self.assertTrue(all("it will be hidden" in message for message in messages), "the release reads the flag")
        status, out, _ = output["command"]
        self.assertEqual(status, 1)
        self.assertRegex(out, r"(?m)^W205 +5  ")
