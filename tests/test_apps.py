"""The app among others: how edx-platform finds it, and that it changes no command."""

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
    """Return a start of the project that loads its settings in the order of edx-platform."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.project.platform_settings",
        "FILE": repr({} if file is None else {"PROCTORING_BACKENDS": file}),
        "LAST": repr({"LOGGING": LOGGING, **({} if last is None else {"PROCTORING_BACKENDS": last})}),
    }
    return Start(WSGI, environment=environment)


# case, the setting in the file, the setting as assigned last, the id that is logged
ORDERS = [
    ("the default of edx_proctoring's plugin settings", None, None, None),
    ("the file", HEALTHY, None, None),
    ("broken in the file", BROKEN, None, "E008"),
    ("fixed last", BROKEN, HEALTHY, None),
    ("broken last", HEALTHY, BROKEN, "E008"),
    ("broken last in another way", BROKEN, ["null"], "E003"),
]


@ddt.ddt
class FinalValueTest(SimpleTestCase):
    """edx-platform finds the app by its entry point while it builds the settings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ended = run_all([platform(file, last) for _, file, last, _ in ORDERS])

    @ddt.idata(range(len(ORDERS)))
    def test_the_final_value_of_the_setting_is_checked(self, row):
        case, _, _, expected = ORDERS[row]
        end = self.ended[row]
        logged = [text.partition("(proctoring_config.")[2][:4] for level, text in end.ours if level == "ERROR"]
        self.assertEqual(logged, [expected] if expected else [], case + end.stderr)
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
    """The app does not change the exit status of any command."""

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
        """Return settings with a database in this file, which need not exist."""
        return {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}}}

    @staticmethod
    def result(end):
        """Return exit status and stdout, but not the line that ``check`` prints there if there are no issues."""
        return end.status, end.stdout.replace("System check identified no issues (0 silenced).\n", "")

    @ddt.idata(range(len(COMMANDS)))
    def test_a_command_ends_as_it_does_without_the_app(self, row):
        end, before = self.ended["first", row], self.ended["absent", row]
        self.assertEqual(self.result(end), self.result(before), end.stderr)
        self.assertEqual(end.ours, [])

    def test_some_commands_succeed_and_one_fails(self):
        statuses = [bool(self.ended["first", row].status) for row in range(len(COMMANDS))]
        self.assertEqual(statuses, [False, False, False, True, False, False])

    def test_check_shows_the_warnings(self):
        shown = self.ended["first", COMMANDS.index(("check",))].stderr
        ids = re.findall(r"\(proctoring_config\.(\w+)\)", shown)
        self.assertEqual(sorted(ids), ["W003", "W006", "W008", "W013", "W014"])
        self.assertNotIn("s3cret", shown)

    @ddt.data("an empty file", "no/such/folder")
    def test_missing_tables_and_unreachable_databases_are_ignored(self, name):
        command = manage("check", "--tag", "proctoring", "--database", "default")
        with tempfile.TemporaryDirectory() as folder:
            (end,) = run_all([Start(command, HEALTHY, settings=self.database(Path(folder) / name))])
        self.assertEqual((end.status, end.stderr), (0, ""))
