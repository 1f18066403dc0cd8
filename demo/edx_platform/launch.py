"""Run edx-platform's Python with everything it writes in one folder. The checkout is not changed."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def prepare(python, tree, folder):
    """Create the folders that edx-platform expects in the current folder, and the metadata of its own plugins."""
    for name in ("meta", "test_root/log"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    egg_info = ["setup.py", "-q", "egg_info", "--egg-base", str(folder / "meta")]
    subprocess.run([python, *egg_info], cwd=tree, env=environment(tree, folder), check=True, stdout=subprocess.DEVNULL)


def environment(tree, folder, variant="cms"):
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
    }
