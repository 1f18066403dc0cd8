"""Bodies, content types, sizes and headers of requests to proctored_exam_settings, and headers of responses."""

from dataclasses import replace

import ddt
from django.test import TestCase, override_settings

from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import FUTURE, KEY
from tests.studio.rest.base import CHECKLIST, ERRORS, SETTINGS, STORE, RestMixin

TOO_LARGE = "The request body is too large."
FORM = b'--x\r\nContent-Disposition: form-data; name="enable_proctored_exams"\r\n\r\nfalse\r\n--x--\r\n'
STORED = CourseSettings(True, False, "strict", "a@example.com")
NO_SETTINGS = "Expected a JSON object with an object under proctored_exam_settings."


@ddt.ddt
class BodyTest(RestMixin, TestCase):
    """Invalid bodies."""

    @ddt.data("[]", "null", "7", '"x"', '{"proctored_exam_settings": null}', '{"proctored_exam_settings": [1]}')
    def test_json_with_another_structure(self, body):
        response = self.client_of(self.author).post(f"{SETTINGS}{KEY}", body, content_type="application/json")
        self.assertEqual((response.status_code, response.json()), (400, {"detail": NO_SETTINGS}))

    @ddt.data(b"", b"{}", b'{"something": "else"}', b'{"enable_proctored_exams": false}', b'{"settings": {}}')
    def test_body_without_the_settings_is_rejected(self, body):
        response = self.client_of(self.author).post(f"{SETTINGS}{KEY}", body, content_type="application/json")
        self.assertEqual((response.status_code, response.json()), (400, {"detail": NO_SETTINGS}))

    @ddt.data(b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000, b"1" * 10_000)
    def test_invalid_json(self, body):
        response = self.client_of(self.author).post(f"{SETTINGS}{KEY}", body, content_type="application/json")
        self.assertEqual((response.status_code, list(response.json())), (400, ["detail"]))

    @ddt.data("application/json; charset=zlib", "application/json; charset=bz2", "application/json; charset=nonsense")
    def test_charset_is_ignored(self, content_type):
        body = b'{"proctored_exam_settings": {"proctoring_provider": "plain"}}'
        response = self.client_of(self.author).post(f"{SETTINGS}{KEY}", body, content_type=content_type)
        self.assertEqual((response.status_code, self.stored().proctoring_provider), (200, "plain"))

    @ddt.data(
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "application/xml",
        "application/jsonp",
        "json",
        "",
    )
    def test_other_content_types(self, content_type):
        """With a session, the CSRF check reads the body of a form before the view does."""
        token = "t" * 32
        for checks in (False, True):
            for body in (FORM, b"a=b", b""):
                client = self.client_of(self.author, enforce_csrf_checks=checks)
                client.cookies["csrftoken"] = token
                response = client.generic(
                    "POST", f"{SETTINGS}{KEY}", body, content_type=content_type, headers={"X-CSRFToken": token}
                )
                self.assertEqual((response.status_code, list(response.json())), (415, ["detail"]), (checks, body))
        self.assertEqual(self.stored(), STORED)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
    @ddt.data(("application/json", 413), ("application/x-www-form-urlencoded", 415))
    @ddt.unpack
    def test_body_that_is_too_large(self, content_type, status):
        for size in (1001, 100_000):
            client = self.client_of(self.author, enforce_csrf_checks=True)
            client.cookies["csrftoken"] = "t" * 32
            response = client.generic(
                "POST", f"{SETTINGS}{KEY}", b"a" * size, content_type=content_type, headers={"X-CSRFToken": "t" * 32}
            )
            self.assertEqual(response.status_code, status)
            self.assertEqual(response.json()["detail"] == TOO_LARGE, status == 413)

    def test_size_of_the_body_is_limited_by_the_setting(self):
        body = b'{"proctored_exam_settings": {"x": "%s"}}' % (b"x" * 1000)
        for limit, status in ((len(body) - 1, 413), (len(body), 200), (None, 200)):
            with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=limit):
                response = self.client_of(self.author).post(f"{SETTINGS}{KEY}", body, content_type="application/json")
            self.assertEqual(response.status_code, status)

    @override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
    def test_user_without_access_learns_nothing_from_a_large_body(self):
        response = self.client_of(None).post(f"{SETTINGS}{KEY}", b"x" * 100, content_type="application/json")
        self.assertEqual(response.status_code, 401)


@ddt.ddt
class VersionTest(RestMixin, TestCase):
    """ETag and If-Match, which the MFE does not use."""

    sent = {"proctoring_provider": "plain"}

    def test_version_is_valid_for_one_save(self):
        etag = self.get(self.author)["ETag"]
        first = self.post(self.author, self.sent, headers={"If-Match": etag})
        self.assertEqual(first.status_code, 200)
        second = self.post(self.author, {"proctoring_provider": "quiet"}, headers={"If-Match": etag})
        self.assertEqual(second.status_code, 412)
        self.assertEqual(
            second.json(),
            {
                "detail": "Someone else saved these settings in the meantime.",
                "proctored_exam_settings": vars(replace(STORED, proctoring_provider="plain")),
            },
        )
        self.assertEqual(second["ETag"], first["ETag"])
        third = self.post(self.author, {"proctoring_provider": "quiet"}, headers={"If-Match": first["ETag"]})
        self.assertEqual(third.status_code, 200)

    def test_any_version(self):
        self.assertEqual(self.post(self.author, self.sent, headers={"If-Match": "*"}).status_code, 200)

    @ddt.data("W/{etag}", 'W/"x", W/{etag}', '"x", {etag}', " {etag} ")
    def test_weak_version_and_list_of_versions(self, header):
        etag = self.get(self.author)["ETag"]
        response = self.post(self.author, self.sent, headers={"If-Match": header.format(etag=etag)})
        self.assertEqual(response.status_code, 200)
        response = self.post(self.author, self.sent, headers={"If-Match": header.format(etag=etag)})
        self.assertEqual(response.status_code, 412)

    def test_save_without_changes_makes_no_version(self):
        etag = self.get(self.author)["ETag"]
        for sent in ({}, vars(STORED), {"proctoring_provider": "strict"}):
            response = self.post(self.staff, sent, headers={"If-Match": etag})
            self.assertEqual((response.status_code, response["ETag"]), (200, etag))
            self.assertEqual(response.json(), {"proctored_exam_settings": vars(STORED)})
        self.assertEqual(self.get(self.author)["ETag"], etag)

    def test_invalid_version_is_a_conflict(self):
        self.assertEqual(self.post(self.author, self.sent, headers={"If-Match": "garbage"}).status_code, 412)
        self.assertEqual(self.stored(), STORED)

    def test_without_a_version_nothing_is_a_conflict(self):
        self.assertEqual(self.post(self.author, self.sent).status_code, 200)
        self.assertEqual(self.post(self.author, {"proctoring_provider": "quiet"}).status_code, 200)
        self.assertEqual(STORE.get(KEY).settings.proctoring_provider, "quiet")
        self.assertEqual(STORE.get(KEY).start, FUTURE)


class CacheTest(RestMixin, TestCase):
    """Cache-Control of every response."""

    def test_responses_are_not_cached(self):
        for url in (f"{SETTINGS}{KEY}", f"{ERRORS}{KEY}", f"{CHECKLIST}{KEY}/"):
            for user in (self.author, self.other, None):
                for response in (self.get(user, url), self.client_of(user).post(url, {}, "json")):
                    self.assertIn("no-store", response["Cache-Control"], (url, user))
                    self.assertIn("private", response["Cache-Control"])
