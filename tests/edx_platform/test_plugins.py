"""Installed plugins, compared with stevedore, which edx_proctoring uses."""

import sys
import tempfile
from pathlib import Path

import ddt
from django.test import SimpleTestCase
from edx_proctoring.backends.mock import MockProctoringBackendProvider
from stevedore.extension import ExtensionManager

from proctoring_config.edx_platform.plugins import GROUP, installed_plugins, load_plugins
from tests.distributions import backend, install, put_on_path

# source of the plugin, type of the exception, whether it stops the process
BROKEN = [
    ("ImportError", "from django.utils.translation import ugettext", "ImportError", False),
    ("ModuleNotFoundError", "import there_is_no_such_module", "ModuleNotFoundError", False),
    ("SyntaxError", "def broken(:", "SyntaxError", False),
    ("AttributeError", "Other = 1", "AttributeError", False),
    ("ValueError", "raise ValueError('s3cret')", "ValueError", False),
    ("AssertionError", "assert False, 's3cret'", "AssertionError", True),
    ("SystemExit", "raise SystemExit('s3cret')", "SystemExit", True),
    ("GeneratorExit", "raise GeneratorExit", "GeneratorExit", True),
]


class Extensions(ExtensionManager):
    """stevedore without its cache of earlier tests."""

    ENTRY_POINT_CACHE = {}

    def __init__(self):
        self.ENTRY_POINT_CACHE.clear()
        super().__init__(GROUP)


#: A module that counts how often it is imported, and what it does then.
COUNTING = "import sys\nsys.acme_imports = getattr(sys, 'acme_imports', 0) + 1\n{}"
EARLY = """
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
if sys.acme_imports == 1:
    {}
""" + backend("pass")

# what a plugin does when it is imported, how often three calls import it, errors of the calls
IMPORTS = [
    ("succeeds", backend("pass"), 1, [None, None, None]),
    ("fails", "raise ValueError", 1, ["ValueError", "ValueError", "ValueError"]),
    ("exits", "raise SystemExit", 1, ["SystemExit", "SystemExit", "SystemExit"]),
    ("needs_models", EARLY.format("raise AppRegistryNotReady"), 2, ["AppRegistryNotReady", None, None]),
    (
        "needs_models_and_says_otherwise",
        EARLY.format("raise ImproperlyConfigured from AppRegistryNotReady()"),
        2,
        ["AppRegistryNotReady", None, None],
    ),
    (
        "needs_models_and_fails_meanwhile",
        EARLY.format("try:\n        raise AppRegistryNotReady\n    except Exception:\n        assert False"),
        2,
        ["AppRegistryNotReady", None, None],
    ),
]


@ddt.ddt
class LoadPluginsTest(SimpleTestCase):
    """load_plugins and installed_plugins."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def of_acme(self):
        """Put the installed distributions on the path, and return the plugins of the provider acme."""
        put_on_path(self, self.folder)
        return [plugin for plugin in load_plugins() if plugin.name == "acme"]

    def test_plugins_of_edx_proctoring(self):
        plugins = installed_plugins()
        self.assertEqual({name for name in plugins if plugins[name].distribution == "edx-proctoring"}, set(plugins))
        self.assertEqual(set(plugins), {"mock", "null", "rpnow4", "software_secure"})
        self.assertIs(plugins["mock"].loaded, MockProctoringBackendProvider)
        self.assertRegex(plugins["mock"].source, r"^edx-proctoring \d+\.\d+\.\d+$")

    @ddt.named_data(*BROKEN)
    def test_plugin_that_cannot_be_imported_has_an_error(self, source, error, stops):
        install(self.folder, "acme-proctoring", "acme", source)
        expected = ("acme-proctoring 1.0", error, stops)
        self.assertEqual([(plugin.source, plugin.error, plugin.stops) for plugin in self.of_acme()], [expected])

    @ddt.named_data(*BROKEN)
    def test_what_stops_the_process_is_what_stevedore_lets_through(self, source, error, stops):
        install(self.folder, "acme-proctoring", "acme", source)
        self.of_acme()
        try:
            names = Extensions().names()
        except BaseException as raised:
            self.assertEqual((type(raised).__name__, True), (error, stops))
        else:
            self.assertEqual((False, False), (stops, "acme" in names))

    def test_keyboard_interrupt_is_raised(self):
        install(self.folder, "acme-proctoring", "acme", "raise KeyboardInterrupt")
        with self.assertRaises(KeyboardInterrupt):
            self.of_acme()

    def test_a_distribution_without_metadata_is_named_by_its_module(self):
        install(self.folder, "acme-proctoring", "acme", backend("pass"))
        next(Path(self.folder).glob("*/METADATA")).unlink()
        self.assertEqual([plugin.source for plugin in self.of_acme()], ["acme_proctoring"])

    def test_of_two_plugins_with_one_name_the_later_one_counts(self):
        for distribution in ("a-acme", "b-acme"):
            install(self.folder, distribution, "acme", backend("pass"))
        install(self.folder, "c-acme", "acme", "import there_is_no_such_module")
        loaded = [plugin.loaded for plugin in self.of_acme() if plugin.error is None]
        self.assertEqual(loaded, [extension.plugin for extension in Extensions() if extension.name == "acme"])
        self.assertEqual(len(loaded), 2)
        self.assertIs(installed_plugins()["acme"].loaded, loaded[-1])

    def test_unimportable_plugin_is_installed_all_the_same(self):
        install(self.folder, "acme", "acme", "import there_is_no_such_module")
        self.of_acme()
        self.assertEqual(installed_plugins()["acme"].error, "ModuleNotFoundError")

    def test_an_entry_point_that_two_distributions_offer_is_one_plugin(self):
        for distribution in ("acme", "acme-again"):
            install(self.folder, distribution, "acme", backend("pass"), target="Backend", module="acme")
        self.assertEqual(len(self.of_acme()), 1)
        self.assertEqual([extension.name for extension in Extensions()].count("acme"), 1)

    @ddt.named_data(*IMPORTS)
    def test_a_plugin_is_imported_again_only_if_it_was_too_early(self, source, imports, errors):
        self.addCleanup(lambda: delattr(sys, "acme_imports"))
        install(self.folder, "acme", "acme", COUNTING.format(source))
        put_on_path(self, self.folder)
        found = [installed_plugins()["acme"] for _ in range(3)]
        self.assertEqual([plugin.error for plugin in found], errors)
        self.assertEqual([plugin.stops for plugin in found], [error == "SystemExit" for error in errors])
        self.assertEqual(sys.acme_imports, imports)

    def test_a_distribution_with_another_name_than_its_module_is_found(self):
        install(self.folder, "acme-proctoring-v2", "acme", backend("pass"), module="acme_module")
        self.assertEqual([plugin.source for plugin in self.of_acme()], ["acme-proctoring-v2 1.0"])

    def test_a_distribution_named_like_the_module_may_be_another(self):
        install(self.folder, "acme-v2", "acme", backend("pass"), module="acme")
        install(self.folder, "acme", "other", backend("pass"), module="other_acme")
        self.assertEqual([plugin.source for plugin in self.of_acme()], ["acme-v2 1.0"])
