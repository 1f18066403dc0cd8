"""A killed run leaves every file old or new, and the next run finishes."""

import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.test import SimpleTestCase

from tests.refactor import trees

MOMENTS = int(os.environ.get("PROCTORING_CONFIG_KILLS", "10"))
SLOWED = """
import os, sys, time
pipe_end = int(sys.argv.pop(1))
for name in ("fsync", "replace"):
    def slow(*arguments, real=getattr(os, name), **options):
        os.write(pipe_end, b".")
        time.sleep(0.01)
        return real(*arguments, **options)
    setattr(os, name, slow)
from proctoring_config.cli.main import main
sys.exit(main())
"""


@contextmanager
def writing(root):
    """Start the command, yield it and a stream with one byte per step, and wait for its end."""
    reading, pipe_end = os.pipe()
    arguments = [str(pipe_end), "refactor", str(root), "--write", "--allow-dirty"]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWED, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[pipe_end],
    )
    os.close(pipe_end)
    with open(reading, "rb", buffering=0) as steps:
        yield process, steps
        process.wait()


class KilledTest(SimpleTestCase):
    """Kill --write at random moments."""

    def test_every_file_is_old_or_new_and_the_next_run_finishes(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            trees.grow(root)
            old = trees.texts(root)
            with writing(root) as (_, steps):
                count = len(steps.readall())
            new = trees.texts(root)
            self.assertNotEqual(new, old)
            moments, interrupted = random.Random(7), 0
            for _ in range(MOMENTS):
                trees.git(root, "checkout", "-q", ".")
                with writing(root) as (process, steps):
                    for _ in range(moments.randint(1, count)):
                        steps.read(1)
                    time.sleep(moments.uniform(0, 0.01))
                    process.kill()
                found = trees.texts(root)
                for path, text in found.items():
                    self.assertIn(text, (old[path], new[path]), path)
                interrupted += found not in (old, new)
            self.assertGreater(interrupted, MOMENTS / 2, "too few kills happened while files were written")
            with writing(root):
                pass
            self.assertEqual(trees.texts(root), new)
            self.assertEqual(trees.git(root, "ls-files", "--others"), "")
