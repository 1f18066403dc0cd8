"""What an author has entered survives a log-in, a new CSRF token and a conflict, and the author learns of it."""

from urllib.parse import urlencode

from django.test import Client, TestCase

from tests.studio.course_states import KEY
from tests.studio.pages.base import PageMixin, text_of, tree
from tests.studio.rest.base import STORE

URL = f"/studio/{KEY}/"
ORIGIN = {"Origin": "http://testserver"}
EMAIL = "proctoring_escalation_email"


def fields_of(response):
    """Return what a browser would send from the form of a page."""
    (form,) = tree(response).xpath("//form[@data-form]")
    return dict(form.form_values())


class NothingLostTest(PageMixin, TestCase):
    """The settings page, with the CSRF check of a real request."""

    def setUp(self):
        super().setUp()
        self.browser = Client(enforce_csrf_checks=True)
        self.browser.force_login(self.author)

    def open(self):
        return fields_of(self.browser.get(URL))

    def send(self, data, **headers):
        return self.browser.post(URL, data, headers={**ORIGIN, **headers})

    def saved(self):
        return STORE.get(KEY).settings.proctoring_escalation_email

    def test_log_in_in_the_middle(self):
        data = {**self.open(), EMAIL: "typed@example.com"}
        del self.browser.cookies["sessionid"]
        answer = self.send(data)
        self.assertEqual((answer.status_code, self.saved()), (401, "a@example.com"))
        self.assertIn("The settings were not saved. What you entered is kept on this page.", text_of(answer))
        (link,) = tree(answer).xpath("//main//a")
        self.assertEqual(link.get("href"), f"/accounts/login/?{urlencode({'next': URL}, safe='/')}")
        kept = fields_of(answer)
        self.assertEqual(kept[EMAIL], "typed@example.com")
        again = self.send(kept)
        self.assertEqual((again.status_code, fields_of(again)[EMAIL]), (401, "typed@example.com"))
        self.browser.force_login(self.author)
        self.assertEqual(self.send(fields_of(again)).status_code, 303)
        self.assertEqual(self.saved(), "typed@example.com")

    def test_new_csrf_token(self):
        data = {**self.open(), EMAIL: "typed@example.com"}
        self.browser.cookies["csrftoken"] = "n" * 32
        answer = self.send(data)
        self.assertEqual((answer.status_code, self.saved()), (403, "a@example.com"))
        self.assertIn("Nothing was saved, because you have logged in again. Save again.", text_of(answer))
        kept = fields_of(answer)
        self.assertEqual(kept[EMAIL], "typed@example.com")
        self.assertEqual(self.send(kept).status_code, 303)
        self.assertEqual(self.saved(), "typed@example.com")

    def test_request_of_another_site_is_rejected_and_not_shown(self):
        data = {EMAIL: "typed@example.com", "version": STORE.get(KEY).version}
        for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://testserver"}):
            for user in (self.author, None):
                client = Client(enforce_csrf_checks=True)
                if user:
                    client.force_login(user)
                answer = client.post(URL, data, headers=headers)
                self.assertEqual((answer.status_code, b"typed" in answer.content), (403, False), headers)
        self.assertEqual(self.saved(), "a@example.com")

    def test_script_gets_204_and_the_message_is_on_the_next_page(self):
        data = {**self.open(), EMAIL: "typed@example.com"}
        answer = self.send(data, **{"X-Requested-With": "XMLHttpRequest"})
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assertIn("The settings were saved.", text_of(self.browser.get(URL)))
        self.assertEqual(
            self.send({**self.open(), EMAIL: "x"}, **{"X-Requested-With": "XMLHttpRequest"}).status_code, 400
        )

    def test_author_learns_what_was_merged(self):
        data = {**self.open(), EMAIL: "typed@example.com"}
        STORE.save(KEY, {"proctoring_provider": "both"}, version=STORE.get(KEY).version, user=self.author)
        self.assertEqual(self.send(data).status_code, 303)
        text = "The settings were saved. Someone else has changed in the meantime: Proctoring provider."
        self.assertIn(text, text_of(self.browser.get(URL)))

    def test_button_keeps_the_saved_version(self):
        data = {**self.open(), EMAIL: "typed@example.com"}
        STORE.save(KEY, {EMAIL: "theirs@example.com"}, version=STORE.get(KEY).version, user=self.author)
        answer = self.send(data)
        self.assertEqual(answer.status_code, 409)
        default, button = tree(answer).xpath("//form[@id='form']//button | //button[@form='form']")
        self.assertEqual(default.text_content(), "Save")  # what Enter in a field does
        self.assertEqual(self.send({**fields_of(answer), button.get("name"): button.get("value")}).status_code, 303)
        self.assertEqual(self.saved(), "theirs@example.com")
        self.assertIn("The saved version was kept.", text_of(self.browser.get(URL)))

    def test_fields_that_are_hidden_are_shown_as_stored_after_an_error(self):
        answer = self.send({**self.open(), EMAIL: "malformed", "proctoring_provider": "strict"})
        self.assertEqual(fields_of(answer)["proctoring_provider"], "strict")
        data = {name: value for name, value in self.open().items() if name != "proctoring_provider"}
        answer = self.send({**data, EMAIL: "malformed"})
        self.assertEqual(fields_of(answer)["proctoring_provider"], "strict")
