"""The log of a process while it starts, in separate processes with the real edx_proctoring."""

import tempfile
from itertools import product
from pathlib import Path
from unittest import mock

import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config import startup
from tests.distributions import backend, install
from tests.processes import CELERY, WSGI, Start, manage, run_all

HEALTHY = {"DEFAULT": "null", "null": {}}
BLOCKS = ("tests.project.blocks",)
WITHOUT = {"without": ("PROCTORING_BACKENDS",)}

#: Plugins of a provider named acme.
PLUGINS = {
    "refuses": backend("def __init__(self): pass"),
    "incomplete": "from edx_proctoring.backends.backend import ProctoringBackendProvider as Backend",
    "asserts": "assert False, 's3cret'",
    "exits": "raise SystemExit(3)",
    "impatient": "from django.apps import apps\nUser = apps.get_model('auth', 'User')\n" + backend("pass"),
    "broken": "import s3cret",
}

# id, PROCTORING_BACKENDS, plugin, the rest of the start, location, the error of the other app
ERRORS = [
    ("E001", None, None, WITHOUT, "PROCTORING_BACKENDS", "AttributeError"),
    ("E002", None, None, {"apps": BLOCKS}, "PROCTORING_BACKENDS", "TypeError"),
    ("E003", ["null"], None, {}, "PROCTORING_BACKENDS", "TypeError"),
    ("E003", "null", None, {}, "PROCTORING_BACKENDS", "TypeError"),
    ("E004", {None: {}, "DEFAULT": "null"}, None, {"apps": BLOCKS}, "PROCTORING_BACKENDS[None]", "TypeError"),
    ("E005", {**HEALTHY, True: {}}, None, {"apps": BLOCKS}, "PROCTORING_BACKENDS[True]", "TypeError"),
    ("E006", {**HEALTHY, "mock": None}, None, {}, "PROCTORING_BACKENDS['mock']", "AttributeError"),
    ("E007", {**HEALTHY, "mock": "s3cret"}, None, {}, "PROCTORING_BACKENDS['mock']", "AttributeError"),
    ("E008", {**HEALTHY, "rpnow4": {"crypto_key": "s3cret"}}, None, {}, "PROCTORING_BACKENDS['rpnow4']", "TypeError"),
    (
        "E009",
        {**HEALTHY, "acme": {"verbose_name": "s3cret"}},
        "refuses",
        {},
        "PROCTORING_BACKENDS['acme']",
        "TypeError",
    ),
    ("E010", {**HEALTHY, "acme": {}}, "asserts", {}, "PROCTORING_BACKENDS['acme']", "AssertionError"),
    ("E010", HEALTHY, "exits", {}, "PROCTORING_BACKENDS['acme']", None),
    ("E011", {**HEALTHY, "acme": {}}, "incomplete", {}, "PROCTORING_BACKENDS['acme']", "TypeError"),
]
WAYS = {"manage.py": manage("lms", "check", "--tag", "proctoring"), "WSGI": WSGI, "Celery": CELERY}
PLACES = ("first", "last")

SUMMARY = "The proctoring settings have {} ({}). Run manage.py check --tag proctoring"
LEGACY = {**HEALTHY, None: {}}  # stops edx-platform, but nothing in this project


