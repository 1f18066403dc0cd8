"""Access to every page by user and method, CSRF protection, and headers."""

from itertools import product
from urllib.parse import parse_qs

import ddt
from django.test import Client, TestCase

from demo.studio import models
from tests.studio.course_states import EXAM, KEY
from tests.studio.pages.base import PageMixin
from tests.studio.rest.base import MISSING

WHO = ("anonymous", "other", "author", "staff")
FORMS = ("", f"exams/{EXAM}/")
#: Former pages, and the part of the course page to which they redirect.
MOVED = {"settings/": "settings", "checklist/": "status", "dashboard/": "status", "exams/": "exams"}
# pages of a course, method, status for each of WHO; anonymous users get the login page, or keep what they post
STATUSES = [
    (FORMS, "get", (302, 403, 200, 200)),
    (FORMS, "head", (302, 403, 200, 200)),
    (FORMS, "post", (401, 403, 409, 409)),  # because no version is sent
    (FORMS, "put", (302, 403, 405, 405)),
    (FORMS, "patch", (302, 403, 405, 405)),
    (FORMS, "delete", (302, 403, 405, 405)),
    (FORMS, "options", (302, 403, 200, 200)),
]
COURSE_STATUSES = [
    (f"/studio/{KEY}/{page}", method, statuses) for pages, method, statuses in STATUSES for page in pages
]
LIST_STATUSES = [
    ("/studio/", "get", (302, 200, 200, 200)),
    ("/studio/", "head", (302, 200, 200, 200)),
    ("/studio/", "post", (302, 405, 405, 405)),
    ("/studio/", "put", (302, 405, 405, 405)),
    ("/studio/", "patch", (302, 405, 405, 405)),
    ("/studio/", "delete", (302, 405, 405, 405)),
    ("/studio/", "options", (302, 200, 200, 200)),
]
ASSET_STATUSES = [
    (f"/studio/{name}", method, (status,) * 4)
    for name in ("style.css", "forms.js")
    for method, status in [("get", 200), ("head", 200)]
    + [(method, 405) for method in ("post", "put", "patch", "delete", "options")]
]


@ddt.ddt
class AccessTest(PageMixin, TestCase):
    """Status codes and access."""

    @ddt.idata(product([*COURSE_STATUSES, *LIST_STATUSES, *ASSET_STATUSES], enumerate(WHO)))
    @ddt.unpack
    def test_status(self, row, who):
        url, method, statuses = row
        index, name = who
        user = getattr(self, name, None)
        if user:
            self.client.force_login(user)
        data = {"kind": "timed"} if method == "post" else {}
        response = getattr(self.client, method)(url, **({"data": data} if data else {}))
        self.assertEqual(response.status_code, statuses[index])
        if statuses[index] == 302:
            path, _, query = response["Location"].partition("?")
            self.assertEqual((path, parse_qs(query)), ("/accounts/login/", {"next": [url]}))

    @ddt.data(
        f"/studio/{MISSING}/exams/{EXAM}/",
        f"/studio/{MISSING}/",
        "/studio/a+b+c/",
        f"/studio/{KEY}/exams/{EXAM}x/",
        f"/studio/{KEY}/exams/nonsense/",
        f"/studio/course-v1:edX+Other+2030/exams/{EXAM}/",
    )
    def test_missing_courses_and_exams(self, url):
        self.client.force_login(self.staff)
        for method in (self.client.get, self.client.post):
            response = method(url)
            self.assertContains(response, "This course or exam does not exist.", status_code=404)

    def test_forbidden_and_missing_courses_look_the_same(self):
        self.client.force_login(self.other)
        answers = [self.client.get(f"/studio/{key}/") for key in (KEY, MISSING)]
        self.assertEqual([answer.status_code for answer in answers], [403, 403])
        self.assertEqual(answers[0].content, answers[1].content)

    @ddt.data("course-v1%3AedX%2BDemoX%2B2030", str(KEY))
    def test_encoded_keys(self, key):
        self.client.force_login(self.author)
        self.assertEqual(self.client.get(f"/studio/{key}/").status_code, 200)

    def test_keys_of_the_old_format(self):
        self.change_course(key="edX/DemoX/2030")
        models.Exam.objects.update(key="i4x://edX/DemoX/sequential/final")
        self.client.force_login(self.author)
        course, exam = "/studio/edX/DemoX/2030/", "/studio/edX/DemoX/2030/exams/i4x://edX/DemoX/sequential/final/"
        for page, link in (("/studio/", course), (course, exam)):
            self.assertContains(self.client.get(page), f'href="{link}"')
            self.assertEqual(self.client.get(link).status_code, 200)

    @ddt.data(*MOVED.items())
    @ddt.unpack
    def test_former_pages_redirect_and_keep_a_form(self, path, part):
        self.client.force_login(self.author)
        for method in (self.client.get, self.client.post):
            answer = method(f"/studio/{KEY}/{path}")
            self.assertEqual((answer.status_code, answer["Location"]), (307, f"/studio/{KEY}/#{part}"))

    def test_authors_see_only_their_own_courses(self):
        for user, seen in ((self.author, ["Demo"]), (self.other, ["Other"]), (self.staff, ["Demo", "Other"])):
            self.client.force_login(user)
            page = self.client.get("/studio/").content.decode()
            self.assertEqual([name for name in ("Demo", "Other") if f"<bdi>{name}</bdi>" in page], seen)

    @ddt.data(*FORMS)
    def test_form_without_csrf_token_is_rejected(self, path):
        self.assertEqual(self.page(self.author, path, {"kind": "timed"}, enforce_csrf_checks=True).status_code, 403)

    @ddt.data(*FORMS)
    def test_csrf_token_in_the_page_is_valid(self, path):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.author)
        page = client.get(f"/studio/{KEY}/{path}").content.decode()
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        answer = client.post(f"/studio/{KEY}/{path}", {"csrfmiddlewaretoken": token, "kind": "timed"})
        self.assertEqual(answer.status_code, 409)

    def test_error_pages_are_not_cached(self):
        for user, url, status in (
            (self.other, f"/studio/{KEY}/", 403),
            (self.staff, "/studio/a+b+c/", 404),
        ):
            self.client.force_login(user)
            response = self.client.get(url)
            self.assertEqual(response.status_code, status)
            self.assertIn("no-store", response["Cache-Control"])

    def test_pages_are_not_cached_or_framed_and_run_only_their_own_script(self):
        answer = self.page(self.author)
        self.assertIn("no-store", answer["Cache-Control"])
        policy = answer["Content-Security-Policy"]
        for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
            self.assertIn(rule, policy)
        self.assertNotIn("unsafe", policy)
