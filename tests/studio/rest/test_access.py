"""Access to every URL by user and method, CSRF protection, and JWTs."""

from itertools import product

import ddt
from django.test import TestCase
from edx_rest_framework_extensions.auth.jwt.tests.utils import generate_jwt

from tests.studio.course_states import KEY
from tests.studio.rest.base import CHECKLIST, ERRORS, MISSING, SETTINGS, RestMixin

SUFFIX = {SETTINGS: "", ERRORS: "", CHECKLIST: "/"}
WHO = ("anonymous", "other", "author", "staff")
# url, method, status for each of WHO
STATUSES = [
    (SETTINGS, "get", (401, 403, 200, 200)),
    (SETTINGS, "head", (401, 403, 200, 200)),
    (SETTINGS, "post", (401, 403, 200, 200)),
    (SETTINGS, "put", (401, 405, 405, 405)),
    (SETTINGS, "patch", (401, 405, 405, 405)),
    (SETTINGS, "delete", (401, 405, 405, 405)),
    (SETTINGS, "options", (401, 200, 200, 200)),
    (ERRORS, "get", (401, 403, 200, 200)),
    (ERRORS, "head", (401, 403, 200, 200)),
    (ERRORS, "post", (401, 405, 405, 405)),
    (ERRORS, "put", (401, 405, 405, 405)),
    (ERRORS, "patch", (401, 405, 405, 405)),
    (ERRORS, "delete", (401, 405, 405, 405)),
    (ERRORS, "options", (401, 200, 200, 200)),
    (CHECKLIST, "get", (401, 403, 200, 200)),
    (CHECKLIST, "head", (401, 403, 200, 200)),
    (CHECKLIST, "post", (401, 405, 405, 405)),
    (CHECKLIST, "put", (401, 405, 405, 405)),
    (CHECKLIST, "patch", (401, 405, 405, 405)),
    (CHECKLIST, "delete", (401, 405, 405, 405)),
    (CHECKLIST, "options", (401, 200, 200, 200)),
]
#: A body that changes nothing.
EMPTY = {"proctored_exam_settings": {}}
DENIED = "You do not have permission to perform this action."
ANONYMOUS = "Authentication credentials were not provided."
# url, who, key, status, body
ERRORS_BY_USER = [
    (SETTINGS, "anonymous", str(KEY), 401, {"detail": ANONYMOUS}),
    (SETTINGS, "other", str(KEY), 403, {"detail": DENIED}),
    (SETTINGS, "author", MISSING, 403, {"detail": DENIED}),
    (SETTINGS, "staff", MISSING, 404, {"detail": f"Course with course_id {MISSING} does not exist."}),
    (SETTINGS, "staff", "a+b+c", 404, {"detail": "Course with course_id a+b+c does not exist."}),
    (ERRORS, "anonymous", str(KEY), 401, {"developer_message": ANONYMOUS}),
    (ERRORS, "other", str(KEY), 403, {"developer_message": DENIED}),
    (
        ERRORS,
        "staff",
        MISSING,
        404,
        {"developer_message": f"Unknown course {MISSING}", "error_code": "course_does_not_exist"},
    ),
    (
        ERRORS,
        "author",
        "a+b+c",
        404,
        {"developer_message": "The provided course key cannot be parsed.", "error_code": "invalid_course_key"},
    ),
    (CHECKLIST, "anonymous", str(KEY), 401, {"developer_message": ANONYMOUS}),
    (
        CHECKLIST,
        "other",
        str(KEY),
        403,
        {
            "developer_message": "The requesting user does not have course author permissions.",
            "error_code": "user_permissions",
        },
    ),
]


@ddt.ddt
class AccessTest(RestMixin, TestCase):
    """Status codes and bodies."""

    def user(self, who):
        return getattr(self, who, None)

    @ddt.idata(product(STATUSES, enumerate(WHO)))
    @ddt.unpack
    def test_status(self, row, who):
        url, method, statuses = row
        index, name = who
        client = self.client_of(self.user(name))
        kwargs = {} if method in ("get", "head") else {"data": EMPTY, "format": "json"}
        response = getattr(client, method)(f"{url}{KEY}{SUFFIX[url]}", **kwargs)
        self.assertEqual(response.status_code, statuses[index])

    @ddt.idata(ERRORS_BY_USER)
    @ddt.unpack
    def test_bodies_of_errors(self, url, who, key, status, body):
        response = self.get(self.user(who), f"{url}{key}{SUFFIX[url]}")
        self.assertEqual((response.status_code, response.json()), (status, body))

    def test_post_is_rejected_like_get(self):
        for who, key, status in (("other", KEY, 403), ("author", MISSING, 403), ("staff", MISSING, 404)):
            for body in ({}, [], {"proctored_exam_settings": {"allow_proctoring_opt_out": "x"}}):
                response = self.client_of(self.user(who)).post(f"{SETTINGS}{key}", body, "json")
                self.assertEqual(response.status_code, status)

    @ddt.data("course-v1:edX+DemoX", "nonsense", "a/b", "")
    def test_invalid_keys_are_not_found(self, key):
        self.assertEqual(self.get(self.staff, SETTINGS + key).status_code, 404)

    def test_anonymous_users_learn_how_to_authenticate(self):
        self.assertEqual(self.get(None)["WWW-Authenticate"], 'JWT realm="api"')


class AuthenticationTest(RestMixin, TestCase):
    """Sessions require a CSRF token, JWTs do not."""

    url = f"{SETTINGS}{KEY}"

    def test_session_without_csrf_token_is_rejected(self):
        client = self.client_of(self.author, enforce_csrf_checks=True)
        response = client.post(self.url, EMPTY, "json")
        self.assertEqual(response.status_code, 403)
        self.assertIn("CSRF Failed", response.json()["detail"])

    def test_session_with_csrf_token_is_accepted(self):
        client = self.client_of(self.author, enforce_csrf_checks=True)
        token = "t" * 32
        client.cookies["csrftoken"] = token
        self.assertEqual(client.post(self.url, EMPTY, "json", headers={"X-CSRFToken": token}).status_code, 200)

    def test_jwt_does_not_require_a_csrf_token(self):
        client = self.client_of(None, enforce_csrf_checks=True)
        headers = {"Authorization": f"JWT {generate_jwt(self.author)}"}
        self.assertEqual(client.post(self.url, EMPTY, "json", headers=headers).status_code, 200)
        headers = {"Authorization": f"JWT {generate_jwt(self.other)}"}
        self.assertEqual(client.get(self.url, headers=headers).status_code, 403)

    def test_invalid_jwt_is_rejected(self):
        headers = {"Authorization": "JWT nonsense"}
        self.assertEqual(self.client_of(None).get(self.url, headers=headers).status_code, 401)

    def test_inactive_author_is_accepted_as_in_the_platform(self):
        type(self.author).objects.filter(pk=self.author.pk).update(is_active=False)
        client = self.client_of(None)
        client.force_login(self.author, backend="django.contrib.auth.backends.AllowAllUsersModelBackend")
        with self.settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.AllowAllUsersModelBackend"]):
            self.assertEqual(client.get(self.url).status_code, 200)
