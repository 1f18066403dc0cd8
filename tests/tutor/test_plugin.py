"""The Tutor plugin without Tutor: the settings that it renders, its jobs, and how it is loaded."""

import ast
import json
import shlex
import subprocess
import sys

import ddt
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from proctoring_config.options import CAPABILITIES, VENDOR
from proctoring_config.upgrade.snippets import PATCHES
from proctoring_config.validators.backends import validate_backends
from tests.tutor.hooks import TEXT, Plugin, TutorError

SECRET = "s3cr'et{}"
BACKENDS = {
    "DEFAULT": "proctortrack",
    "null": {},
    "proctortrack": {"client_id": SECRET, "timeout": [3, SECRET], "needs_oauth": True, "more": {"key": SECRET}},
}
RULES = {"": None, "shown": True, "hidden": False}
VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=2)


@ddt.ddt
class SettingsTest(SimpleTestCase):
    """The patches of the settings modules, executed."""

    plugin = Plugin()

    @ddt.data(*PATCHES)
    def test_each_last_patch_has_the_setting_and_both_switches(self, patch):
        names = self.plugin.settings(patch=patch, PROCTORING_BACKENDS={"DEFAULT": "acme", "acme": {"client_id": "a"}})
        self.assertEqual(names["PROCTORING_BACKENDS"], {"DEFAULT": "acme", "acme": {"client_id": "a"}})
        self.assertEqual(names["FEATURES"], {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True})

    @ddt.data(*RULES)
    def test_the_vendor_keeps_what_old_releases_did(self, rules):
        wanted = {
            option.name: value
            for option in CAPABILITIES
            if option.legacy and (value := option.legacy_value(VENDOR, RULES[rules])) is not None
        }
        for config in ({"PROCTORING_BACKENDS": BACKENDS}, {"before": BACKENDS}):
            names = self.plugin.settings(PROCTORING_REVIEW_RULES=rules, **config)
            self.assertEqual(names["PROCTORING_BACKENDS"], {**BACKENDS, VENDOR: {**BACKENDS[VENDOR], **wanted}})

    @ddt.data(
        ({"show_review_rules": True, "requires_escalation_email": False}, (False, True)),
        ({"show_review_rules": "False", "requires_escalation_email": 0}, (True, False)),
        ({"show_review_rules": "true", "requires_escalation_email": "no"}, (True, False)),
        (None, (True, False)),
    )
    @ddt.unpack
    def test_only_booleans_are_kept(self, options, expected):
        backends = {"DEFAULT": VENDOR, VENDOR: options}
        for config in ({"PROCTORING_BACKENDS": backends}, {"before": backends}):
            found = self.plugin.settings(PROCTORING_REVIEW_RULES="hidden", **config)["PROCTORING_BACKENDS"][VENDOR]
            self.assertEqual((found["requires_escalation_email"], found["show_review_rules"]), expected)

    def test_other_plugins_decide_if_nothing_is_configured(self):
        before = {"DEFAULT": "acme", "acme": {"client_id": "a"}}
        self.assertEqual(self.plugin.settings(before=before)["PROCTORING_BACKENDS"], before)
        self.assertEqual(self.plugin.render("openedx-common-assets-settings"), "")

    @ddt.data({None: {}, "DEFAULT": "null"}, {None: None, "DEFAULT": "null"}, '{"null": null, "DEFAULT": "null"}')
    def test_what_yaml_makes_of_null_is_repaired(self, value):
        found = self.plugin.settings(PROCTORING_BACKENDS=value)["PROCTORING_BACKENDS"]
        self.assertEqual(found, {"DEFAULT": "null", "null": {}})

    def test_json_text_escapes_braces_that_tutor_would_read_as_a_template(self):
        found = self.plugin.settings(PROCTORING_BACKENDS=r'{"acme": {"client_secret": "a\u007b{b"}}')
        self.assertEqual(found["PROCTORING_BACKENDS"], {"acme": {"client_secret": "a{{b"}})

    @ddt.data(["proctortrack"], "proctortrack", 7, True, {"acme": {"timeout": float("nan")}})
    def test_wrong_types_stop_tutor(self, value):
        with self.assertRaisesRegex(TutorError, r"PROCTORING_BACKENDS must be a mapping\."):
            self.plugin.settings(PROCTORING_BACKENDS=value)

    @ddt.data("Hidden", True, "no", ["shown"])
    def test_unknown_review_rules_stop_tutor(self, value):
        with self.assertRaisesRegex(TutorError, r"PROCTORING_REVIEW_RULES must be shown, hidden or empty\."):
            self.plugin.settings(PROCTORING_REVIEW_RULES=value)

    @settings(max_examples=100)
    @given(st.dictionaries(st.text(), st.dictionaries(st.text(), VALUES, max_size=3), max_size=3))
    def test_any_setting_arrives_unchanged(self, backends):
        backends = {**backends, "acme": {}}
        backends.pop(VENDOR, None)
        names = {}
        exec(self.plugin.names["format_settings"](backends, ""), names)
        self.assertEqual(names["PROCTORING_BACKENDS"], backends)

    def test_images_contain_no_secret_but_every_option(self):
        text = self.plugin.render("openedx-common-assets-settings", PROCTORING_BACKENDS=BACKENDS)
        self.assertNotIn("cr'et", text)
        names = {}
        exec(text, names)
        found = names["PROCTORING_BACKENDS"]
        self.assertEqual(found["DEFAULT"], VENDOR)
        self.assertEqual(set(found[VENDOR]), {*BACKENDS[VENDOR], "requires_escalation_email"})
        self.assertEqual((found[VENDOR]["timeout"][0], found[VENDOR]["needs_oauth"]), (3, True))
        self.assertEqual([one.id for one in validate_backends(found) if one.severity.value == "error"], [])


