"""Check the value of PROCTORING_BACKENDS: all problems that can be found without plugins and files."""

from types import MappingProxyType

import ddt
from django.test import SimpleTestCase

from proctoring_config.validators.backends import validate_backends
from proctoring_config.validators.skeleton import Unresolved, snapshot

RPNOW = {
    "organization": "edx",
    "exam_sponsor": "edx",
    "exam_register_endpoint": "https://rpnow.example.com",
    "secret_key_id": "id",
    "secret_key": "s3cret",
    "crypto_key": "s3cret",
    "software_download_url": "https://rpnow.example.com/get",
    "video_review_aes_key": None,
    "send_email": False,
}

HEALTHY = [
    {"DEFAULT": "null", "null": {}},
    {"DEFAULT": "mock", "mock": {"requires_escalation_email": True, "show_review_rules": False}},
    {"DEFAULT": "software_secure", "software_secure": RPNOW},
    {"DEFAULT": "a", "a": {"base_url": "https://a.example.com", "client_id": "x", "client_secret": "y"}},
    {"DEFAULT": "a", "a": {"passing_statuses": ("clean",), "default_rules": {"x": [1]}, "timeout": 30}},
    {"DEFAULT": "a", "a": {"verbose_name": "A", "token_expiration_time": 60.0, "base_url": None}},
    {"DEFAULT": "a", "a": {"timeout": (3.5, 30)}},
    {"DEFAULT": "a", "a": {"allow_honor_mode": True, "LINK_URLS": {"contact": "https://a.example.com"}}},
    {"DEFAULT": "proctortrack", "proctortrack": {"requires_escalation_email": True, "show_review_rules": False}},
    {"DEFAULT": "Proctortrack2", "Proctortrack2": {}},
    MappingProxyType({"DEFAULT": "a", "a": MappingProxyType({})}),
    Unresolved(),
    {
        "DEFAULT": Unresolved(),
        "a": Unresolved(),
        "b": {"show_review_rules": Unresolved(), "client_secret": Unresolved()},
    },
    {"DEFAULT": "a", "a": {"passing_statuses": [Unresolved(), "clean"]}},
]


# setting, hint of the one problem
DEFAULT_HINTS = [
    ({"default": "null", "null": {}}, "Rename 'default' to DEFAULT"),
    ({"a": {}}, "Add DEFAULT: 'a'"),
    ({"a": {}, "b": {}}, "Add DEFAULT: 'a' or 'b'"),
    ({"a": {}, "null": {}}, "Add DEFAULT: 'a' or 'null'"),
    ({"a": {}, "b": {}, "c": {}, "d": {}, "e": {}}, "Add DEFAULT: 'a', 'b', 'c', 'd' or 'e'"),
    ({name: {} for name in "abcdef"}, "Add DEFAULT: 'a', 'b', 'c', 'd', 'e', ..."),
    ({"DEFAULT": "zzz", "a": {}, "mock": {}}, "Write DEFAULT: 'a' or 'mock', or configure the provider"),
    ({"DEFAULT": "mok", "a": {}, "mock": {}}, "Write DEFAULT: 'mock', or configure the provider"),
    ({"DEFAULT": None, "a": {}, "b": {}}, "Write DEFAULT: 'a' or 'b'"),
    ({"DEFAULT": ["a", "b"], "a": {}, "b": {}}, "Write DEFAULT: 'a' or 'b'"),
    ({"DEFAULT": 1, "a": {}}, "Write DEFAULT: 'a'"),
    ({"DEFAULT": "a"}, "Write DEFAULT: 'null', and 'null': {}, or configure the provider"),
    ({"DEFAULT": "zzz", "a": {}}, "Write DEFAULT: 'a', or configure the provider"),
    ({"DEFAULT": "A", "a": {}}, "Write DEFAULT: 'a', or configure the provider"),
    ({"DEFAULT": "", "a": {}}, "Write DEFAULT: 'a', or configure the provider"),
]

_MOVE = "Move it out of 'acme', to the level of the providers"
# option of acme that is not one, its value, hint
TOO_DEEP = [
    ("null", {}, _MOVE),
    ("mock", {}, _MOVE),
    ("proctortrack", {}, _MOVE),
    ("software_secure", {"organization": "s3cret"}, _MOVE),
    ("rpnow4", {"send_email": True}, _MOVE),
    ("software_secure", {}, "Remove it, or silence this warning if your own code reads it"),
    ("mock", None, "Remove it, or silence this warning if your own code reads it"),
    ("proctortrack", {"unknown": "s3cret"}, _MOVE),
    ("other", {"client_id": "s3cret"}, _MOVE),
    ("other", {"show_review_rules": True, "unknown": "s3cret"}, _MOVE),
    ("DEFAULT", "acme", _MOVE),
    ("other", {}, f"{_MOVE}, if it is a provider; otherwise remove it"),
    ("other", {"unknown": "s3cret"}, "Remove it, or silence this warning if your own code reads it"),
    ("other", None, "Remove it, or silence this warning if your own code reads it"),
    ("null", "s3cret", "Remove it, or silence this warning if your own code reads it"),
]

