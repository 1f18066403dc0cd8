"""The form of a course's settings; what is right and wrong is in course_states.py."""

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

STORE = OrmCourseStore()
COURSE = Course(KEY, "Demo", FUTURE, False, CourseSettings(True, False, "plain", None), "1")


def form_of(course=COURSE, data=None, by_platform_staff=False):
    """The form as a view builds it."""
    return CourseSettingsForm(data, course=course, by_platform_staff=by_platform_staff, now=NOW)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class FieldsTest(TestCase):
    """Which fields exist, and what they offer."""

    def test_an_author_has_no_opt_out(self):
        self.assertEqual(
            list(form_of().fields),
            ["version", "enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email"],
        )

    def test_platform_staff_have_it(self):
        self.assertIn("allow_proctoring_opt_out", form_of(by_platform_staff=True).fields)

    def test_the_email_exists_where_some_configured_provider_requires_one(self):
        with override_settings(PROCTORING_BACKENDS=NO_EMAIL_FIELD):
            self.assertNotIn("proctoring_escalation_email", form_of().fields)

    @ddt.data(
        (PAST, False, True), (PAST, True, False), (FUTURE, False, False), (NOW, False, False), (None, False, False)
    )
    @ddt.unpack
    def test_the_provider_is_locked_after_course_start_except_for_staff(self, start, by_platform_staff, locked):
        form = form_of(replace(COURSE, start=start), by_platform_staff=by_platform_staff)
        self.assertIs(form.provider_locked, locked)

    def providers(self, **changes):
        return [value for value, _ in form_of(replace(COURSE, **changes)).fields["proctoring_provider"].widget.choices]

    def test_the_available_providers_are_offered(self):
        self.assertEqual(self.providers(), ["both", "plain", "quiet", "strict"])
        self.assertEqual(self.providers(lti_available=True), ["both", "lti_external", "plain", "quiet", "strict"])

    @ddt.data("gone", None)
    def test_the_stored_provider_is_always_offered(self, provider):
        offered = self.providers(settings=replace(COURSE.settings, proctoring_provider=provider))
        self.assertEqual(offered, [provider or "", "both", "plain", "quiet", "strict"])

    def test_the_script_is_told_which_providers_ask_for_the_email(self):
        self.assertEqual(form_of().requiring_escalation_email, ["both", "strict"])

    def test_what_is_stored_is_shown(self):
        course = replace(COURSE, settings=CourseSettings(True, True, "strict", "a@example.com"))
        form = form_of(course, by_platform_staff=True)
        self.assertEqual({name: form[name].value() for name in form.fields}, {**vars(course.settings), "version": "1"})
        self.assertInHTML('<option value="strict" selected>strict</option>', str(form["proctoring_provider"]))
        self.assertRegex(str(form["allow_proctoring_opt_out"]), r'value="True"[^>]* checked')

    @ddt.data("<script>alert(1)</script>", '"onmouseover="x')
    def test_a_stored_string_is_escaped(self, text):
        form = form_of(replace(COURSE, settings=CourseSettings(True, False, text, text)))
        self.assertNotIn(text, str(form))


