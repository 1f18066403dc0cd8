"""Conflicts compare three versions: what the user saw, what is stored now, and what the user entered."""

import json
from dataclasses import replace
from unittest import mock

import ddt
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import TestCase, override_settings
from django.utils.datastructures import MultiValueDict

from demo.studio import models
from demo.studio.store import OrmCourseStore
from proctoring_config.studio.forms import CourseSettingsForm, ExamSettingsForm
from proctoring_config.studio.ports import EditConflictError
from proctoring_config.validators.course import CourseSettings
from tests.studio.course_states import BACKENDS, EXAM_KEY, FUTURE, KEY, NOW

STORE = OrmCourseStore()
SEEN = CourseSettings(True, False, "strict", "a@example.com")
E, P, M = "enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email"

# What someone else has changed, what the user has changed, and what is then stored, or the fields to ask about.
MERGES = [
    ("nothing", {}, {}, {}),
    ("only mine", {}, {P: "both"}, {P: "both"}),
    ("only theirs", {P: "both"}, {}, {P: "both"}),
    ("different fields", {P: "both"}, {M: "b@example.com"}, {P: "both", M: "b@example.com"}),
    ("the same change", {P: "both"}, {P: "both"}, {P: "both"}),
    ("the same change and another one", {P: "both"}, {P: "both", M: "b@example.com"}, {P: "both", M: "b@example.com"}),
    ("they turned it off", {E: False}, {M: "b@example.com"}, {E: False, M: "b@example.com"}),
    ("I turned it off", {M: "b@example.com"}, {E: False}, {E: False, M: "b@example.com"}),
    ("both turned it off", {E: False}, {E: False}, {E: False}),
    ("a true conflict", {P: "both"}, {P: "plain"}, [P]),
    ("a conflict and a change of theirs", {P: "both", M: "b@example.com"}, {P: "plain"}, [P]),
    ("a conflict and a change of mine", {P: "both"}, {P: "plain", M: "b@example.com"}, [P]),
    ("two conflicts", {P: "both", M: "b@example.com"}, {P: "plain", M: "c@example.com"}, [P, M]),
]


