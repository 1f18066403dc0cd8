"""Check the installed plugins against the setting."""

import django
from ddt import ddt, idata, unpack
from django.test import SimpleTestCase
from packaging.requirements import Requirement

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.validators.plugins import VENDOR_REQUIREMENT, validate_plugins

DJANGO = f"{django.VERSION[0]}.{django.VERSION[1]}"
ABSENT = "No installed plugin has this name. Studio offers the provider, but its exams fail with NotImplementedError."
FIND_IT = "Install the distribution that provides the plugin, or remove the provider"


class Complete:
    """A plugin class that accepts any options."""

    def __init__(self, **options):
        raise AssertionError("validators must not instantiate plugins")


def plugin(name, distribution="acme-proctoring", **fields):
    """Return a plugin that can be imported, unless ``error`` is given."""
    return Plugin(name, distribution, "2.0", loaded=None if "error" in fields else Complete, **fields)


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
    ("the vendor's plugin", {"proctortrack": {}}, OWN, [w008("proctortrack", f"Install {VENDOR_REQUIREMENT}")]),
    ("several", {"a1": {}, "b2": {}}, OWN, [w008("a1"), w008("b2")]),
    ("not configured", {"null": {}}, [*OWN, ACME], [W009]),
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


@ddt
class ValidatePluginsTest(SimpleTestCase):
    """validate_plugins."""

    @idata(CASES)
    @unpack
    def test_finds(self, case, value, plugins, expected):
        problems = validate_plugins(value, plugins, ["base_url"])
        found = [(problem.id[-4:], problem.location, problem.message, problem.hint) for problem in problems]
        self.assertEqual(found, expected, case)

    def test_hint_for_the_broken_plugin_names_a_working_version(self):
        (problem,) = validate_plugins({"proctortrack": {}}, [plugin("proctortrack", error="ImportError")], [])
        self.assertEqual(problem.hint, f"Install {VENDOR_REQUIREMENT}, or remove the provider")

    def test_pip_understands_the_requirement_of_the_vendors_plugin(self):
        requirement = Requirement(VENDOR_REQUIREMENT)
        self.assertEqual(requirement.name, "edx-proctoring-proctortrack")
        self.assertRegex(requirement.url, r"^git\+https://github\.com/.+@[0-9a-f]{40}$")

    def test_paths_start_at_the_given_root(self):
        (problem,) = validate_plugins({"acme": {}}, [], [], root=("EDXAPP", "BACKENDS"))
        self.assertEqual(problem.location, "EDXAPP['BACKENDS']['acme']")
