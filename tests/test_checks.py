"""``manage.py check --tag proctoring``."""

import io
import tempfile
from pathlib import Path
from unittest import mock, skipUnless

import ddt
from django.core.checks import Error, Tags, Warning, registry, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import SimpleTestCase, TestCase, override_settings
from waffle.models import Flag

from proctoring_config import checks, diagnosis
from proctoring_config.edx_platform import flag
from proctoring_config.edx_platform.plugins import load_plugins
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from proctoring_config.validators.plugins import VENDOR_REQUIREMENT
from tests.distributions import PROCTORTRACK, PROCTORTRACK_V2, backend, hold, install, put_on_path

HEALTHY = {"DEFAULT": "null", "null": {}}
REST = "from edx_proctoring.backends.rest import BaseRestProctoringProvider as Backend"


def check(*arguments):
    """Run the command, and return whether it failed and what it printed."""
    stdout, stderr = io.StringIO(), io.StringIO()
    try:
        call_command("check", "--tag", "proctoring", *arguments, stdout=stdout, stderr=stderr, no_color=True)
    except SystemCheckError as failure:
        return True, str(failure)
    return False, stdout.getvalue() + stderr.getvalue()


# id, PROCTORING_BACKENDS, source of the plugin acme (None: not installed), part of the line
PROVOKED = [
    (
        "E008",
        {**HEALTHY, "software_secure": {}},
        None,
        "required by the plugin are missing: organization, exam_sponsor, ",
    ),
    (
        "E008",
        {**HEALTHY, "acme": {}},
        backend("def __init__(self, client_id): pass"),
        "required by the plugin are missing: client_id. ",
    ),
    (
        "E009",
        {**HEALTHY, "acme": {"verbose_name": "s3cret"}},
        backend("def __init__(self): pass"),
        "does not accept the following options: verbose_name. ",
    ),
    ("E010", {**HEALTHY, "acme": {}}, "assert not 's3cret'", "(acme 1.0) stops the process with "),
    ("E010", HEALTHY, "raise SystemExit('s3cret')", "(acme 1.0) stops the process with "),
    ("E011", {**HEALTHY, "acme": {}}, "Backend = 's3cret'", "(acme 1.0) is not a class, "),
    ("E012", {**HEALTHY, "acme": {}}, REST, "The base_url of a REST plugin must be a string, but it is missing. "),
    (
        "E013",
        {**HEALTHY, "acme": {"verbose_name": "s3cret"}},
        backend("verbose_name = property(lambda self: 'Acme')"),
        "computes the following options itself and cannot accept them: verbose_name. ",
    ),
    ("W008", {**HEALTHY, "acme": {}}, None, "No installed plugin has this name. "),
    ("W009", HEALTHY, backend("pass"), "The plugin 'acme' (acme 1.0) is installed, but not configured. "),
    ("W010", {**HEALTHY, "acme": {}}, "import s3cret", "(acme 1.0) cannot be imported (ModuleNotFoundError). "),
    (
        "W011",
        {**HEALTHY, "acme": {}},
        backend("npm_module = 'acme-js'"),
        "The plugin requires the npm module acme-js, ",
    ),
    (
        "W026",
        {**HEALTHY, "acme": {}},
        backend("pass"),
        "The plugin (acme 1.0) can be imported, but edx-proctoring has no instance of it, ",
    ),
]


