"""Installed plugins, compared with stevedore, which edx_proctoring uses."""

import tempfile
from pathlib import Path

import ddt
from django.test import SimpleTestCase
from edx_proctoring.backends.mock import MockProctoringBackendProvider
from stevedore.extension import ExtensionManager

from proctoring_config.edx_platform.plugins import GROUP, Plugin, installed_plugins, load_plugins
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
        expected = Plugin("acme", "acme-proctoring", "1.0", error=error, stops=stops)
        self.assertEqual(self.of_acme(), [expected])

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