# value of show_review_rules, its description, how edx-platform reads it, what to write
NOT_BOOLEAN = [
    ("False as a string", "False", "a string, 'False'", "true", "false"),
    ("no as a string", "no", "a string, 'no'", "true", "false"),
    ("true as a string", "true", "a string, 'true'", "true", "true"),
    ("another string", "s3cret", "a string", "true", "true or false"),
    ("an empty string", "", "a string", "false", "true or false"),
    ("zero", 0, "a number", "false", "false"),
    ("one", 1, "a number", "true", "true"),
    ("null", None, "null", "false", "true or false"),
    ("an empty list", [], "a list", "false", "true or false"),
    ("a mapping", {"s3cret": "s3cret"}, "a mapping", "true", "true or false"),
    ("an object", object(), "a value of type object", "true", "true or false"),
]

# name of an option, the name it is a misspelling of (None: unknown)
NAMES = [
    ("show_review_rule", "show_review_rules"),
    ("Show-Review-Rules", "show_review_rules"),
    ("REQUIRES_ESCALATION_EMAIL", "requires_escalation_email"),
    ("required_escalation_email", "requires_escalation_email"),
    ("link_urls", "LINK_URLS"),
    ("rules", None),
    (None, None),
    (5, None),
]


def ids(problems):
    """The short ids of problems."""
    return [problem.id.removeprefix("proctoring_config.") for problem in problems]


@ddt.ddt
class ValidateBackendsTest(SimpleTestCase):
    """validate_backends."""

    @ddt.idata(HEALTHY)
    def test_a_healthy_value_has_no_problem(self, value):
        self.assertEqual(validate_backends(value), [])

    @ddt.idata(DEFAULT_HINTS)
    @ddt.unpack
    def test_the_hint_names_a_default_to_write(self, value, hint):
        self.assertEqual([problem.hint for problem in validate_backends(value)], [hint])

    @ddt.idata(TOO_DEEP)
    @ddt.unpack
    def test_a_provider_below_another(self, name, value, hint):
        (problem,) = validate_backends({"DEFAULT": "acme", "acme": {name: value}})
        self.assertEqual((ids([problem]), problem.path[1:], problem.hint), (["W007"], ("acme", name), hint))

    def test_the_effect_of_options_that_are_not_a_mapping(self):
        value = {"DEFAULT": "a", "a": None, "b": "s3cret"}
        for problem in validate_backends(value):
            self.assertIn("will not start if the provider's plugin is installed (AttributeError). Wi", problem.message)
        for problem in validate_backends(value, installed={"a", "b"}):
            self.assertTrue(problem.message.endswith(" LMS and Studio will not start (AttributeError)."), problem)

    @ddt.data(0, -1, -0.5, 0.0, float("-inf"), False, "0", "-5 s", None, [3, 27], "x")
    def test_a_timeout_must_be_positive(self, value):
        (problem,) = validate_backends({"DEFAULT": "a", "a": {"timeout": value}})
        is_number = isinstance(value, int | float) and value is not False
        self.assertIn("must be a positive number, but it is " + ("zero or less." if is_number else ""), problem.message)
        self.assertEqual(problem.hint, "Write a positive number, such as timeout: 30")

    @ddt.named_data(*NOT_BOOLEAN)
    def test_a_value_that_is_not_a_boolean_counts_as_the_default(self, value, found, taken, write):
        (problem,) = validate_backends({"DEFAULT": "a", "a": {"show_review_rules": value}})
        self.assertEqual(
            problem.message,
            f"The option must be true or false, but it is {found}. edx-platform reads it as {taken}; proctoring-config "
            "uses the default, true.",
        )
        name = "" if write == "true or false" else "show_review_rules: "
        self.assertEqual(problem.hint, f"Write {name}{write}, without quotes")

    @ddt.idata(NAMES)
    @ddt.unpack
    def test_option_names(self, name, meant):
        (problem,) = validate_backends({"DEFAULT": "a", "a": {name: "s3cret"}})
        self.assertEqual(ids([problem]), ["W006" if meant else "W007"])
        self.assertTrue(str(problem).isprintable())
        self.assertLess(len(str(problem)), 300)
        if meant:
            self.assertEqual(problem.hint, f"Rename it to {meant}")

    def test_null_options_are_harmless_if_the_plugin_is_not_installed(self):
        value = {"DEFAULT": "a", "a": None, "b": "text", "c": {}}
        self.assertEqual(ids(validate_backends(value, installed={"a"})), ["E006", "W019"])
        self.assertEqual(ids(validate_backends(value, installed=set())), ["W019", "W019"])
        self.assertEqual(ids(validate_backends(value)), ["E006", "E007"])

    def test_all_problems_are_reported_at_once(self):
        value = {"a": None, None: {}, "b": {"x": 1, "show_review_rules": 1}, "lti_external": {}, "c": []}
        self.assertEqual(ids(validate_backends(value)), ["W001", "E006", "E004", "W007", "W004", "W014", "E007"])

    def test_paths_start_at_the_given_root(self):
        (problem,) = validate_backends({"DEFAULT": "a", "a": None}, root=("EDXAPP_PROCTORING_BACKENDS",))
        self.assertEqual(problem.location, "EDXAPP_PROCTORING_BACKENDS['a']")

    def test_values_of_any_depth_are_checked(self):
        deep = []
        for _ in range(100_000):
            deep = [deep]
        loop = {}
        loop["show_review_rules"] = loop
        for options, expected in (({"passing_statuses": deep}, "W005"), (loop, "W004")):
            self.assertEqual(ids(validate_backends(snapshot({"DEFAULT": "a", "a": options}))), [expected])
