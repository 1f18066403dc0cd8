"""Check the worker scripts of configured plugins."""

import json

import ddt

from proctoring_config.validators.workers import WorkerFiles, validate_workers
from tests.distributions import make_plugin
from tests.validators.npm_modules import (
    BUILD,
    MODULE,
    NO_WORKERS,
    VENDOR_MODULE,
    W011,
    W012,
    WorkersTestCase,
    plugin,
    w032,
)

BUILT = {"status": "done", "chunks": {MODULE: ["worker.js"]}, "assets": {}}

# text of the stats file, problems found if the module itself is installed
STATS = [
    ("built", json.dumps(BUILT), []),
    ("no chunks", json.dumps({**BUILT, "chunks": {}}), [W012]),
    ("an empty chunk", json.dumps({**BUILT, "chunks": {MODULE: []}}), [W012]),
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


@ddt.ddt
class ValidateWorkersTest(WorkersTestCase):
    """Workers that webpack has not built."""

    @ddt.named_data(*STATS)
    def test_the_stats_file_decides_whether_a_worker_is_missing(self, text, expected):
        self.npm_install()
        self.stats.write_bytes(text.encode() if isinstance(text, str) else text)
        self.assertEqual(self.validate(), expected)
        self.assertEqual(self.validate(worker_stats=str(self.stats)), expected, "a path as a string")

    def test_a_build_without_workers_writes_no_stats_file_for_them(self):
        self.npm_install()
        self.assertEqual(self.validate(), [], "nothing is built")
        self.build()
        self.assertEqual(self.validate(), [NO_WORKERS])
        self.assertEqual(self.validate(main_stats=None), [])
        self.main.write_text(json.dumps({"status": "compile", "chunks": {}}))
        self.assertEqual(self.validate(), [], "the build has not ended")

    def test_if_the_module_is_listed_only_the_build_is_missing(self):
        self.npm_install()
        self.build()
        self.workers.write_text(json.dumps({MODULE: ["worker.js"]}))
        self.assertEqual(self.validate(), [(*NO_WORKERS[:3], "B" + BUILD[1:])])
        self.workers.write_text(json.dumps({"another": ["worker.js"]}))
        self.assertEqual(self.validate(), [NO_WORKERS])

    def test_a_worker_that_is_built_needs_nothing_else(self):
        self.build(**{MODULE: ["worker.js"]})
        self.assertEqual(self.validate(), [])
        self.assertEqual(self.validate(node_modules=None), [])
        self.npm_install(package=b"{}")
        self.assertEqual(self.validate(workers="/dev/null/workers.json"), [])

    def test_a_missing_module_is_reported_once_whatever_was_built(self):
        self.assertEqual(self.validate(), [W011])
        self.build(another=["worker.js"])
        self.assertEqual(self.validate(), [W011])

    def test_a_folder_without_package_json_is_not_a_module(self):
        (self.modules / MODULE).mkdir(parents=True)
        self.assertEqual(self.validate(), [W011])

    @ddt.data(
        (VENDOR_MODULE, r"git\+https://github\.com/anupdhabarde/\S+#[0-9a-f]{40}"),
        (f"{VENDOR_MODULE}-v2", r"git\+https://github\.com/verificient/edx-proctoring-proctortrack\.git"),
    )
    @ddt.unpack
    def test_the_vendors_modules_are_installed_from_their_repositories(self, module, package):
        ((_, _, _, hint),) = self.validate({"pt": {}}, [plugin("pt", module)])
        self.assertRegex(hint, rf"^Run npm install {package} next")

    @ddt.named_data(
        ("null", None),
        ("an empty string", ""),
        ("a number", 0),
        ("a path that cannot exist", "/dev/null/absent"),
        ("a list", ["x"]),
    )
    def test_places_that_do_not_exist_are_not_checked(self, place):
        self.assertEqual(validate_workers({"acme": {}}, [plugin()], WorkerFiles(*[place] * 4)), [])

    @ddt.named_data(
        ("null", None), ("an empty string", ""), ("another folder", "/dev/null/absent"), ("a file", "/dev/null")
    )
    def test_without_node_modules_nothing_is_listed(self, place):
        self.build()
        hint = f"Set NODE_MODULES_ROOT to the folder node_modules of edx-platform, restart the LMS once, then {BUILD}"
        self.assertEqual(self.validate(node_modules=place), [w032("NODE_MODULES_ROOT is not a folder", hint)])

    @ddt.named_data(
        ("no folder", "/dev/null/workers.json"),
        ("an absent folder", "/dev/null/absent/workers.json"),
    )
    def test_workers_json_that_cannot_be_written_lists_nothing_new(self, workers):
        self.npm_install()
        self.build()
        hint = f"Let the user of the LMS write workers.json, restart the LMS once, then {BUILD}"
        fault = "workers.json in ENV_ROOT cannot be written"
        self.assertEqual(self.validate(workers=workers), [w032(fault, hint)])

    @ddt.named_data(*NOT_CONFIGURED)
    def test_plugins_that_are_not_configured_need_no_worker(self, value):
        self.npm_install(package=b"")
        self.assertEqual(validate_workers(value, [plugin()], self.files), [])

    def test_a_plugin_that_cannot_be_imported_has_no_module(self):
        self.assertEqual(self.validate(plugins=[make_plugin("acme", "acme", "1.0", error="ImportError")]), [])
