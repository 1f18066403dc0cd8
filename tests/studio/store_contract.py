"""The tests that every course store and its access rules must pass, for the demo and for edx-platform."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier

from django.db import connections
from django.test import override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy
from opaque_keys.edx.keys import CourseKey, UsageKey

from proctoring_config.studio.exams import ExamKind, ExamSettings
from proctoring_config.studio.ports import (
    CourseNotFoundError,
    EditConflictError,
    ExamNotFoundError,
    ProviderNotInstalledError,
)
from proctoring_config.validators.course import CourseSettings

#: Both mock and null are installed, absent is not.
BACKENDS = {"DEFAULT": "null", "null": {}, "mock": {}, "absent": {}}
START = datetime(2030, 1, 1, tzinfo=UTC)
SETTINGS = CourseSettings(True, False, "mock", "a@example.com")
PROCTORED = ExamSettings(ExamKind.PROCTORED, 90, "No books")


class StoreContract:
    """
    A test case inherits from this and has ``store``, ``rules``, ``user`` (an author of all courses) and ``key``.

    It creates courses with ``create_course(key, name, start, settings, exams)``, where ``exams`` are names, and users
    with ``create_user(name, **fields)``.
    """

    def setUp(self):
        super().setUp()
        self.create_course(self.key, "Contract", START, SETTINGS, ["First", "Second"])
        self.first, self.second = (exam.key for exam in self.store.exams(self.key))

    def save(self, **changes):
        """Save the stored version of the course."""
        return self.store.save(self.key, changes, version=self.store.get(self.key).version, user=self.user)

    def save_exam(self, **changes):
        """Save the stored version of the first exam."""
        version = self.store.exam(self.key, self.first).version
        return self.store.save_exam(self.key, self.first, changes, version=version, user=self.user)

    def registered(self, key=None):
        """Return the registered exam."""
        return ProctoredExam.objects.filter(course_id=str(self.key), content_id=str(key or self.first)).first()

    def review_rules(self):
        """Return the registered review rules of the course."""
        policies = ProctoredExamReviewPolicy.objects.filter(proctored_exam__course_id=str(self.key))
        return [policy.review_policy for policy in policies]

    # Courses

    def test_a_new_course(self):
        course = self.store.get(self.key)
        self.assertEqual((course.key, course.name, course.start), (self.key, "Contract", START))
        self.assertEqual((course.settings, course.lti_available), (SETTINGS, False))
        self.assertIs(course.timed_exams_enabled, True)
        self.assertTrue(course.version)
        self.assertIsInstance(course.version, str)

    def test_missing_courses(self):
        branch = CourseKey.from_string(f"{self.key}+branch@published-branch")
        for key in (*map(CourseKey.from_string, ("course-v1:edX+None+1", "library-v1:edX+None", "edX/None/1")), branch):
            with self.subTest(key=str(key)):
                self.assertEqual(list(self.store.exams(key)), [])
                self.assertRaises(CourseNotFoundError, self.store.get, key)
                with self.assertRaises(CourseNotFoundError):
                    self.store.save(key, {}, version="", user=self.user)
                with self.assertRaises(ExamNotFoundError):
                    self.store.save_exam(key, self.first, {}, version="", user=self.user)

    def test_save_changes_only_the_given_fields(self):
        before = self.store.get(self.key)
        saved = self.save(proctoring_provider="null", proctoring_escalation_email=None)
        after = replace(SETTINGS, proctoring_provider="null", proctoring_escalation_email=None)
        self.assertEqual(saved, replace(before, settings=after, version=saved.version))
        self.assertEqual(self.store.get(self.key), saved)
        self.assertNotEqual(saved.version, before.version)

    def test_all_fields_can_be_saved(self):
        for settings in (CourseSettings(False, True, "null", "b@example.com"), SETTINGS):
            self.assertEqual(self.save(**vars(settings)).settings, settings)

    def test_saving_an_older_version_is_a_conflict(self):
        old = self.store.get(self.key)
        new = self.save(proctoring_provider="null")
        for changes in ({"proctoring_escalation_email": "b@example.com"}, {}):
            with self.assertRaises(EditConflictError) as caught:
                self.store.save(self.key, changes, version=old.version, user=self.user)
            self.assertEqual(caught.exception.current, new)
        self.assertEqual(self.store.get(self.key), new)

    def test_saving_stored_values_makes_no_version(self):
        before = self.store.get(self.key)
        self.assertEqual(self.save(**vars(SETTINGS)), before)
        self.assertEqual(self.save(), before)

    def test_courses_are_listed_by_name_with_current_settings(self):
        self.create_course(self.other_key, "Another", None, CourseSettings(False, False, "null"), [])
        saved = self.save(proctoring_provider="null")
        listed = [course for course in self.store.courses() if course.key in (self.key, self.other_key)]
        self.assertEqual([course.name for course in listed], ["Another", "Contract"])
        self.assertEqual(replace(listed[1], version=saved.version), saved)

    def test_saving_the_course_registers_its_exams_with_the_new_provider(self):
        self.save_exam(**vars(PROCTORED))
        self.save(proctoring_provider="null")
        self.assertEqual(self.registered().backend, "null")

    # Exams

    def test_new_exams_are_listed_in_order(self):
        exams = self.store.exams(self.key)
        self.assertEqual([exam.name for exam in exams], ["First", "Second"])
        self.assertEqual([exam.settings for exam in exams], [ExamSettings()] * 2)
        self.assertEqual(self.store.exam(self.key, self.second), exams[1])

    def test_missing_exams(self):
        self.create_course(self.other_key, "Another", START, SETTINGS, ["Elsewhere"])
        (elsewhere,) = self.store.exams(self.other_key)
        nowhere = UsageKey.from_string(str(self.first).replace("@sequential+block@", "@sequential+block@no"))
        for key in (elsewhere.key, nowhere):
            self.assertRaises(ExamNotFoundError, self.store.exam, self.key, key)
            with self.assertRaises(ExamNotFoundError):
                self.store.save_exam(self.key, key, {}, version="", user=self.user)

    def test_every_kind_of_exam_is_saved_and_registered(self):
        for kind, proctored, trial in (
            (ExamKind.TIMED, False, False),
            (ExamKind.PROCTORED, True, False),
            (ExamKind.PRACTICE, True, True),
            (ExamKind.ONBOARDING, True, True),
        ):
            with self.subTest(kind=str(kind)):
                before = self.store.exam(self.key, self.first)
                saved = self.save_exam(kind=kind, default_time_limit_minutes=45)
                self.assertEqual(saved.settings, ExamSettings(kind, 45, ""))
                self.assertEqual(self.store.exam(self.key, self.first), saved)
                self.assertNotEqual(saved.version, before.version)
                exam = self.registered()
                self.assertEqual((exam.is_proctored, exam.is_practice_exam, exam.is_active), (proctored, trial, True))
                self.assertEqual((exam.exam_name, exam.time_limit_mins, exam.backend), ("First", 45, "mock"))

    def test_former_exams_lose_their_time_limit_and_are_deactivated(self):
        self.save_exam(**vars(PROCTORED))
        saved = self.save_exam(kind=ExamKind.NONE)
        self.assertEqual(saved.settings, ExamSettings(ExamKind.NONE, None, "No books"))
        exam = self.registered()
        self.assertEqual((exam.is_active, exam.is_proctored), (False, False))

    def test_review_rules_are_registered_for_proctored_exams_only(self):
        self.save_exam(**vars(PROCTORED))
        self.assertEqual(self.review_rules(), ["No books"])
        self.save_exam(exam_review_rules="One book")
        self.assertEqual(self.review_rules(), ["One book"])
        saved = self.save_exam(kind=ExamKind.PRACTICE)
        self.assertEqual((self.review_rules(), saved.settings.exam_review_rules), ([], "One book"))

    def test_exams_have_versions_of_their_own(self):
        course, second = self.store.get(self.key), self.store.exam(self.key, self.second)
        self.save_exam(**vars(PROCTORED))
        self.assertEqual(self.store.get(self.key), course)
        self.assertEqual(self.store.exam(self.key, self.second), second)
        first = self.store.exam(self.key, self.first)
        self.save(proctoring_provider="null")
        self.assertEqual(self.store.exam(self.key, self.first), first)

    def test_saving_an_older_version_of_an_exam_is_a_conflict(self):
        old = self.store.exam(self.key, self.first)
        new = self.save_exam(**vars(PROCTORED))
        with self.assertRaises(EditConflictError) as caught:
            self.store.save_exam(self.key, self.first, {"kind": ExamKind.NONE}, version=old.version, user=self.user)
        self.assertEqual(caught.exception.current, new)
        self.assertEqual(self.store.exam(self.key, self.first), new)

    def test_saving_stored_values_of_an_exam_makes_no_version(self):
        saved = self.save_exam(**vars(PROCTORED))
        self.assertEqual(self.save_exam(**vars(PROCTORED)), saved)
        self.assertEqual(self.save_exam(), saved)

    def test_provider_without_plugin_is_an_error_and_nothing_is_saved(self):
        with suppress(ProviderNotInstalledError):  # registering exams with it fails later, if at all
            self.save(proctoring_provider="absent")
        before = self.store.exam(self.key, self.first)
        for kind in (ExamKind.PROCTORED, ExamKind.PRACTICE, ExamKind.ONBOARDING):
            with self.assertRaises(ProviderNotInstalledError):
                self.save_exam(kind=kind, default_time_limit_minutes=90)
        self.assertEqual((self.store.exam(self.key, self.first), self.registered()), (before, None))
        self.assertEqual(self.save_exam(kind=ExamKind.TIMED, default_time_limit_minutes=9).settings.kind, "timed")

    @override_settings(PROCTORING_BACKENDS={"null": {}})
    def test_without_any_provider_a_proctored_exam_is_not_saved(self):
        self.create_course(self.other_key, "None", START, replace(SETTINGS, proctoring_provider=None), ["Third"])
        (exam,) = self.store.exams(self.other_key)
        changes = {"kind": ExamKind.PROCTORED, "default_time_limit_minutes": 90}
        with self.assertRaises(ProviderNotInstalledError):
            self.store.save_exam(self.other_key, exam.key, changes, version=exam.version, user=self.user)
        self.assertEqual(self.store.exam(self.other_key, exam.key), exam)
        course = self.store.get(self.other_key)
        saved = self.store.save(
            self.other_key, {"enable_proctored_exams": False}, version=course.version, user=self.user
        )
        self.assertIsNone(saved.settings.proctoring_provider)

    # Access

    def test_authors_of_the_course_and_platform_staff_can_edit(self):
        other, staff = self.create_user("other"), self.create_user("staff", is_staff=True)
        may = {user.username: self.rules.can_edit(user, self.key) for user in (self.user, other, staff)}
        self.assertEqual(may, {self.user.username: True, other.username: False, staff.username: True})
        self.assertFalse(self.rules.can_edit(self.user, CourseKey.from_string("course-v1:edX+None+1")))


def together(*works):
    """Call all ``works`` at once, each in another thread, and return their results in order."""
    start = Barrier(len(works))

    def run(work):
        start.wait(timeout=30)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def save_at_once(store, key, user, rounds):
    """Let two authors save the course at once. Return what each save returned, and the stored courses."""

    def save(author, version):
        changes = {"proctoring_escalation_email": f"{author}@example.com", "allow_proctoring_opt_out": author[0] == "a"}
        try:
            return "saved", store.save(key, changes, version=version, user=user)
        except EditConflictError as conflict:
            return "conflict", conflict.current

    for number in range(rounds):
        (version,) = together(lambda: store.get(key).version)
        calls = [lambda name=f"{name}{number}", version=version: save(name, version) for name in "ab"]
        yield together(*calls), *together(lambda: store.get(key))
