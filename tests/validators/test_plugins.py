"""Installed plugins against the setting."""

import django
from ddt import ddt, idata, unpack
from django.test import SimpleTestCase
from packaging.requirements import Requirement

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.validators.plugins import VENDOR_REQUIREMENT, validate_plugins

DJANGO = f"{django.VERSION[0]}.{django.VERSION[1]}"
STOPS = "stops the process while it is imported, with SystemExit"
ABSENT = "no installed plugin has this name: Studio offers the provider, and its exams end in NotImplementedError"
FIND_IT = "Install the distribution that has the plugin, or remove the provider"


class Complete:
    """A plugin's class that takes any options."""

    def __init__(self, **options):
        raise AssertionError("no validator makes an instance of a plugin")


def plugin(name, distribution="acme-proctoring", **fields):
    """A plugin of this name that can be imported, unless ``error`` is among the fields."""
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
    "the plugin 'acme' (acme-proctoring 2.0) is installed, but has no entry: edx-proctoring skips it without a word",
    "Add 'acme': {} with the plugin's options, or uninstall acme-proctoring 2.0",
)
W010 = (
    "W010",
    "PROCTORING_BACKENDS['acme']",
    "the plugin of this provider (acme-proctoring 2.0) cannot be imported (ImportError): Studio offers the provider, "
    "and its exams end in NotImplementedError",
    f"Install a release that runs under Django {DJANGO}, or remove the provider",
)
E010 = (
    "E010",
    "PROCTORING_BACKENDS['acme']",
    f"the plugin of this provider (acme-proctoring 2.0) {STOPS}",
    f"Install a release of the plugin that runs under Django {DJANGO}, or uninstall it",
)


def w008(name, hint=FIND_IT):
    """The warning about a provider without plugin."""
    return "W008", f"PROCTORING_BACKENDS[{name!r}]", ABSENT, hint


# what it shows, value, plugins, (id, location, message, hint) of the problems
CASES = [
    ("healthy", {"DEFAULT": "null", "null": {}, "mock": {}}, OWN, []),
    ("edx-proctoring's own four need no entry", {"DEFAULT": "acme", "acme": {}}, [*OWN, ACME], []),
    ("nor do they under another spelling", {}, [plugin("null", "edx_proctoring")], []),
    ("DEFAULT and LTI are no providers", {"DEFAULT": "null", "lti_external": {}, "null": {}}, OWN, []),
    ("nor is a misspelt DEFAULT", {"default": "null", "null": {}}, OWN, []),
    ("not installed", {"acme": {}}, OWN, [w008("acme")]),
    ("not installed, whatever its body is", {"acme": None}, OWN, [w008("acme")]),
    ("did you mean", {"moc": {}}, OWN, [w008("moc", "Did you mean 'mock'?")]),
    (
        "did you mean, dashes",
        {"software-secure": {}},
        OWN,
        [w008("software-secure", "Did you mean 'software_secure'?")],
    ),
    ("the vendor's", {"proctortrack": {}}, OWN, [w008("proctortrack", f"Install {VENDOR_REQUIREMENT}")]),
    ("several", {"a1": {}, "b2": {}}, OWN, [w008("a1"), w008("b2")]),
    ("not configured", {"null": {}}, [*OWN, ACME], [W009]),
    ("not configured and broken", {"null": {}}, [*OWN, BROKEN], [W009]),
    ("broken", {"acme": {}}, [BROKEN], [W010]),
    ("broken, whatever its body is", {"acme": "x"}, [BROKEN], [W010]),
    ("broken, but another has the name", {"acme": {}}, [BROKEN, ACME], []),
    ("asked before the models are there", {"acme": {}}, [plugin("acme", error="AppRegistryNotReady")], []),
    ("fatal", {"acme": {}}, [FATAL], [E010]),
    ("fatal, though not configured", {"null": {}}, [*OWN, FATAL], [E010]),
    ("fatal, though another has the name", {"acme": {}}, [FATAL, ACME], [E010]),
    ("fatal, whatever the setting is", None, [FATAL], [E010]),
    ("no mapping", None, [*OWN, ACME], []),
    ("a list", ["acme"], [*OWN, ACME], []),
    ("a string", "acme", [*OWN, ACME], []),
    ("names that are none", {None: {}, 7: {}, True: {}, (): {}}, OWN, []),
]


@ddt
class ValidatePluginsTest(SimpleTestCase):
    """validate_plugins."""

    @idata(CASES)
    @unpack
    def test_finds(self, shows, value, plugins, expected):
        problems = validate_plugins(value, plugins, ["base_url"])
        found = [(problem.id[-4:], problem.location, problem.message, problem.hint) for problem in problems]
        self.assertEqual(found, expected, shows)

    def test_the_vendors_broken_plugin_comes_with_what_to_install_instead(self):
        (problem,) = validate_plugins({"proctortrack": {}}, [plugin("proctortrack", error="ImportError")], [])
        self.assertEqual(problem.hint, f"Install {VENDOR_REQUIREMENT}, or remove the provider")

    def test_the_vendors_requirement_is_one_that_pip_understands(self):
        requirement = Requirement(VENDOR_REQUIREMENT)
        self.assertEqual(requirement.name, "edx-proctoring-proctortrack")
        self.assertRegex(requirement.url, r"^git\+https://github\.com/.+@[0-9a-f]{40}$")

    def test_the_setting_may_stand_somewhere_else(self):
        (problem,) = validate_plugins({"acme": {}}, [], [], root=("EDXAPP", "BACKENDS"))
        self.assertEqual(problem.location, "EDXAPP['BACKENDS']['acme']")
