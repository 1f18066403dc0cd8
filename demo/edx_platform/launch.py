"""
Run Studio and LMS of an edx-platform checkout with everything that they write in one folder.

The checkout is not changed. The Python needs its requirements, mongomock and this package.
"""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class StartError(Exception):
    """Studio or LMS did not start. The message is the end of its log."""


def prepare(python, tree, folder):
    """Create the folders that edx-platform expects in the current folder, and the metadata of its own plugins."""
    for name in ("meta", "test_root/log"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    egg_info = ["setup.py", "-q", "egg_info", "--egg-base", str(folder / "meta")]
    subprocess.run([python, *egg_info], cwd=tree, env=environment(tree, folder), check=True, capture_output=True)


def environment(tree, folder, variant="cms", **variables):
    """Return the environment of Studio (``cms``) or LMS (``lms``)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, tree, folder / "meta"))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "DJANGO_SETTINGS_MODULE": "demo.edx_platform.settings",
        "SERVICE_VARIANT": variant,
        **variables,
    }


@contextmanager
def running(python, tree, folder, studio_port, lms_port):
    """Start Studio and then LMS, which takes a minute, and stop them at the end. Yields the log files."""
    prepare(python, tree, folder)
    processes, logs = [], []
    try:
        for variant, port in (("cms", studio_port), ("lms", lms_port)):
            logs.append(folder / f"{variant}.log")
            with logs[-1].open("w", encoding="utf-8") as log:
                process = subprocess.Popen(
                    [python, "-m", "demo.edx_platform.serve", str(port)],
                    cwd=folder,
                    env=environment(tree, folder, variant, LMS_PORT=str(lms_port)),
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                )
            processes.append(process)
            if not any(line == "ready\n" for line in process.stdout):
                raise StartError(logs[-1].read_text(encoding="utf-8")[-3000:])
        yield logs
    finally:
        for process in processes:
            process.terminate()
            process.wait()
