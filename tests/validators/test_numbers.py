"""Numbers that no timer accepts: infinite, too large, not a number."""

import socket

import ddt
import requests
import yaml
from django.test import SimpleTestCase

from proctoring_config.validators.backend_options import validate_options
from tests.cli.checking import CheckTestCase

INFINITE = "infinite or too large"
# option, value, found, error of requests
NUMBERS = [
    ("infinite", "timeout", float("inf"), INFINITE, OverflowError),
    ("negative infinite", "timeout", float("-inf"), "zero or less", ValueError),
    ("NaN", "timeout", float("nan"), "NaN", ValueError),
    ("as large as a float can be", "timeout", 1e308, INFINITE, OverflowError),
    ("larger than a float", "timeout", 10**400, INFINITE, OverflowError),
    ("300 years", "timeout", 300 * 366 * 86_400, INFINITE, OverflowError),
    ("one second too long", "timeout", 9_223_372_037, INFINITE, OverflowError),
    ("a fraction too long", "timeout", 9_223_372_037.5, INFINITE, OverflowError),
    ("in a tuple", "timeout", (3, float("inf")), "a list", None),
    ("NaN in a tuple", "timeout", (float("nan"), 3), "a list", ValueError),
    ("complex", "timeout", 3j, "a complex number", ValueError),
    ("complex expiration", "token_expiration_time", 3j, "a complex number", None),
    ("infinite interval", "ping_interval", float("inf"), INFINITE, None),
    ("NaN as interval", "ping_interval", float("nan"), "NaN", None),
    ("large expiration", "token_expiration_time", 1e300, INFINITE, None),
]
HEALTHY = [
    *(("timeout", value) for value in (1, 0.5, 86_400, 9_223_372_036, (3, 10))),
    *(("ping_interval", value) for value in (0, -1, 60)),
]


@ddt.ddt
class NumbersTest(SimpleTestCase):
    """Options that are numbers."""

    @ddt.named_data(*NUMBERS)
    def test_unusable(self, option, value, found, error):
        (problem,) = validate_options("acme", {option: value}, ("X", "acme"))
        self.assertTrue(problem.id.endswith("W005"))
        self.assertIn(f", but it is {found}. ", problem.message)
        if error:
            with self.assertRaises(error), socket.socket() as server:
                server.bind(("127.0.0.1", 0))
                requests.get(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout=value)
        if error and not isinstance(value, tuple):
            self.assertIn(f"all requests to the provider fail ({error.__name__})", problem.message)

    @ddt.idata(HEALTHY)
    @ddt.unpack
    def test_usable(self, option, value):
        self.assertEqual(validate_options("acme", {option: value}, ("X", "acme")), [])


@ddt.ddt
class FilesTest(CheckTestCase):
    """The same numbers in files, and FEATURES that cannot be read."""

    @ddt.data(".inf", "-.inf", ".nan", ".Inf", "1.0e+308", "99999999999", "+.INF", "1_000_000_000_000")
    def test_yaml(self, value):
        self.file("lms.yml", f"PROCTORING_BACKENDS: {{DEFAULT: a, a: {{timeout: {value}}}}}\n")
        self.assertEqual(self.found("lms.yml"), [("lms.yml:1:39", "W005")])

    @ddt.data("Infinity", "-Infinity", "NaN", "1e999", "1e300")
    def test_json(self, value):
        self.file("lms.env.json", f'{{"PROCTORING_BACKENDS": {{"DEFAULT": "a", "a": {{"timeout": {value}}}}}}}\n')
        self.assertEqual(self.found("lms.env.json"), [("lms.env.json:1:48", "W005")])

    @ddt.data("", "null", "~", "[]", "[ENABLE_SPECIAL_EXAMS]", "''", "true", "0", "x")
    def test_features(self, value):
        self.file("lms.yml", f"FEATURES: {value}\nPROCTORING_BACKENDS: {{DEFAULT: a, a: {{}}}}\n")
        self.assertEqual(self.found("lms.yml"), [("lms.yml:1:1", "E014")])
        status, out, _ = self.check("lms.yml")
        self.assertEqual(status, 1)
        self.assertIn("LMS and Studio will not start (AttributeError).\n    hint: Write FEATURES: {}, or names", out)
        with self.assertRaises(AttributeError):  # as in lms/envs/production.py
            yaml.safe_load(f"FEATURES: {value}\n").get("FEATURES", {}).items()
