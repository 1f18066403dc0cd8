"""The notice in projects with a custom admin, with parts of Django missing, or without an admin."""

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
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.urls import resolve

from proctoring_config import diagnosis, operator_page
from tests.operator_page.notice import HEALTHY, INDEX, PROJECT
from tests.processes import Start, run_all


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
