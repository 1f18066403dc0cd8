"""The notice on the index of the real Django admin: who sees it, when it appears, and how it is dismissed."""

import inspect
import re
from http import HTTPStatus
from unittest import mock

import ddt
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, override_settings
from django.test.html import parse_html
from django.urls import resolve
from waffle.models import Flag

from proctoring_config import diagnosis, operator_page
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.operator_page.people import project
from tests.operator_page.reading import attribute, elements, text
from tests.processes import Start, run_all

INDEX, DISMISSAL = "/admin/", "/proctoring-config/dismiss-notice/"
HEALTHY = {"DEFAULT": "null", "null": {}}
WARNED = {**HEALTHY, "null": {"frobnicate": 1}}
WARNED_MORE = {**HEALTHY, "null": {"frobnicate": 1, "frobnicated": 1}}
WARNED_ELSEWHERE = {**HEALTHY, "null": {"frobnicated": 1}}
BROKEN = {**HEALTHY, "null": None}
MANY = {**HEALTHY, "null": dict.fromkeys((f"x{number}" for number in range(1000)), 1)}
PROJECT = project(PROCTORING_BACKENDS=WARNED)
WARNED_LINE = "The proctoring settings have 1 problem. Show problems and solutions Hide until there are new problems"


class NoticeCase(TestCase):
    """Users, and the messages in their admin."""

    @classmethod
    def setUpTestData(cls):
        make = get_user_model().objects.create
        make(username="superuser", is_staff=True, is_superuser=True)
        make(username="staff", is_staff=True)
        make(username="superuser who is not staff", is_superuser=True)
        make(username="inactive superuser", is_staff=True, is_superuser=True, is_active=False)
        make(username="author")

    def log_in(self, who):
        if who != "anonymous":
            self.client.force_login(get_user_model().objects.get(username=who))

    def shown(self, url=INDEX):
        """Return the messages on a page as elements."""
        response = self.client.get(url)
        if response.status_code != HTTPStatus.OK:
            return []
        lists = elements(parse_html(response.content.decode()), "ul")
        return [item for found in lists if attribute(found, "class") == "messagelist" for item in elements(found, "li")]

    def dismiss(self, **more):
        """Press the button of the notice."""
        (item,) = self.shown()
        fields = {attribute(field, "name"): attribute(field, "value") for field in elements(item, "input")}
        (form,) = elements(item, "form")
        return self.client.post(attribute(form, "action"), fields, **more)


