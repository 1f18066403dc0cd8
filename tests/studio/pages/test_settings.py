"""The proctored exam settings page, as the server renders it."""

from dataclasses import replace

import ddt
from django.test import TestCase, override_settings

from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import KEY, NO_EMAIL_FIELD, PAST
from tests.studio.pages.base import PageMixin, text_of, tree
from tests.studio.rest.base import STORE

STORED = CourseSettings(True, False, "strict", "a@example.com")
EMAIL = "proctoring_escalation_email"


PROVIDER, ENABLED = "proctoring_provider", "enable_proctored_exams"


class FieldsTest(PageMixin, TestCase):
    """Fields by user."""

    def form(self, user):
        (form,) = tree(self.page(user)).xpath("//form[@data-form]")
        return form

    def fields(self, user):
        return list(dict.fromkeys(self.form(user).xpath(".//*[@data-needs]//@name")))

    def test_author_before_course_start(self):
        self.assertEqual(self.fields(self.author), [ENABLED, PROVIDER, EMAIL])

    def test_platform_staff_after_course_start(self):
        self.change_course(start=PAST)
        self.assertEqual(self.fields(self.staff), [ENABLED, PROVIDER, EMAIL, "allow_proctoring_opt_out"])

    @override_settings(PARTNER_SUPPORT_EMAIL="help@example.com")
    def test_after_course_start_the_provider_is_text_with_an_explanation(self):
        self.change_course(start=PAST)
        self.assertEqual(self.fields(self.author), [ENABLED, EMAIL])
        self.assertEqual(
            text_of(self.page(self.author), "//*[@id='provider']"),
            "Proctoring provider strict Requires an escalation email. The course has started, so only platform staff "
            "can change its provider. Contact help@example.com.",
        )

    def test_email_field_after_course_start_depends_on_the_provider(self):
        self.change_course(start=PAST, proctoring_provider="plain")
        self.assertEqual(self.fields(self.author), [ENABLED])

    @override_settings(PROCTORING_BACKENDS=NO_EMAIL_FIELD)
    def test_no_email_field_if_no_provider_requires_an_email(self):
        self.change_course(proctoring_provider="plain")
        self.assertNotIn(EMAIL, self.fields(self.author))

    def test_conditions_for_showing_fields(self):
        needs = {
            element.xpath(".//@name")[0]: element.get("data-needs")
            for element in self.form(self.staff).xpath(".//*[@data-needs]")
        }
        on = '"enable_proctored_exams": ["on"]'
        self.assertEqual(
            needs,
            {
                ENABLED: "{}",
                PROVIDER: f"{{{on}}}",
                EMAIL: f'{{{on}, "proctoring_provider": ["both", "strict"]}}',
                "allow_proctoring_opt_out": f"{{{on}}}",
            },
        )

    def test_types_of_controls(self):
        form = self.form(self.author)
        (email,) = form.xpath(f".//input[@name='{EMAIL}']")
        self.assertEqual((email.get("dir"), email.get("type")), ("ltr", "email"))
        (switch,) = form.xpath(f".//input[@name='{ENABLED}']")
        self.assertEqual((switch.get("type"), switch.get("role")), ("checkbox", "switch"))


