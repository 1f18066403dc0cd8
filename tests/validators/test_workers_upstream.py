"""Workers as edx-proctoring and edx-platform treat them."""

import json
import os
import unittest
import warnings
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import ddt
import edx_proctoring
from django.test import SimpleTestCase, override_settings
from edx_proctoring.apps import make_worker_config
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from tests.places import TREE
from tests.validators.npm_modules import INSTALL, MODULE, W011, WorkersTestCase, e015, plugin, w032

# values of npm_module that are not read, because only an instance has a value
DESCRIPTORS = [("a property", property(lambda self: MODULE)), ("a function", lambda self: MODULE)]
#: Values of npm_module that stop edx-proctoring.
NO_NAMES = [("null", None), ("a number", 7), ("a tuple", ("x",)), ("bytes", b"x"), ("a mapping", {})]

_NOT_JSON, _NO_MAIN = "is not valid JSON", "does not name its main file"
# content of package.json, what is wrong with it, the error that stops edx-proctoring
PACKAGES = [
    ("complete", b'{"main": "worker.js"}', None, None),
    ("an empty main", b'{"main": ""}', None, None),
    ("no main", b"{}", "has no main entry", None),
    ("empty", b"", _NOT_JSON, "JSONDecodeError"),
    ("cut off", b'{"main": ', _NOT_JSON, "JSONDecodeError"),
    ("a comment", b'// x\n{"main": "worker.js"}', _NOT_JSON, "JSONDecodeError"),
    ("a trailing comma", b'{"main": "worker.js",}', _NOT_JSON, "JSONDecodeError"),
    ("a merge conflict", b'<<<<<<< HEAD\n{"main": "worker.js"}', _NOT_JSON, "JSONDecodeError"),
    ("a byte order mark", b'\xef\xbb\xbf{"main": "worker.js"}', _NOT_JSON, "JSONDecodeError"),
    ("not UTF-8", b'{"main": "\xff"}', _NOT_JSON, "UnicodeDecodeError"),
    ("deep nesting", b"[" * 100_000, _NOT_JSON, "RecursionError"),
    ("a list", b"[]", _NO_MAIN, "TypeError"),
    ("null", b"null", _NO_MAIN, "TypeError"),
    ("a string", b'"worker.js"', _NO_MAIN, "TypeError"),
    ("main is null", b'{"main": null}', _NO_MAIN, "TypeError"),
    ("main is a list", b'{"main": ["worker.js"]}', _NO_MAIN, "TypeError"),
]


