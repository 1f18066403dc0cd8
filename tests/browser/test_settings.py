"""The proctored exam settings page with mouse, with keyboard, and without JavaScript."""

from tests.browser.base import EMAIL, ENABLED, PROVIDER, BrowserTestCase, focused
from tests.studio.course_states import EXAM, KEY, PAST


class DependentFieldsTest(BrowserTestCase):
    """Fields that depend on other fields."""

    def test_email_field_is_toggled_at_once_and_keeps_its_value(self):
        page = self.open()
        page.fill(EMAIL, "typed@example.com")
        self.choose(page, "plain")
        self.assertTrue(page.is_hidden(EMAIL))
        self.assertTrue(focused(page).startswith("id_proctoring_provider"))
        status = page.locator("[data-announcements]")
        self.assertEqual(status.get_attribute("role"), "status")
        self.assertEqual(
            status.text_content(), "plain does not require an escalation email. The Escalation email field is hidden."
        )
        self.choose(page, "both")
        self.assertTrue(page.is_visible(EMAIL))
        self.assertEqual(page.input_value(EMAIL), "typed@example.com")
        self.assertEqual(
            status.text_content(), "both requires an escalation email. The Escalation email field is shown."
        )
        self.assertTrue(focused(page).startswith("id_proctoring_provider"))

    def test_consequences_are_shown_with_the_choice(self):
        page = self.open()
        hidden, off = (
            page.get_by_text(text) for text in ("Review rules will be hidden.", "1 exam will not be proctored.")
        )
        self.choose(page, "plain")
        self.assertEqual([line.is_visible() for line in hidden.all()], [False] * 2)
        self.choose(page, "quiet")
        self.assertEqual([line.is_visible() for line in hidden.all()], [False, True])
        self.assertFalse(off.is_visible())
        page.uncheck(ENABLED)
        self.assertTrue(off.is_visible())

    def test_nothing_is_announced_if_no_field_is_shown_or_hidden(self):
        page = self.open()
        self.choose(page, "both")
        self.assertEqual(page.locator("[data-announcements]").text_content(), "")

    def test_without_proctored_exams_other_fields_are_hidden(self):
        page = self.open(user=self.staff)
        others = [EMAIL, PROVIDER, "[name=allow_proctoring_opt_out] >> nth=0"]
        self.assertEqual([page.is_visible(other) for other in others], [True] * 3)
        page.uncheck(ENABLED)
        self.assertEqual([page.is_visible(other) for other in others], [False] * 3)
        page.check(ENABLED)
        self.assertEqual([page.is_visible(other) for other in others], [True] * 3)

    def test_fields_are_hidden_initially_if_proctored_exams_are_off(self):
        self.change_course(enable_proctored_exams=False)
        page = self.open()
        self.assertEqual([page.is_visible(name) for name in (ENABLED, PROVIDER, EMAIL)], [True, False, False])

    def test_hidden_fields_keep_their_stored_values(self):
        page = self.open()
        page.fill(EMAIL, "typed@example.com")
        self.choose(page, "plain")
        self.save(page)
        stored = self.stored()
        self.assertEqual((stored.proctoring_provider, stored.proctoring_escalation_email), ("plain", "a@example.com"))

    def test_after_course_start_only_platform_staff_can_select_a_provider(self):
        self.change_course(start=PAST)
        page = self.open()
        self.assertEqual(page.locator(PROVIDER).count(), 0)
        self.assertIn("only platform staff can change its provider", page.locator("#provider").text_content())
        self.assertTrue(page.is_visible(EMAIL))
        page.uncheck(ENABLED)
        self.assertTrue(page.is_hidden(EMAIL))
        self.assertTrue(self.open(user=self.staff).is_visible(PROVIDER))


