"""The demo with production settings: deployment checks, headers, cookies and redirects."""

import json
import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import yaml
from django.test import SimpleTestCase

from demo.demo_site.sample_courses import COURSES
from tests.demos import MANAGE, DemoCase

HOST = "studio.example"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "demo.demo_site.settings_production",
    "DEMO_SECRET_KEY": "".join(chr(97 + number % 26) * 2 + str(number) for number in range(40)),
    "DEMO_HOSTS": HOST,
}
#: Reads a list of (user, method, URL, data, more) and prints status, headers and cookies of each response.
REQUESTS = """
import json, os, sys
import django
django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
answers = []
for who, method, address, data, more in json.loads(sys.argv[1]):
    client = Client(raise_request_exception=False, HTTP_HOST=os.environ["DEMO_HOSTS"])
    if who:
        client.force_login(get_user_model().objects.get(username=who))
    extra = {"secure": True, **more}
    response = getattr(client, method)(address, data, **extra)
    cookies = {name: dict(morsel) for name, morsel in response.cookies.items()}
    answers.append([response.status_code, dict(response.headers), cookies])
print(json.dumps(answers))
"""
COURSE = COURSES[0]
PAGES = [
    "/studio/",
    f"/studio/{COURSE.key}/",
    f"/studio/{COURSE.key}/exams/{COURSE.exam_key('Quiz')}/",
    "/studio/course-v1:a+b+c/",
    "/proctoring-config/",
]
OTHERS = [
    "/",
    "/login/",
    "/studio/style.css",
    "/studio/forms.js",
    "/proctoring-config/style.css",
    f"/api/contentstore/v1/proctored_exam_settings/{COURSE.key}",
    f"/api/contentstore/v1/proctoring_errors/{COURSE.key}",
    f"/api/courses/v1/validation/{COURSE.key}/",
    "/absent/",
]
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    f"https://{HOST}@evil.example/",
    f"https://{HOST}.evil.example/",
    "\t//evil.example/",
    "/\t/evil.example/",
    "http://studio.example/",
    "javascript:alert(1)",
    "data:text/html,x",
]


class ProductionCase(DemoCase):
    """A demo with production settings, and only with installed providers."""

    def setUp(self):
        super().setUp()
        self.environment |= PRODUCTION
        settings = yaml.safe_load(self.settings_file.read_text(encoding="utf-8"))
        del settings["PROCTORING_BACKENDS"]["proctortrack"]
        self.settings_file.write_text(yaml.safe_dump(settings), encoding="utf-8")


class DeploymentTest(ProductionCase):
    """``manage.py check --deploy``."""

    COMMAND = (MANAGE, "check", "--deploy", "--fail-level", "WARNING")

    def test_no_problems(self):
        done = self.run_python(*self.COMMAND)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, "System check identified no issues (0 silenced).\n")

    def test_weak_key_is_reported(self):
        done = self.run_python(*self.COMMAND, DEMO_SECRET_KEY="django-insecure-x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("security.W009", done.stderr)

    def test_required_environment_variables(self):
        done = self.run_python(*self.COMMAND, DEMO_SECRET_KEY="", DEMO_HOSTS="")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "Set DEMO_SECRET_KEY and DEMO_HOSTS in the environment.\n")


