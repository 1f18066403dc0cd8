"""What is said while a process starts, in processes of their own, with the real edx_proctoring among the apps."""

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

SUMMARY = "The proctoring settings have {} ({}): run manage.py check --tag proctoring"
LEGACY = {**HEALTHY, None: {}}  # stops edx-platform, but nothing in this project


class StartsTest(SimpleTestCase):
    """Runs all the starts of a class at once, each by a name; ``ended`` has what came of them."""

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
        """The starts by name."""
        return {}

    @classmethod
    def start(cls, how, backends, plugin=None, **others):
        """A start with one of the plugins above."""
        return Start(how, backends, plugins=plugin and cls.folder / plugin, **others)


@ddt.ddt
class ErrorsTest(StartsTest):
    """Each error stands in the output before another app stops the process."""

    @classmethod
    def starts(cls):
        """Each error, in each way, with our app first and last; and once without our app."""
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
        self.assertEqual([level for level, _ in end.ours].count("ERROR"), 1, "nothing else is wrong")
        self.assertRegex(after.splitlines()[0], " HINT: [A-Z]")

    @ddt.idata(product(range(len(ERRORS)), WAYS, PLACES))
    @ddt.unpack
    def test_is_what_stops_the_process_without_us_too(self, row, way, ours):
        error = ERRORS[row][-1]
        with_us, without_us = self.ended[row, way, ours], self.ended[row, "WSGI", "absent"]
        self.assertNotEqual(without_us.status, 0)
        self.assertEqual(without_us.ours, [])
        if error:
            self.assertRegex(without_us.stderr.splitlines()[-1], rf"^{error}\b")
            self.assertEqual(with_us.stderr.splitlines()[-1], without_us.stderr.splitlines()[-1])
        self.assertEqual(with_us.status, without_us.status)

    def test_no_secret_is_in_what_we_say(self):
        for end in self.ended.values():
            self.assertNotIn("s3cret", str(end.ours))


@ddt.ddt
class SummaryTest(StartsTest):
    """Where no command reports the warnings, the log does."""

    served = [*product(("WSGI", "Celery"), PLACES)]

    @classmethod
    def starts(cls):
        """Projects that start."""
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
    def test_there_is_one_summary_in_a_process_and_the_details_come_at_level_info(self, name):
        end = self.ended[name]
        self.assertEqual([level for level, _ in end.ours], ["WARNING", "INFO", "INFO", "INFO"])
        self.assertEqual(end.ours[0][1], SUMMARY.format("3 problems", "proctoring_config.W004, proctoring_config.W008"))
        self.assertEqual(
            end.ours[3][1],
            "PROCTORING_BACKENDS['nul']: (proctoring_config.W008) no installed plugin has this name: Studio offers the "
            "provider, and its exams end in NotImplementedError HINT: Did you mean 'null'?",
        )
        self.assertNotIn("s3cret", end.stderr)
        self.assertEqual(end.status, 0)

    def test_under_manage_py_warnings_are_left_to_the_checks(self):
        end = self.ended["manage.py"]
        self.assertEqual(end.ours, [])
        self.assertEqual(end.stderr.count("(proctoring_config.W"), 3)
        self.assertEqual(end.status, 0)

    def test_an_error_that_stops_nothing_is_in_the_summary_as_well_and_said_once(self):
        end = self.ended["error"]
        self.assertEqual([level for level, _ in end.ours], ["ERROR", "WARNING"])
        self.assertEqual(end.ours[1][1], SUMMARY.format("1 problem", "proctoring_config.E004"))

    @ddt.idata(WAYS)
    def test_there_is_no_word_about_a_healthy_project(self, way):
        self.assertEqual(self.ended["healthy", way][::2], (0, ""))

    @ddt.data(*PLACES)
    def test_a_plugin_that_wants_all_models_is_not_taken_for_broken(self, ours):
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
        "django.core.exceptions.ImproperlyConfigured: PROCTORING_CONFIG_STRICT is on, and there are errors, logged "
        "above: proctoring_config."
    )

    @classmethod
    def starts(cls):
        """Starts with the toggle on."""
        strict = {"PROCTORING_CONFIG_STRICT": True}
        silent = {**strict, "SILENCED_SYSTEM_CHECKS": ["proctoring_config.E004"]}
        return {
            **{(how, ours): cls.start(how, LEGACY, ours=ours, settings=strict) for how, ours in cls.stopped},
            "plugin": cls.start(WSGI, {**HEALTHY, "rpnow4": {}}, settings=strict),
            "check": cls.start(manage("lms", "check"), LEGACY, settings=strict),
            "audit": cls.start(manage("lms", "proctoring_audit"), LEGACY, settings=strict),
            "warning": cls.start(WSGI, {**HEALTHY, "moc": {}}, settings=strict),
            **{("silent", way): cls.start(WAYS[way], LEGACY, settings=silent) for way in WAYS},
            "surprise": cls.start(WSGI, LEGACY, settings={**strict, "SILENCED_SYSTEM_CHECKS": 7}),
        }

    @ddt.idata(stopped)
    def test_an_error_stops_the_process_after_it_was_logged(self, name):
        end = self.ended[name]
        self.assertEqual(end.stderr.splitlines()[-1], self.refusal + "E004")
        self.assertEqual(end.ours[0][0], "ERROR")
        self.assertNotEqual(end.status, 0)

    def test_an_error_of_a_plugin_stops_it_too(self):
        self.assertEqual(self.ended["plugin"].stderr.splitlines()[-1], self.refusal + "E008")

    def test_the_commands_that_look_at_errors_start(self):
        _, failed, reported = self.ended["check"].stderr.partition("SystemCheckError")
        self.assertTrue(failed)
        self.assertIn("PROCTORING_BACKENDS[None]: (proctoring_config.E004)", reported)
        for name in ("check", "audit"):
            self.assertNotIn("ImproperlyConfigured", self.ended[name].stderr)

    def test_warnings_stop_nothing(self):
        end = self.ended["warning"]
        self.assertEqual((end.status, end.ours[0][0]), (0, "WARNING"))

    @ddt.idata(WAYS)
    def test_silencing_governs_toggle_log_and_checks_alike(self, way):
        self.assertEqual(self.ended["silent", way][::2], (0, ""))

    def test_what_breaks_the_diagnosis_does_not_break_the_start(self):
        """A setting of Django's that is no list stands for a mistake of ours."""
        end = self.ended["surprise"]
        surprise = "TypeError inside the diagnosis of the proctoring settings: please report it"
        self.assertEqual(end.ours, [("ERROR", surprise), ("ERROR", surprise)])
        self.assertEqual(end.status, 0)


class AgainTest(SimpleTestCase):
    """Apps that are made again in the same process, as Django's own override of INSTALLED_APPS does."""

    def test_nothing_is_said_twice_in_a_process(self):
        with (
            mock.patch.object(startup, "_logged", set()),
            override_settings(PROCTORING_BACKENDS={**LEGACY, "moc": {}}),
            self.assertLogs("proctoring_config", "INFO") as logs,
        ):
            for _ in range(2):
                startup.judge_settings()
                startup.judge_everything()
        levels = [line.partition(":")[0] for line in logs.output]
        self.assertEqual(levels, ["ERROR", "WARNING", "INFO"])
