"""The problems of this process: what is read, and where nothing is to be said."""

import json
import tempfile
from pathlib import Path
from unittest import mock

import ddt
from django.apps import apps
from django.conf import settings
from django.db.utils import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings
from waffle.models import Flag

from proctoring_config import diagnosis
from proctoring_config.edx_platform import flag
from proctoring_config.edx_platform.plugins import load_plugins
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.distributions import backend, hold, install, make_plugin, put_on_path

WITHOUT_EDX_PROCTORING = [app for app in settings.INSTALLED_APPS if app != "edx_proctoring"]
ABSENT = object()

# PROCTORING_BACKENDS, ids of settings_problems, ids of plugin_problems
CASES = [
    ({"DEFAULT": "null", "null": {}}, [], []),
    (ABSENT, ["E001"], []),
    (None, ["E002"], []),
    (["null"], ["E003"], []),
    ({"DEFAULT": "null", "null": None}, ["E006"], []),
    ({"DEFAULT": "acme", "acme": None}, ["W019"], ["W008"]),
    ({"DEFAULT": "null", "null": {}, "software_secure": {}}, [], ["E008"]),
    ({"DEFAULT": "null", "null": {"show_review_rules": "False"}, "moc": {}}, ["W004"], ["W008"]),
]


def ids(problems):
    """The ids without the package's prefix."""
    return [problem.id.rpartition(".")[2] for problem in problems]


class backends(override_settings):  # noqa: N801  (as its base)
    """Within the block the setting has this value, or does not exist."""

    def __init__(self, value, **others):
        super().__init__(PROCTORING_BACKENDS=value, **others)
        self.absent = value is ABSENT

    def enable(self):
        """Put the value in place."""
        super().enable()
        if self.absent:
            del settings.PROCTORING_BACKENDS


@ddt.ddt
class ConfigurationTest(SimpleTestCase):
    """settings_problems, plugin_problems and configuration_problems."""

    @ddt.idata(CASES)
    @ddt.unpack
    def test_setting_and_plugins_are_judged(self, value, of_settings, of_plugins):
        with backends(value):
            self.assertEqual(ids(diagnosis.settings_problems()), of_settings)
            self.assertEqual(ids(diagnosis.plugin_problems()), of_plugins)
            self.assertEqual(ids(diagnosis.configuration_problems()), of_settings + of_plugins)

    def test_a_change_in_place_is_seen_by_the_next_call(self):
        value = {"DEFAULT": "null", "null": {}}
        with backends(value):
            self.assertEqual(diagnosis.configuration_problems(), [])
            value["null"]["show_review_rule"] = True
            self.assertEqual(ids(diagnosis.configuration_problems()), ["W006"])

    def test_a_plugin_that_cannot_be_imported_does_not_make_its_body_an_error(self):
        with backends({"DEFAULT": "null", "null": {}, "acme": None}):
            plugins = [*load_plugins(), make_plugin("acme", "acme", error="ImportError")]
            self.assertEqual(ids(diagnosis.settings_problems(plugins)), ["W019"])
            self.assertEqual(ids(diagnosis.plugin_problems(plugins)), ["W010"])

    @ddt.data(ABSENT, {"DEFAULT": "software_secure", "software_secure": {}, "acme": {}})
    def test_without_edx_proctoring_no_plugin_is_missed_and_none_is_imported(self, value):
        with tempfile.TemporaryDirectory() as folder:
            install(folder, "acme", "acme", "raise SystemExit")
            put_on_path(self, folder)
            with backends(value, INSTALLED_APPS=WITHOUT_EDX_PROCTORING):
                self.assertEqual(diagnosis.configuration_problems(), [])
                self.assertEqual(diagnosis.active_plugins(), [])

    def test_edx_proctoring_is_known_under_the_name_of_its_class_as_well(self):
        named = [*WITHOUT_EDX_PROCTORING, "edx_proctoring.apps.EdxProctoringConfig"]
        with backends(ABSENT, INSTALLED_APPS=named):
            self.assertEqual(ids(diagnosis.settings_problems()), ["E001"])