class LoadingTest(SimpleTestCase):
    """The module as Tutor loads it."""

    def test_it_imports_nothing_of_this_package_and_not_django(self):
        tree = ast.parse(TEXT)
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        own = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
        self.assertEqual(own, {"click", "tutor"})

    def test_django_is_not_imported_with_its_package(self):
        code = "import sys, proctoring_config.tutor; sys.exit(any(name.startswith('django') for name in sys.modules))"
        self.assertEqual(subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode, 0)

    def test_loading_it_as_a_file_and_as_a_package_adds_everything_once(self):
        once, twice = Plugin(), Plugin(times=2)
        for name in ("ENV_PATCHES", "CLI_DO_COMMANDS", "CLI_DO_INIT_TASKS", "CONFIG_DEFAULTS", "ENV_TEMPLATE_FILTERS"):
            counts = [len(list(getattr(plugin.filters, name).iterate())) for plugin in (once, twice)]
            self.assertEqual(counts[0], counts[1], name)

    def test_every_key_has_the_prefix_of_the_plugin(self):
        for name, _ in Plugin().filters.CONFIG_DEFAULTS.iterate():
            self.assertTrue(name.startswith("PROCTORING_"), name)


@ddt.ddt
class JobsTest(SimpleTestCase):
    """The jobs run shell commands in the services."""

    plugin = Plugin()

    @ddt.data(
        ("check", ["--fail-level", "WARNING"], ["lms", "cms"]),
        ("audit", ["--course", "course-v1:A+B+C", "--format", "json"], ["cms"]),
        ("doctor", ["--course", "course-v1:A+B+C d"], ["cms", "lms"]),
    )
    @ddt.unpack
    def test_arguments_reach_the_management_command(self, name, arguments, services):
        jobs = list(self.plugin.names[name](tuple(arguments)))
        self.assertEqual([service for service, _ in jobs], services)
        for service, command in jobs:
            words = shlex.split(command)
            self.assertEqual(words[-len(arguments) :], arguments)
            self.assertIn(service, words[words.index("./manage.py") + 1])

    @ddt.data(True, False)
    def test_initialization_stops_unless_the_check_passes(self, is_installed):
        tasks = list(self.plugin.filters.CLI_DO_INIT_TASKS.iterate())
        self.assertEqual([service for service, _ in tasks], ["lms", "cms"])
        shell = f"python() {{ {str(is_installed).lower()}; }}; "
        for _, command in tasks:
            manage = shell + command.replace("./manage.py", "false")
            done = subprocess.run(["sh", "-ec", manage], capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((done.returncode, "tutor images build" in done.stdout), (1, not is_installed))

    def test_initialization_begins_with_the_check(self):
        self.assertEqual({priority for priority, _ in self.plugin.filters.CLI_DO_INIT_TASKS._items}, {5})


@ddt.ddt
class WordsTest(SimpleTestCase):
    """What pip and npm install: texts and lists of texts become words of a shell command."""

    plugin = Plugin()
    PATCHES = {
        "PROCTORING_REQUIREMENT": "openedx-dockerfile-post-python-requirements",
        "PROCTORING_PIP_PACKAGES": "openedx-dockerfile-post-python-requirements",
        "PROCTORING_NPM_PACKAGES": "openedx-dockerfile-pre-assets",
    }

    def requirements(self, **config):
        """Return what pip installs."""
        text = self.plugin.render(self.PATCHES["PROCTORING_REQUIREMENT"], **config)
        return shlex.split(text.partition(" install ")[2].replace("\\\n", ""))

    @ddt.data({"a": "b"}, [1], [None], [["a"]], [""], [" "], ["a\nRUN b"], "a\nb\n", True, 7)
    def test_wrong_types_stop_tutor(self, value):
        for key, patch in self.PATCHES.items():
            with self.assertRaisesRegex(TutorError, f"{key} must be a text or a list of texts, each in one line"):
                self.plugin.render(patch, **{key: value})

    @ddt.data(None, "", [])
    def test_nothing_is_installed_if_nothing_is_listed(self, value):
        config = dict.fromkeys(self.PATCHES, value)
        for patch in self.PATCHES.values():
            self.assertNotIn("RUN ", self.plugin.render(patch, **config))
        self.assertEqual(self.requirements(PROCTORING_PIP_PACKAGES=value), ["proctoring-config"])

    def test_one_text_is_one_word(self):
        self.assertEqual(self.requirements(PROCTORING_REQUIREMENT="a @ file:///b c"), ["a @ file:///b c"])


@ddt.ddt
class VariableTest(SimpleTestCase):
    """JS_ENV_EXTRA_CONFIG of the image, in the patch before webpack runs."""

    plugin = Plugin()

    def value(self, config):
        """Return what Docker, which takes quotes as a shell does, makes of the value."""
        text = self.plugin.render("openedx-dockerfile-pre-assets", PROCTORING_JS_ENV_EXTRA_CONFIG=config)
        (line,) = (line for line in text.splitlines() if line.startswith("ENV "))
        self.assertNotIn("$", line)
        name, _, value = shlex.split(line)[1].partition("=")
        self.assertEqual(name, "JS_ENV_EXTRA_CONFIG")
        return json.loads(value)

    @ddt.data({}, "", "{}", None)
    def test_without_values_it_is_an_empty_object(self, config):
        self.assertEqual(self.value(config), {})

    def test_texts_are_code_because_webpack_inserts_them_into_workers(self):
        config = {"URL": "https://a.example/$HOME/'x'", "QUOTED": '"b"', "N": 1, "LIST": ["c"], "MAP": {"d": "é\n"}}
        expected = {
            "URL": "\"https://a.example/$HOME/'x'\"",
            "QUOTED": '"b"',
            "N": 1,
            "LIST": ['"c"'],
            "MAP": {"d": '"\\u00e9\\n"'},
        }
        self.assertEqual(self.value(config), expected)
        self.assertEqual(self.value(json.dumps(config)), expected)

    def test_another_plugin_wins_unless_the_operator_sets_it(self):
        priorities = {
            "own" if text == self.plugin.names["OWN_VARIABLE"] else "default": priority
            for priority, (_, text) in self.plugin.filters.ENV_PATCHES._items
            if "JS_ENV_EXTRA_CONFIG" in text
        }
        self.assertEqual(priorities, {"default": 5, "own": 50})
