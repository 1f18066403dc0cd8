"""Check the installed plugins against the setting."""

import django
from ddt import data, ddt, idata, unpack
from django.test import SimpleTestCase
from edx_proctoring.backends.mock import MockProctoringBackendProvider
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from proctoring_config.validators.plugins import VENDOR_REQUIREMENT, validate_plugins
from tests.distributions import make_plugin
from tests.places import ROOT

DJANGO = f"{django.VERSION[0]}.{django.VERSION[1]}"
ABSENT = "No installed plugin has this name. Studio offers the provider, but its exams fail with NotImplementedError."
FIND_IT = "Install the distribution that provides the plugin, or remove the provider"


class Complete:
    """A plugin class that accepts any options."""

    def __init__(self, **options):
        raise AssertionError("validators must not instantiate plugins")


def plugin(name, distribution="acme-proctoring", **fields):
    """Return a plugin that can be imported, unless ``error`` is given."""
    return make_plugin(name, distribution, "2.0", loaded=None if "error" in fields else Complete, **fields)


OWN = [plugin(name, "edx-proctoring") for name in ("mock", "null", "rpnow4", "software_secure")]
ACME, BROKEN, FATAL = (
    plugin("acme"),
    plugin("acme", error="ImportError"),
    plugin("acme", error="SystemExit", stops=True),
)
W009 = (
    "W009",
    "PROCTORING_BACKENDS['acme']",
    "The plugin 'acme' (acme-proctoring 2.0) is installed, but not configured. edx-proctoring ignores it.",
    "Add 'acme': {} with the plugin's options, or uninstall acme-proctoring 2.0",
)
W010 = (
    "W010",
    "PROCTORING_BACKENDS['acme']",
    "The plugin (acme-proctoring 2.0) cannot be imported (ImportError). Studio offers the provider, but its exams fail "
    "with NotImplementedError.",
    f"Install a release that supports Django {DJANGO}, or remove the provider",
)
E010 = (
    "E010",
    "PROCTORING_BACKENDS['acme']",
    "Importing the plugin (acme-proctoring 2.0) stops the process with SystemExit.",
    f"Install a release of the plugin that supports Django {DJANGO}, or uninstall the plugin",
)


def w008(name, hint=FIND_IT):
    """Return the warning about a provider without a plugin."""
    return "W008", f"PROCTORING_BACKENDS[{name!r}]", ABSENT, hint


# case, value, plugins, (id, location, message, hint) of the problems
CASES = [
    ("healthy", {"DEFAULT": "null", "null": {}, "mock": {}}, OWN, []),
    ("plugins of edx-proctoring need no entry", {"DEFAULT": "acme", "acme": {}}, [*OWN, ACME], []),
    ("plugins of edx_proctoring need no entry", {}, [plugin("null", "edx_proctoring")], []),
    ("DEFAULT and LTI are not providers", {"DEFAULT": "null", "lti_external": {}, "null": {}}, OWN, []),
    ("a misspelled DEFAULT is not a provider", {"default": "null", "null": {}}, OWN, []),
    ("not installed", {"acme": {}}, OWN, [w008("acme")]),
    ("not installed, without options", {"acme": None}, OWN, [w008("acme")]),
    ("misspelled", {"moc": {}}, OWN, [w008("moc", "Rename the provider to 'mock', or install its plugin")]),
    (
        "misspelled with dashes",
        {"software-secure": {}},
        OWN,
        [w008("software-secure", "Rename the provider to 'software_secure', or install its plugin")],
    ),
    ("the vendor's plugin", {"proctortrack": {}}, OWN, [w008("proctortrack", f"Run pip install {VENDOR_REQUIREMENT}")]),
    ("several", {"a1": {}, "b2": {}}, OWN, [w008("a1"), w008("b2")]),
    ("not configured", {"null": {}}, [*OWN, ACME], [W009]),
    (
        "a fork of edx-proctoring",
        {"null": {}},
        [*OWN, make_plugin("mock", "our-proctoring", loaded=MockProctoringBackendProvider)],
        [],
    ),
    ("not configured and broken", {"null": {}}, [*OWN, BROKEN], [W009]),
    ("broken", {"acme": {}}, [BROKEN], [W010]),
    ("broken, with a string as options", {"acme": "x"}, [BROKEN], [W010]),
    ("broken, but another plugin has the name", {"acme": {}}, [BROKEN, ACME], []),
    ("imported before the models", {"acme": {}}, [plugin("acme", error="AppRegistryNotReady")], []),
    ("fatal", {"acme": {}}, [FATAL], [E010]),
    ("fatal, though not configured", {"null": {}}, [*OWN, FATAL], [E010]),
    ("fatal, though another plugin has the name", {"acme": {}}, [FATAL, ACME], [E010]),
    ("fatal, with a null setting", None, [FATAL], [E010]),
    ("null", None, [*OWN, ACME], []),
    ("a list", ["acme"], [*OWN, ACME], []),
    ("a string", "acme", [*OWN, ACME], []),
    ("keys that are not names", {None: {}, 7: {}, True: {}, (): {}}, OWN, []),
]