@ddt.ddt
class AgreementTest(WorkersTestCase):
    """Start-up of the real edx-proctoring."""

    def make(self, module=MODULE, out=None, root=None):
        """Return the error with which edx-proctoring stops, and what it has written."""
        with override_settings(NODE_MODULES_ROOT=self.modules if root is None else root), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                make_worker_config([SimpleNamespace(npm_module=module)], out or self.workers)
            except Exception as error:
                return type(error).__name__, None
        return None, json.loads(self.workers.read_text()) if self.workers.exists() else None

    @ddt.named_data(*PACKAGES)
    def test_package_json(self, text, fault, error):
        self.npm_install(package=text)
        expected = []
        if error:
            expected = [e015(f"package.json of the npm module {MODULE} {fault}", error)]
        elif fault:
            expected = [w032(f"package.json {fault}", INSTALL)]
        self.assertEqual(self.validate(), expected)
        stopped, written = self.make()
        self.assertEqual((stopped, written is None), (error, fault is not None))

    @ddt.named_data(*NO_NAMES)
    def test_names_that_are_not_strings(self, module):
        fault, hint = "the npm_module of the plugin (acme 1.0) is not a string", "Install another release of the plugin"
        self.assertEqual(
            self.validate(plugins=[plugin(module=module)]),
            [e015(fault, "TypeError", f"{hint}, or remove the provider")],
        )
        self.assertEqual(self.make(module), ("TypeError", None))
        self.assertEqual(self.validate(plugins=[plugin(module=module)], node_modules=None), [])
        self.assertEqual(self.make(module, root=""), (None, None))

    def test_a_null_character_in_the_name(self):
        fault = "package.json of the npm module a\0b cannot be opened"
        hint = "Run npm install a\0b next to package.json"
        self.assertEqual(self.validate(plugins=[plugin(module="a\0b")]), [e015(fault, "ValueError", hint)])
        self.assertEqual(self.make("a\0b"), ("ValueError", None))

    @ddt.named_data(*DESCRIPTORS)
    def test_names_that_only_an_instance_has_are_not_read(self, module):
        self.assertEqual(self.validate(plugins=[plugin(module=module)]), [])

    @ddt.named_data(("a directory", Path.mkdir), ("a link to nothing", lambda path: path.symlink_to("absent")))
    def test_package_json_that_is_not_a_file_counts_as_missing(self, create):
        (self.modules / MODULE).mkdir(parents=True)
        create(self.modules / MODULE / "package.json")
        self.assertEqual(self.validate(), [W011])
        self.assertEqual(self.make(), (None, None))

    @ddt.named_data(("no folder", "/dev/null/workers.json"), ("an absent folder", "/dev/null/absent/workers.json"))
    def test_workers_json_that_cannot_be_written_stops_nothing(self, out):
        self.npm_install()
        self.assertEqual(self.make(out=out), (None, None))
        self.assertEqual(self.validate(workers=out), [])

    def test_workers_json_of_another_user(self):
        self.npm_install()
        self.workers.write_text("{}")
        self.assertEqual(self.validate(), [])
        hint = "Delete workers.json, and run LMS, Studio and their commands as the same user"
        error = e015("workers.json in ENV_ROOT belongs to another user", "PermissionError", hint, "ENV_ROOT")
        with (
            mock.patch("os.geteuid", return_value=os.geteuid() + 1),
            mock.patch("os.chmod", side_effect=PermissionError),
        ):
            self.assertEqual(self.validate(), [error])
            self.assertEqual(self.make(), ("PermissionError", None))
            self.assertEqual(self.validate(node_modules=None), [])
            self.assertEqual(self.make(root=""), (None, {MODULE: mock.ANY}))
            self.assertEqual(self.validate({}), [])

    @unittest.skipIf(os.geteuid(), "only root can become another user")
    def test_workers_json_of_another_user_in_a_process_of_that_user(self):
        self.npm_install()
        self.workers.write_text("{}")
        self.workers.chmod(0o666)
        self.modules.parent.chmod(0o755)
        child = os.fork()
        if not child:
            os.setuid(65534)
            found = [code for code, *_ in self.validate()] == ["E015"]
            os._exit(7 if found and self.make()[0] == "PermissionError" else 1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 7)

    @unittest.skipIf(os.geteuid(), "only root can change the owner")
    def test_root_may_change_the_mode_of_any_file(self):
        self.npm_install()
        self.workers.write_text("{}")
        os.chown(self.workers, 65534, -1)
        self.assertEqual(self.validate(), [])
        self.assertEqual(self.make(), (None, {MODULE: mock.ANY}))


class ExamPageTest(SimpleTestCase):
    """The worker URL of an exam page whose provider has no worker."""

    @override_settings(
        LMS_ROOT_URL="https://lms.example", WEBPACK_LOADER={"WORKERS": {"STATS_FILE": "/dev/null/absent"}}
    )
    def test_the_url_of_the_worker_is_that_of_the_lms(self):
        provider = BaseRestProctoringProvider(base_url="https://acme.example")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.assertEqual(provider.get_javascript(), "https://lms.example")

    def test_the_page_starts_that_worker_and_waits(self):
        script = Path(edx_proctoring.__file__).parent / "static/proctoring/js/exam_action_handler.js"
        source = script.read_text(encoding="utf-8")
        self.assertIn("createWorker(edx.courseware.proctored_exam.configuredWorkerURL)", source)
        self.assertIn("proctoringBackendWorker.addEventListener('message', responseHandler)", source)


@unittest.skipUnless(TREE, "PROCTORING_CONFIG_PLATFORM_TREE is not set")
class PlatformTest(SimpleTestCase):
    """The build of the platform."""

    def test_webpack_builds_no_worker_unless_the_variable_is_json(self):
        source = Path(TREE, "webpack.common.config.js").read_text(encoding="utf-8")
        worker = source[source.index("var workerConfig") : source.index("module.exports")]
        self.assertIn("entry: require('../workers.json')", worker)
        self.assertIn("JSON.parse(process.env.JS_ENV_EXTRA_CONFIG)", worker)
        self.assertRegex(worker, r"catch \(err\) \{\s+return null;")
        self.assertIn("filename: 'webpack-worker-stats.json'", worker)