class AnswersTest(SimpleTestCase):
    """Responses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = ProductionCase()
        cls.demo.setUp()
        cls.addClassCleanup(cls.demo.doCleanups)
        for arguments in (("migrate", "--verbosity", "0"), ("demo_data",)):
            done = cls.demo.run_python(MANAGE, *arguments, "--skip-checks")
            assert done.returncode == 0, done.stderr

    def answers(self, *requests):
        """Send the requests in another process. Return status, headers and cookies of each response."""
        done = self.demo.run_python("-c", REQUESTS, json.dumps(requests))
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return json.loads(done.stdout)

    def lands(self, base, headers):
        """Return the URL to which a browser follows a redirect."""
        return urlsplit(urljoin(f"https://{HOST}{base}", headers["Location"].replace("\\", "/")))

    def test_headers(self):
        requested = [(who, url) for who in ("", "author", "staff") for url in [*PAGES, *OTHERS]]
        answers = self.answers(*([who, "get", url, None, {}] for who, url in requested))
        for (who, url), (status, headers, _) in zip(requested, answers, strict=True):
            with self.subTest(url, who=who, status=status):
                self.assertLess(status, 500)
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["X-Frame-Options"], "DENY")
                self.assertEqual(headers["Referrer-Policy"], "same-origin")
                self.assertEqual(headers["Cross-Origin-Opener-Policy"], "same-origin")
                self.assertRegex(headers["Strict-Transport-Security"], r"^max-age=31536000; includeSubDomains")
                if url in PAGES:
                    self.assertIn("no-store", headers["Cache-Control"])
                if url in PAGES and status != 302:
                    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
                    self.assertEqual(policy["default-src"], "'none'")
                    self.assertEqual(policy["frame-ancestors"], "'none'")
                    self.assertEqual(policy["base-uri"], "'none'")
                    self.assertIn(policy["form-action"], ("'self'", "'none'"))
                    self.assertIn(policy.get("script-src", "'none'"), ("'self'", "'none'"))

    def test_other_host_and_plain_http(self):
        other, plain = self.answers(
            ["", "get", "/studio/", None, {"HTTP_HOST": "evil.example"}],
            ["", "get", "/studio/", None, {"secure": False}],
        )
        self.assertEqual(other[0], 400)
        self.assertEqual((plain[0], plain[1]["Location"]), (301, f"https://{HOST}/studio/"))

    def test_cookies(self):
        form = {"username": "author", "password": "author-demo"}
        ((status, _, cookies), (_, _, csrf)) = self.answers(
            ["", "post", "/login/", form, {}], ["", "get", "/login/", None, {}]
        )
        self.assertEqual(status, 302)
        self.assertEqual(set(csrf), {"proctoring_config_demo_csrf"})
        self.assertEqual(set(cookies), {"proctoring_config_demo_session", "proctoring_config_demo_csrf"})
        for cookie in (*cookies.values(), *csrf.values()):
            self.assertTrue(cookie["secure"] and cookie["httponly"], cookie)
            self.assertEqual(cookie["samesite"], "Lax")

    def test_login_and_logout_do_not_redirect_to_other_sites(self):
        form = {"username": "author", "password": "author-demo"}
        requests = [["", "post", "/login/", {**form, "next": next_}, {}] for next_ in ELSEWHERE]
        requests += [["author", "post", "/logout/", {"next": next_}, {}] for next_ in ELSEWHERE]
        for (_, _, url, data, _), (status, headers, _) in zip(requests, self.answers(*requests), strict=True):
            place = self.lands(url, headers)
            self.assertEqual((status, place.scheme, place.netloc), (302, "https", HOST), data["next"])

    def test_login_redirects_to_the_requested_page(self):
        form = {"username": "author", "password": "author-demo", "next": PAGES[1]}
        ((status, headers, _),) = self.answers(["", "post", "/login/", form, {}])
        self.assertEqual((status, headers["Location"]), (302, PAGES[1]))

    def test_pages_do_not_redirect_to_other_sites(self):
        hostile = [f"{page}?next={next_}" for page in PAGES for next_ in ("https://evil.example/", "//evil.example/")]
        hostile += ["//evil.example/studio/", "/studio//evil.example/", "/studio", "/studio/%2Fevil.example/settings"]
        answers = self.answers(*(["", "get", url, None, {}] for url in hostile))
        for url, (status, headers, _) in zip(hostile, answers, strict=True):
            with self.subTest(url):
                self.assertIn(status, (301, 302, 404))
                if status != 404:
                    place = self.lands(url if url.startswith("/studio") else "/", headers)
                    self.assertEqual((place.scheme, place.netloc), ("https", HOST))
                    (next_,) = parse_qs(place.query).get("next", ["/"])
                    self.assertRegex(next_, r"^/(?!/)")

    def test_saved_form_redirects_to_itself(self):
        page = PAGES[1]
        data = {"enable_proctored_exams": "on", "proctoring_provider": "mock", "next": "https://evil.example/"}
        before, after = self.answers(
            ["author", "post", f"{page}?next=//evil.example/", data, {}],
            ["author", "post", f"{page}?next=//evil.example/", {**data, "version": self.version()}, {}],
        )
        self.assertEqual(before[0], 409)
        self.assertEqual((after[0], after[1]["Location"]), (303, page))

    def version(self):
        """Return the stored version of the first course."""
        with sqlite3.connect(Path(self.demo.environment["DEMO_VAR"], "demo.sqlite3")) as database:
            return database.execute("select version from demo_studio_course where key = ?", [COURSE.key]).fetchone()[0]
