"""Check the options of a provider against the signature of the plugin's class."""

import abc
import functools

import ddt
from django.test import SimpleTestCase
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from edx_proctoring.backends.rest import BaseRestProctoringProvider
from edx_proctoring.backends.software_secure import SoftwareSecureBackendProvider

from proctoring_config.validators.construction import validate_construction
from tests.distributions import make_plugin
from tests.hostile import MARKER

PATH = ("PROCTORING_BACKENDS", "acme")
SEVEN = (
    "organization",
    "exam_sponsor",
    "exam_register_endpoint",
    "secret_key_id",
    "secret_key",
    "crypto_key",
    "software_download_url",
)
UNCALLABLE = "has a constructor that cannot be called"
ADD = "Add the options, or remove the provider"


class Anything:
    """Accepts any option."""

    def __init__(self, **options):
        pass


class Nothing:
    """Accepts no options, because it has no constructor."""


class Optional:
    """Accepts one option, but does not require it."""

    def __init__(self, base_url="x"):
        pass


class Keyword:
    """Requires one option as a keyword argument."""

    def __init__(self, *, client_id, base_url=None):
        pass


class Unknown:
    """Requires two options, one of which edx-proctoring does not pass on."""

    def __init__(self, client_id, license_number, **options):
        pass


class Variadic:
    """Accepts positional arguments only."""

    def __init__(self, *arguments):
        pass


class Incomplete(abc.ABC):
    """Does not implement its abstract methods."""

    @abc.abstractmethod
    def start_exam_attempt(self):
        """Start."""

    @abc.abstractmethod
    def remove_exam_attempt(self):
        """Remove."""


class Positional:
    """Requires an argument that no option can fill."""

    def __init__(self, client_id, /):
        pass


def made(client_id):
    """A plugin that is a function instead of a class."""


def needs(*names, hint=ADD):
    """Return the error about missing options."""
    message = (
        f"Options required by the plugin are missing: {', '.join(names)}. LMS and Studio will not start (TypeError)."
    )
    return "E008", message, hint


def refuses(*names):
    """Return the error about options that are not accepted."""
    message = (
        f"The plugin does not accept the following options: {', '.join(names)}. LMS and Studio will not start "
        "(TypeError)."
    )
    return "E009", message, "Remove the options"


def no_instance(reason):
    """Return the error about a plugin that cannot be instantiated."""
    message = (
        f"The plugin (acme 1.0) {reason}, so it cannot be instantiated. LMS and Studio will not start (TypeError)."
    )
    hint = "Install a release of the plugin that fits the installed edx-proctoring, or remove the provider"
    return "E011", message, hint


# plugin, options, (id, message, hint) of the problems; every value of an option is secret
CASES = [
    ("all arguments are missing", SoftwareSecureBackendProvider, {}, [needs(*SEVEN)]),
    (
        "some arguments are missing",
        SoftwareSecureBackendProvider,
        dict.fromkeys(SEVEN[:5], MARKER),
        [needs(*SEVEN[5:])],
    ),
    ("all arguments are given", SoftwareSecureBackendProvider, dict.fromkeys(SEVEN, MARKER), []),
    (
        "an option beside all arguments",
        SoftwareSecureBackendProvider,
        {**dict.fromkeys(SEVEN, MARKER), "verbose_name": MARKER},
        [],
    ),
    ("keywords of any name without options", Anything, {}, []),
    ("keywords of any name", Anything, {"base_url": MARKER, "show_review_rules": False}, []),
    ("no arguments and no options", Nothing, {}, []),
    ("no arguments", Nothing, {"base_url": MARKER, "client_id": MARKER}, [refuses("base_url", "client_id")]),
    (
        "options that edx proctoring does not pass on",
        Nothing,
        {"show_review_rules": False, "house_option": MARKER, 7: MARKER, None: MARKER},
        [],
    ),
    ("optional arguments without options", Optional, {}, []),
    ("an optional argument", Optional, {"base_url": MARKER}, []),
    ("an option that optional arguments refuse", Optional, {"ping_interval": MARKER}, [refuses("ping_interval")]),
    ("a required keyword", Keyword, {"client_id": MARKER}, []),
    (
        "a missing keyword and a refused option",
        Keyword,
        {"ping_interval": MARKER},
        [needs("client_id"), refuses("ping_interval")],
    ),
    (
        "an argument that edx proctoring never passes",
        Unknown,
        {"license_number": MARKER},
        [
            needs(
                "client_id",
                "license_number",
                hint="Remove the provider, because edx-proctoring cannot pass license_number to its plugin",
            )
        ],
    ),
    (
        "an argument by position only",
        Positional,
        {},
        [needs("client_id", hint="Remove the provider, because edx-proctoring cannot pass client_id to its plugin")],
    ),
    ("positional arguments of any number", Variadic, {}, []),
    ("positional arguments and an option", Variadic, {"ping_interval": MARKER}, [refuses("ping_interval")]),
    ("an abstract class", Incomplete, {}, [no_instance("does not implement remove_exam_attempt, start_exam_attempt")]),
    ("a function without its argument", made, {}, [needs("client_id")]),
    ("a function", made, {"client_id": MARKER}, []),
    ("a partial function", functools.partial(made, client_id=1), {}, []),
    ("a partial function with a wrong argument", functools.partial(made, wrong=1), {}, [no_instance(UNCALLABLE)]),
    ("a module", abc, {}, [no_instance("is not a class")]),
    ("nothing", None, {"client_id": MARKER}, [no_instance("is not a class")]),
]

# values in the place of options; another check reports them
MALFORMED = [
    ("null", None),
    ("a string", MARKER),
    ("a list", [MARKER]),
    ("a number", 7),
    ("a boolean", True),
    ("a tuple", ("client_id",)),
]


@ddt.ddt
class ValidateConstructionTest(SimpleTestCase):
    """validate_construction."""

    def validate(self, loaded, options):
        """Return the findings as tuples."""
        plugin = make_plugin("acme", "acme", "1.0", loaded=loaded)
        problems = validate_construction(plugin, options, BACKEND_CONFIGURATION_ALLOW_LIST, PATH)
        self.assertEqual({problem.path for problem in problems} - {PATH}, set())
        self.assertNotIn(MARKER, repr(problems))
        return [(problem.id[-4:], problem.message, problem.hint) for problem in problems]

    @ddt.named_data(*CASES)
    def test_finds(self, loaded, options, expected):
        self.assertEqual(self.validate(loaded, options), expected)

    @ddt.named_data(*CASES)
    def test_errors_are_exactly_what_stops_edx_proctoring(self, loaded, options, expected):
        passed = {name: "x" for name in options if name in BACKEND_CONFIGURATION_ALLOW_LIST}
        if expected:
            with self.assertRaises(TypeError):
                loaded(**passed)
        else:
            loaded(**passed)

    @ddt.named_data(*MALFORMED)
    def test_options_that_are_not_a_mapping_are_ignored(self, options):
        self.assertEqual(self.validate(SoftwareSecureBackendProvider, options), [])

    def test_a_rest_plugin_accepts_every_option(self):
        plugin = type("Rest", (BaseRestProctoringProvider,), {"base_url": "https://example.com"})
        self.assertEqual(self.validate(plugin, dict.fromkeys(BACKEND_CONFIGURATION_ALLOW_LIST, MARKER)), [])