class ErrorsTest(BrowserTestCase):
    """Errors and conflicts."""

    def test_summary_is_focused_and_links_to_the_field(self):
        page = self.open()
        page.fill(EMAIL, "")
        self.save(page)
        self.assertTrue(page.title().startswith("Error: "))
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('role')"), "alert")
        page.get_by_role("alert").get_by_role("link").click()
        self.assertEqual(focused(page), "id_proctoring_escalation_email")
        self.assertEqual(page.get_attribute(EMAIL, "aria-invalid"), "true")
        page.keyboard.type("b@example.com")
        self.save(page)
        self.assertEqual(self.stored().proctoring_escalation_email, "b@example.com")
        self.assertEqual(page.evaluate("document.activeElement.getAttribute('role')"), "status")
        self.assertIn("The settings were saved.", page.locator("main").text_content())

    def test_fields_with_errors_stay_visible(self):
        page = self.open()
        page.fill(EMAIL, "foo.bar")
        self.save(page)
        self.choose(page, "plain")
        self.assertTrue(page.is_visible(EMAIL))

    def test_conflict_shows_both_versions(self):
        first, second = self.open(), self.open()
        first.fill(EMAIL, "first@example.com")
        second.fill(EMAIL, "second@example.com")
        self.save(first)
        self.save(second)
        row = second.get_by_role("row").nth(1)
        self.assertEqual(
            row.get_by_role("rowheader").all_text_contents() + row.get_by_role("cell").all_text_contents(),
            ["Escalation email", "first@example.com", "second@example.com"],
        )
        self.assertEqual(self.stored().proctoring_escalation_email, "first@example.com")
        self.save(second)
        self.assertEqual(self.stored().proctoring_escalation_email, "second@example.com")


class LeavingTest(BrowserTestCase):
    """The warning about unsaved changes."""

    def leave(self, page):
        """Follow a link, and return whether the browser asked first."""
        page.get_by_role("link", name="Cancel").click()
        page.wait_for_timeout(300)
        return self.dialogs == ["beforeunload"]

    def test_warning_about_unsaved_changes(self):
        page = self.open()
        page.locator(EMAIL).press_sequentially("x")
        self.assertTrue(self.leave(page))
        self.assertIn(f"/{KEY}/", page.url)

    def test_no_warning_without_changes(self):
        page = self.open()
        self.choose(page, "plain")
        self.choose(page, "strict")
        self.assertFalse(self.leave(page))
        self.assertTrue(page.url.endswith("/studio/"))

    def test_no_warning_after_saving(self):
        page = self.open()
        page.fill(EMAIL, "b@example.com")
        self.save(page)
        self.assertEqual(self.dialogs, [])
        self.assertFalse(self.leave(page))

    def test_warning_after_an_error(self):
        page = self.open()
        page.fill(EMAIL, "foo.bar")
        self.save(page)
        page.click("h1")
        self.assertTrue(self.leave(page))


class KeyboardTest(BrowserTestCase):
    """Using only the keyboard."""

    def tab_to(self, page, wanted):
        """Press Tab until the element is focused."""
        for _ in range(20):
            page.keyboard.press("Tab")
            if focused(page) == wanted:
                return
        self.fail(f"{wanted} cannot be reached")

    def test_skip_link_is_first_and_leads_to_the_main_content(self):
        page = self.open()
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.className"), "skip")
        page.keyboard.press("Enter")
        self.assertEqual(focused(page), "main")

    def test_selecting_typing_and_saving(self):
        page = self.open()
        self.tab_to(page, page.get_attribute(f"{PROVIDER}:checked", "id"))
        page.keyboard.press("ArrowDown")  # from the last provider to the first
        self.tab_to(page, "id_proctoring_escalation_email")
        page.keyboard.press("Control+A")
        page.keyboard.type("keys@example.com")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        stored = self.stored()
        self.assertEqual((stored.proctoring_provider, stored.proctoring_escalation_email), ("both", "keys@example.com"))

    def test_hidden_fields_are_skipped(self):
        page = self.open()
        self.tab_to(page, "id_enable_proctored_exams")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        self.assertEqual(focused(page), "BUTTON")


class WithoutScriptTest(BrowserTestCase):
    """Without JavaScript, all fields are shown, and the server validates them."""

    def test_settings_form(self):
        self.change_course(proctoring_provider="plain", proctoring_escalation_email=None)
        page = self.open(java_script_enabled=False)
        self.assertEqual([page.is_visible(name) for name in (ENABLED, PROVIDER, EMAIL)], [True] * 3)
        self.choose(page, "strict")
        self.save(page)
        self.assertTrue(page.title().startswith("Error: "))
        self.assertIn("strict requires an escalation email", page.get_by_role("alert").text_content())
        page.fill(EMAIL, "b@example.com")
        self.save(page)
        stored = self.stored()
        self.assertEqual((stored.proctoring_provider, stored.proctoring_escalation_email), ("strict", "b@example.com"))

    def test_exam_form(self):
        self.change_course(proctoring_provider="mock")
        page = self.open(f"{KEY}/exams/{EXAM}/", java_script_enabled=False)
        page.check("[value=timed]")
        page.fill("[name=default_time_limit_minutes]", "00:45")
        self.save(page)
        exam = self.course.exams.get()
        self.assertEqual((exam.kind, exam.default_time_limit_minutes), ("timed", 45))
