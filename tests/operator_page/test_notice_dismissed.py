"""Dismissing the notice on the index of the admin."""

from http import HTTPStatus

import ddt
from django.test import Client, override_settings

from tests.operator_page.notice import BROKEN, HEALTHY, INDEX, MANY, PROJECT, WARNED, WARNED_MORE, NoticeCase

DISMISSAL = "/proctoring-config/dismiss-notice/"
WARNED_ELSEWHERE = {**HEALTHY, "null": {"frobnicated": 1}}


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
