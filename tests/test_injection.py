"""Text that tries to be HTML, in every stored string and every setting that a page shows, on every page."""

from html.parser import HTMLParser

import ddt
from django.contrib.auth.models import User
from django.test import TestCase, override_settings
from edx_django_utils.plugins import get_plugin_url_patterns

from demo.course_overviews.models import CourseOverview
from demo.studio import models
from proctoring_config.validators.course import CourseSettings
from tests.audit.planting import override_org
from tests.studio.course_states import EXAM, FUTURE, KEY, PAST
from tests.urls import urlpatterns as of_tests

urlpatterns = [*of_tests, *get_plugin_url_patterns("cms.djangoapp")]


def hostile(name):
    """Text that breaks out of an element, an attribute in quotes of either kind, and a script."""
    return f"{name}'\"><b evil=1></b></script><script>evil()</script>" + "<!--{{evil}}${evil}&lt;"


COURSE, EXAM_NAME, USER = hostile("course"), hostile("exam"), hostile("user")
PROVIDER, GONE, STORED_EMAIL = hostile("numbat"), hostile("gone"), hostile("email")
RULES, STORED_RULES = hostile("rules"), hostile("stored-rules")
SUPPORT, ORG = hostile("support"), hostile("quokka")
OPTION, VALUE, TYPED, PATH = hostile("wombat"), hostile("value"), hostile("typed"), hostile("path")
BACKENDS = {
    "DEFAULT": PROVIDER,
    PROVIDER: {"requires_escalation_email": True, "verbose_name": VALUE, OPTION: VALUE, "tech_support_email": VALUE},
    "mock": {"show_review_rules": VALUE},
}
SETTINGS = f"/studio/{KEY}/"
EXAM_PAGE = f"/studio/{KEY}/exams/{EXAM}/"
AUTHOR_PAGES = ("/studio/", SETTINGS, EXAM_PAGE)
OPERATOR_PAGE = "/proctoring-config/"
LINKS = ("/studio/", "/proctoring-config/", "?", "#", "mailto:", "data:,", "style.css", "../", "./", "audit/")
#: Elements that no template of ours has.
FORBIDDEN_ELEMENTS = {"b", "img", "iframe", "object", "style", "base"}


