"""The log of a process while it starts, if a filter or handler of the project raises exceptions."""

from itertools import product
from unittest import mock

import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config import diagnosis, errors, startup
from proctoring_config.validators import backend_options, workers
from tests.distributions import backend, install
from tests.processes import LOGGING, WSGI, Start, manage
from tests.test_startup import HEALTHY, LEGACY, SUMMARY, StartsTest

FILTERS = "tests.project.filters."
WARNED = {**HEALTHY, "moc": {}}
PLACES = ("first", "last")
CHECK = manage("check", "--tag", "proctoring")


def with_filter(name, **arguments):
    """Return a LOGGING whose handler has this filter."""
    handler = {**LOGGING["handlers"]["stderr"], "filters": ["hostile"]}
    return {**LOGGING, "filters": {"hostile": {"()": FILTERS + name, **arguments}}, "handlers": {"stderr": handler}}


#: A handler in front of the usual one raises an exception.
RAISING_HANDLER = {
    **LOGGING,
    "handlers": {**LOGGING["handlers"], "raises": {"class": f"{FILTERS}RaisingHandler"}},
    "loggers": {"proctoring_config": {"level": "INFO", "handlers": ["raises"]}},
}
MODELS = with_filter("UsesModels")
RAISING = {
    "RuntimeError": with_filter("Raises", error="RuntimeError"),
    "RecursionError": with_filter("Raises", error="RecursionError"),
    "handler": RAISING_HANDLER,
}


@ddt.ddt
class HostileLoggingTest(StartsTest):
    """Nothing that logging raises stops the process."""

    @classmethod
    def starts(cls):
        """Return starts with problems to log."""
        for name in ("early", "early-refuses"):
            body = "pass" if name == "early" else "def __init__(self): pass"
            source = "from django.apps import apps\nUser = apps.get_model('auth', 'User')\n" + backend(body)
            install(cls.folder / name, "acme", "acme", source)
        acme = {**HEALTHY, "acme": {"verbose_name": "x"}}
        strict = {"PROCTORING_CONFIG_STRICT": True}
        return {
            **{("models", ours): cls.start(WSGI, LEGACY, ours=ours, settings={"LOGGING": MODELS}) for ours in PLACES},
            ("models", "command"): cls.start(CHECK, WARNED, settings={"LOGGING": MODELS}),
            **{
                (name, ours): cls.start(WSGI, WARNED, ours=ours, settings={"LOGGING": logging})
                for (name, logging), ours in product(RAISING.items(), PLACES)
            },
            "bug": cls.start(WSGI, WARNED, settings={"LOGGING": RAISING_HANDLER, "SILENCED_SYSTEM_CHECKS": 7}),
            "strict": cls.start(WSGI, LEGACY, settings={"LOGGING": RAISING_HANDLER, **strict}),
            "exit": cls.start(WSGI, WARNED, settings={"LOGGING": with_filter("Raises", error="SystemExit")}),
            "early plugin": Start(WSGI, acme, ours="first", plugins=cls.folder / "early-refuses"),
        }

    @ddt.data(*PLACES)
    def test_what_needs_models_is_logged_once_they_are_loaded(self, ours):
        end = self.ended["models", ours]
        self.assertEqual([level for level, _ in end.ours], ["ERROR", "WARNING"])
        self.assertEqual(end.ours[1][1], SUMMARY.format("1 problem", "proctoring_config.E004"))
        self.assertEqual(end.status, 0)

    @ddt.idata(product(RAISING, PLACES))
    def test_the_process_starts(self, start):
        self.assertEqual((self.ended[start].status, self.ended[start].ours), (0, []), self.ended[start].stderr)
        self.assertNotIn("Traceback", self.ended[start].stderr)

    def test_the_check_reports_its_warnings(self):
        end = self.ended["models", "command"]
        self.assertEqual((end.status, end.stderr.count("(proctoring_config.W008)")), (0, 1))

    def test_a_bug_that_cannot_be_logged_does_not_stop_the_process(self):
        self.assertEqual(self.ended["bug"].status, 0, self.ended["bug"].stderr)

    def test_the_strict_toggle_works_if_nothing_can_be_logged(self):
        last = self.ended["strict"].stderr.splitlines()[-1]
        self.assertRegex(last, "ImproperlyConfigured: PROCTORING_CONFIG_STRICT is on .* proctoring_config.E004$")

    def test_exit_is_not_an_exception_to_ignore(self):
        self.assertEqual(self.ended["exit"].status, 5)

    def test_an_error_of_a_plugin_that_needs_models_is_logged_in_time(self):
        before, found, after = self.ended["early plugin"].stderr.partition("(proctoring_config.E009)")
        self.assertTrue(found, before)
        self.assertNotIn("Traceback", before)
        self.assertIn("Traceback", after)


@ddt.ddt
class LogTest(SimpleTestCase):
    """errors.log."""

    @ddt.data(KeyboardInterrupt, SystemExit)
    def test_raises(self, error):
        with mock.patch.object(errors.logger, "log", side_effect=error), self.assertRaises(error):
            errors.log(10, "%s", "x")

    def test_returns_whether_it_logged(self):
        self.assertTrue(errors.log(10, "%s", "x"))
        with mock.patch.object(errors.logger, "log", side_effect=ValueError):
            self.assertFalse(errors.log(10, "%s", "x"))


WEBPACK_LOADER = {"DEFAULT": {"STATS_FILE": "main.json"}, "WORKERS": {"STATS_FILE": "workers.json"}}


@ddt.ddt
class WorkTest(SimpleTestCase):
    """The work at start-up."""

    @ddt.data((["manage.py", "migrate"], False), (["manage.py", "check"], False), (["uwsgi"], True))
    @ddt.unpack
    def test_a_command_computes_no_warnings(self, command, expected):
        value = {**HEALTHY, "mock": {"show_review_rules": "no"}}
        with (
            mock.patch("sys.argv", command),
            override_settings(PROCTORING_BACKENDS=value, SERVICE_VARIANT="lms", WEBPACK_LOADER=WEBPACK_LOADER),
            mock.patch.object(backend_options, "_find_mistyped", side_effect=backend_options._find_mistyped) as types,
            mock.patch.object(diagnosis, "find_npm_modules", return_value=[(None, "acme")]),
            mock.patch.object(workers, "validate_workers", side_effect=workers.validate_workers) as checked,
        ):
            startup.log_settings_problems()
            startup.log_all_problems()
        (*_, files), _ = checked.call_args
        reads_stats = (files.main_stats, files.worker_stats) == ("main.json", "workers.json")
        self.assertEqual((types.called, reads_stats), (expected, expected))
