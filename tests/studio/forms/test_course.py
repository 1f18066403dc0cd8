"""The form for the settings of a course. Validation is tested with course_states.py."""

import json
from dataclasses import replace

import ddt
from django.contrib.auth.models import User
from django.test import TestCase, override_settings

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.forms import CourseSettingsForm
from proctoring_config.studio.ports import Course
from proctoring_config.validators.course import CourseSettings
from tests.studio.concurrency import DatabaseFileTestCase
from tests.studio.course_states import BACKENDS, FUTURE, KEY, NO_EMAIL_FIELD, NOW, PAST
from tests.studio.store_contract import together

STORE = OrmCourseStore()
COURSE = Course(KEY, "Demo", FUTURE, False, CourseSettings(True, False, "plain", None), "1")


def form_of(course=COURSE, data=None, by_platform_staff=False):
    """Return the form as a view builds it."""
    return CourseSettingsForm(data, course=course, by_platform_staff=by_platform_staff, now=NOW)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class FieldsTest(TestCase):
    """Fields and choices."""

    def test_authors_have_no_opt_out_field(self):
        self.assertEqual(
            list(form_of().fields),
            ["version", "seen", "enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email"],
        )

    def test_platform_staff_have_an_opt_out_field(self):
        self.assertIn("allow_proctoring_opt_out", form_of(by_platform_staff=True).fields)

    def test_email_field_exists_only_if_a_configured_provider_requires_an_email(self):
        with override_settings(PROCTORING_BACKENDS=NO_EMAIL_FIELD):
            self.assertNotIn("proctoring_escalation_email", form_of().fields)

    @ddt.data(
        (PAST, False, True), (PAST, True, False), (FUTURE, False, False), (NOW, False, False), (None, False, False)
    )
    @ddt.unpack
    def test_provider_is_locked_after_course_start_except_for_platform_staff(self, start, by_platform_staff, locked):
        form = form_of(replace(COURSE, start=start), by_platform_staff=by_platform_staff)
        self.assertIs(form.provider_locked, locked)

    def providers(self, **changes):
        return [value for value, _ in form_of(replace(COURSE, **changes)).fields["proctoring_provider"].widget.choices]

    def test_available_providers_are_offered(self):
        self.assertEqual(self.providers(), ["both", "plain", "quiet", "strict"])
        self.assertEqual(self.providers(lti_available=True), ["both", "lti_external", "plain", "quiet", "strict"])

    @ddt.data("gone", None)
    def test_stored_provider_is_offered_even_if_it_is_gone(self, provider):
        offered = self.providers(settings=replace(COURSE.settings, proctoring_provider=provider))
        self.assertEqual(offered, [provider or "", "both", "plain", "quiet", "strict"])

    def test_providers_requiring_an_email(self):
        self.assertEqual(form_of().requiring_escalation_email, ["both", "strict"])

    def test_stored_values_are_shown(self):
        course = replace(COURSE, settings=CourseSettings(True, True, "strict", "a@example.com"))
        form = form_of(course, by_platform_staff=True)
        shown = {name: form[name].value() for name in form.fields}
        self.assertEqual(json.loads(shown.pop("seen")), vars(course.settings))
        self.assertEqual(shown, {**vars(course.settings), "version": "1"})
        self.assertInHTML('<option value="strict" selected>strict</option>', str(form["proctoring_provider"]))
        self.assertRegex(str(form["allow_proctoring_opt_out"]), r'value="True"[^>]* checked')

    @ddt.data("<script>alert(1)</script>", '"onmouseover="x')
    def test_stored_strings_are_escaped(self, text):
        form = form_of(replace(COURSE, settings=CourseSettings(True, False, text, text)))
        self.assertNotIn(text, str(form))