REST = make_plugin("acme", "acme", loaded=BaseRestProctoringProvider)
UNFIT = make_plugin("acme", "acme", loaded=lambda client_id: None)
# case, value, plugins, names that edx_proctoring holds, (id, provider) of the problems
HELD = [
    ("held", {"acme": {}}, [ACME], {"acme"}, []),
    ("before ready", {"acme": {}}, [ACME], None, []),
    ("not held", {"acme": {}}, [ACME], {"null"}, [("W026", "acme")]),
    ("two, one held", {"a1": {}, "b2": {}}, [plugin("a1"), plugin("b2")], ["b2"], [("W026", "a1")]),
    ("two, none held", {"a1": {}, "b2": {}}, [plugin("a1"), plugin("b2")], {}, [("W026", "a1"), ("W026", "b2")]),
    ("not held, of edx-proctoring", {"null": {}}, OWN, (), [("W026", "null")]),
    ("unfit before ready", {"acme": {}}, [UNFIT], None, [("E008", "acme")]),
    ("unfit, but held", {"acme": {}}, [UNFIT], {"acme"}, []),
    ("refusing, but held", {"acme": {"base_url": 1}}, [UNFIT], {"acme"}, []),
    ("not a class, but held", {"acme": {}}, [make_plugin("acme", "acme", loaded="x")], {"acme"}, []),
    ("unfit and not held", {"acme": {}}, [UNFIT], (), [("E008", "acme")]),
    ("one unfit of two with a name, but held", {"acme": {}}, [UNFIT, ACME], {"acme"}, []),
    ("held, with an empty URL", {"acme": {"base_url": ""}}, [REST], {"acme"}, [("W027", "acme")]),
    ("held, with a null URL", {"acme": {"base_url": None}}, [REST], {"acme"}, []),
    ("held, without a URL", {"acme": {}}, [REST], {"acme"}, []),
    ("not held, without a URL", {"acme": {}}, [REST], (), [("E012", "acme")]),
    ("not held, with an empty URL", {"acme": {"base_url": ""}}, [REST], (), [("W027", "acme"), ("W026", "acme")]),
    ("broken, but held", {"acme": {}}, [BROKEN], {"acme"}, []),
    ("broken and not held", {"acme": {}}, [BROKEN], (), [("W010", "acme")]),
    ("not installed", {"acme": {}}, OWN, (), [("W008", "acme")]),
    ("not configured", {}, [ACME], (), [("W009", "acme")]),
    ("DEFAULT and LTI", {"DEFAULT": "null", "lti_external": {}, "null": {}}, OWN, {"null"}, []),
    ("null as options", {"acme": None}, [ACME], (), []),
    ("a list", ["acme"], [ACME], (), []),
]


@ddt
class ValidatePluginsTest(SimpleTestCase):
    """validate_plugins."""

    @idata(CASES)
    @unpack
    def test_finds(self, case, value, plugins, expected):
        problems = validate_plugins(value, plugins, ["base_url"])
        found = [(problem.id[-4:], problem.location, problem.message, problem.hint) for problem in problems]
        self.assertEqual(found, expected, case)

    def test_hint_for_the_vendors_old_package_replaces_it(self):
        old = plugin("proctortrack", "edx-proctoring-proctortrack", error="ImportError")
        (problem,) = validate_plugins({"proctortrack": {}}, [old], [])
        self.assertEqual(
            problem.hint, f"Run pip uninstall edx-proctoring-proctortrack, then pip install {VENDOR_REQUIREMENT}"
        )

    def test_hints_name_the_package_that_the_tests_install(self):
        lock = (ROOT / "requirements/proctortrack-v2.txt").read_text(encoding="utf-8")
        self.assertRegex(lock, rf"(?m)^{VENDOR_REQUIREMENT}==")

    @data("edx-proctoring-proctortrack-v2", "acme-proctortrack")
    def test_hint_for_another_package_of_the_vendors_provider(self, distribution):
        broken = plugin("proctortrack", distribution, error="ImportError")
        (problem,) = validate_plugins({"proctortrack": {}}, [broken], [])
        self.assertEqual(problem.hint, f"Install a release that supports Django {DJANGO}, or remove the provider")

    @idata(HELD)
    @unpack
    def test_finds_plugins_without_an_instance(self, case, value, plugins, held, expected):
        problems = validate_plugins(value, plugins, ["base_url"], held=held)
        self.assertEqual([(problem.id[-4:], problem.path[1]) for problem in problems], expected, case)

    def test_message_about_a_plugin_that_is_not_held(self):
        (problem,) = validate_plugins({"acme": {}}, [ACME], [], held=())
        self.assertEqual(
            (problem.location, problem.message, problem.hint),
            (
                "PROCTORING_BACKENDS['acme']",
                "The plugin (acme-proctoring 2.0) can be imported, but edx-proctoring has no instance of it, probably "
                "because its constructor raised KeyError, which is not logged. Studio offers the provider, but its "
                "exams fail with NotImplementedError.",
                "Create an instance of the plugin's class with the provider's options in manage.py shell, which shows "
                "the missing key, then add what the plugin requires and restart",
            ),
        )

    def test_paths_start_at_the_given_root(self):
        (problem,) = validate_plugins({"acme": {}}, [], [], root=("EDXAPP", "BACKENDS"))
        self.assertEqual(problem.location, "EDXAPP['BACKENDS']['acme']")