@override_settings(PROCTORING_BACKENDS=BACKENDS, PARTNER_SUPPORT_EMAIL="help@example.com")
class MessagesTest(TestCase):
    """What authors read."""

    def errors(self, data, course=COURSE, **kwargs):
        return form_of(course, {"version": "1", **data}, **kwargs).errors

    def test_messages_name_the_provider_and_say_what_to_do(self):
        strict = {"enable_proctored_exams": "on", "proctoring_provider": "strict"}
        self.assertEqual(
            self.errors({**strict, "proctoring_escalation_email": ""}),
            {
                "proctoring_escalation_email": [
                    "strict requires an escalation e-mail. Enter one, choose another provider or turn proctored exams "
                    "off."
                ]
            },
        )
        self.assertEqual(
            self.errors({**strict, "proctoring_escalation_email": "foo.bar"}),
            {"proctoring_escalation_email": ["Enter an e-mail address such as name@example.com."]},
        )
        self.assertEqual(
            self.errors({"proctoring_provider": "unheard"}),
            {"proctoring_provider": ["unheard is not available to this course. Choose another provider."]},
        )

    def test_a_provider_that_is_gone(self):
        course = replace(COURSE, settings=replace(COURSE.settings, proctoring_provider="gone"))
        self.assertEqual(
            self.errors({"enable_proctored_exams": "on"}, course),
            {
                "proctoring_provider": [
                    "gone, the provider of this course, is not available any more. Choose another provider or turn "
                    "proctored exams off."
                ]
            },
        )

    def test_a_locked_provider_and_whom_to_ask(self):
        self.assertEqual(
            self.errors({"proctoring_provider": "quiet"}, replace(COURSE, start=PAST)),
            {
                "proctoring_provider": [
                    "The course has started, so only platform staff can change its provider. Contact help@example.com."
                ]
            },
        )

    def test_an_opt_out_of_somebody_else_is_forbidden_whatever_it_says(self):
        for value in ("True", "False", "", "garbage"):
            form = form_of(COURSE, {"version": "1", "allow_proctoring_opt_out": value})
            self.assertEqual(
                form.errors, {"__all__": ["Only platform staff can decide whether learners may opt out of proctoring."]}
            )
            self.assertTrue(form.forbidden)
        self.assertFalse(form_of(COURSE, {"version": "1", "proctoring_provider": "unheard"}).forbidden)

    def test_an_opt_out_that_is_neither_yes_nor_no(self):
        for value in ("", "maybe"):
            errors = self.errors({"allow_proctoring_opt_out": value}, by_platform_staff=True)
            self.assertEqual(list(errors), ["allow_proctoring_opt_out"])


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class SavingTest(TestCase):
    """What is stored."""

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

    def test_a_missing_field_keeps_its_value_but_an_unticked_box_is_false(self):
        self.assertTrue(self.form({}).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(False, True, "strict", "a@example.com"))

    def test_all_of_it(self):
        data = {
            "enable_proctored_exams": "on",
            "proctoring_provider": "plain",
            "proctoring_escalation_email": "",
            "allow_proctoring_opt_out": "False",
        }
        self.assertTrue(self.form(data, by_platform_staff=True).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(True, False, "plain", None))

    def test_a_conflict_shows_both_versions_until_the_next_save(self):
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
                ("Escalation e-mail", "a@example.com", "(empty)"),
            ],
        )
        self.assertEqual(form.non_field_errors(), ["Somebody else saved these settings while you were editing them."])

        again = form_of(STORE.get(KEY), form.data)
        self.assertTrue(again.is_valid() and again.save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(False, True, "quiet", None))

    def test_a_form_without_version_counts_as_old(self):
        self.assertFalse(self.form({"version": ""}).save(STORE, self.user))

    def test_two_authors_who_save_the_same_lose_nothing(self):
        data = {"enable_proctored_exams": "on", "proctoring_provider": "plain"}
        self.assertTrue(self.form(data).save(STORE, self.user))
        self.assertTrue(self.form(data).save(STORE, self.user))


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ConcurrentFormsTest(DatabaseFileTestCase):
    """Two authors who press the button together."""

    def test_one_is_stored_and_the_other_is_told(self):
        self.alone(lambda: models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE))

        def submit(provider):
            course = STORE.get(KEY)
            form = form_of(course, {"version": version, "proctoring_provider": provider})
            return form.is_valid() and form.save(STORE, None), form.differences

        for _ in range(5):
            version = self.alone(lambda: STORE.get(KEY).version)
            results = self.together(lambda: submit("plain"), lambda: submit("quiet"))
            self.assertEqual(sorted(saved for saved, _ in results), [False, True])
            stored = self.alone(lambda: STORE.get(KEY).settings.proctoring_provider)
            (differences,) = [differences for saved, differences in results if not saved]
            lost = {"plain": "quiet", "quiet": "plain"}[stored]
            self.assertEqual(differences, [("Proctoring provider", stored, lost)])
