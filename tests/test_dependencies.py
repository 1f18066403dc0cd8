"""Which part may import which, and what an import costs."""

import ast
import subprocess
import sys
from pathlib import Path

import ddt
from django.test import SimpleTestCase

import proctoring_config
from docs.layers import LAYERS

PACKAGE = Path(proctoring_config.__file__).parent
PARTS = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
LEVELS = {part: level for level, layer in enumerate(LAYERS) for part in layer.parts}
CORE = next(layer.parts for layer in LAYERS if layer.title == "Core")
HEAVY = ("jsonschema", "yaml", "rest_framework", "libcst", "ruamel", "edx_proctoring", "edx_toggles")


def modules(part):
    """Return the files of a part of the package: a module, or all modules of a subpackage."""
    single = PACKAGE / f"{part}.py"
    return [single] if single.exists() else sorted((PACKAGE / part).rglob("*.py"))


def imports(path, *, at_import=False):
    """Return the dotted names that a file imports, anywhere or only when it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    pending = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif not (at_import and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            pending.extend(ast.iter_child_nodes(node))
    return found


def of_package(names):
    """Return the parts of this package among dotted names."""
    return {name.split(".")[1] for name in names if name.startswith("proctoring_config.")}


def parts_imported_by(part):
    """Return the other parts that a part of the package imports."""
    return {name for path in modules(part) for name in of_package(imports(path)) & PARTS} - {part}


@ddt.ddt
class ImportRulesTest(SimpleTestCase):
    """The rules of docs/architecture.rst, whose diagram shows the same layers."""

    def test_every_part_of_the_package_has_a_layer(self):
        self.assertEqual(set(LEVELS), PARTS)

    @ddt.idata(sorted(PARTS))
    def test_a_part_imports_nothing_from_a_layer_above(self, part):
        self.assertEqual({other for other in parts_imported_by(part) if LEVELS[other] < LEVELS[part]}, set())

    @ddt.idata([layer for layer in LAYERS if layer.independent])
    def test_independent_parts_do_not_import_each_other(self, layer):
        for part in layer.parts:
            self.assertEqual(parts_imported_by(part) & set(layer.parts), set(), part)

    @ddt.data(
        ("refactor", {"errors", "files", "options", "text", "version"}),
        ("management", {"audit", "doctor", "edx_platform", "options", "problems", "text"}),
        ("edx_platform", {"options", "text"}),
    )
    @ddt.unpack
    def test_a_part_imports_only(self, part, allowed):
        self.assertLessEqual(parts_imported_by(part), allowed)

    def test_the_core_imports_only_the_settings_and_on_demand_the_apps_of_django(self):
        for part in CORE:
            for path in modules(part):
                for at_import, on_demand in ((True, set()), (False, {"django.apps", "django.apps.apps"})):
                    found = {name for name in imports(path, at_import=at_import) if name.split(".")[0] == "django"}
                    self.assertLessEqual(found, {"django.conf", "django.conf.settings"} | on_demand, path.name)

    @ddt.data("refactor", "files", "errors", "problems", "text", "version")
    def test_parts_that_run_without_settings_do_not_import_django(self, part):
        for path in modules(part):
            self.assertEqual({name for name in imports(path) if name.split(".")[0] == "django"}, set(), path.name)

    def test_commands_import_slow_libraries_on_demand(self):
        for path in (PACKAGE / "cli").glob("*.py"):
            outside = {name.split(".")[0] for name in imports(path, at_import=True)}
            self.assertEqual(outside & {"yaml", "jsonschema", "libcst", "ruamel"}, set(), path.name)

    def test_jsonschema_is_imported_in_one_module_on_demand(self):
        """Importing it takes longer than a whole check, and would be most of the cost at start-up."""
        for at_import, expected in ((True, set()), (False, {"backend_options.py"})):
            found = {path.name for path in PACKAGE.rglob("*.py") if "jsonschema" in imports(path, at_import=at_import)}
            self.assertEqual(found, expected)

    def test_the_rules_can_be_broken(self):
        """The imports that the rules look for are found."""
        self.assertIn("problems", parts_imported_by("checks"))
        self.assertIn("validators", parts_imported_by("audit"))
        self.assertIn("proctoring_config.files.read_yaml", imports(PACKAGE / "files/read.py"))
        self.assertNotIn("proctoring_config.files.read_yaml", imports(PACKAGE / "files/read.py", at_import=True))


class ImportCostTest(SimpleTestCase):
    """Importing the package early must be fast, and must not read settings."""

    def run_python(self, code):
        """Run code in a fresh interpreter and return what it prints."""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        return done.stdout.strip()

    def test_the_package_and_a_predicate_import_no_slow_libraries(self):
        printed = self.run_python(
            "import sys\n"
            "from django.conf import settings\n"
            "settings.configure(PROCTORING_BACKENDS={'DEFAULT': 'a', 'a': {'show_review_rules': False}})\n"
            "from proctoring_config import has_dashboard, show_review_rules\n"
            "print(show_review_rules('a'), has_dashboard('a'))\n"
            f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
        )
        self.assertEqual(printed.splitlines(), ["False False", "[]"])

    def test_the_commands_on_files_do_not_import_django(self):
        printed = self.run_python(
            "import contextlib, io, sys, tempfile\n"
            "from pathlib import Path\n"
            "from proctoring_config.cli.main import main\n"
            "with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):\n"
            "    file = Path(folder, 'lms.yml')\n"
            "    file.write_text('PROCTORING_BACKENDS: {DEFAULT: a, a: {timeout: 1, send_email: yes, b: [1]}}')\n"
            "    Path(folder, 'xmodule').mkdir()\n"
            "    Path(folder, 'xmodule', 'course_block.py').write_text('x = 1')\n"
            "    with contextlib.redirect_stdout(io.StringIO()):\n"
            "        statuses = main(['check', str(file)]), main(['refactor', folder])\n"
            "print(statuses, [name for name in sys.modules if name.partition('.')[0] == 'django'])\n"
        )
        self.assertEqual(printed, "(1, 0) []")

    def test_exactly_the_public_names_are_exported(self):
        printed = self.run_python(
            "import proctoring_config as package\n"
            "from proctoring_config import *\n"
            "print(show_review_rules is package.show_review_rules is package.backends.show_review_rules)\n"
            "print(hasattr(package, 'settings'), all(name in globals() for name in package.__all__))\n"
        )
        self.assertEqual(printed.split(), ["True", "False", "True"])

    def test_modules_that_studio_imports_early_need_no_settings(self):
        printed = self.run_python(
            "from django.conf import settings\n"
            "import proctoring_config, proctoring_config.apps, proctoring_config.problems.kinds\n"
            "import proctoring_config.schemas, proctoring_config.validators.backends\n"
            "print(settings.configured)\n"
        )
        self.assertEqual(printed, "False")
