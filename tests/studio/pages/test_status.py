"""What the page of a course tells before anything is saved: choices, problems, checklist, contact and exams."""

from datetime import UTC, datetime
from itertools import pairwise

import ddt
from django.test import TestCase, override_settings
from django.utils import timezone, translation
from edx_proctoring.models import ProctoredExam

from demo.studio import models
from proctoring_config.testutils import override_provider_options
from tests.studio.course_states import EXAM, KEY, PAST
from tests.studio.pages.base import PageMixin, text_of, tree
from tests.studio.plugins import install_plugins

EMAIL, PROVIDER, ENABLED = "proctoring_escalation_email", "proctoring_provider", "enable_proctored_exams"


class ProviderChoiceTest(PageMixin, TestCase):
    """What each choice of a provider tells."""

    def notes(self, provider):
        """Return label and description of a choice."""
        page = tree(self.page(self.author))
        (radio,) = page.xpath(f"//input[@type='radio'][@value='{provider}']")
        (label,) = page.xpath(f"//label[@for='{radio.get('id')}']")
        described = page.get_element_by_id(radio.get("aria-describedby"))
        return label.text_content(), " ".join(described.text_content().split())

    def test_names_and_requirements(self):
        with install_plugins("both", verbose_name="Both Eyes"):
            self.assertEqual(
                self.notes("both"),
                (
                    "Both Eyes (both)",
                    "Requires an escalation email. Exams have no review rules. If you choose this: Review rules "
                    "will be hidden.",
                ),
            )
        self.assertEqual(self.notes("strict"), ("strict", "Requires an escalation email."))

    def test_stored_provider_is_selected_even_if_it_is_gone(self):
        self.change_course(proctoring_provider="gone")
        page = tree(self.page(self.author))
        self.assertEqual(page.xpath("//input[@type='radio'][@checked]/@value"), ["gone"])
        self.assertIn("gone, is no longer available", text_of(self.page(self.author), "//*[@id='provider']"))

    @override_settings(PARTNER_SUPPORT_EMAIL="help@example.com")
    def test_not_installed(self):
        with override_provider_options("absent"):
            self.assertIn("Not installed on this server", self.notes("absent")[1])
            self.assertIn("Contact help@example.com.", self.notes("absent")[1])

    @override_provider_options("strict", supports_onboarding=True)
    def test_onboarding_exams(self):
        self.assertIn("Practice exams are onboarding exams.", self.notes("strict")[1])

    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}})
    def test_providers_without_a_plugin_of_a_vendor(self):
        self.change_course(lti_available=True, proctoring_provider="null")
        self.assertEqual(self.notes("null"), ("No proctoring (null)", "Nobody monitors learners."))
        label, note = self.notes("lti_external")
        self.assertEqual(label, "LTI provider (lti_external)")
        self.assertIn("set up in the exam service (edx-exams), not here.", note)


