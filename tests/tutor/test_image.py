"""The image that the Tutor plugin builds: its commands are run in a shell, with npm and node, and without Docker."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from django.test import SimpleTestCase

from tests.tutor.hooks import Plugin

PLATFORM = os.environ.get("PROCTORING_CONFIG_PLATFORM_TREE", "")
BACKENDS = {"DEFAULT": "acme", "acme": {"client_secret": "s3cret"}}
# edx-proctoring writes workers.json when the LMS starts; this is its own function.
MANAGE = f"""\
#!{sys.executable}
import os, sys
from types import SimpleNamespace
sys.path[:] = {sys.path!r}
from edx_proctoring import apps
assert sys.argv[1:] == ["lms", "--settings=tutor.assets", "print_setting", "ENV_ROOT"], sys.argv
apps.settings = SimpleNamespace(NODE_MODULES_ROOT=os.path.realpath("node_modules"))
apps.make_worker_config([SimpleNamespace(npm_module=name) for name in os.environ["MODULES"].split()], "../workers.json")
"""
# In place of npm, which takes seconds: "npm pack --silent --registry URL --pack-destination FOLDER PACKAGE".
NPM = """\
npm() { [ "$1" = pack ] || return 0; tar -czf "$6/a.tgz" -C "$(dirname "$7")" "$(basename "$7")"; }
"""
# webpack.common.config.js requires webpack and its plugins, which are not installed here.
EVALUATE = """\
const Module = require("module"), path = require("path"), load = Module._load;
const anything = new Proxy(function () {}, {get: () => anything, construct: () => ({}), apply: () => ({})});
Module._load = (name, ...rest) => {
    if (name === "webpack-merge") return {smart: (...configs) => configs.at(-1)};
    if (name.startsWith(".") && name.endsWith("workers.json")) return load(process.env.WORKERS, ...rest);
    const isThere = name.startsWith(".") || path.isAbsolute(name) || Module.builtinModules.includes(name);
    return isThere ? load(name, ...rest) : anything;
};
console.log(JSON.stringify(require(process.argv[1])));
"""


def run_lines(dockerfile):
    """Return the shell commands of RUN in a Dockerfile."""
    joined = re.sub(r"\\\n", "", dockerfile)
    return [line.removeprefix("RUN ") for line in joined.splitlines() if line.startswith("RUN ")]


class BuildTest(SimpleTestCase):
    """A folder like /openedx in the image: edx-platform with a link to node_modules, workers.json beside it."""

    plugin = Plugin()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not (shutil.which("npm") and shutil.which("node")):
            raise unittest.SkipTest("needs npm and node")

    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.platform = self.root / "edx-platform"
        (self.root / "node_modules/react").mkdir(parents=True)
        self.platform.mkdir()
        (self.platform / "node_modules").symlink_to(self.root / "node_modules")

    def package(self, name):
        """Create an npm package that can be packed; returns its folder."""
        folder = self.root / "packages" / name
        folder.mkdir(parents=True)
        folder.joinpath("package.json").write_text(json.dumps({"name": name, "version": "1.0.0", "main": "worker.js"}))
        folder.joinpath("worker.js").write_text("// worker")
        return str(folder)

    def run_shell(self, command, **environment):
        """Run a command in the folder of edx-platform."""
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.platform,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def build(self, packages, modules, *, npm=NPM):
        """Run what precedes webpack, with a provider for each of the ``modules``."""
        manage = self.platform / "manage.py"
        manage.write_text(MANAGE)
        manage.chmod(0o755)
        config = {"PROCTORING_BACKENDS": BACKENDS, "PROCTORING_NPM_PACKAGES": packages}
        (command,) = run_lines(self.plugin.render("openedx-dockerfile-pre-assets", **config))
        return self.run_shell(npm + command, MODULES=modules)

    def verify(self, *, worker="done", main="done", chunks=("acme",)):
        """Run what follows webpack, with these stats files."""
        for name, status in (("webpack-worker-stats.json", worker), ("webpack-stats.json", main)):
            if status:
                stats = {"status": status, "chunks": {chunk: [{"name": chunk}] for chunk in chunks}}
                (self.root / name).write_text(json.dumps(stats))
        (command,) = run_lines(self.plugin.render("openedx-dockerfile", PROCTORING_BACKENDS=BACKENDS))
        return self.run_shell(command, STATIC_ROOT_LMS=str(self.root))

    def test_npm_packages_are_installed_beside_the_others_and_listed_for_webpack(self):
        (self.root / "node_modules/@acme/plus").mkdir(parents=True)
        (self.root / "node_modules/@acme/plus/old.js").touch()
        done = self.build([self.package("@acme/plus")], "@acme/plus", npm="")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue((self.platform / "node_modules").is_symlink())
        self.assertTrue((self.root / "node_modules/react").is_dir())
        self.assertFalse((self.root / "node_modules/@acme/plus/old.js").exists())
        listed = json.loads((self.root / "workers.json").read_text())
        self.assertEqual(set(listed), {"@acme/plus"})
        for _, file in listed.values():
            self.assertEqual(Path(file).read_text(), "// worker")

    def test_the_build_stops_if_no_provider_has_the_package(self):
        done = self.build([self.package("acme"), self.package("plus")], "acme")
        self.assertEqual(done.returncode, 1)
        self.assertIn("no configured provider has the npm package plus\n", done.stderr)

    def test_the_build_stops_if_a_package_does_not_exist(self):
        self.assertNotEqual(self.build([str(self.root / "missing")], "").returncode, 0)

    def test_webpack_must_have_built_what_is_listed(self):
        self.assertEqual(self.verify().returncode, 0)  # no provider has a worker
        (self.root / "workers.json").write_text('{"acme": ["babel-polyfill", "worker.js"]}')
        done = self.verify()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for mistake in ({"worker": "error"}, {"main": "compiling"}, {"chunks": ("other",)}):
            done = self.verify(**mistake)
            self.assertEqual(done.returncode, 1, mistake)
            self.assertIn("proctoring: webpack has not built ", done.stderr)
        (self.root / "webpack-worker-stats.json").unlink()
        done = self.verify(worker=None)
        self.assertEqual(done.stderr, "proctoring: webpack has not built acme\n")

    def test_images_without_providers_have_no_commands(self):
        for backends in ({}, {"DEFAULT": "null", "null": {}}):
            for patch in ("openedx-dockerfile-pre-assets", "openedx-dockerfile"):
                self.assertEqual(run_lines(self.plugin.render(patch, PROCTORING_BACKENDS=backends)), [])

    def test_requirements_are_quoted(self):
        config = {"PROCTORING_REQUIREMENT": "a>=1", "PROCTORING_PIP_PACKAGES": ["b; python_version < '4'", "git+c#d"]}
        (command,) = run_lines(self.plugin.render("openedx-dockerfile-post-python-requirements", **config))
        words = shlex.split(command)
        self.assertEqual(words[words.index("install") + 1 :], ["a>=1", "b; python_version < '4'", "git+c#d"])
        shell = f'uv() {{ echo "uv:$1:$2:$3"; }}; pip() {{ echo "pip:$1:$2"; }}; {command.split("shared", 1)[1]}'
        self.assertEqual(self.run_shell(shell, PIP_COMMAND="uv pip").stdout, "uv:pip:install:a>=1\n")
        self.assertEqual(self.run_shell(f"unset PIP_COMMAND; {shell}").stdout, "pip:install:a>=1\n")

    @unittest.skipUnless(PLATFORM, "PROCTORING_CONFIG_PLATFORM_TREE does not name a checkout of edx-platform")
    def test_webpack_gets_a_configuration_of_workers(self):
        self.assertEqual(self.build([self.package("acme")], "acme").returncode, 0)
        text = self.plugin.render("openedx-dockerfile-pre-assets", PROCTORING_BACKENDS=BACKENDS)
        (line,) = (line for line in text.splitlines() if line.startswith("ENV "))
        variable = dict([shlex.split(line)[1].split("=", 1)])
        command = shlex.join(["node", "-e", EVALUATE, f"{PLATFORM}/webpack.common.config.js"])
        workers = str(self.root / "workers.json")
        done = self.run_shell(command, WORKERS=workers, **variable)
        self.assertEqual(done.stderr, "")
        self.assertEqual(list(json.loads(done.stdout)["webworker"]["entry"]), ["acme"])
        for name in ({"JS_ENV_EXTRA_CONFIG": ""}, {**variable, "WORKERS": f"{workers}.missing"}):
            self.assertEqual(self.run_shell(command, **{"WORKERS": workers, **name}).stdout, "null\n", name)