@PROJECT
@ddt.ddt
class ShownTest(NoticeCase):
    """Who sees the notice, and when."""

    @ddt.data(
        ("anonymous", 0),
        ("author", 0),
        ("staff", 0),
        ("superuser who is not staff", 0),
        ("inactive superuser", 0),
        ("superuser", 1),
    )
    @ddt.unpack
    def test_only_superusers_see_the_notice(self, who, number):
        self.log_in(who)
        self.assertEqual([text(item) for item in self.shown()], [WARNED_LINE] * number)

    def test_staff_see_the_admin_without_the_notice(self):
        self.log_in("staff")
        self.assertContains(self.client.get(INDEX), "Site administration")

    @override_settings(PROCTORING_CONFIG_ADMIN_NOTICE=False)
    def test_list_of_apps_always_links_to_the_operator_page(self):
        self.log_in("staff")
        self.assertContains(self.client.get(INDEX), '<a href="/proctoring-config/">Problems and solutions</a>')

    def test_notice_links_to_the_operator_page(self):
        self.log_in("superuser")
        (item,) = self.shown()
        (link,) = elements(item, "a")
        self.assertContains(self.client.get(attribute(link, "href")), "proctoring_config.W007")

    @ddt.data((HEALTHY, []), (WARNED, ["warning"]), (BROKEN, ["error"]), (None, ["error"]), ([], ["error"]))
    @ddt.unpack
    def test_color_is_that_of_the_worst_problem(self, backends, classes):
        self.log_in("superuser")
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual([attribute(item, "class") for item in self.shown()], classes)

    def test_problems_are_counted(self):
        self.log_in("superuser")
        with override_settings(PROCTORING_BACKENDS=MANY):
            self.assertIn("The proctoring settings have 1000 problems.", text(self.shown()[0]))

    def test_problems_of_the_database_count(self):
        self.log_in("superuser")
        self.assertEqual(len(self.shown()), 1)
        with override_settings(PROCTORING_BACKENDS=HEALTHY):
            self.assertEqual(self.shown(), [])
            Flag.objects.create(name=FLAG, everyone=True)
            self.assertEqual([text(item) for item in self.shown()], [WARNED_LINE])

    def test_settings_are_read_on_every_view(self):
        self.log_in("superuser")
        for backends, number in ((WARNED, 1), (HEALTHY, 0), (WARNED, 1)):
            with override_settings(PROCTORING_BACKENDS=backends):
                self.assertEqual(len(self.shown()), number)

    @override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W007"])
    def test_silenced_problems_do_not_count(self):
        self.log_in("superuser")
        self.assertEqual(self.shown(), [])

    @override_settings(PROCTORING_CONFIG_ADMIN_NOTICE=False)
    def test_toggle_turns_off_notice_and_diagnosis(self):
        self.log_in("superuser")
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.assertEqual(self.shown(), [])
        diagnose.assert_not_called()

    @ddt.data("author", "staff")
    def test_no_diagnosis_for_other_users(self, who):
        self.log_in(who)
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.shown()
        diagnose.assert_not_called()

    @ddt.data("/admin/auth/", "/admin/auth/user/", "/another/")
    def test_other_pages_and_sites_have_no_notice(self, url):
        self.log_in("superuser")
        self.assertEqual(self.client.get(url).status_code, HTTPStatus.OK)
        self.assertEqual(self.shown(url), [])

    def test_message_is_not_kept_for_a_later_page(self):
        self.log_in("superuser")
        for _ in range(3):
            self.assertEqual(len(self.shown()), 1)
        self.assertEqual(self.shown("/admin/auth/user/"), [])
        self.assertNotIn("messages", self.client.cookies)

    def test_only_get_requests_get_the_notice(self):
        self.log_in("superuser")
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.client.head(INDEX)
            self.client.post(INDEX)
        diagnose.assert_not_called()

    @override_settings(ROOT_URLCONF="tests.operator_page.urls_without_plugins")
    def test_no_notice_without_the_operator_page(self):
        self.log_in("superuser")
        self.assertEqual(self.shown(), [])

    def test_other_messages_are_shown_as_before(self):
        self.log_in("superuser")
        user = get_user_model().objects.get(username="author")
        self.client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
        self.assertEqual(["deleted" in text(item) for item in self.shown()], [True, False])

    def test_names_of_providers_are_escaped(self):
        self.log_in("superuser")
        hostile = "</li><script>alert(1)</script>&amp;\"'"
        with override_settings(PROCTORING_BACKENDS={"DEFAULT": hostile, hostile: {hostile: hostile}}):
            html = self.client.get(INDEX).content.decode()
        self.assertIn("The proctoring settings have 2 problems.", html)
        self.assertNotIn("alert(1)", html)


