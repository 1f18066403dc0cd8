"""Check the options of constructors that are known without any plugin, compared with the installed edx-proctoring."""

import inspect

import ddt
from django.test import SimpleTestCase
from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST
from edx_proctoring.backends.backend import ProctoringBackendProvider
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from proctoring_config.edx_platform.plugins import installed_plugins
from proctoring_config.options import OWN_PLUGINS
from proctoring_config.validators.constructor_options import (
    REST_OPTIONS,
    validate_constructor_options,
)
from proctoring_config.validators.skeleton import Unresolved

SEVEN = OWN_PLUGINS["software_secure"]
FULL = dict.fromkeys(SEVEN, "s3cret")
REST = {"client_id": "s3cret", "client_secret": "s3cret"}


def without(*names):
    """Return the options of software_secure without some of them."""
    return {name: value for name, value in FULL.items() if name not in names}


# name, value of the setting, (id, path below the setting, words of the message) of the problems
CASES = [
    ("own plugins without options", {"null": {}, "mock": {}}, []),
    ("own plugins with options", {"null": {"verbose_name": "x"}, "mock": {"base_url": None}}, []),
    ("software_secure without options", {"software_secure": {}}, [("E008", ("software_secure",), ", ".join(SEVEN))]),
    ("rpnow4 without options", {"rpnow4": {}}, [("E008", ("rpnow4",), ", ".join(SEVEN))]),
    ("both", {"rpnow4": {}, "software_secure": FULL}, [("E008", ("rpnow4",), SEVEN[0])]),
    ("one option missing", {"rpnow4": without("crypto_key")}, [("E008", ("rpnow4",), "are missing: crypto_key.")]),
    (
        "two options missing",
        {"software_secure": without("secret_key", "organization")},
        [("E008", ("software_secure",), "are missing: organization, secret_key.")],
    ),
    (
        "a misspelled option",
        {"software_secure": {**without("crypto_key"), "cryptokey": "s3cret"}},
        [("E008", ("software_secure",), "are missing: crypto_key.")],
    ),
    ("all options", {"software_secure": FULL}, []),
    ("all options and more", {"software_secure": {**FULL, "send_email": True, "base_url": None}}, []),
    ("options that are null", {"software_secure": dict.fromkeys(SEVEN)}, []),
    ("options that another tool fills in", {"software_secure": dict.fromkeys(SEVEN, Unresolved())}, []),
    ("a body that another tool fills in", {"software_secure": Unresolved(), "acme": Unresolved()}, []),
    ("a body that is null", {"software_secure": None}, []),
    ("a body that is a list", {"software_secure": list(SEVEN)}, []),
    ("another case", {"Software_Secure": {}}, []),
    ("null URL", {"acme": {**REST, "base_url": None}}, [("E012", ("acme", "base_url"), "it is null")]),
    ("null URL and one option", {"acme": {"base_url": None, "timeout": 3}}, [("E012", ("acme", "base_url"), "null")]),
    (
        "null URL of the vendor",
        {"proctortrack": {**REST, "base_url": None}},
        [("E012", ("proctortrack", "base_url"), "")],
    ),
    ("number as URL", {"acme": {**REST, "base_url": 8000}}, [("E012", ("acme", "base_url"), "it is a number")]),
    ("false as URL", {"acme": {**REST, "base_url": False}}, [("E012", ("acme", "base_url"), "it is false")]),
    ("list as URL", {"acme": {**REST, "base_url": ["s3cret"]}}, [("E012", ("acme", "base_url"), "it is a list")]),
    ("null URL only", {"acme": {"base_url": None}}, [("W027", ("acme", "base_url"), "(AttributeError)")]),
    (
        "null URL beside options of any plugin",
        {"acme": {"base_url": None, "verbose_name": "x", "show_review_rules": True}},
        [("W027", ("acme", "base_url"), "is null")],
    ),
    ("empty URL", {"acme": {**REST, "base_url": ""}}, [("W027", ("acme", "base_url"), "is empty")]),
    ("blank URL", {"acme": {"base_url": " "}}, [("W027", ("acme", "base_url"), "(MissingSchema)")]),
    ("no URL", {"acme": REST}, []),
    ("a URL", {"acme": {**REST, "base_url": "https://s3cret.example"}}, []),
    ("a URL that another tool fills in", {"acme": {**REST, "base_url": Unresolved()}}, []),
    ("DEFAULT and LTI", {"DEFAULT": {"base_url": None, **REST}, "lti_external": {"base_url": None, **REST}}, []),
    ("names that are not strings", {None: {"base_url": None, **REST}, 7: {}}, []),
    ("null", None, []),
    ("a list", ["software_secure"], []),
    ("a string", "software_secure", []),
    ("another tool's value", Unresolved(), []),
]


@ddt.ddt
class ValidateConstructorOptionsTest(SimpleTestCase):
    """validate_constructor_options."""

    @ddt.named_data(*CASES)
    def test_finds(self, value, expected):
        problems = validate_constructor_options(value, root=("ROOT",))
        self.assertEqual(
            [(problem.id[-4:], problem.path) for problem in problems],
            [(code, ("ROOT", *path)) for code, path, _ in expected],
        )
        for problem, (_, _, words) in zip(problems, expected, strict=True):
            self.assertIn(words, problem.message)
            self.assertNotIn("s3cret", problem.message + problem.hint)


class FactsTest(SimpleTestCase):
    """What is known about edx-proctoring, in every release with which the tests run."""

    def test_the_table_has_the_plugins_of_edx_proctoring(self):
        own = {name for name, plugin in installed_plugins().items() if plugin.distribution == "edx-proctoring"}
        self.assertEqual(set(OWN_PLUGINS), own)

    def test_required_arguments_are_those_of_the_constructors(self):
        plugins = installed_plugins()
        for name, required in OWN_PLUGINS.items():
            parameters = inspect.signature(plugins[name].loaded).parameters.values()
            found = [p.name for p in parameters if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
            self.assertEqual(tuple(found), required)
            plugins[name].loaded(**dict.fromkeys(BACKEND_CONFIGURATION_ALLOW_LIST, "x"))
            with self.subTest(name):
                if required:
                    with self.assertRaises(TypeError):
                        plugins[name].loaded(**dict.fromkeys(required[1:], "x"))

    def test_no_plugin_of_edx_proctoring_is_a_rest_plugin(self):
        for plugin in installed_plugins().values():
            self.assertFalse(issubclass(plugin.loaded, BaseRestProctoringProvider))

    def test_the_base_of_all_plugins_has_no_rest_options(self):
        self.assertIn("client_id", REST_OPTIONS)
        self.assertEqual({name for name in REST_OPTIONS if hasattr(ProctoringBackendProvider, name)}, set())
        base = BaseRestProctoringProvider
        known = {*inspect.signature(base).parameters, *vars(base), "default_rules", "timeout"}
        self.assertLessEqual(REST_OPTIONS, known)
