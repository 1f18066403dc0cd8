"""Messages are true on the release that runs, and say both where that is unknown."""

import ast
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import ddt
import requests
from django.test import SimpleTestCase
from edx_proctoring.backends.rest import BaseRestProctoringProvider

from proctoring_config import diagnosis
from proctoring_config.edx_platform import source
from proctoring_config.options import OPTIONS
from proctoring_config.validators.backend_options import Installation
from proctoring_config.validators.backends import validate_backends
from tests.places import TREE

VENDOR = {"DEFAULT": "proctortrack", "proctortrack": {}}
EMPTY = {"DEFAULT": "acme", "acme": None}
LOSSES = "no longer requires an escalation email and always shows the Review rules field."

# whether the release has rules for the vendor, what the messages of W013 and W019 contain
RELEASES = [
    (
        "old",
        True,
        f"This release has special rules for proctortrack, but Verawood and later have none: after the upgrade, Studio "
        f"{LOSSES}",
        "Enrollments of courses that use the provider fail (AttributeError).",
    ),
    (
        "new",
        False,
        f"This release has no special rules for proctortrack: Studio {LOSSES}",
        "Enrollments of courses that use the provider fail, and so do the Advanced Settings and proctoring settings of "
        "all courses in Studio (AttributeError).",
    ),
    (
        "unknown",
        None,
        f"Releases before Verawood have special rules for proctortrack. Verawood and later have none: without the "
        f"options, Studio {LOSSES}",
        "Enrollments of courses that use the provider fail, and from Verawood on also the Advanced Settings and "
        "proctoring settings of all courses in Studio (AttributeError).",
    ),
]


@ddt.ddt
class ReleaseTest(SimpleTestCase):
    """Installation."""

    @ddt.named_data(*RELEASES)
    def test_before_and_after_verawood(self, has_vendor_rules, vendor, empty):
        installation = Installation(None, has_vendor_rules)
        (of_vendor,) = validate_backends(VENDOR, installed={"proctortrack"}, installation=installation)
        self.assertIn(vendor, of_vendor.message)
        (of_empty,) = validate_backends(EMPTY, installed=set(), installation=installation)
        self.assertIn(empty, of_empty.message)

    @ddt.data(
        (None, []),
        ("4.16.1", ["W025"]),
        ("5.2.0", ["W025"]),
        ("6.0.2", ["W025"]),
        ("6.1.0", []),
        ("6.1.0rc1", []),
        ("6.1.4", []),
        ("10.0", []),
        ("not a version", []),
    )
    @ddt.unpack
    def test_an_option_that_is_newer_than_edx_proctoring(self, version, ids):
        value = {"DEFAULT": "acme", "acme": {"timeout": 5, "client_id": "x"}}
        found = validate_backends(value, installation=Installation(version))
        self.assertEqual([problem.id[-4:] for problem in found], ids)

    def test_the_message_names_both_versions(self):
        value = {"DEFAULT": "acme", "acme": {"timeout": 5}}
        (problem,) = validate_backends(value, installation=Installation("5.2.0"))
        self.assertEqual(
            (problem.message, problem.hint),
            (
                "The option is read by edx-proctoring 6.1.0 and later, but 5.2.0 is installed. It is ignored.",
                "Install edx-proctoring 6.1.0 or later, or remove the option",
            ),
        )

    def test_the_running_process_knows_its_release(self):
        with (
            mock.patch.object(source, "has_vendor_rules", return_value=True),
            self.settings(PROCTORING_BACKENDS=VENDOR),
        ):
            (problem,) = diagnosis.settings_problems([])
        self.assertIn("This release has special rules", problem.message)


class TimeoutTest(SimpleTestCase):
    """The claims of the message about ``timeout``, checked against the real edx-proctoring."""

    def ask(self, timeout):
        """Send a request with a backend whose option is ``timeout``."""
        with mock.patch.object(BaseRestProctoringProvider, "base_url", "http://127.0.0.1:9", create=True):
            backend = BaseRestProctoringProvider("id", "secret", timeout=timeout)
            backend.session = requests.Session()
            backend.get_proctoring_config()

    @unittest.skipUnless(hasattr(BaseRestProctoringProvider, "timeout"), "edx-proctoring before 6.1.0 has no timeout")
    def test_a_list_and_a_text_break_every_request(self):
        for timeout in ([3, 27], "30", {}, True, 0, -1, -0.5):
            with self.subTest(timeout), self.assertRaises(ValueError):
                self.ask(timeout)
            self.assert_message(timeout)

    @unittest.skipUnless(hasattr(BaseRestProctoringProvider, "timeout"), "edx-proctoring before 6.1.0 has no timeout")
    def test_a_number_and_a_tuple_do_not(self):
        for timeout in (3, 2.5, (3, 27)):
            with self.subTest(timeout), self.assertRaises(requests.ConnectionError):
                self.ask(timeout)
            self.assertEqual(validate_backends({"DEFAULT": "a", "a": {"timeout": timeout}}), [])

    def assert_message(self, timeout):
        """The problem names the first release that reads the option."""
        (problem,) = validate_backends({"DEFAULT": "a", "a": {"timeout": timeout}})
        self.assertEqual(OPTIONS["timeout"].since, "6.1.0")
        self.assertIn("(edx-proctoring 6.1.0 or later), and all requests to the provider fail", problem.message)


@unittest.skipUnless(TREE, "PROCTORING_CONFIG_PLATFORM_TREE names no checkout of edx-platform")
class PlatformTest(SimpleTestCase):
    """What W014, W019 and E006 claim about releases before Verawood: expressions of a real tree are run."""

    def expressions(self, path, text):
        """The expressions of a file that contain a text and read the provider's options."""
        tree = ast.parse(Path(TREE, path).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and text in ast.unparse(node)]
        return [
            compile(ast.Expression(node), path, "eval") for node in calls if "allow_honor_mode" in ast.unparse(node)
        ]

    def test_an_empty_body_breaks_enrollments(self):
        for name in ("api", "services"):
            path = f"openedx/core/djangoapps/enrollments/{name}.py"
            code = self.expressions(path, "PROCTORING_BACKENDS")[0]
            course = SimpleNamespace(proctoring_provider="acme")
            for body, error in (({}, None), (None, AttributeError), ("x", AttributeError), ([], AttributeError)):
                names = {
                    "settings": SimpleNamespace(PROCTORING_BACKENDS={"acme": body}),
                    "course_block": course,
                    "course_overview": course,
                }
                with self.subTest(name=name, body=body):
                    if error:
                        self.assertRaises(error, eval, code, names)
                    else:
                        self.assertFalse(eval(code, names))

    def test_lti_external_is_removed_once_only(self):
        source = Path(TREE, "xmodule/course_block.py").read_text(encoding="utf-8")
        function = next(
            node
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef) and node.name == "get_available_providers"
        )
        names = {"settings": SimpleNamespace(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}, "lti_external": {}})}
        exec(compile(ast.Module([function], []), "course_block", "exec"), names)
        available = names["get_available_providers"]()
        self.assertEqual(available.count("lti_external"), 2)
        view = Path(TREE, "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py").read_text(encoding="utf-8")
        self.assertEqual(view.count("available_providers.remove('lti_external')"), 1)