class Page(HTMLParser):
    """The elements of a page, its scripts, and everything that a visitor can read."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self.attributes, self.in_script = [], [], [], False
        self.feed(response.content.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.in_script = tag == "script"

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_comment(self, data):
        self.elements.append("!--")

    def handle_data(self, data):
        self.text.append("(script)" + data if self.in_script and data.strip() else data)

    def holds(self, text):
        """Whether a visitor reads the text, or a control or an attribute holds it."""
        return text in "".join(self.text) or any(text in (value or "") for _, _, value in self.attributes)


@override_settings(ROOT_URLCONF=__name__, PROCTORING_BACKENDS=BACKENDS, PARTNER_SUPPORT_EMAIL=SUPPORT)
@ddt.ddt
class InjectionTest(TestCase):
    """Each is shown as the text that it is."""

    @classmethod
    def setUpTestData(cls):
        cls.author = User.objects.create(username=USER)
        cls.staff = User.objects.create(username=f"{USER}2", is_staff=True)
        cls.course = models.Course.objects.create(
            key=str(KEY),
            name=COURSE,
            start=FUTURE,
            enable_proctored_exams=True,
            proctoring_provider=PROVIDER,
            proctoring_escalation_email=STORED_EMAIL,
        )
        cls.course.authors.add(cls.author)
        cls.exam = models.Exam.objects.create(
            course=cls.course,
            key=EXAM,
            name=EXAM_NAME,
            kind="proctoredExam",
            default_time_limit_minutes=9,
            exam_review_rules=STORED_RULES,
        )
        CourseOverview.objects.create(
            id=str(KEY),
            org=ORG,
            display_name=COURSE,
            enable_proctored_exams=True,
            proctoring_provider=GONE,
            proctoring_escalation_email=STORED_EMAIL,
        )
        override_org(ORG, "on")

    def page(self, url, *, user=None, data=None, status=200):
        """Ask for a page, or send a form; return the page after it was searched for what broke out."""
        self.client.force_login(user or self.author)
        response = self.client.get(url) if data is None else self.client.post(url, data)
        self.assertEqual(response.status_code, status)
        page = Page(response)
        self.assertEqual(FORBIDDEN_ELEMENTS & set(page.elements), set())
        self.assertNotIn("!--", page.elements)
        scripts = [value for tag, name, value in page.attributes if (tag, name) == ("script", "src")]
        self.assertEqual(page.elements.count("script"), len(scripts))
        self.assertTrue(all(src.startswith("/studio/forms.js?") for src in scripts))
        self.assertFalse([text for text in page.text if text.startswith("(script)")])
        self.assertEqual([name for _, name, _ in page.attributes if name.startswith("on") or "evil" in name], [])
        links = [value for _, name, value in page.attributes if name in ("href", "src", "action", "formaction")]
        self.assertEqual([link for link in links if not link.startswith(LINKS)], [])
        self.assertFalse(page.holds(VALUE), "the value of an option is shown")
        return page

    @ddt.data(
        ("/studio/", [COURSE, PROVIDER, USER]),
        (SETTINGS, [COURSE, EXAM_NAME, PROVIDER, STORED_EMAIL, USER]),
        (EXAM_PAGE, [COURSE, EXAM_NAME, STORED_RULES, USER]),
    )
    @ddt.unpack
    def test_stored_strings_and_names_of_providers(self, url, shown):
        for user in (self.author, self.staff):
            page = self.page(url, user=user)
            for text in shown:
                self.assertTrue(page.holds(text), text)

    def test_the_operator_page(self):
        page = self.page(OPERATOR_PAGE, user=self.staff)
        self.assertTrue(page.holds("quokka'") or page.holds("quokka\\'"))
        self.assertTrue(page.holds("name not shown"))
        for name in ("numbat", "wombat"):
            self.assertFalse(page.holds(name), "a key that does not look like a name is shown")

    @ddt.data("", "?courses=all", "?courses=" + PATH)
    def test_the_audit(self, query):
        page = self.page(f"{OPERATOR_PAGE}audit/{query}", user=self.staff)
        chosen = query == "?courses=all"
        for text in ("proctoring_config.W104", COURSE, ORG, GONE):
            self.assertEqual(page.holds(text), chosen, text)
        self.assertFalse(page.holds(STORED_EMAIL))
        self.assertFalse(page.holds(PATH))

    @ddt.data(*AUTHOR_PAGES)
    def test_a_provider_that_is_gone(self, url):
        models.Course.objects.update(proctoring_provider=GONE, proctoring_escalation_email=None)
        self.page(url)
        self.assertTrue(self.page("/studio/").holds(GONE))

    def test_a_provider_that_is_locked_and_the_support_contact(self):
        models.Course.objects.update(start=PAST)
        page = self.page(SETTINGS)
        self.assertTrue(page.holds(PROVIDER))
        self.assertTrue(page.holds(SUPPORT))
        page = self.page(SETTINGS, data={"proctoring_provider": TYPED, "version": ""}, status=400)
        self.assertTrue(page.holds(SUPPORT))

    @ddt.data(*CourseSettings.__dataclass_fields__)
    def test_what_is_typed_into_the_settings(self, name):
        for user in (self.author, self.staff):
            data = {"enable_proctored_exams": "on", name: TYPED, "version": self.course.version}
            status = 403 if (user, name) == (self.author, "allow_proctoring_opt_out") else 400
            self.page(SETTINGS, user=user, data=data, status=status)

    @ddt.data("kind", "default_time_limit_minutes")
    def test_what_is_typed_into_an_exam(self, name):
        data = {"kind": "proctoredExam", "exam_review_rules": RULES, name: TYPED, "version": self.exam.version}
        page = self.page(EXAM_PAGE, data=data, status=400)
        self.assertTrue(page.holds(RULES))

    def test_both_versions_of_a_conflict_and_the_version_itself(self):
        sent = {"proctoring_escalation_email": "a@example.com", "version": TYPED}
        page = self.page(SETTINGS, data=sent, status=409)
        self.assertTrue(page.holds(STORED_EMAIL))
        page = self.page(EXAM_PAGE, data={"exam_review_rules": RULES, "version": TYPED}, status=409)
        self.assertTrue(page.holds(RULES) and page.holds(STORED_RULES))

    def test_a_provider_that_is_not_installed(self):
        data = {"kind": "proctoredExam", "default_time_limit_minutes": "01:00", "version": self.exam.version}
        page = self.page(EXAM_PAGE, data=data, status=400)
        self.assertTrue(page.holds(f"{PROVIDER} is not installed"))

    @ddt.named_data(
        ("a course key", f"course-v1:a+b+{PATH}/"),
        ("an exam key", f"{KEY}/exams/{PATH}/"),
        ("an old course key", f"a/b/{PATH}/"),
    )
    def test_addresses(self, path):
        self.page(f"/studio/{path}", user=self.staff, status=404)

    def test_json_is_no_html(self):
        self.client.force_login(self.author)
        for url in (
            f"/api/contentstore/v1/proctored_exam_settings/{KEY}",
            f"/api/contentstore/v1/proctoring_errors/{KEY}",
            f"/api/courses/v1/validation/{KEY}/?all=true",
        ):
            response = self.client.get(url, headers={"Accept": "text/html"})
            self.assertEqual(response["Content-Type"].partition(";")[0], "application/json")