@ddt.ddt
class HeldTest(SimpleTestCase):
    """held_plugins."""

    def test_edx_proctoring_holds_the_configured_plugins(self):
        self.assertEqual(set(diagnosis.held_plugins()), {"null", "mock"})

    @ddt.data(None, [], "null", 7)
    def test_plugins_are_not_known_before_ready_or_in_another_form(self, value):
        with mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", value):
            self.assertIsNone(diagnosis.held_plugins())

    def test_plugins_are_not_known_while_apps_are_loaded_or_without_the_app(self):
        with mock.patch.object(apps, "ready", False):
            self.assertIsNone(diagnosis.held_plugins())
        with mock.patch.object(apps, "app_configs", {}):
            self.assertIsNone(diagnosis.held_plugins())

    def test_a_plugin_that_is_not_held_is_a_problem(self):
        with backends({"DEFAULT": "null", "null": {}, "mock": {}}):
            self.assertEqual(ids(diagnosis.configuration_problems()), [])
            hold(self, "null")
            self.assertEqual(ids(diagnosis.configuration_problems()), ["W026"])


class WorkersTest(SimpleTestCase):
    """The settings from which plugin_problems knows where worker scripts are."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        install(self.folder / "site", "acme", "acme", backend('npm_module = "acme-worker"'))
        put_on_path(self, self.folder / "site")
        hold(self, "acme")

    def found(self, **others):
        """The ids where the plugin is configured."""
        with backends({"DEFAULT": "acme", "acme": {}}, **others):
            return ids(diagnosis.plugin_problems())

    def test_the_module_is_looked_for_under_node_modules_root(self):
        self.assertEqual(self.found(), [])
        self.assertEqual(self.found(NODE_MODULES_ROOT=self.folder), ["W011"])
        (self.folder / "acme-worker").mkdir()
        (self.folder / "acme-worker/package.json").write_text('{"main": "worker.js"}')
        self.assertEqual(self.found(NODE_MODULES_ROOT=self.folder), [])

    def test_the_worker_is_looked_for_in_the_lms_only(self):
        (self.folder / "acme-worker").mkdir()
        (self.folder / "acme-worker/package.json").write_text('{"main": "worker.js"}')
        stats = self.folder / "webpack-stats.json"
        stats.write_text(json.dumps({"status": "done", "chunks": {}}))
        loader = {"DEFAULT": {"STATS_FILE": str(stats)}, "WORKERS": {"STATS_FILE": str(self.folder / "absent")}}
        built = {"WEBPACK_LOADER": loader, "NODE_MODULES_ROOT": self.folder, "ENV_ROOT": self.folder}
        self.assertEqual(self.found(**built, SERVICE_VARIANT="lms"), ["W012"])
        self.assertEqual(self.found(**built, SERVICE_VARIANT="lms-preview"), ["W012"])
        self.assertEqual(self.found(**built, SERVICE_VARIANT="cms"), [])
        self.assertEqual(self.found(**built), [], "neither LMS nor Studio")

    def test_workers_json_is_looked_for_in_env_root(self):
        self.test_the_worker_is_looked_for_in_the_lms_only()
        stats = self.folder / "webpack-stats.json"
        built = {"WEBPACK_LOADER": {"WORKERS": {"STATS_FILE": str(stats)}}, "NODE_MODULES_ROOT": self.folder}
        self.assertEqual(self.found(**built, SERVICE_VARIANT="lms"), ["W030"], "ENV_ROOT of the tests is no folder")
        self.assertEqual(self.found(**built, SERVICE_VARIANT="lms", ENV_ROOT=None), ["W012"])

    def test_without_the_settings_of_webpack_nothing_is_said(self):
        for loader in (None, {}, {"WORKERS": None}, {"WORKERS": {}}, {"WORKERS": {"STATS_FILE": None}}):
            self.assertEqual(self.found(WEBPACK_LOADER=loader, SERVICE_VARIANT="lms"), [])


@ddt.ddt
class NeighborsTest(SimpleTestCase):
    """The other settings that settings_problems reads."""

    @ddt.named_data(
        ("all on", {"FEATURES": {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True}}, []),
        ("switches off", {"FEATURES": {}}, ["W028"]),
        ("a switch of a new release", {"ENABLE_SPECIAL_EXAMS": False}, ["W028"]),
        ("null", {"PROCTORING_SETTINGS": None}, ["E014"]),
        ("a list", {"PROCTORING_SETTINGS": []}, ["W029"]),
        ("without edx-proctoring", {"PROCTORING_SETTINGS": None, "INSTALLED_APPS": WITHOUT_EDX_PROCTORING}, []),
    )
    def test_they_belong_to_the_setting(self, others, expected):
        with backends({"DEFAULT": "mock", "mock": {}}, **others):
            self.assertEqual(ids(diagnosis.settings_problems()), expected)

    def test_proctoring_settings_are_required_by_edx_proctoring_alone(self):
        for installed, expected in ((settings.INSTALLED_APPS, ["E014"]), (WITHOUT_EDX_PROCTORING, [])):
            with backends({"DEFAULT": "mock", "mock": {}}, INSTALLED_APPS=installed):
                del settings.PROCTORING_SETTINGS
                problems = diagnosis.settings_problems()
                self.assertEqual(ids(problems), expected)
            for problem in problems:
                self.assertIn("but it is missing. LMS and Studio will not start (AttributeError).", problem.message)


class SilencingTest(SimpleTestCase):
    """unsilenced."""

    def test_ids_of_silenced_system_checks_are_left_out(self):
        with backends({"DEFAULT": "null", "null": {}, "acme": {}, "moc": {"SHOW_REVIEW_RULES": True}}):
            problems = diagnosis.configuration_problems()
        self.assertEqual(ids(diagnosis.unsilenced(problems)), ["W006", "W008", "W008"])
        with override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W008", "auth.W004"]):
            self.assertEqual(ids(diagnosis.unsilenced(problems)), ["W006"])


class DatabaseTest(TestCase):
    """database_problems."""

    def test_the_rows_of_the_flag_are_found_once_even_in_a_replica(self):
        self.assertEqual(diagnosis.database_problems(["default"]), [])
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(ids(diagnosis.database_problems(["default"])), ["W016"])
        self.assertEqual(ids(diagnosis.database_problems(["default", "default"])), ["W016"])
        self.assertEqual(diagnosis.database_problems([]), [])

    def test_only_one_database_is_waited_for(self):
        """As when the server of all of them does not answer."""
        waited = []
        aliases = ["default", "read_replica", "student_module_history"]
        hanging = {alias: mock.Mock(alias=alias, connection=None, in_atomic_block=False) for alias in aliases}
        for connection in hanging.values():
            connection.get_autocommit.side_effect = lambda: waited.append(1) or raise_timeout()
        with (
            mock.patch("django.db.transaction.get_connection", side_effect=lambda using: hanging[using]),
            mock.patch.object(flag, "connections", hanging),
        ):
            self.assertEqual(diagnosis.database_problems(aliases), [])
        self.assertEqual(len(waited), 1)

    def test_a_table_that_cannot_be_read_does_not_hide_another_database(self):
        Flag.objects.create(name=FLAG, everyone=True)
        with mock.patch.object(flag, "table_names", side_effect=[OperationalError, flag.table_names("default")]):
            self.assertEqual(ids(diagnosis.database_problems(["default", "default"])), ["W016"])


def raise_timeout():
    """Fail as a connection that took too long."""
    raise OperationalError("timeout expired")
