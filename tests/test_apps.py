"""The app among others: as edx-platform finds it, and what its presence changes."""

import re
import tempfile
from itertools import product
from pathlib import Path

import ddt
from django.test import SimpleTestCase

from tests.processes import LOGGING, WSGI, Start, manage, run_all

HEALTHY = {"DEFAULT": "null", "null": {}}
BROKEN = {"DEFAULT": "null", "null": {}, "software_secure": {}}
WARNED = {"DEFAULT": "nul", "null": {"SHOW_REVIEW_RULES": "s3cret"}, "proctortrack": {}, "lti_external": {}}


def platform(file, last):
    """A start of the project with settings in the order of edx-platform."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.project.platform_settings",
        "FILE": repr({} if file is None else {"PROCTORING_BACKENDS": file}),
        "LAST": repr({"LOGGING": LOGGING, **({} if last is None else {"PROCTORING_BACKENDS": last})}),
    }
    return Start(WSGI, environment=environment)


# what it shows, the setting in the file, the setting as assigned last, the id that is logged
ORDERS = [
    ("the default of edx_proctoring's plugin settings", None, None, None),
    ("the file", HEALTHY, None, None),
    ("broken in the file", BROKEN, None, "E008"),
    ("repaired at last", BROKEN, HEALTHY, None),
    ("broken at last", HEALTHY, BROKEN, "E008"),
    ("broken at last, in another way", BROKEN, ["null"], "E003"),
]


@ddt.ddt
class FinalValueTest(SimpleTestCase):
    """As a plugin of edx-platform, found by its entry point while the settings are being made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ended = run_all([platform(file, last) for _, file, last, _ in ORDERS])

    @ddt.idata(range(len(ORDERS)))
    def test_the_setting_is_judged_by_its_final_value(self, row):
        shows, _, _, expected = ORDERS[row]
        end = self.ended[row]
        logged = [text.partition("(proctoring_config.")[2][:4] for level, text in end.ours if level == "ERROR"]
        self.assertEqual(logged, [expected] if expected else [], shows + end.stderr)
        self.assertEqual(bool(end.status), bool(expected))


COMMANDS = [
    ("migrate", "--verbosity", "0"),
    ("showmigrations",),
    ("createsuperuser", "--noinput", "--username", "staff", "--email", "staff@example.com"),
    ("createsuperuser", "--noinput", "--username", "staff", "--email", "staff@example.com"),  # there is one already
    ("check",),
    ("check", "--database", "default"),
]


@ddt.ddt
class CommandsTest(SimpleTestCase):
    """The app changes the exit status of no command."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        places = ("absent", "first")
        ended = run_all(
            Start(
                manage("lms", *command),
                WARNED,
                ours=ours,
                settings=cls.database(Path(folder.name) / ours),
                environment={"DJANGO_SUPERUSER_PASSWORD": "s3cret"},
            )
            for ours, command in product(places, COMMANDS)
        )
        cls.ended = dict(zip(product(places, range(len(COMMANDS))), ended, strict=True))

    @staticmethod
    def database(path):
        """Settings with a database in this file, which need not exist."""
        return {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}}}

    @staticmethod
    def result(end):
        """Return exit status and stdout, but not the line that ``check`` prints there if there are no issues."""
        return end.status, end.stdout.replace("System check identified no issues (0 silenced).\n", "")

    @ddt.idata(range(len(COMMANDS)))
    def test_a_command_ends_as_it_did(self, row):
        end, before = self.ended["first", row], self.ended["absent", row]
        self.assertEqual(self.result(end), self.result(before), end.stderr)
        self.assertEqual(end.ours, [])

    def test_commands_of_both_outcomes_were_run(self):
        statuses = [bool(self.ended["first", row].status) for row in range(len(COMMANDS))]
        self.assertEqual(statuses, [False, False, False, True, False, False])

    def test_the_check_shows_the_warnings_that_it_passes(self):
        shown = self.ended["first", COMMANDS.index(("check",))].stderr
        ids = re.findall(r"\(proctoring_config\.(\w+)\)", shown)
        self.assertEqual(sorted(ids), ["W003", "W006", "W008", "W013", "W014"])
        self.assertNotIn("s3cret", shown)

    @ddt.data("an empty file", "no/such/folder")
    def test_a_database_without_tables_or_that_does_not_answer_says_nothing(self, name):
        command = manage("check", "--tag", "proctoring", "--database", "default")
        with tempfile.TemporaryDirectory() as folder:
            (end,) = run_all([Start(command, HEALTHY, settings=self.database(Path(folder) / name))])
        self.assertEqual((end.status, end.stderr), (0, ""))
