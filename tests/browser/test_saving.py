"""Saving by the script of the page: no answer, a stopped request, a log-in and a conflict."""

from demo.studio import models
from tests.browser.base import EMAIL, PROVIDER, BrowserTestCase, focused

SAVE = "[data-saving]"


class SavingTest(BrowserTestCase):
    """The author's input stays, and Save works again."""

    def assert_not_saved(self, page):
        """Check that the page tells that nothing was saved, and still has what was typed."""
        page.get_by_role("alert").wait_for()
        text = page.get_by_role("alert").text_content()
        self.assertIn("The settings were not saved", text)
        self.assertEqual(page.input_value(EMAIL), "typed@example.com")
        self.assertEqual(self.stored().proctoring_escalation_email, "a@example.com")

    def assert_save_works(self, page):
        self.save(page)
        self.assertEqual(self.stored().proctoring_escalation_email, "typed@example.com")
        self.assertIn("The settings were saved.", page.locator("main").text_content())

    def test_no_answer_a_stopped_request_and_an_error_of_the_server(self):
        page = self.open()
        page.fill(EMAIL, "typed@example.com")
        address = f"**{self.root}**"
        for answer in (
            lambda route: None if route.request.method == "POST" else route.continue_(),
            lambda route: route.abort(),
            lambda route: route.fulfill(status=502, body="Bad gateway <b>data-form</b>"),
        ):
            page.route(address, answer)
            page.evaluate("document.querySelector('[data-form]').dataset.timeout = 300")
            page.click(SAVE)
            self.assert_not_saved(page)
            self.assertEqual((page.text_content(SAVE), focused(page)), ("Save", "DIV"))
            page.unroute(address)
        self.assertIn("The server answered with status 502.", page.get_by_role("alert").text_content())
        page.evaluate("delete document.querySelector('[data-form]').dataset.timeout")
        self.assert_save_works(page)
        self.assertEqual(self.dialogs, [])

    def test_button_says_saving_and_a_second_click_does_nothing(self):
        page, sent = self.open(), []
        page.route(f"**{self.root}**", lambda route: sent.append(route))
        page.fill(EMAIL, "typed@example.com")
        page.click(SAVE)
        page.click(SAVE, force=True)
        page.wait_for_timeout(200)
        self.assertEqual((page.text_content(SAVE), page.get_attribute(SAVE, "aria-disabled")), ("Saving…", "true"))
        self.assertEqual(len(sent), 1)

    def test_log_in_in_the_middle_and_new_csrf_token(self):
        page = self.open()
        page.fill(EMAIL, "typed@example.com")
        session = next(one for one in page.context.cookies() if one["name"] == "sessionid")
        page.context.clear_cookies(name="sessionid")
        self.save(page)
        self.assertIn("The settings were not saved. What you entered is kept", page.get_by_role("alert").text_content())
        page.context.add_cookies([session])
        token = next(one for one in page.context.cookies() if one["name"] == "csrftoken")
        page.context.add_cookies([{**token, "value": "n" * 32}])
        self.save(page)
        self.assertIn("Nothing was saved, because you have logged in again.", page.get_by_role("alert").text_content())
        self.assertEqual(page.input_value(EMAIL), "typed@example.com")
        self.assert_save_works(page)

    def test_changes_are_merged_and_a_conflict_can_keep_the_saved_version(self):
        page = self.open()
        page.fill(EMAIL, "typed@example.com")
        models.Course.objects.update(proctoring_provider="both", version="other")
        self.assert_save_works(page)
        self.assertEqual(self.stored().proctoring_provider, "both")
        page.fill(EMAIL, "mine@example.com")
        models.Course.objects.update(proctoring_escalation_email="theirs@example.com", version="another")
        self.save(page)
        with page.expect_navigation():
            page.press(EMAIL, "Enter")
        self.assertEqual(self.stored().proctoring_escalation_email, "mine@example.com")
        page.check(f"{PROVIDER}[value=plain]")
        models.Course.objects.update(proctoring_provider="quiet", version="one more")
        self.save(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Keep the saved version").click()
        self.assertIn("The saved version was kept.", page.locator("main").text_content())
        self.assertEqual(self.stored().proctoring_provider, "quiet")
