"""
The REST view of a real checkout, before and after the refactor, with the bodies of front ends and generated ones.

PROCTORING_CONFIG_PLATFORM_TREE is the checkout, which is copied, and PROCTORING_CONFIG_PLATFORM_PYTHON a Python with
its test requirements, mongomock and this package. PROCTORING_CONFIG_PLATFORM_BODIES is the number of generated bodies.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.refactor.checkout import write_edits
from tests.places import ROOT, TREE
from tests.refactor.test_real_tree import compute

PYTHON = os.environ.get("PROCTORING_CONFIG_PLATFORM_PYTHON", "")
NUMBER = int(os.environ.get("PROCTORING_CONFIG_PLATFORM_BODIES", "500"))
MISSING = "PROCTORING_CONFIG_PLATFORM_TREE and PROCTORING_CONFIG_PLATFORM_PYTHON are not set"
TEST = "cms/djangoapps/contentstore/tests/test_platform_bodies.py"

KEYS = [
    "enable_proctored_exams",
    "allow_proctoring_opt_out",
    "proctoring_provider",
    "proctoring_escalation_email",
    "create_zendesk_tickets",
    "start",
    "x",
]
VALUES = [
    *(None, True, False, 0, 1, -1, 1.5, "", " ", "true", "null", "vendor", "proctortrack", "lti_external", "none"),
    *("a@example.com", "a@", "\0", "é" * 300, [], ["a@example.com"], [[]], {}, {"value": "a@example.com"}),
]


def front_end_bodies():
    """The bodies of the authoring MFE, in pairs: what it sends for platform staff and for course staff."""
    for provider in ("null", "vendor", "proctortrack"):
        for enabled in (True, False):
            settings = {"enable_proctored_exams": enabled, "proctoring_provider": provider}
            for email in ("typed@example.com", None):
                with_email = {"proctoring_escalation_email": email}
                # Teak and Ulmo
                old = {**settings, "create_zendesk_tickets": provider != "proctortrack"}
                old |= with_email if provider == "proctortrack" else {}
                # Verawood and later
                new = {**settings, **(with_email if provider != "null" else {})}
                for body in (old, new):
                    yield {"proctored_exam_settings": {**body, "allow_proctoring_opt_out": True}}
                    yield {"proctored_exam_settings": body}


def generated_bodies(number):
    """Bodies of any kind, most of them nearly right; the same ones in each run."""
    chance = random.Random(14)
    for _ in range(number):
        settings = {key: chance.choice(VALUES) for key in chance.sample(KEYS, chance.randrange(len(KEYS)))}
        if chance.random() < 0.5:
            settings |= {"enable_proctored_exams": True, "proctoring_provider": chance.choice(["vendor", "null"])}
        if chance.random() < 0.1:
            settings = chance.choice(VALUES)
        yield chance.choice(VALUES) if chance.random() < 0.03 else {"proctored_exam_settings": settings}


@unittest.skipUnless(TREE and PYTHON, MISSING)
class PlatformViewTest(SimpleTestCase):
    """Ask both views the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = Path(folder.name).resolve() / "platform"
        shutil.copytree(TREE, cls.root, symlinks=True)
        (cls.root / "test_root/log").mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / "tests/project/platform_bodies.py", cls.root / TEST)
        cls.fixed = list(front_end_bodies())
        cls.bodies = [*cls.fixed, *generated_bodies(NUMBER)]
        cls.before = cls.ask()
        write_edits(cls.root, compute(cls.root).edits)
        cls.after = cls.ask()

    @classmethod
    def ask(cls):
        """Run the bodies through the view of the checkout as it is now, and return its responses."""
        bodies, responses = cls.root.with_name("bodies.json"), cls.root.with_name("responses.json")
        bodies.write_text(json.dumps(cls.bodies))
        responses.unlink(missing_ok=True)
        path = str(ROOT)
        done = subprocess.run(
            [
                PYTHON,
                "-m",
                "pytest",
                "-q",
                "-W",
                "ignore",
                "--tb=short",
                "-p",
                "demo.edx_platform.mongo_in_memory",
                "--ds=cms.envs.test",
                TEST,
            ],
            cwd=cls.root,
            env={**os.environ, "PYTHONPATH": path, "BODIES": str(bodies), "RESPONSES": str(responses)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stdout[-3000:] + done.stderr[-1000:])
        return [json.loads(line) for line in responses.read_text().splitlines()]

    def test_get_answers_what_old_front_ends_need(self):
        for before, after in zip(self.before[:2], self.after[:2], strict=True):
            expected = before["get"]["proctored_exam_settings"] | {"create_zendesk_tickets": False}
            self.assertEqual(after["get"]["proctored_exam_settings"], expected)

    def test_bodies_of_front_ends_are_saved_and_nothing_is_lost(self):
        for body, response in zip(self.fixed, self.after[2:], strict=False):
            email = body["proctored_exam_settings"].get("proctoring_escalation_email", "stored")
            enabled, provider = (body["proctored_exam_settings"][key] for key in (KEYS[0], KEYS[2]))
            fails = enabled and provider != "null" and not email
            self.assertEqual(response, {"status": 400 if fails else 200, "lost": []}, body)

    def test_no_body_gets_a_server_error_that_it_did_not_get_before(self):
        new = [
            (body, before["status"], after["status"])
            for body, before, after in zip(self.bodies, self.before[2:], self.after[2:], strict=True)
            if after["status"] >= 500 > before["status"]
        ]
        self.assertEqual(new, [])

    def test_no_body_loses_a_setting(self):
        lost = [
            (body, after["lost"])
            for body, after in zip(self.bodies, self.after[2:], strict=True)
            if after["status"] == 200 and after["lost"]
        ]
        self.assertEqual(lost, [])
