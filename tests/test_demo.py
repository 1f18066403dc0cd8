"""The demo."""

import re
import socket
import sys
from http import HTTPStatus

import yaml

from tests.demos import FILES, MANAGE, RUN, DemoCase, RunningDemoCase
from tests.places import COMMAND, ROOT

PEOPLE = "".join(rf" +{name} +password {name}-demo .*\n" for name in ("operator", "staff", "author"))


class ProjectTest(DemoCase):
    """Management commands of the demo."""

    def test_check_reports_only_the_missing_plugin(self):
        done = self.run_python(MANAGE, "check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(re.findall(r"\((\S+)\) ", done.stderr), ["proctoring_config.W008"])

    def test_unreadable_settings_file_is_a_one_line_error(self):
        for content, why in (("a: [", "ParserError"), ("- a", "ValueError"), ("", "TypeError"), ("\0", "ReaderError")):
            self.settings_file.write_text(content, encoding="utf-8")
            done = self.run_python(MANAGE, "check")
            message = f"cannot be read ({why}). Run: proctoring-config check {self.settings_file}"
            self.assertEqual((done.returncode, done.stderr), (1, f"{self.settings_file} {message}\n"))

    def test_users_can_be_created_twice(self):
        self.assertEqual(self.run_python(MANAGE, "migrate", "--verbosity", "0", "--skip-checks").stderr, "")
        for _ in range(2):
            done = self.run_python(MANAGE, "demo_data", "--skip-checks")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertRegex(done.stdout, PEOPLE)


class AuditTest(DemoCase):
    """``manage.py proctoring_audit`` on the demo's courses."""

    def test_audit_finds_the_problems_of_the_sample_courses(self):
        for command in (("migrate", "--verbosity", "0"), ("demo_data",)):
            self.assertEqual(self.run_python(MANAGE, *command, "--skip-checks").returncode, 0)
        done = self.run_python(MANAGE, "proctoring_audit")
        scope = "4 courses, as last published (current courses with active proctored exams)."
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn(f"Found no problems in {scope}\n", done.stderr)
        self.assertNotIn("Not checked", done.stderr)
        done = self.run_python(MANAGE, "proctoring_audit", "--all")
        found = re.findall(r"^(W\d+)  [^$]+?course-v1:Academy\+(\w+)\+2099$", done.stdout, re.MULTILINE)
        self.assertEqual((done.returncode, found), (1, [("W101", "Biology"), ("W201", "Law")]))
        done = self.run_python(MANAGE, "proctoring_audit", "--suggest", "--all")
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.endswith("Run: proctoring-config upgrade --review-rules hidden FILE...\n"))
        done = self.run_in("sh", "-c", f"{sys.executable} {MANAGE} proctoring_audit --all > /dev/full")
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stderr.endswith("CommandError: cannot print: no space left on device\n"), done.stderr)


class SampleFilesTest(DemoCase):
    """The sample settings files."""

    def test_files_without_problems(self):
        done = self.run_in(COMMAND, "check", str(FILES / "lms.yml"), str(FILES / "cms.yml"))
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_file_with_mistakes_has_many_problems_and_no_secret_is_printed(self):
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

    def test_operator_page_follows_the_settings_file(self):
        with self.demo() as output:
            printed = output.read_text(encoding="utf-8")
            self.assertEqual(re.findall(r"\(exit status (\d)\)", printed), ["0", "1", "0"], printed)
            self.assertRegex(
                printed,
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

    def test_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = self.run_python(RUN, DEMO_PORT=port)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(
            done.stderr,
            f"Cannot use port {port}: Address already in use. Choose another port: make demo DEMO_PORT=8002\n",
        )

    def test_invalid_port(self):
        for port in ("http", "0", "65536", "-1"):
            done = self.run_python(RUN, DEMO_PORT=port)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr, f"DEMO_PORT must be a number from 1 to 65535, but is '{port}'.\n")

    def test_errors_are_reported_instead_of_starting_the_server(self):
        content = yaml.safe_load(self.settings_file.read_text(encoding="utf-8"))
        content["PROCTORING_BACKENDS"]["mock"] = None
        self.settings_file.write_text(yaml.safe_dump(content), encoding="utf-8")
        done = self.run_python(RUN)
        self.assertEqual(done.returncode, 1)
        self.assertIn("proctoring_config.E006", done.stderr)
        self.assertTrue(done.stderr.endswith(f"Fix {self.settings_file} and try again.\n"), done.stderr[-300:])
