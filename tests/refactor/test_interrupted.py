"""A run that is killed leaves every file old or new, and the next one finishes."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.test import SimpleTestCase

from tests.refactor import trees

MOMENTS = int(os.environ.get("PROCTORING_CONFIG_KILLS", "10"))
SLOWLY = """
import os, sys, time
for name in ("fsync", "replace"):
    def slow(*arguments, real=getattr(os, name)):
        time.sleep(0.01)
        return real(*arguments)
    setattr(os, name, slow)
from proctoring_config.cli.main import main
sys.exit(main())
"""


def write(root):
    """Start the command, whose writing is slowed down so that kills hit it."""
    arguments = ["refactor", str(root), "--write", "--allow-dirty"]
    return subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


class KilledTest(SimpleTestCase):
    """kill -9 at random moments of --write."""

    def test_every_file_is_old_or_new_and_the_next_run_finishes(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            trees.grow(root)
            old = trees.texts(root)
            started = time.monotonic()
            write(root).wait()
            took = time.monotonic() - started
            new = trees.texts(root)
            self.assertNotEqual(new, old)
            moments, interrupted = random.Random(7), 0
            for _ in range(MOMENTS):
                trees.git(root, "checkout", "-q", ".")
                process = write(root)
                time.sleep(took * moments.uniform(0.6, 1))
                process.kill()
                process.wait()
                found = trees.texts(root)
                for path, text in found.items():
                    self.assertIn(text, (old[path], new[path]), path)
                interrupted += found not in (old, new)
            self.assertGreater(interrupted, 0, "no kill hit the writing")
            write(root).wait()
            self.assertEqual(trees.texts(root), new)
            self.assertEqual(trees.git(root, "ls-files", "--others"), "")