@override_settings(PROCTORING_BACKENDS=BACKENDS, PARTNER_SUPPORT_EMAIL="help@example.com")
class MessagesTest(TestCase):
    """Error messages."""

    def errors(self, data, course=COURSE, **kwargs):
        return form_of(course, {"version": "1", **data}, **kwargs).errors

    def test_messages_name_the_provider_and_a_solution(self):
        strict = {"enable_proctored_exams": "on", "proctoring_provider": "strict"}
        self.assertEqual(
            self.errors({**strict, "proctoring_escalation_email": ""}),
            {
                "proctoring_escalation_email": [
                    "strict requires an escalation email. Enter one, choose another provider, or turn off proctored "
                    "exams."
                ]
            },
        )
        self.assertEqual(
            self.errors({**strict, "proctoring_escalation_email": "foo.bar"}),
            {"proctoring_escalation_email": ["Enter an email address such as name@example.com."]},
        )
        self.assertEqual(
            self.errors({"proctoring_provider": "unheard"}),
            {"proctoring_provider": ["unheard is not available in this course. Choose another provider."]},
        )

    def test_provider_that_is_gone(self):
        course = replace(COURSE, settings=replace(COURSE.settings, proctoring_provider="gone"))
        self.assertEqual(
            self.errors({"enable_proctored_exams": "on"}, course),
            {
                "proctoring_provider": [
                    "The provider of this course, gone, is no longer available. Choose another provider, or turn off "
                    "proctored exams."
                ]
            },
        )

    def test_locked_provider(self):
        self.assertEqual(
            self.errors({"proctoring_provider": "quiet"}, replace(COURSE, start=PAST)),
            {
                "proctoring_provider": [
                    "The course has started, so only platform staff can change its provider. Contact help@example.com."
                ]
            },
        )

    def test_any_opt_out_by_an_author_is_forbidden(self):
        for value in ("True", "False", "", "garbage"):
            form = form_of(COURSE, {"version": "1", "allow_proctoring_opt_out": value})
            self.assertEqual(
                form.errors, {"__all__": ["Only platform staff can decide whether learners may opt out of proctoring."]}
            )
            self.assertTrue(form.forbidden)
        self.assertFalse(form_of(COURSE, {"version": "1", "proctoring_provider": "unheard"}).forbidden)

    def test_invalid_opt_out(self):
        for value in ("", "maybe"):
            errors = self.errors({"allow_proctoring_opt_out": value}, by_platform_staff=True)
            self.assertEqual(list(errors), ["allow_proctoring_opt_out"])


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class SavingTest(TestCase):
    """Saving and conflicts."""

    def setUp(self):
        self.user = User.objects.create(username="author")
        models.Course.objects.create(
            key=str(KEY), name="Demo", start=FUTURE, **vars(CourseSettings(True, True, "strict", "a@example.com"))
        )
        self.course = STORE.get(KEY)

    def form(self, data, course=None, **kwargs):
        form = form_of(course or self.course, {"version": self.course.version, **data}, **kwargs)
        self.assertEqual(form.errors, {})
        return form

    def test_unsent_fields_keep_their_values_and_an_unchecked_checkbox_is_saved(self):
        self.assertTrue(self.form({}).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(False, True, "strict", "a@example.com"))

    def test_all_fields(self):
        data = {
            "enable_proctored_exams": "on",
            "proctoring_provider": "plain",
            "proctoring_escalation_email": "",
            "allow_proctoring_opt_out": "False",
        }
        self.assertTrue(self.form(data, by_platform_staff=True).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(True, False, "plain", None))

    def test_conflict_is_shown_and_saving_again_overwrites_it(self):
        mine = {"proctoring_provider": "quiet", "proctoring_escalation_email": ""}
        faster = self.form({"enable_proctored_exams": "on", "proctoring_provider": "both"})
        self.assertTrue(faster.save(STORE, self.user))

        form = self.form(mine)
        self.assertFalse(form.save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(True, True, "both", "a@example.com"))
        self.assertEqual(
            form.differences,
            [
                ("Proctored exams", "yes", "no"),
                ("Proctoring provider", "both", "quiet"),
                ("Escalation email", "a@example.com", "(empty)"),
            ],
        )
        self.assertEqual(form.non_field_errors(), ["Someone else saved these settings while you were editing them."])

        again = form_of(STORE.get(KEY), form.data)
        self.assertTrue(again.is_valid() and again.save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(False, True, "quiet", None))

    def test_missing_version_is_a_conflict(self):
        self.assertFalse(self.form({"version": ""}).save(STORE, self.user))

    def test_saving_the_same_values_is_not_a_conflict(self):
        data = {"enable_proctored_exams": "on", "proctoring_provider": "plain"}
        self.assertTrue(self.form(data).save(STORE, self.user))
        self.assertTrue(self.form(data).save(STORE, self.user))


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ConcurrentFormsTest(DatabaseFileTestCase):
    """Two authors who save at the same time."""

    def test_one_save_succeeds_and_the_other_is_a_conflict(self):
        self.alone(lambda: models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE))

        def submit(provider):
            course = STORE.get(KEY)
            form = form_of(course, {"version": version, "proctoring_provider": provider})
            return form.is_valid() and form.save(STORE, None), form.differences

        for _ in range(5):
            self.alone(lambda: models.Course.objects.update(proctoring_provider="both"))
            version = self.alone(lambda: STORE.get(KEY).version)
            results = together(lambda: submit("plain"), lambda: submit("quiet"))
            self.assertEqual(sorted(saved for saved, _ in results), [False, True])
            stored = self.alone(lambda: STORE.get(KEY).settings.proctoring_provider)
            (differences,) = [differences for saved, differences in results if not saved]
            lost = {"plain": "quiet", "quiet": "plain"}[stored]
            self.assertEqual(differences, [("Proctoring provider", stored, lost)])
