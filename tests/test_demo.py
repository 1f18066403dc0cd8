"""The demo, as ``make demo`` and its visitors see it."""

import re
import socket
import sys
from http import HTTPStatus

import yaml

from tests.demos import FILES, MANAGE, RUN, DemoCase, RunningDemoCase
from tests.places import COMMAND, ROOT

PEOPLE = "".join(rf" +{name} +password {name}-demo .*\n" for name in ("operator", "staff", "author"))


class ProjectTest(DemoCase):
    """The demo is a Django project as good as any."""

    def test_checks_find_only_the_plugin_that_is_not_installed(self):
        done = self.run_python(MANAGE, "check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(re.findall(r"\((\S+)\) ", done.stderr), ["proctoring_config.W008"])

    def test_a_settings_file_that_cannot_be_read_takes_one_line(self):
        for content, why in (("a: [", "ParserError"), ("- a", "ValueError"), ("", "TypeError"), ("\0", "ReaderError")):
            self.settings_file.write_text(content, encoding="utf-8")
            done = self.run_python(MANAGE, "check")
            said = f"no settings ({why}); proctoring-config check {self.settings_file} says more"
            self.assertEqual((done.returncode, done.stderr), (1, f"{self.settings_file}: {said}\n"))

    def test_an_empty_database_is_migrated_and_the_users_can_be_created_twice(self):
        self.assertEqual(self.run_python(MANAGE, "migrate", "--verbosity", "0", "--skip-checks").stderr, "")
        for _ in range(2):
            done = self.run_python(MANAGE, "demo_data", "--skip-checks")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertRegex(done.stdout, PEOPLE)


class AuditTest(DemoCase):
    """``manage.py proctoring_audit`` on the demo's courses."""

    def test_it_finds_what_the_sample_courses_show(self):
        for command in (("migrate", "--verbosity", "0"), ("demo_data",)):
            self.assertEqual(self.run_python(MANAGE, *command, "--skip-checks").returncode, 0)
        done = self.run_python(MANAGE, "proctoring_audit")
        scope = "4 courses, as last published (current courses with active proctored exams)."
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn(f"Found no problems in {scope}\n", done.stderr)
        self.assertNotIn("Not checked", done.stderr)
        done = self.run_python(MANAGE, "proctoring_audit", "--all")
        found = re.findall(r"^(W\d+)  course-v1:Academy\+(\w+)\+2099 ", done.stdout, re.MULTILINE)
        self.assertEqual((done.returncode, found), (1, [("W101", "Biology"), ("W201", "Law")]))
        done = self.run_python(MANAGE, "proctoring_audit", "--suggest", "--all")
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.endswith("Run: proctoring-config upgrade --review-rules hidden FILE...\n"))
        done = self.run_in("sh", "-c", f"{sys.executable} {MANAGE} proctoring_audit --all > /dev/full")
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.endswith("CommandError: cannot print: no space left on device\n"), done.stderr)


class SampleFilesTest(DemoCase):
    """The settings files that operators may start from."""

    def test_the_healthy_pair_has_no_problems(self):
        done = self.run_in(COMMAND, "check", str(FILES / "lms.yml"), str(FILES / "cms.yml"))
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_the_file_with_mistakes_shows_most_rows_of_the_table_and_no_secret(self):
        name = str(FILES / "lms-with-mistakes.yml")
        done = self.run_in(COMMAND, "check", name)
        self.assertEqual(done.returncode, 1)
        found = re.findall(rf"^{re.escape(name)}:\d+:\d+: \w+ ([EW]\d+) ", done.stdout, re.MULTILINE)
        expected = ["E004", "E005", "E006", "E007", "W003", "W004", "W005", "W006", "W007", "W013", "W014", "W017"]
        self.assertEqual(sorted(set(found)), expected)
        secrets = re.findall(r"\S+-not-\S+|0123456789abcdef", (ROOT / name).read_text(encoding="utf-8"))
        self.assertEqual(len(secrets), 5)
        for secret in secrets:
            self.assertNotIn(secret, done.stdout + done.stderr)


class RunTest(RunningDemoCase):
    """``make demo``."""

    def test_it_serves_the_operator_page_to_staff_and_follows_the_settings_file(self):
        with self.demo() as output:
            told = output.read_text(encoding="utf-8")
            self.assertEqual(re.findall(r"\(exit status (\d)\)", told), ["0", "1", "0"], told)
            self.assertRegex(
                told,
                rf"{PEOPLE}\n  http://127\.0\.0\.1:{self.port}/ .*\n(?:\[.*\] \"GET /login/ .*\n)*$",
            )
            self.assertEqual(self.status("/proctoring-config/", self.logged_in("author")), HTTPStatus.FORBIDDEN)
            staff, url = self.logged_in("staff"), f"http://127.0.0.1:{self.port}/proctoring-config/"
            page = staff.open(url).read().decode()
            self.assertEqual(set(re.findall(r"proctoring_config\.[EW]\d+", page)), {"proctoring_config.W008"})

            for name, number in (("staff", 0), ("operator", 1)):
                admin = self.logged_in(name).open(f"http://127.0.0.1:{self.port}/admin/").read().decode()
                self.assertEqual(admin.count("The proctoring settings have 1 problem."), number)

            text = self.settings_file.read_text(encoding="utf-8")
            changed = text.replace("show_review_rules: false", 'show_review_rules: "False"')
            self.assertNotEqual(changed, text)
            self.settings_file.write_text(changed, encoding="utf-8")

            self.wait_until(lambda: "proctoring_config.W004" in self.text(staff, url))

    def test_a_port_in_use_is_said_at_once(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = self.run_python(RUN, DEMO_PORT=port)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(
            done.stderr, f"Port {port}: Address already in use. Take another one: make demo DEMO_PORT=8002\n"
        )

    def test_a_port_that_is_no_port_is_said_at_once(self):
        for port in ("http", "0", "65536", "-1"):
            done = self.run_python(RUN, DEMO_PORT=port)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr, f"DEMO_PORT: expected a number from 1 to 65535, found '{port}'\n")

    def test_settings_that_stop_the_platform_are_explained_instead_of_served(self):
        content = yaml.safe_load(self.settings_file.read_text(encoding="utf-8"))
        content["PROCTORING_BACKENDS"]["mock"] = None
        self.settings_file.write_text(yaml.safe_dump(content), encoding="utf-8")
        done = self.run_python(RUN)
        self.assertEqual(done.returncode, 1)
        self.assertIn("proctoring_config.E006", done.stderr)
        self.assertTrue(done.stderr.endswith(f"mend {self.settings_file} and try again.\n"), done.stderr[-300:])