class StartsTest(SimpleTestCase):
    """Runs all starts of a class at once; ``ended`` has their results by name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        for name, source in PLUGINS.items():
            install(cls.folder / name, "acme", "acme", source)
        starts = cls.starts()
        cls.ended = dict(zip(starts, run_all(starts.values()), strict=True))

    @classmethod
    def starts(cls):
        """Return the starts by name."""
        return {}

    @classmethod
    def start(cls, how, backends, plugin=None, **others):
        """Return a start with one of the plugins above."""
        return Start(how, backends, plugins=plugin and cls.folder / plugin, **others)


@ddt.ddt
class ErrorsTest(StartsTest):
    """Each error is logged before another app stops the process."""

    @classmethod
    def starts(cls):
        """Return a start for each error, in each way, with our app first and last, and once without our app."""
        return {
            (row, way, ours): cls.start(WAYS[way], backends, plugin, ours=ours, **others)
            for row, (_, backends, plugin, others, _, _) in enumerate(ERRORS)
            for way, ours in [*product(WAYS, PLACES), ("WSGI", "absent")]
        }

    @ddt.idata(product(range(len(ERRORS)), WAYS, PLACES))
    @ddt.unpack
    def test_is_logged_before_the_traceback_of_the_other_app(self, row, way, ours):
        code, _, _, _, location, error = ERRORS[row]
        end = self.ended[row, way, ours]
        before, found, after = end.stderr.partition(f"ERROR proctoring_config {location}: (proctoring_config.{code}) ")
        self.assertTrue(found, end.stderr)
        self.assertNotIn("Traceback", before)
        self.assertEqual("Traceback" in after, error is not None)
        self.assertEqual([level for level, _ in end.ours].count("ERROR"), 1, "no other error")
        self.assertRegex(after.splitlines()[0], " HINT: [A-Z]")

    @ddt.idata(product(range(len(ERRORS)), WAYS, PLACES))
    @ddt.unpack
    def test_the_process_stops_without_our_app_too(self, row, way, ours):
        error = ERRORS[row][-1]
        with_us, without_us = self.ended[row, way, ours], self.ended[row, "WSGI", "absent"]
        self.assertNotEqual(without_us.status, 0)
        self.assertEqual(without_us.ours, [])
        if error:
            self.assertRegex(without_us.stderr.splitlines()[-1], rf"^{error}\b")
            self.assertEqual(with_us.stderr.splitlines()[-1], without_us.stderr.splitlines()[-1])
        self.assertEqual(with_us.status, without_us.status)

    def test_no_secret_is_logged(self):
        for end in self.ended.values():
            self.assertNotIn("s3cret", str(end.ours))


@ddt.ddt
class SummaryTest(StartsTest):
    """Without a management command that reports the warnings, they are logged."""

    served = [*product(("WSGI", "Celery"), PLACES)]

    @classmethod
    def starts(cls):
        """Return starts of projects without fatal errors."""
        warned = {**HEALTHY, "moc": {"show_review_rules": "s3cret"}, "nul": {}}
        acme = {**HEALTHY, "acme": {}}
        return {
            **{(way, ours): cls.start(WAYS[way], warned, ours=ours) for way, ours in cls.served},
            "manage.py": cls.start(WAYS["manage.py"], warned),
            "error": cls.start(WSGI, LEGACY),
            **{("healthy", way): cls.start(WAYS[way], HEALTHY) for way in WAYS},
            **{("impatient", ours): cls.start(WSGI, acme, "impatient", ours=ours) for ours in PLACES},
            "broken": cls.start(WSGI, acme, "broken"),
        }

    @ddt.idata(served)
    def test_there_is_one_summary_for_a_process_and_the_details_have_level_info(self, name):
        end = self.ended[name]
        self.assertEqual([level for level, _ in end.ours], ["WARNING", "INFO", "INFO", "INFO"])
        self.assertEqual(end.ours[0][1], SUMMARY.format("3 problems", "proctoring_config.W004, proctoring_config.W008"))
        self.assertEqual(
            end.ours[3][1],
            "PROCTORING_BACKENDS['nul']: (proctoring_config.W008) No installed plugin has this name. Studio offers the "
            "provider, but its exams fail with NotImplementedError. HINT: Rename the provider to 'null', or install "
            "its plugin",
        )
        self.assertNotIn("s3cret", end.stderr)
        self.assertEqual(end.status, 0)

    def test_warnings_are_not_logged_under_manage_py(self):
        end = self.ended["manage.py"]
        self.assertEqual(end.ours, [])
        self.assertEqual(end.stderr.count("(proctoring_config.W"), 3)
        self.assertEqual(end.status, 0)

    def test_an_error_that_stops_nothing_is_logged_once_and_counted_in_the_summary(self):
        end = self.ended["error"]
        self.assertEqual([level for level, _ in end.ours], ["ERROR", "WARNING"])
        self.assertEqual(end.ours[1][1], SUMMARY.format("1 problem", "proctoring_config.E004"))

    @ddt.idata(WAYS)
    def test_nothing_is_logged_for_a_healthy_project(self, way):
        self.assertEqual(self.ended["healthy", way][::2], (0, ""))

    @ddt.data(*PLACES)
    def test_a_plugin_that_imports_models_is_not_reported_as_broken(self, ours):
        self.assertEqual(self.ended["impatient", ours][::2], (0, ""))

    def test_a_plugin_that_cannot_be_imported_is_a_warning(self):
        end = self.ended["broken"]
        self.assertEqual(end.ours[0], ("WARNING", SUMMARY.format("1 problem", "proctoring_config.W010")))
        self.assertEqual(end.status, 0)


@ddt.ddt
class StrictTest(StartsTest):
    """PROCTORING_CONFIG_STRICT."""

    stopped = [*product((WSGI, CELERY, manage("migrate"), manage("cms", "showmigrations")), PLACES)]
    refusal = (
        "django.core.exceptions.ImproperlyConfigured: PROCTORING_CONFIG_STRICT is on and the proctoring settings "
        "have errors (logged above): proctoring_config."
    )

    @classmethod
    def starts(cls):
        """Return starts with the toggle on."""
        strict = {"PROCTORING_CONFIG_STRICT": True}
        silent = {**strict, "SILENCED_SYSTEM_CHECKS": ["proctoring_config.E004"]}
        return {
            **{(how, ours): cls.start(how, LEGACY, ours=ours, settings=strict) for how, ours in cls.stopped},
            "plugin": cls.start(WSGI, {**HEALTHY, "rpnow4": {}}, settings=strict),
            "check": cls.start(manage("lms", "check"), LEGACY, settings=strict),
            "audit": cls.start(manage("lms", "proctoring_audit"), LEGACY, settings=strict),
            "warning": cls.start(WSGI, {**HEALTHY, "moc": {}}, settings=strict),
            **{("silent", way): cls.start(WAYS[way], LEGACY, settings=silent) for way in WAYS},
            "bug": cls.start(WSGI, LEGACY, settings={**strict, "SILENCED_SYSTEM_CHECKS": 7}),
        }

    @ddt.idata(stopped)
    def test_an_error_is_logged_and_stops_the_process(self, name):
        end = self.ended[name]
        self.assertEqual(end.stderr.splitlines()[-1], self.refusal + "E004")
        self.assertEqual(end.ours[0][0], "ERROR")
        self.assertNotEqual(end.status, 0)

    def test_an_error_of_a_plugin_stops_the_process_too(self):
        self.assertEqual(self.ended["plugin"].stderr.splitlines()[-1], self.refusal + "E008")

    def test_the_commands_that_report_errors_start(self):
        _, failed, reported = self.ended["check"].stderr.partition("SystemCheckError")
        self.assertTrue(failed)
        self.assertIn("PROCTORING_BACKENDS[None]: (proctoring_config.E004)", reported)
        for name in ("check", "audit"):
            self.assertNotIn("ImproperlyConfigured", self.ended[name].stderr)

    def test_warnings_stop_nothing(self):
        end = self.ended["warning"]
        self.assertEqual((end.status, end.ours[0][0]), (0, "WARNING"))

    @ddt.idata(WAYS)
    def test_silenced_errors_are_ignored_by_toggle_log_and_checks(self, way):
        self.assertEqual(self.ended["silent", way][::2], (0, ""))

    def test_an_exception_inside_the_diagnosis_does_not_stop_the_process(self):
        """A Django setting that is not a list simulates a bug of this package."""
        end = self.ended["bug"]
        bug = "TypeError while checking the proctoring settings. Please report this bug"
        self.assertEqual(end.ours, [("ERROR", bug), ("ERROR", bug)])
        self.assertEqual(end.status, 0)


class AgainTest(SimpleTestCase):
    """Apps that are created again in the same process, as Django does when INSTALLED_APPS is overridden."""

    def test_nothing_is_logged_twice_in_a_process(self):
        with (
            mock.patch.object(startup, "_logged", set()),
            override_settings(PROCTORING_BACKENDS={**LEGACY, "moc": {}}),
            self.assertLogs("proctoring_config", "INFO") as logs,
        ):
            for _ in range(2):
                startup.log_settings_problems()
                startup.log_all_problems()
        levels = [line.partition(":")[0] for line in logs.output]
        self.assertEqual(levels, ["ERROR", "WARNING", "INFO"])


# command line, management command
