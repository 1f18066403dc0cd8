"""A public name means one thing in the whole package."""

import ast
from collections import defaultdict

from django.test import SimpleTestCase

from tests.test_dependencies import PACKAGE

#: The names that several modules define by convention: commands, fixers, Django's URLconfs and management commands.
CONVENTIONS = {
    "HELP",
    "add_arguments",
    "run",
    "FIXER",
    "applies_to",
    "edit",
    "fix",
    "app_name",
    "urlpatterns",
    "Command",
}


def definitions(text):
    """Return the public names of constants, functions and classes that a module defines."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        for target in getattr(node, "targets", [getattr(node, "target", None)]):
            found |= {name.id for name in ast.walk(target) if isinstance(name, ast.Name)} if target else set()
    return {name for name in found if not name.startswith("_")}


class NamesTest(SimpleTestCase):
    """Constants, functions and classes."""

    def test_no_public_name_is_defined_in_two_modules(self):
        modules = defaultdict(list)
        for path in sorted(PACKAGE.rglob("*.py")):
            for name in definitions(path.read_text(encoding="utf-8")):
                modules[name].append(str(path.relative_to(PACKAGE)))
        several = {name: paths for name, paths in modules.items() if len(paths) > 1}
        self.assertEqual({name: paths for name, paths in several.items() if name not in CONVENTIONS}, {})
        self.assertLessEqual(CONVENTIONS, set(several))

    def test_definitions_are_found(self):
        text = "A = 1\nB: int = 2\nC, D = 3, 4\n_E = 5\ndef f(): G = 6\nclass H: pass\nimport i\n"
        self.assertEqual(definitions(text), {"A", "B", "C", "D", "f", "H"})