@ddt.ddt
class SavingTest(PageMixin, TestCase):
    """Saving, errors and conflicts."""

    def post(self, user=None, version=None, **data):
        data = {"enable_proctored_exams": "on", "version": version or STORE.get(KEY).version, **data}
        return self.page(user or self.author, "", data)

    def test_next_page_confirms_the_save_once(self):
        self.client.force_login(self.author)
        data = {"enable_proctored_exams": "on", "proctoring_provider": "plain", "version": STORE.get(KEY).version}
        answer = self.client.post(f"/studio/{KEY}/", data, follow=True)
        self.assertEqual(answer.redirect_chain, [(f"/studio/{KEY}/", 303)])
        (notice,) = tree(answer).xpath("//*[@role='status'][@autofocus]")
        self.assertIn("The settings were saved.", notice.text_content())
        self.assertEqual(self.stored(), replace(STORED, proctoring_provider="plain"))
        self.assertNotContains(self.client.get(f"/studio/{KEY}/"), "The settings were saved.")

    def test_errors_are_in_the_title_the_summary_and_at_the_field(self):
        answer = self.post(proctoring_provider="strict", proctoring_escalation_email="")
        self.assertEqual(answer.status_code, 400)
        page = tree(answer)
        self.assertEqual(page.findtext(".//title"), "Error: Proctored exam settings \N{EN DASH} Demo")
        (summary,) = page.xpath("//*[@role='alert']")
        self.assertEqual((summary.get("tabindex"), summary.get("autofocus")), ("-1", ""))
        (link,) = summary.xpath(".//a")
        (field,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        self.assertEqual((field.get("name"), field.get("aria-invalid")), (EMAIL, "true"))
        described = [page.get_element_by_id(part).text_content() for part in field.get("aria-describedby").split()]
        self.assertEqual(len(described), 2)
        self.assertIn(link.text, described[1])
        self.assertIn("strict requires an escalation email.", link.text)

    def test_typed_values_are_kept_after_an_error(self):
        page = tree(self.post(proctoring_provider="both", proctoring_escalation_email="foo.bar"))
        self.assertEqual(page.xpath(f"//input[@name='{EMAIL}']/@value"), ["foo.bar"])
        self.assertEqual(page.xpath("//input[@type='radio'][@checked]/@value"), ["both"])
        self.assertEqual(len(page.xpath("//form[@data-unsaved]")), 1)

    def test_locked_provider_is_rejected(self):
        self.change_course(start=PAST)
        answer = self.post(proctoring_provider="plain")
        page = tree(answer)
        self.assertEqual(answer.status_code, 400)
        (link,) = page.xpath("//*[@role='alert']//a")
        self.assertEqual(len(page.xpath(f"//*[@id='{link.get('href')[1:]}'][@tabindex='-1']")), 1)
        self.assertEqual(self.stored(), STORED)

    def test_opt_out_is_only_for_platform_staff(self):
        answer = self.post(allow_proctoring_opt_out="True")
        self.assertContains(answer, "Only platform staff can decide", status_code=403)
        self.assertEqual(self.stored(), STORED)
        self.assertEqual(self.post(self.staff, allow_proctoring_opt_out="True").status_code, 303)
        self.assertIs(self.stored().allow_proctoring_opt_out, True)

    def test_conflict(self):
        version = STORE.get(KEY).version
        self.assertEqual(self.post(proctoring_provider="both", version=version).status_code, 303)
        mine = {"proctoring_provider": "plain", "proctoring_escalation_email": "b@example.com"}
        answer = self.post(version=version, **mine)
        self.assertEqual(answer.status_code, 409)
        page = tree(answer)
        rows = [[cell.text_content() for cell in row] for row in page.xpath("//section[h2[@id='versions']]//tbody/tr")]
        self.assertEqual(
            rows,
            [["Proctoring provider", "both", "plain"], ["Escalation email", "a@example.com", "b@example.com"]],
        )
        self.assertEqual(self.stored(), replace(STORED, proctoring_provider="both"))
        (version,) = page.xpath("//input[@name='version']/@value")
        self.assertEqual(self.post(version=version, **mine).status_code, 303)
        self.assertEqual(self.stored(), replace(STORED, **mine))


STRANGE = ["<script>alert(1)</script>", '"onfocus="alert(1)', "'><img src=x>", "{{ course.key }}", "&amp;", "\u202egnp"]


@ddt.ddt
class EscapingTest(PageMixin, TestCase):
    """Stored strings are escaped."""

    @ddt.data(*STRANGE)
    def test_on_every_page(self, text):
        self.change_course(name=text, proctoring_provider=text, proctoring_escalation_email=text)
        self.exam.name = self.exam.exam_review_rules = text
        self.exam.save()
        backends = {"DEFAULT": text, text: {"requires_escalation_email": True}}
        with override_settings(PROCTORING_BACKENDS=backends, PARTNER_SUPPORT_EMAIL=text):
            for start in (None, PAST):
                self.change_course(start=start)
                for path in ("", f"exams/{self.exam.key}/", "/studio/"):
                    answer = self.page(self.author, path)
                    page = tree(answer)
                    self.assertEqual(answer.status_code, 200)
                    self.assertEqual(page.xpath("//script[not(@src)] | //img | //@onfocus"), [], path)
                    self.assertIn(text, [element.text for element in page.iter("bdi")], path)
                    self.assertTrue(all(text != part for part in page.xpath("//@class | //@id")), path)

    @ddt.data(*STRANGE)
    def test_in_errors_and_differences(self, text):
        data = {"enable_proctored_exams": "on", "proctoring_provider": text, EMAIL: text, "version": "x"}
        page = tree(self.page(self.author, "", data))
        self.assertEqual(page.xpath("//script[not(@src)] | //img | //@onfocus"), [])
        self.assertEqual(page.xpath(f"//input[@name='{EMAIL}']/@value"), [text])