@PROJECT
@ddt.ddt
class DismissedTest(NoticeCase):
    """Dismissing the notice."""

    def test_button_hides_the_notice_and_returns_to_the_admin(self):
        self.log_in("superuser")
        response = self.dismiss()
        self.assertRedirects(response, INDEX, status_code=HTTPStatus.SEE_OTHER)
        self.assertEqual(self.shown(), [])

    @ddt.data(
        (WARNED, WARNED, 0),
        (WARNED, WARNED_MORE, 1),
        (WARNED, WARNED_ELSEWHERE, 1),
        (WARNED, BROKEN, 1),
        (BROKEN, {**HEALTHY, "null": "x"}, 1),
        (WARNED, MANY, 1),
        (WARNED_MORE, WARNED, 0),
        (WARNED_MORE, HEALTHY, 0),
        (MANY, MANY, 0),
        (MANY, {**MANY, "mock": None}, 1),
    )
    @ddt.unpack
    def test_only_new_problems_bring_it_back(self, before, after, number):
        self.log_in("superuser")
        with override_settings(PROCTORING_BACKENDS=before):
            self.dismiss()
        with override_settings(PROCTORING_BACKENDS=after):
            self.assertEqual(len(self.shown()), number)

    @ddt.data((False, ""), (True, True))
    @ddt.unpack
    def test_cookie_lasts_half_a_year_and_is_limited_to_the_admin(self, https, secure):
        self.log_in("superuser")
        cookie = self.dismiss(secure=https).cookies["proctoring_config_seen"]
        attributes = {name: cookie[name] for name in ("max-age", "path", "httponly", "samesite", "secure", "domain")}
        self.assertEqual(
            attributes,
            {
                "max-age": 15811200,
                "path": INDEX,
                "httponly": True,
                "samesite": "Lax",
                "secure": secure,
                "domain": "",
            },
        )
        self.assertRegex(cookie.value, r"^[0-9a-f]{8}$")

    def test_cookie_of_a_thousand_problems_is_small(self):
        self.log_in("superuser")
        for backends in (MANY, {**HEALTHY, "null": dict.fromkeys((f"x{number}" for number in range(200)), 1)}):
            with override_settings(PROCTORING_BACKENDS=backends):
                self.assertLess(len(self.dismiss().cookies["proctoring_config_seen"].value), 2000)

    @ddt.data("", "0", "zzzzzzzz", "0" * 32000, "\0", "é" * 8)
    def test_foreign_cookie_hides_nothing(self, value):
        self.log_in("superuser")
        self.client.cookies["proctoring_config_seen"] = value
        self.assertEqual(len(self.shown()), 1)

    @ddt.data("anonymous", "author", "staff", "superuser who is not staff", "inactive superuser")
    def test_other_users_cannot_dismiss(self, who):
        self.log_in(who)
        response = self.client.post(DISMISSAL, {"seen": "0" * 8})
        self.assertEqual(response.status_code, HTTPStatus.FORBIDDEN)
        self.assertNotIn("proctoring_config_seen", response.cookies)

    @ddt.data("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
    def test_only_post_is_allowed(self, method):
        self.log_in("superuser")
        response = self.client.generic(method, DISMISSAL)
        self.assertEqual(response.status_code, HTTPStatus.METHOD_NOT_ALLOWED)
        self.assertIn("no-store", response["Cache-Control"])

    @ddt.data(None, "", "0" * 7, "0" * 9, "0" * 1608, "0" * 8 + "\n", "../../..", "0000000G", "\r\nX: y\r\n")
    def test_invalid_data_is_refused(self, seen):
        self.log_in("superuser")
        response = self.client.post(DISMISSAL, {} if seen is None else {"seen": seen})
        self.assertEqual((response.status_code, dict(response.cookies)), (HTTPStatus.BAD_REQUEST, {}))

    def test_redirect_cannot_be_changed_by_the_request(self):
        self.log_in("superuser")
        for query in ("next=https://evil.example/", "next=//evil.example"):
            response = self.client.post(
                f"{DISMISSAL}?{query}",
                {"seen": "0" * 8, "next": "//evil.example"},
                HTTP_REFERER="https://evil.example/",
            )
            self.assertEqual(response["Location"], INDEX)

    def test_csrf_token_is_required_even_without_the_middleware(self):
        self.client = Client(enforce_csrf_checks=True)
        self.log_in("superuser")
        self.assertEqual(self.client.post(DISMISSAL, {"seen": "0" * 8}).status_code, HTTPStatus.FORBIDDEN)
        self.assertEqual(self.dismiss().status_code, HTTPStatus.SEE_OTHER)

    @override_settings(ROOT_URLCONF="tests.operator_page.urls_without_admin")
    def test_nothing_to_dismiss_without_an_admin(self):
        self.log_in("superuser")
        self.assertEqual(self.client.post(DISMISSAL, {"seen": "0" * 8}).status_code, HTTPStatus.NOT_FOUND)


class OwnSite(admin.AdminSite):
    """A custom admin site whose index takes another argument."""

    def __init__(self, answer):
        super().__init__("own")
        self.answer = answer

    def index(self, request, extra_context=None, *, title="Own"):
        """The first page."""
        return self.answer(request, {"extra": extra_context, "title": title})


def template(request, context):
    """Return a response that is rendered later, like that of the admin."""
    return TemplateResponse(request, "admin/index.html", context)


@PROJECT
@ddt.ddt
class GuestTest(TestCase):
    """Parts of the admin that the notice leaves unchanged."""

    def request(self):
        """Return a request of a superuser, and the mock that receives its messages."""
        request = RequestFactory().get(INDEX)
        request.user = get_user_model()(is_staff=True, is_superuser=True)
        request._messages = mock.Mock()
        return request, request._messages.add

    def site(self, answer):
        """Return a site with the notice."""
        site = OwnSite(answer)
        operator_page.add_notice(site)
        return site

    def test_custom_index_gets_its_arguments_and_keeps_its_response(self):
        request, add = self.request()
        response = self.site(template).index(request, {"a": 1}, title="T")
        self.assertEqual(response.context_data, {"extra": {"a": 1}, "title": "T"})
        add.assert_called_once()

    def test_wrapper_keeps_name_signature_and_docstring(self):
        site, plain = self.site(template), OwnSite(template)
        self.assertEqual(inspect.signature(site.index), inspect.signature(plain.index))
        self.assertEqual((site.index.__name__, site.index.__doc__), ("index", "The first page."))

    def test_urls_of_the_admin_are_unchanged(self):
        match = resolve(INDEX)
        self.assertEqual(
            (match.view_name, match.func.__name__, match.func.admin_site), ("admin:index", "index", admin.site)
        )

    def test_second_call_changes_nothing(self):
        request, add = self.request()
        site = self.site(template)
        operator_page.add_notice(site)
        site.index(request)
        add.assert_called_once()

    @ddt.data(lambda request, context: HttpResponse("own"), lambda request, context: HttpResponseRedirect("/"))
    def test_response_without_messages_gets_none(self, answer):
        request, add = self.request()
        self.site(answer).index(request)
        add.assert_not_called()

    def test_exception_of_the_index_is_not_caught(self):
        def answer(request, context):
            raise LookupError("own")

        with self.assertRaisesMessage(LookupError, "own"):
            self.site(answer).index(self.request()[0])

    def test_exception_of_the_notice_is_logged_and_the_admin_works(self):
        request, add = self.request()
        with (
            mock.patch.object(diagnosis, "instance_problems", side_effect=RuntimeError("s3cret")),
            self.assertLogs("proctoring_config", "ERROR") as logs,
        ):
            response = self.site(template).index(request)
        self.assertEqual(response.status_code, HTTPStatus.OK)
        self.assertRegex(logs.output[0], "RuntimeError")
        self.assertNotIn("s3cret", logs.output[0])
        add.assert_not_called()

    def test_nothing_happens_without_the_messages_framework(self):
        request, _ = self.request()
        del request._messages
        with self.assertNoLogs("proctoring_config"):
            self.assertEqual(self.site(template).index(request).status_code, HTTPStatus.OK)
        self.assertEqual(list(messages.get_messages(request)), [])

    def test_nothing_happens_without_authentication(self):
        request, add = self.request()
        del request.user
        with self.assertNoLogs("proctoring_config"):
            self.site(template).index(request)
        add.assert_not_called()

    def test_number_of_queries(self):
        """One each for the table names, the flag, both kinds of overrides, and two for a savepoint in a transaction."""
        request, _ = self.request()
        with self.assertNumQueries(6):
            self.site(template).index(request)


class ProcessTest(SimpleTestCase):
    """Projects with and without an admin."""

    def test_app_starts_wherever_the_admin_is_installed(self):
        others = [app for app in settings.INSTALLED_APPS if app not in ("django.contrib.admin", "proctoring_config")]
        orders = [
            ["django.contrib.admin", *others, "proctoring_config"],
            ["proctoring_config", *others, "django.contrib.admin"],
            ["proctoring_config", *others, "django.contrib.admin.apps.SimpleAdminConfig"],
            ["proctoring_config", *others, "tests.operator_page.own_admin.OwnAdminConfig"],
            ["proctoring_config", *others],
        ]
        ended = run_all([Start(("admin.py",), HEALTHY, settings={"INSTALLED_APPS": order}) for order in orders])
        printed = [re.split(r"\s+", end.stdout.strip()) for end in ended]
        self.assertEqual(
            printed,
            [
                ["AdminSite", "True"],
                ["AdminSite", "True"],
                ["AdminSite", "True"],
                ["OwnAdminSite", "True"],
                ["none"],
            ],
            [end.stderr for end in ended],
        )
        self.assertEqual([end.ours for end in ended], [[]] * len(orders))