@ddt.ddt
class StatusTest(PageMixin, TestCase):
    """Problems, checklist, contact and exams of the stored course, without saving."""

    def status(self):
        return text_of(self.page(self.author), "//section[@aria-labelledby='status']")

    def test_nothing_needs_attention(self):
        self.assertRegex(self.status(), "^Nothing needs attention .*Escalation contact a@example.com")
        (link,) = tree(self.page(self.author)).xpath("//section[@aria-labelledby='status']//a/@href")
        self.assertEqual(link, "mailto:a@example.com")

    @ddt.data(
        ({EMAIL: None}, EMAIL, "strict requires an escalation email."),
        ({EMAIL: "foo.bar"}, EMAIL, "Enter an email address such as name@example.com."),
        ({PROVIDER: "gone"}, PROVIDER, "The provider of this course, gone, is no longer available."),
        ({PROVIDER: None}, PROVIDER, "This course has no provider. Choose one."),
        ({PROVIDER: "absent"}, PROVIDER, "absent is not installed on this server"),
    )
    @ddt.unpack
    def test_problem_is_at_the_top_and_at_its_field(self, stored, name, message):
        self.change_course(**stored)
        with override_provider_options("absent"):
            page = tree(self.page(self.author))
        (link,) = page.xpath("//section[@aria-labelledby='status']//li/a")
        self.assertIn(message, link.text_content())
        (field,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        self.assertEqual(field.get("name"), name)
        (at_field,) = field.xpath("ancestor::*[@data-needs]//p[@class='error'][strong]")
        self.assertIn(f"Problem: {message}", " ".join(at_field.text_content().split()))
        self.assertEqual(page.findtext(".//title"), "Proctored exam settings \N{EN DASH} Demo")

    def test_problems_of_a_locked_provider(self):
        self.change_course(start=PAST, proctoring_provider="gone")
        self.assertIn("no longer available", text_of(self.page(self.author), "//*[@id='provider']"))

    @ddt.data({PROVIDER: "plain"}, {ENABLED: False})
    def test_contact_is_required_only_if_saving_requires_it(self, changes):
        self.change_course(proctoring_escalation_email=None, **changes)
        self.assertIn("Escalation contact Not required", self.status())

    def test_missing_contact(self):
        self.change_course(proctoring_escalation_email=None)
        self.assertIn("Escalation contact Missing", self.status())

    def test_dashboard_of_the_provider(self):
        text = "strict has a dashboard where you can review proctored exams."
        self.assertNotIn(text, self.status())
        with override_provider_options("strict", has_dashboard=True):
            self.assertIn(text, self.status())
            self.change_course(enable_proctored_exams=False)
            self.assertNotIn(text, self.status())

    def test_start_has_a_time_zone(self):
        self.change_course(start=datetime(2030, 7, 1, 22, tzinfo=UTC))
        for zone, shown in (("UTC", "July 1, 2030, 10 p.m. UTC"), ("Europe/Vienna", "July 2, 2030, midnight CEST")):
            with timezone.override(zone):
                self.assertIn(f"Course start{shown}", self.status())

    def test_exams(self):
        ProctoredExam.objects.create(
            course_id=str(KEY),
            content_id=self.exam.key,
            exam_name="Final",
            time_limit_mins=90,
            backend="plain",
            is_active=True,
        )
        (row,) = tree(self.page(self.author)).xpath("//tbody/tr")
        self.assertEqual(row.xpath(".//a/@href"), [f"/studio/{KEY}/exams/{EXAM}/"])
        cells = [cell.xpath("string(.)").split(None, 2)[-1] for cell in row.xpath("./td")]
        self.assertEqual(" ".join(cells[0].split()), "Proctored exam")
        self.assertEqual(cells[1], "01:30")
        self.assertEqual(" ".join(cells[2].split()), "plain not the provider of this course")

    def test_timed_exams_are_not_proctored_by_a_provider(self):
        ProctoredExam.objects.create(
            course_id=str(KEY), content_id=EXAM, exam_name="Final", time_limit_mins=90, backend="plain", is_active=True
        )
        for kind in ("timed", "none"):
            models.Exam.objects.update(kind=kind)
            self.assertNotIn("plain", text_of(self.page(self.author), "//tbody/tr"))

    def test_right_to_left_language(self):
        with translation.override("ar"):
            page = tree(self.page(self.author))
        self.assertEqual((page.get("lang"), page.get("dir")), ("ar", "rtl"))

    @ddt.data("", f"exams/{EXAM}/", "/studio/")
    def test_heading_levels_are_in_order(self, path):
        self.change_course(proctoring_escalation_email=None)
        levels = [int(heading.tag[1]) for heading in tree(self.page(self.author, path)).xpath("//h1|//h2|//h3|//h4")]
        self.assertEqual((levels.count(1), levels[0]), (1, 1))
        self.assertTrue(all(after - before <= 1 for before, after in pairwise(levels)), levels)
