"""The sample courses of the demo show what they are meant to show."""

import json
import re
from contextlib import contextmanager
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, build_opener

from lxml import html

from demo.demo_site.sample_courses import COURSES
from tests.demos import RunningDemoCase

SAMPLES = {sample.name: sample for sample in COURSES}
PROVIDER, EMAIL, RULES = "proctoring_provider", "proctoring_escalation_email", "exam_review_rules"
NOT_INSTALLED = (
    "proctortrack is not installed on this server, so it cannot proctor this exam. Contact partners@academy.example."
)
NOT_PROCTORED = (
    "proctortrack is not installed on this server, so it cannot proctor exams. Choose another provider, or contact "
    "partners@academy.example."
)
MISSING = "RPNow (software_secure) requires an escalation email."


def path(course, page=""):
    """Return the path of a page of a course."""
    return f"/studio/{SAMPLES[course].key}/{page}"


def exam_path(course, exam):
    """Return the path of an exam's page."""
    return path(course, f"exams/{SAMPLES[course].exam_key(exam)}/")


class SampleCoursesTest(RunningDemoCase):
    """One demo, used by an author and by platform staff."""

    def answer(self, visitor, where, data=None, **headers):
        """Return the status and the text of a response."""
        request = Request(f"http://127.0.0.1:{self.port}{where}", data, headers)
        try:
            with visitor.open(request, timeout=30) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def form(self, visitor, where):
        """Return the form on a page."""
        status, text = self.answer(visitor, where)
        self.assertEqual(status, 200, where)
        return html.fromstring(text).xpath("//form[@data-form]")[0]

    def submit(self, visitor, where, **changes):
        """Submit the form on a page with changes. Return the status and the text of the response."""
        values = {**dict(self.form(visitor, where).form_values()), **changes}
        status, text = self.answer(visitor, where, urlencode(values).encode())
        return status, unescape(text)

    def offered(self, visitor, course):
        """Return the providers that a course's page offers."""
        return self.form(visitor, path(course)).fields[PROVIDER], [
            radio.get("value") for radio in self.form(visitor, path(course)).xpath(f".//input[@name='{PROVIDER}']")
        ]

    @contextmanager
    def visitors(self):
        """Serve a demo, and yield clients for the author and for platform staff."""
        with self.demo():
            yield self.logged_in("author"), self.logged_in("staff")

    def test_sample_courses(self):
        with self.visitors() as (author, staff):
            for check in (
                self.check_pages,
                self.check_links,
                self.check_settings,
                self.check_problems,
                self.check_exams,
                self.check_rest,
            ):
                with self.subTest(check.__name__):
                    check(author, staff)

    def check_pages(self, author, staff):
        for sample in COURSES:
            pages = [path(sample.name), *(exam_path(sample.name, exam) for exam in sample.exams)]
            for page in pages:
                self.assertEqual(self.answer(staff, page)[0], 200, page)
                self.assertEqual(self.answer(author, page)[0], 200 if sample.of_author else 403, page)

    def check_links(self, author, staff):
        start = self.answer(author, "/")[1]
        self.assertLessEqual({f'href="{path(name)}"' for name in SAMPLES}, set(re.findall(r'href="[^"]+"', start)))
        for link in re.findall(r'href="(/[^"]*)"', start):
            self.assertEqual(self.answer(staff, link)[0], 200, link)
        for visitor, names in ((author, set(SAMPLES) - {"Music"}), (staff, set(SAMPLES))):
            links = html.fromstring(self.answer(visitor, "/studio/")[1]).xpath("//tbody//th/a")
            self.assertEqual({link.text_content() for link in links}, names)

    def check_settings(self, author, staff):
        configured = ["mock", "null", "proctortrack", "software_secure"]
        self.assertEqual(self.offered(author, "Chemistry"), ("software_secure", configured))
        with_lti = ["lti_external", *configured]
        self.assertEqual(self.offered(author, "Medicine"), ("lti_external", with_lti))
        needs = self.form(author, path("Chemistry")).xpath(f".//*[@name='{EMAIL}']/ancestor::*/@data-needs")
        self.assertEqual(json.loads(needs[-1])[PROVIDER], ["proctortrack", "software_secure"])
        self.assertEqual(self.offered(staff, "Physics"), ("software_secure", configured))
        locked = self.answer(author, path("Physics"))[1]
        self.assertNotIn(f'name="{PROVIDER}"', locked)
        self.assertIn("Contact partners@academy.example.", locked)

    def check_problems(self, author, staff):
        for page, problems in (("/studio/", (MISSING, NOT_PROCTORED)), (path("Biology"), (MISSING,))):
            text = " ".join(html.fromstring(self.answer(author, page)[1]).text_content().split())
            for problem in problems:
                self.assertIn(problem, text)
        for page in (path("Law"), exam_path("Law", "Moot court")):
            self.assertIn(NOT_PROCTORED, self.answer(author, page)[1])
        status, text = self.submit(author, path("Biology"))
        self.assertEqual((status, text.count(MISSING)), (400, 2))
        status, text = self.submit(author, path("Law"), **{PROVIDER: "software_secure", EMAIL: "a@b"})
        self.assertEqual((status, text.count("Enter an email address such as name@example.com.")), (400, 2))
        status, text = self.submit(author, path("Biology"), **{EMAIL: "biology@academy.example"})
        self.assertEqual(status, 200)
        self.assertIn("The settings were saved.", text)

    def check_exams(self, author, staff):
        for course, expected in (("Chemistry", True), ("History", True), ("Medicine", True), ("Geography", False)):
            fields = self.form(author, exam_path(course, "Final exam")).fields
            self.assertEqual(RULES in fields, expected, course)
        status, text = self.submit(author, exam_path("Law", "Moot court"), kind="proctoredExam")
        self.assertEqual((status, text.count(NOT_INSTALLED)), (400, 2))
        status, _ = self.submit(author, exam_path("History", "Final exam"), default_time_limit_minutes="02:00")
        self.assertEqual(status, 200)
        registered = {}
        for name in ("History", "Chemistry", "Medicine"):
            api = f"/api/edx_proctoring/v1/proctored_exam/exam/course_id/{SAMPLES[name].key}"
            registered[name] = [
                (exam["exam_name"], exam["time_limit_mins"], exam["backend"], exam["is_proctored"])
                for exam in json.loads(self.answer(staff, api)[1])
            ]
        self.assertEqual(
            {name: sorted(exams) for name, exams in registered.items()},
            {
                "History": [("Final exam", 120, "mock", True)],
                "Chemistry": [
                    ("Final exam", 90, "software_secure", True),
                    ("Quiz", 45, "software_secure", False),
                    ("Rehearsal", 20, "software_secure", True),
                ],
                "Medicine": [],
            },
        )

    def check_rest(self, author, staff):
        key = quote(SAMPLES["Medicine"].key)
        status, text = self.answer(author, f"/api/contentstore/v1/proctored_exam_settings/{key}")
        self.assertEqual((status, json.loads(text)["requires_escalation_email_providers"][0]), (200, "lti_external"))
        self.assertEqual(self.answer(author, f"/api/contentstore/v1/proctoring_errors/{key}")[0], 200)
        self.assertEqual(self.answer(author, f"/api/courses/v1/validation/{key}/")[0], 200)
        review = "/api/edx_proctoring/proctoring_review_callback/"
        empty = json.dumps({"examMetaData": {"examCode": "none", "ssiRecordLocator": "none"}}).encode()
        status, text = self.answer(build_opener(), review, empty, **{"Content-Type": "application/json"})
        self.assertEqual((status, text), (400, '{"detail":"Could not locate attempt_code=none"}'))