def sent(values, seen, version):
    """Return what a browser sends, as in a real request."""
    data = {P: [values[P]], M: [values[M] or ""], "version": [version], "seen": [json.dumps(seen)]}
    if values[E]:
        data[E] = ["on"]
    query = QueryDict(mutable=True)
    query.update(MultiValueDict(data))
    return query


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class MergeTest(TestCase):
    """studio/forms/base.py with the form of a course."""

    def setUp(self):
        self.user = User.objects.create(username="author")
        models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE, **vars(SEEN))
        self.opened = STORE.get(KEY)

    def form(self, data):
        course = STORE.get(KEY)
        form = CourseSettingsForm(data, course=course, by_platform_staff=False, now=NOW)
        self.assertTrue(form.is_valid(), form.errors)
        return form

    def save_theirs(self, theirs):
        return STORE.save(KEY, theirs, version=STORE.get(KEY).version, user=self.user)

    @ddt.idata(range(len(MERGES)))
    def test_merge(self, index):
        _, theirs, mine, expected = MERGES[index]
        now = self.save_theirs(theirs)
        form = self.form(sent({**vars(SEEN), **mine}, vars(SEEN), self.opened.version))
        saved = form.save(STORE, self.user)
        if isinstance(expected, dict):
            self.assertTrue(saved)
            self.assertEqual(STORE.get(KEY).settings, replace(SEEN, **expected))
            self.assertEqual(len(form.merged), len([name for name in theirs if name not in mine]))
        else:
            self.assertFalse(saved)
            labels = [str(form.fields[name].label) for name in expected]
            self.assertEqual([difference.label for difference in form.differences], labels)
            self.assertEqual(STORE.get(KEY), now)
            shown = {name: form[name].value() for name in (P, M)}
            self.assertEqual(shown, {name: mine.get(name, theirs.get(name, vars(SEEN)[name])) for name in (P, M)})

    @ddt.data((False, "plain"), (True, "both"))
    @ddt.unpack
    def test_saving_again_overwrites_and_the_button_keeps_the_saved_version(self, keeps, provider):
        self.save_theirs({P: "both", M: "b@example.com"})
        form = self.form(sent({**vars(SEEN), P: "plain", E: False}, vars(SEEN), self.opened.version))
        self.assertFalse(form.save(STORE, self.user))
        data = form.data.copy()
        if keeps:
            data["keep_saved"] = "1"
        self.assertTrue(self.form(data).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(False, False, provider, "b@example.com"))

    def test_another_save_after_the_question_is_asked_about_again(self):
        self.save_theirs({P: "both"})
        form = self.form(sent({**vars(SEEN), P: "plain"}, vars(SEEN), self.opened.version))
        self.assertFalse(form.save(STORE, self.user))
        self.save_theirs({P: "quiet"})
        again = self.form(form.data)
        self.assertFalse(again.save(STORE, self.user))
        self.assertEqual([one.stored for one in again.differences], ["quiet"])
        self.assertTrue(self.form(again.data).save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings.proctoring_provider, "plain")

    def test_save_without_changes_makes_no_version(self):
        for values in (vars(SEEN), {**vars(SEEN), M: " a@example.com "}):
            self.assertTrue(self.form(sent(values, vars(SEEN), self.opened.version)).save(STORE, self.user))
            self.assertEqual(STORE.get(KEY).version, self.opened.version)

    def test_merged_settings_are_validated(self):
        self.save_theirs({P: "plain", M: None})
        data = sent({**vars(SEEN), P: "both"}, {**vars(SEEN), P: "plain"}, self.opened.version)
        form = CourseSettingsForm(data, course=STORE.get(KEY), by_platform_staff=False, now=NOW)
        self.assertEqual(list(form.errors), [M])

    def test_save_at_the_same_time_is_merged_and_validated_again(self):
        form = self.form(sent({**vars(SEEN), M: "b@example.com"}, vars(SEEN), self.opened.version))
        self.save_theirs({P: "both"})
        self.assertTrue(form.save(STORE, self.user))
        self.assertEqual(STORE.get(KEY).settings, CourseSettings(True, False, "both", "b@example.com"))

        now = self.save_theirs({P: "plain"})
        form = self.form(sent({**vars(now.settings), P: "strict"}, vars(now.settings), now.version))
        self.save_theirs({M: None})
        self.assertFalse(form.save(STORE, self.user))
        self.assertEqual((list(form.errors), form.differences), ([M], []))

    def test_store_that_always_reports_a_conflict(self):
        form = self.form(sent({**vars(SEEN), P: "both"}, vars(SEEN), self.opened.version))
        with mock.patch.object(OrmCourseStore, "save", side_effect=EditConflictError(self.opened)):
            self.assertFalse(form.save(STORE, self.user))
        self.assertEqual(len(form.non_field_errors()), 1)

    @ddt.data("", "{", "[]", "7", "null", "[" * 100_000, '{"x": 1}', '{"proctoring_provider": [{}]}', "\ud800")
    def test_without_knowing_what_the_user_saw_every_field_sent_is_a_change(self, seen):
        self.save_theirs({P: "both"})
        data = sent(vars(SEEN), {}, self.opened.version)
        data["seen"] = seen
        form = self.form(data)
        self.assertFalse(form.save(STORE, self.user))
        self.assertEqual([one.label for one in form.differences], ["Proctoring provider"])

    def test_unsent_fields_are_shown_as_stored(self):
        form = self.form({"version": "1"})
        form.show_stored_values_of_unsent_fields()
        self.assertEqual((form[P].value(), form[M].value()), ("strict", "a@example.com"))


@override_settings(PROCTORING_BACKENDS={**BACKENDS, "mock": {}})
class ExamMergeTest(TestCase):
    """The form of an exam."""

    def test_time_limit_and_rules_of_two_authors_are_merged(self):
        user = User.objects.create(username="author")
        course = models.Course.objects.create(
            key=str(KEY), name="Demo", enable_proctored_exams=True, proctoring_provider="mock"
        )
        models.Exam.objects.create(
            course=course,
            key=str(EXAM_KEY),
            name="Final",
            kind="proctoredExam",
            default_time_limit_minutes=60,
            exam_review_rules="one\ntwo",
        )
        opened = STORE.exam(KEY, EXAM_KEY)
        STORE.save_exam(KEY, EXAM_KEY, {"exam_review_rules": "three"}, version=opened.version, user=user)
        data = {
            "kind": "proctoredExam",
            "default_time_limit_minutes": "01:30",
            "exam_review_rules": "one\r\ntwo",
            "version": opened.version,
            "seen": json.dumps(vars(opened.settings)),
        }
        form = ExamSettingsForm(data, exam=STORE.exam(KEY, EXAM_KEY), course=STORE.get(KEY))
        self.assertTrue(form.is_valid() and form.save(STORE, user))
        self.assertEqual(form.merged, ["Review rules"])
        stored = STORE.exam(KEY, EXAM_KEY).settings
        self.assertEqual((stored.default_time_limit_minutes, stored.exam_review_rules), (90, "three"))