@ddt.ddt
class ConfigurationCheckTest(SimpleTestCase):
    """check_configuration."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    @ddt.idata(PROVOKED)
    @ddt.unpack
    def test_a_problem_is_a_line_that_starts_with_its_path(self, code, value, source, words):
        if source:
            install(self.folder, "acme", "acme", source)
            put_on_path(self, self.folder)
        hold(self, *({"null", "acme"} if code == "W011" else {"null"}))
        provider = "software_secure" if "software_secure" in value else "acme"
        with override_settings(PROCTORING_BACKENDS=value, NODE_MODULES_ROOT=self.folder):
            failed, output = check()
        start = f"PROCTORING_BACKENDS['{provider}']: (proctoring_config.{code}) "
        (line,) = [line for line in output.splitlines() if "proctoring_config." in line]
        self.assertTrue(line.startswith(start), line)
        self.assertIn(words, line)
        self.assertRegex(output.split(line)[1], r"^\n\tHINT: [A-Z]")
        self.assertNotIn("s3cret", output)
        self.assertEqual(failed, code.startswith("E"))

    def test_a_worker_is_missing_in_the_lms(self):
        install(self.folder, "acme", "acme", backend("npm_module = 'acme-js'"))
        put_on_path(self, self.folder)
        hold(self, "null", "acme")
        stats = Path(self.folder) / "webpack-worker-stats.json"
        stats.write_text('{"status": "done", "chunks": {}}')
        module = Path(self.folder) / "acme-js"
        module.mkdir()
        (module / "package.json").write_text('{"main": "worker.js"}')
        loader = {"WORKERS": {"STATS_FILE": str(stats)}}
        places = {"WEBPACK_LOADER": loader, "NODE_MODULES_ROOT": self.folder, "ENV_ROOT": self.folder}
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "acme": {}}, SERVICE_VARIANT="lms", **places):
            failed, output = check()
        self.assertIn("PROCTORING_BACKENDS['acme']: (proctoring_config.W012) Webpack has not built a worker", output)
        self.assertFalse(failed)

    @skipUnless(PROCTORTRACK.exists(), "edx-proctoring-proctortrack 1.2.1 is not in the environment: make test")
    def test_the_vendors_newest_release_cannot_be_imported(self):
        put_on_path(self, PROCTORTRACK)
        options = {"requires_escalation_email": True, "show_review_rules": False}
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "proctortrack": options}):
            failed, output = check()
        self.assertEqual(
            output.splitlines()[-5:-2],
            [
                "WARNINGS:",
                "PROCTORING_BACKENDS['proctortrack']: (proctoring_config.W010) The plugin "
                "(edx-proctoring-proctortrack 1.2.1) cannot be imported (ImportError). Studio offers the provider, but "
                "its exams fail with NotImplementedError.",
                f"\tHINT: Run pip uninstall edx-proctoring-proctortrack, then pip install {VENDOR_REQUIREMENT}",
            ],
        )
        self.assertFalse(failed)

    @skipUnless(PROCTORTRACK_V2.exists(), "edx-proctoring-proctortrack-v2 is not in the environment: make test")
    def test_the_vendors_current_package_can_be_used(self):
        put_on_path(self, PROCTORTRACK_V2)
        (loaded,) = [plugin.loaded for plugin in load_plugins() if plugin.name == "proctortrack"]
        options = {"requires_escalation_email": True, "show_review_rules": False}
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "proctortrack": options}):
            hold(self, "null")
            self.assertIn("(edx-proctoring-proctortrack-v2 2.0.1) can be imported, but", check()[1])
            hold(self, "null", "proctortrack")
            self.assertEqual(check(), (False, "System check identified no issues (0 silenced).\n"))
        self.assertEqual(loaded(client_id="x", client_secret="x").verbose_name, "Proctortrack")
        with self.assertRaises(AttributeError):
            loaded(base_url=None)

    def test_a_healthy_project_has_no_problems(self):
        with override_settings(PROCTORING_BACKENDS=HEALTHY):
            self.assertEqual(check(), (False, "System check identified no issues (0 silenced).\n"))

    def test_warnings_fail_the_command_with_fail_level_warning(self):
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "acme": {}}):
            self.assertEqual((check()[0], check("--fail-level", "WARNING")[0]), (False, True))

    def test_a_silenced_problem_is_counted_but_not_shown(self):
        with override_settings(
            PROCTORING_BACKENDS={**HEALTHY, "software_secure": {}}, SILENCED_SYSTEM_CHECKS=["proctoring_config.E008"]
        ):
            self.assertEqual(check(), (False, "System check identified no issues (1 silenced).\n"))

    def test_problems_have_the_levels_of_django(self):
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "software_secure": {}, "acme": {}}):
            messages = run_checks(tags=["proctoring"])
        self.assertEqual(
            [(type(message), message.id[-4:]) for message in messages], [(Error, "E008"), (Warning, "W008")]
        )

    def test_the_check_runs_without_a_tag_too(self):
        with override_settings(PROCTORING_BACKENDS={**HEALTHY, "acme": {}}):
            self.assertIn("proctoring_config.W008", {message.id for message in run_checks()})

    def test_an_exception_inside_the_diagnosis_fails_no_command(self):
        failure = mock.patch.object(diagnosis, "settings_problems", side_effect=ValueError("s3cret"))
        with failure, self.assertLogs("proctoring_config") as logs:
            self.assertEqual(check()[0], False)
        self.assertEqual(len(logs.output), 1)
        self.assertNotIn("s3cret", logs.output[0])

    def test_registering_again_changes_nothing(self):
        before = set(registry.registry.registered_checks)
        checks.register_checks()
        self.assertEqual(set(registry.registry.registered_checks), before)


class DatabaseCheckTest(TestCase):
    """check_databases."""

    def setUp(self):
        Flag.objects.create(name=FLAG, everyone=True)

    def test_databases_are_checked_only_if_they_are_named(self):
        self.assertNotIn("proctoring_config.W016", check()[1])
        self.assertIn("proctoring_config.W016", check("--database", "default")[1])

    def test_the_check_has_the_tag_of_database_checks(self):
        found = {message.id for message in run_checks(tags=[Tags.database], databases=["default"])}
        self.assertIn("proctoring_config.W016", found)

    def test_an_exception_fails_no_migration(self):
        failure = mock.patch.object(flag, "read_flag_rows", side_effect=ValueError("s3cret"))
        with failure, self.assertLogs("proctoring_config"):
            self.assertEqual(checks.check_databases(None, databases=["default"]), [])

    def test_migrate_does_not_wait_for_it(self):
        with mock.patch.object(flag, "read_flag_rows") as read:
            for command, times in (("migrate", 0), ("check", 1)):
                read.reset_mock(return_value=True)
                read.return_value = None
                with mock.patch("sys.argv", ["manage.py", "lms", command]):
                    self.assertEqual(checks.check_databases(None, databases=["default"]), [])
                self.assertEqual(read.call_count, times, command)
