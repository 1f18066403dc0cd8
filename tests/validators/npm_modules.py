"""npm modules, ``workers.json`` and webpack's stats files, and the problems that they can have."""

import json
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

from proctoring_config.validators.workers import WorkerFiles, validate_workers
from tests.distributions import make_plugin

MODULE = "@acme/proctoring-worker"
VENDOR_MODULE = "edx-proctoring-proctortrack"
EFFECT = (
    "Exam pages load the LMS home page instead and wait for an answer that never comes, so learners cannot start "
    "the exam."
)
BUILD = "build the static assets with JS_ENV_EXTRA_CONFIG='{}' in the environment"
INSTALL = (
    f"Run npm install {MODULE} next to package.json, restart the LMS once so that it writes workers.json, then {BUILD}"
)
RESTART = f"Restart the LMS once so that it writes workers.json, then {BUILD}"
PLACE = "PROCTORING_BACKENDS['acme']"
W011 = (
    "W011",
    PLACE,
    f"The plugin requires the npm module {MODULE}, which is not in NODE_MODULES_ROOT, so webpack builds no worker from "
    f"it. {EFFECT}",
    INSTALL,
)
W012 = (
    "W012",
    PLACE,
    f"Webpack has not built a worker from the npm module {MODULE} (it has built others). {EFFECT}",
    RESTART,
)
NO_WORKERS = (
    "W012",
    PLACE,
    f"Webpack has not built a worker from the npm module {MODULE} (it has built no workers). {EFFECT}",
    RESTART,
)


def w032(fault, hint):
    """Return the warning that a module is not listed."""
    return (
        "W030",
        PLACE,
        f"Webpack builds no worker from the npm module {MODULE}, because workers.json cannot list it ({fault}). "
        f"{EFFECT}",
        hint,
    )


def e015(fault, error, hint=f"Run npm install {MODULE} next to package.json", place=PLACE):
    """Return the error about a worker."""
    return "E015", place, f"Workers cannot be configured: {fault}. LMS and Studio will not start ({error}).", hint


def plugin(name="acme", module=MODULE, **fields):
    """Return a plugin whose class names an npm module."""
    return make_plugin(name, name, "1.0", loaded=type("Backend", (), {"npm_module": module}), **fields)


class WorkersTestCase(SimpleTestCase):
    """A folder with npm modules, ``workers.json`` and webpack's stats files."""

    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.modules = folder / "node_modules"
        self.modules.mkdir()
        self.workers = folder / "workers.json"
        self.main, self.stats = folder / "webpack-stats.json", folder / "webpack-worker-stats.json"
        self.files = WorkerFiles(self.modules, self.workers, self.main, self.stats)

    def npm_install(self, module=MODULE, package=b'{"main": "worker.js"}'):
        """Create the npm module under NODE_MODULES_ROOT."""
        (self.modules / module).mkdir(parents=True)
        (self.modules / module / "package.json").write_bytes(package)

    def build(self, **chunks):
        """Write webpack's stats files as a build does; without chunks there are no workers."""
        self.main.write_text(json.dumps({"status": "done", "chunks": {"Import": ["import.js"]}}))
        if chunks:
            self.stats.write_text(json.dumps({"status": "done", "chunks": chunks}))

    def validate(self, value=None, plugins=None, **files):
        """Return the problems as tuples."""
        problems = validate_workers(
            {"acme": {}} if value is None else value, plugins or [plugin()], self.files._replace(**files)
        )
        return [(problem.id[-4:], problem.location, problem.message, problem.hint) for problem in problems]
