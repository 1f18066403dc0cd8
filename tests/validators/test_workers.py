"""Check the worker scripts of configured plugins."""

import json
import tempfile
from pathlib import Path

import ddt
from django.test import SimpleTestCase

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.validators.workers import validate_workers

MODULE = "@acme/proctoring-worker"
VENDOR_MODULE = "edx-proctoring-proctortrack"
BUILT = {"status": "done", "chunks": {MODULE: ["worker.js"]}, "assets": {}}
W011 = (
    "W011",
    "PROCTORING_BACKENDS['acme']",
    f"The plugin requires the npm module {MODULE}, which is not in NODE_MODULES_ROOT. Exams run without its worker "
    "script.",
    f"Run npm install {MODULE} next to package.json, restart once, then build the static assets",
)
W012 = (
    "W012",
    "PROCTORING_BACKENDS['acme']",
    f"The webpack build has no worker for the npm module {MODULE} (see STATS_FILE in WEBPACK_LOADER['WORKERS']). Exams "
    "run without its worker script.",
    "Restart the LMS once with the provider configured, which writes workers.json, then build the static assets",
)


def plugin(name="acme", module=MODULE, **fields):
    """Return a plugin whose class names an npm module."""
    return Plugin(name, name, "1.0", loaded=type("Backend", (), {"npm_module": module}), **fields)


# text of the stats file, problems found if the module itself is installed
STATS = [
    ("built", json.dumps(BUILT), []),
    ("no chunks", json.dumps({**BUILT, "chunks": {}}), [W012]),
    ("other chunks", json.dumps({**BUILT, "chunks": {"another": ["worker.js"]}}), [W012]),
    ("still compiling", json.dumps({**BUILT, "chunks": {}, "status": "compile"}), []),
    ("failed", json.dumps({**BUILT, "chunks": {}, "status": "error"}), []),
    ("no chunks key", json.dumps({"status": "done"}), []),
    ("chunks are a list", json.dumps({**BUILT, "chunks": [MODULE]}), []),
    ("a list", json.dumps([]), []),
    ("null", json.dumps(None), []),
    ("empty", "", []),
    ("invalid JSON", "{", []),
    ("deep nesting", "[" * 100_000, []),
    ("not UTF 8", b"\xff\xfe", []),
]

# a setting that configures no such plugin
NOT_CONFIGURED = [
    ("null", None),
    ("a list", []),
    ("a string", "acme"),
    ("an empty mapping", {}),
    ("another provider", {"null": {}}),
    ("null options", {"acme": None}),
    ("options that are a string", {"acme": "x"}),
    ("another case", {"ACME": {}}),
]

# values of npm_module that do not name a module
NO_MODULES = [("null", None), ("a number", 7), ("a tuple", ("x",)), ("a property", property(lambda self: MODULE))]


@ddt.ddt
class ValidateWorkersTest(SimpleTestCase):
    """validate_workers."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.modules = Path(folder.name) / "node_modules"
        self.modules.mkdir()
        self.stats = Path(folder.name) / "webpack-worker-stats.json"

    def npm_install(self, module=MODULE):
        """Create the npm module under NODE_MODULES_ROOT."""
        (self.modules / module).mkdir(parents=True)
        (self.modules / module / "package.json").write_text("{}")

    def validate(self, value=None, plugins=None, **places):
        """Return the problems as tuples."""
        places = places or {"node_modules": self.modules, "stats_file": self.stats}
        problems = validate_workers({"acme": {}} if value is None else value, plugins or [plugin()], **places)
        return [(problem.id[-4:], problem.location, problem.message, problem.hint) for problem in problems]

    @ddt.named_data(*STATS)
    def test_the_stats_file_decides_whether_a_worker_is_missing(self, text, expected):
        self.npm_install()
        self.stats.write_bytes(text.encode() if isinstance(text, str) else text)
        self.assertEqual(self.validate(), expected)
        self.assertEqual(self.validate(stats_file=str(self.stats)), expected, "a path as a string")

    def test_a_missing_module_is_reported_once_whatever_was_built(self):
        self.assertEqual(self.validate(), [W011])
        self.stats.write_text(json.dumps({**BUILT, "chunks": {}}))
        self.assertEqual(self.validate(), [W011])

    def test_a_folder_without_package_json_is_not_a_module(self):
        (self.modules / MODULE).mkdir(parents=True)
        self.assertEqual(self.validate(), [W011])

    def test_the_vendors_module_is_installed_from_its_repository(self):
        ((_, _, _, hint),) = self.validate({"pt": {}}, [plugin("pt", VENDOR_MODULE)])
        self.assertRegex(hint, r"^Run npm install git\+https://github\.com/\S+#[0-9a-f]{40} next")

    @ddt.named_data(
        ("null", None),
        ("an empty string", ""),
        ("a number", 0),
        ("a path that cannot exist", "/dev/null/absent"),
        ("a null character", "a\0b"),
        ("a list", ["x"]),
    )
    def test_places_that_do_not_exist_are_not_checked(self, place):
        self.assertEqual(self.validate(node_modules=place, stats_file=place), [])

    @ddt.named_data(*NOT_CONFIGURED)
    def test_plugins_that_are_not_configured_need_no_worker(self, value):
        self.assertEqual(validate_workers(value, [plugin()], node_modules=self.modules), [])

    @ddt.named_data(*NO_MODULES)
    def test_values_other_than_a_module_name_are_ignored(self, module):
        self.assertEqual(self.validate(plugins=[plugin(module=module)]), [])

    def test_a_plugin_that_cannot_be_imported_has_no_module(self):
        self.assertEqual(self.validate(plugins=[Plugin("acme", "acme", "1.0", error="ImportError")]), [])
