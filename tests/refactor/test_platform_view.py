"""
The REST view of a real checkout, before and after the refactor, with the bodies of front ends and generated ones.

PROCTORING_CONFIG_PLATFORM_TREE is the checkout, which is copied, and PROCTORING_CONFIG_PLATFORM_PYTHON a Python with
its test requirements, mongomock and this package. PROCTORING_CONFIG_PLATFORM_BODIES is the number of generated bodies:
10,000 take about ten minutes on two processors.
"""

import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.test import SimpleTestCase

from demo.edx_platform.launch import environment, prepare
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


def ask(root, refactored):
    """
    Copy the checkout to ``root``, refactor it if ``refactored``, and send the bodies to its view.

    Returns what it responds to the two kinds of staff who read the settings, and to the bodies.
    """
    shutil.copytree(TREE, root, symlinks=True)
    if refactored:
        write_edits(root, compute(root).edits)
    prepare(PYTHON, root, root)
    shutil.copy2(ROOT / "tests/project/platform_bodies.py", root / TEST)
    responses = root / "responses"
    responses.mkdir()
    options = ["-q", "-W", "ignore", "--tb=short", "-p", "demo.edx_platform.mongo_in_memory", "--ds=cms.envs.test"]
    done = subprocess.run(
        [PYTHON, "-m", "pytest", *options, TEST],
        cwd=root,
        env=environment(root, root, BODIES=str(root.with_name("bodies.json")), RESPONSES=str(responses)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stdout[-3000:] + done.stderr[-1000:])
    files = sorted(responses.glob("[0-9]*.json"))
    return (
        json.loads((responses / "get.json").read_text()),
        [response for file in files for response in json.loads(file.read_text())],
    )


@unittest.skipUnless(TREE and PYTHON, MISSING)
class PlatformViewTest(SimpleTestCase):
    """Ask both views the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory())).resolve()
        cls.fixed = list(front_end_bodies())
        cls.bodies = [*cls.fixed, *generated_bodies(NUMBER)]
        (folder / "bodies.json").write_text(json.dumps(cls.bodies))
        with ThreadPoolExecutor() as pool:
            before, after = pool.map(ask, (folder / "before", folder / "after"), (False, True))
        cls.get_before, cls.before = before
        cls.get_after, cls.after = after

    def test_get_answers_what_old_front_ends_need(self):
        for before, after in zip(self.get_before, self.get_after, strict=True):
            expected = before["proctored_exam_settings"] | {"create_zendesk_tickets": False}
            self.assertEqual(after["proctored_exam_settings"], expected)

    def test_bodies_of_front_ends_are_saved_and_nothing_is_lost(self):
        for body, response in zip(self.fixed, self.after, strict=False):
            email = body["proctored_exam_settings"].get("proctoring_escalation_email", "stored")
            enabled, provider = (body["proctored_exam_settings"][key] for key in (KEYS[0], KEYS[2]))
            fails = enabled and provider != "null" and not email
            self.assertEqual(response, {"status": 400 if fails else 200, "lost": []}, body)

    def test_no_body_gets_a_server_error_that_it_did_not_get_before(self):
        new = [
            (body, before["status"], after["status"])
            for body, before, after in zip(self.bodies, self.before, self.after, strict=True)
            if after["status"] >= 500 > before["status"]
        ]
        self.assertEqual(new, [])

    def test_no_body_loses_a_setting(self):
        lost = [
            (body, after["lost"])
            for body, after in zip(self.bodies, self.after, strict=True)
            if after["status"] == 200 and after["lost"]
        ]
        self.assertEqual(lost, [])
