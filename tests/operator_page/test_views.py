"""Access to the operator page, and how its response is built."""

import sys
from http import HTTPStatus
from itertools import product
from unittest import mock

import ddt
from django.contrib.auth import get_user_model
from django.test import RequestFactory, TestCase, override_settings
from django.test.html import parse_html
from django.utils import translation
from django.views.debug import ExceptionReporter

from proctoring_config import diagnosis, html
from proctoring_config.operator_page import views
from proctoring_config.options import OPTIONS
from proctoring_config.validators import backends
from tests.hostile import MARKER
from tests.operator_page.people import OTHERS, PEOPLE, POLICY, READING, make_people, project
from tests.operator_page.reading import URL, attribute, elements, page, text


@project()
@ddt.ddt
class AccessTest(TestCase):
    """The page is for active platform staff."""

    @classmethod
    def setUpTestData(cls):
        make_people()

    def answer(self, who, method="GET", url=URL):
        """Send a request as ``who``."""
        if who != "anonymous":
            self.client.force_login(get_user_model().objects.get(username=who))
        return self.client.generic(method, url)

    @ddt.idata(product(PEOPLE, READING + OTHERS))
    @ddt.unpack
    def test_status_by_person_and_method(self, who, method):
        response = self.answer(who, method)
        expected = PEOPLE[who] if method in READING else HTTPStatus.METHOD_NOT_ALLOWED
        self.assertEqual(response.status_code, expected)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertIn("private", response["Cache-Control"])
        if method != "GET" or who != "staff":
            self.assertNotIn(b"<table", response.content)

    @override_settings(LOGIN_URL="https://courses.example/login")
    def test_anonymous_users_are_redirected_to_the_login_page_and_back(self):
        response = self.answer("anonymous", url=f"{URL}?a=b")
        self.assertEqual(response["Location"], "https://courses.example/login?next=/proctoring-config/%3Fa%3Db")

    def test_other_users_read_why_they_are_refused(self):
        self.assertContains(self.answer("author"), "For platform staff only", status_code=HTTPStatus.FORBIDDEN)

    @override_settings(MIDDLEWARE=[])
    def test_nobody_gets_in_without_authentication(self):
        self.assertEqual(self.answer("anonymous").status_code, HTTPStatus.FOUND)

    @ddt.data("anonymous", "author", "staff")
    def test_stylesheet_is_public(self, who):
        response = self.answer(who, url=f"{URL}style.css?v=1")
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "text/css; charset=utf-8"))
        self.assertContains(response, "forced-colors")
        self.assertEqual(self.client.post(f"{URL}style.css").status_code, HTTPStatus.METHOD_NOT_ALLOWED)


@ddt.ddt
class GuestTest(TestCase):
    """The page does not depend on the project's configuration."""

    @ddt.data([], [{"BACKEND": "django.template.backends.dummy.TemplateStrings"}])
    def test_template_engines_of_the_project_do_not_matter(self, engines):
        with override_settings(TEMPLATES=engines):
            self.assertIn("<table", page())

    def test_static_files_do_not_matter(self):
        with override_settings(STATIC_URL=None, STATIC_ROOT=None):
            (link,) = elements(parse_html(page()), "link")
        self.assertRegex(attribute(link, "href"), r"^style\.css\?v=\d")

    def test_page_loads_nothing_but_its_stylesheet(self):
        request = RequestFactory().get(URL)
        request.user = get_user_model()(is_staff=True)
        self.assertEqual(views.operator_page(request)["Content-Security-Policy"], POLICY)
        html = page()
        self.assertNotRegex(html, r"<script|<style|style=|\son\w+=|https?://|url\(")

    @ddt.data(("en", "ltr"), ("de", "ltr"), ("ar", "rtl"))
    @ddt.unpack
    def test_page_has_language_and_direction(self, language, direction):
        with translation.override(language):
            root = parse_html(page())
        self.assertEqual((root.name, attribute(root, "lang"), attribute(root, "dir")), ("html", language, direction))


HOSTILE = "</td><script>alert(1)</script>&amp;\"'"


class MarkupTest(TestCase):
    """The structure that assistive technology relies on."""

    @override_settings(
        PROCTORING_BACKENDS={
            "DEFAULT": HOSTILE,
            HOSTILE: {HOSTILE: HOSTILE},
            "mock": {"show_review_rules": "False"},
            f"{HOSTILE}{'x' * 60}": None,
        }
    )
    def test_keys_that_do_not_look_like_names_are_not_shown(self):
        html = page()
        parse_html(html)
        self.assertNotIn("<script", html)
        self.assertNotIn("alert", html)
        self.assertIn("<bdi>name not shown</bdi>", html)

    @override_settings(
        PROCTORING_BACKENDS={"DEFAULT": "mock", "mock": {}, "\u201cmo'ck\u201d": {}, "\u201cmock\u201d": {}}
    )
    def test_names_are_escaped(self):
        html = page()
        parse_html(html)
        self.assertIn("<bdi>&#x27;\u201cmock\u201d&#x27;</bdi>", html)

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "nul", "null": {}, "mock": {"show_review_rules": "False"}})
    def test_headings_sections_and_tables_are_labeled(self):
        document = parse_html(page())
        headings = [heading.name for heading in elements(document, "h1", "h2", "h3", "h4")]
        self.assertEqual(headings, ["h1", "h2", "h2", "h2", "h2"])
        named = {attribute(heading, "id"): text(heading) for heading in elements(document, "h2")}
        for section in elements(document, "section"):
            self.assertIn(attribute(section, "aria-labelledby"), named)
        (table,) = elements(document, "table")
        self.assertTrue(text(next(elements(table, "caption"))))
        scopes = [attribute(cell, "scope") for cell in elements(table, "th")]
        self.assertEqual(scopes, ["col"] * 5 + ["rowgroup"] * 2)

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {"a": 1}})
    def test_severity_and_answers_are_words(self):
        (body,) = elements(parse_html(page()), "tbody")
        answers = "requires_escalation_email No by default show_review_rules Yes by default"
        self.assertRegex(text(body), rf"{answers} .* 1 warning .*Warning proctoring_config\.W007")


SECRETS = {"DEFAULT": "mock", "mock": {**dict.fromkeys(OPTIONS, MARKER), "unknown": [MARKER]}, "other": MARKER}


@override_settings(PROCTORING_BACKENDS=SECRETS)
class FailureTest(TestCase):
    """Error reports when the page fails."""

    def frames(self, failing):
        """Return the local variables of our frames as Django's error reports show them."""
        with mock.patch.object(*failing, side_effect=RuntimeError):
            try:
                page()
            except RuntimeError:
                report = ExceptionReporter(None, *sys.exc_info())
        frames = [frame for frame in report.get_traceback_frames() if "proctoring_config" in frame["filename"]]
        self.assertTrue(frames)
        return str([frame["vars"] for frame in frames])

    def test_report_of_a_failing_diagnosis_contains_no_value(self):
        self.assertNotIn(MARKER, self.frames((diagnosis, "unsilenced")))
        self.assertNotIn(MARKER, self.frames((backends, "validate_backends")))

    @override_settings(DEBUG=True)
    def test_debug_page_of_a_failing_template_contains_no_value(self):
        self.assertNotIn(MARKER, self.frames((html, "_engine")))
