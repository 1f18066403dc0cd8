"""Start edx_proctoring in each instance of a list in JSON, run the checks, and print the answers as JSON."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any


def answer(instance: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return the error with which the instance stops, and the problems of the checks. Needs a process of its own."""
    import importlib

    from django.apps import apps
    from django.core.checks import run_checks
    from django.test import override_settings
    from stevedore import ExtensionManager

    for name, text in instance["files"].items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Path(folder, "node_modules").mkdir(exist_ok=True)
    sys.path.insert(0, f"{folder}/plugins")
    importlib.invalidate_caches()
    ExtensionManager.ENTRY_POINT_CACHE.clear()
    values = {
        **instance["settings"],
        "SERVICE_VARIANT": "lms",
        "ENV_ROOT": folder,
        "NODE_MODULES_ROOT": f"{folder}/node_modules",
        "STATIC_ROOT": f"{folder}/static",
        "WEBPACK_LOADER": {
            "DEFAULT": {"BUNDLE_DIR_NAME": "bundles/", "STATS_FILE": f"{folder}/static/webpack-stats.json"},
            "WORKERS": {"BUNDLE_DIR_NAME": "bundles/", "STATS_FILE": f"{folder}/static/webpack-worker-stats.json"},
        },
    }
    with override_settings(**values):
        stops = ""
        try:
            importlib.reload(sys.modules["edx_proctoring.constants"])
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                apps.get_app_config("edx_proctoring").ready()
            stops = next((str(one.message) for one in warned if "roctoring" in str(one.message)), "")
        except Exception as error:  # whatever stops the process
            stops = f"{type(error).__name__}: {error}"
        problems = [
            [one.id.rpartition(".")[2], f"{one.obj}: {one.msg}".replace(folder, ""), str(one.hint)]
            for one in run_checks(tags=["proctoring"])
            if one.id and one.id.startswith("proctoring_config.")
        ]
    return {"stops": stops, "problems": problems}


def answer_in_new_process(instance: dict[str, Any]) -> dict[str, Any]:
    """Fork, because a plugin is imported only once per process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with tempfile.TemporaryDirectory() as folder:
            try:
                text = json.dumps(answer(instance, folder))
            except Exception as error:
                text = json.dumps({"stops": "", "problems": [["", f"{type(error).__name__}: {error}", ""]]})
        with os.fdopen(writing, "w") as pipe:
            pipe.write(text)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


def main() -> None:
    """Set up Django once, and answer for each instance."""
    import django

    warnings.simplefilter("ignore")
    logging.disable()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    print(json.dumps([answer_in_new_process(instance) for instance in json.load(sys.stdin)]))


if __name__ == "__main__":
    main()
