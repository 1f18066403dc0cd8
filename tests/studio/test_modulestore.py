"""
The store for edx-platform, in the Studio of a real checkout.

PROCTORING_CONFIG_PLATFORM_TREE is the checkout, which is not changed, and PROCTORING_CONFIG_PLATFORM_PYTHON a Python
with its requirements, mongomock and this package.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from django.test import SimpleTestCase

from demo.edx_platform.launch import environment, prepare
from tests.places import ROOT, TREE
from tests.studio.store_contract import StoreContract

PYTHON = os.environ.get("PROCTORING_CONFIG_PLATFORM_PYTHON", "")
MISSING = "PROCTORING_CONFIG_PLATFORM_TREE and PROCTORING_CONFIG_PLATFORM_PYTHON are not set"


@unittest.skipUnless(TREE and PYTHON, MISSING)
class PlatformStoreTest(SimpleTestCase):
    """tests/project/platform_store.py."""

    def test_the_contract_and_what_only_this_store_has(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()
        tree = Path(TREE).resolve()
        prepare(PYTHON, tree, folder)
        done = subprocess.run(
            [PYTHON, str(ROOT / "tests/project/platform_store.py")],
            cwd=folder,
            env=environment(tree, folder),
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        results = json.loads(done.stdout.splitlines()[-1])
        self.assertTrue(results["passed"], results["output"])
        contract = [name for name in dir(StoreContract) if name.startswith("test_")]
        self.assertEqual([name for name in contract if f"{name} (" not in results["output"]], [])
        self.assertGreater(results["ran"], len(contract))
