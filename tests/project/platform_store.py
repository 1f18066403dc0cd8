"""
Run by the Python of edx-platform in its Studio: the tests of the course store, with the modulestore on mongomock.

Prints how many tests ran, whether all passed, and their output, as JSON. Arguments select tests by name.
"""

import io
import json
import sys
import unittest
from dataclasses import replace
from unittest import mock
from uuid import uuid4

import django

django.setup()

from cms.djangoapps.contentstore.tests.utils import AjaxEnabledTestClient  # noqa: E402
from cms.djangoapps.contentstore.utils import reverse_usage_url  # noqa: E402
from common.djangoapps.student.roles import CourseStaffRole  # noqa: E402
from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import QuerySet  # noqa: E402
from django.test import override_settings  # noqa: E402
from edx_django_utils.cache import RequestCache  # noqa: E402
from edx_proctoring.backends.null import NullBackendProvider  # noqa: E402
from opaque_keys.edx.keys import CourseKey  # noqa: E402
from xmodule.modulestore import ModuleStoreEnum  # noqa: E402
from xmodule.modulestore.django import modulestore  # noqa: E402

from proctoring_config.studio.exams import ExamKind, ExamSettings  # noqa: E402
from proctoring_config.studio.modulestore import CourseAuthorAccess, ModulestoreCourseStore  # noqa: E402
from proctoring_config.studio.ports import EditConflictError, ExamNotFoundError  # noqa: E402
from tests.studio.store_contract import BACKENDS, SETTINGS, START, StoreContract, save_at_once, together  # noqa: E402

USER = get_user_model()


class PlatformCase(unittest.TestCase):
    """Courses with keys that no other test has. Every test commits, so that Studio registers exams."""

    store, rules = ModulestoreCourseStore(), CourseAuthorAccess()

    def setUp(self):
        RequestCache.clear_all_namespaces()
        self.key, self.other_key = (CourseKey.from_string(f"course-v1:edX+{uuid4().hex[:8]}+1") for _ in "ab")
        self.user = self.create_user("author")
        super().setUp()

    def create_user(self, name, **fields):
        return USER.objects.create(username=f"{name}{uuid4().hex[:8]}", **fields)

    def create_course(self, key, name, start, settings, exams):
        """Create a course as Studio does, with the subsections in two sections."""
        fields = {"display_name": name, **vars(settings), **({"start": start} if start else {})}
        store = modulestore()
        with store.default_store(ModuleStoreEnum.Type.split):
            course = store.create_course(key.org, key.course, key.run, self.user.id, fields=fields)
            for exam in exams:
                section = store.create_child(self.user.id, course.location, "chapter", f"section_{exam.lower()}")
                named = {"display_name": exam}
                store.create_child(self.user.id, section.location, "sequential", exam.lower(), fields=named)
        CourseStaffRole(key).add_users(self.user)


class ModulestoreTest(StoreContract, PlatformCase):
    """The contract, and what only this store has."""

    def block(self):
        """Return the block of the first exam as Studio reads it."""
        return modulestore().get_item(self.first)

    def post_as_dialog(self, **metadata):
        """Save the first exam as the dialog of Studio does."""
        client = AjaxEnabledTestClient()
        client.force_login(self.user)
        response = client.ajax_post(
            reverse_usage_url("xblock_handler", self.first), {"publish": "republish", "metadata": metadata}
        )
        self.assertEqual(response.status_code, 200)

    def test_studio_reads_and_saves_the_same_course(self):
        client = AjaxEnabledTestClient()
        client.force_login(self.create_user("staff", is_staff=True))
        rest = f"/api/contentstore/v1/proctored_exam_settings/{self.key}"
        advanced = f"/settings/advanced/{self.key}"
        before = self.save(proctoring_provider="null", allow_proctoring_opt_out=True)
        names = ("proctoring_provider", "allow_proctoring_opt_out", "proctoring_escalation_email")
        expected = {"proctoring_provider": "null", "allow_proctoring_opt_out": True, names[2]: "a@example.com"}
        read = client.get(rest).json()["proctored_exam_settings"]
        self.assertEqual({name: read[name] for name in names}, expected)
        listed = client.get(advanced, HTTP_ACCEPT="application/json").json()
        self.assertEqual({name: listed[name]["value"] for name in names[:2]}, dict(list(expected.items())[:2]))

        body = {**read, "proctoring_provider": "mock", "create_zendesk_tickets": True}
        response = client.post(rest, {"proctored_exam_settings": body}, content_type="application/json")
        self.assertEqual(response.status_code, 200, response.content)
        after = self.store.get(self.key)
        self.assertEqual(after.settings.proctoring_provider, "mock")
        self.assertNotEqual(after.version, before.version)
        response = client.ajax_post(advanced, {"proctoring_provider": {"value": "null"}})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.store.get(self.key).settings.proctoring_provider, "null")
        with self.assertRaises(EditConflictError):
            self.store.save(self.key, {"allow_proctoring_opt_out": False}, version=after.version, user=self.user)

    def test_exams_are_stored_as_by_the_dialog_of_studio(self):
        names = ("is_time_limited", "is_proctored_enabled", "is_practice_exam", "is_onboarding_exam")
        names += ("default_time_limit_minutes", "exam_review_rules", "hide_after_due")
        for kind, flags in (
            (ExamKind.TIMED, "1000"),
            (ExamKind.PROCTORED, "1100"),
            (ExamKind.PRACTICE, "1110"),
            (ExamKind.ONBOARDING, "1101"),
            (ExamKind.NONE, "0000"),
        ):
            with self.subTest(kind=str(kind)):
                values = [flag == "1" for flag in flags] + [0 if kind == ExamKind.NONE else 45, "Rules"]
                self.post_as_dialog(**dict(zip(names, values, strict=False)))
                theirs = {name: getattr(self.block(), name) for name in names}
                shown = self.store.exam(self.key, self.first)
                self.assertEqual(shown.settings, ExamSettings(kind, 45 if kind != ExamKind.NONE else None, "Rules"))
                self.post_as_dialog(is_time_limited=kind == ExamKind.NONE, is_proctored_enabled=False)
                self.save_exam(**vars(shown.settings))
                self.assertEqual({name: getattr(self.block(), name) for name in names}, theirs)

    def test_timed_exams_are_switched_off_in_advanced_settings(self):
        client = AjaxEnabledTestClient()
        client.force_login(self.create_user("staff", is_staff=True))
        body = {"enable_timed_exams": {"value": False}}
        self.assertEqual(client.ajax_post(f"/settings/advanced/{self.key}", body).status_code, 200)
        self.assertIs(self.store.get(self.key).timed_exams_enabled, False)

    def test_list_asks_only_courses_with_lti_whether_it_is_available(self):
        self.create_course(self.other_key, "LTI", START, replace(SETTINGS, proctoring_provider="lti_external"), [])
        with mock.patch("proctoring_config.studio.modulestore.exams_ida_enabled", return_value=True) as asked:
            listed = {course.key: course.lti_available for course in self.store.courses()}
        self.assertEqual((listed[self.key], listed[self.other_key]), (False, True))
        self.assertNotIn(mock.call(self.key), asked.mock_calls)

    def test_published_and_draft_are_the_same(self):
        self.save_exam(kind=ExamKind.TIMED, default_time_limit_minutes=45)
        self.save(proctoring_provider="null")
        with modulestore().branch_setting(ModuleStoreEnum.Branch.published_only):
            self.assertEqual(self.block().default_time_limit_minutes, 45)
            self.assertEqual(modulestore().get_course(self.key).proctoring_provider, "null")

    def test_content_of_the_course_does_not_conflict(self):
        before = self.store.get(self.key), self.store.exam(self.key, self.second)
        store = modulestore()
        unit = store.create_child(self.user.id, self.first, "vertical", "unit")
        store.create_child(self.user.id, unit.location, "html", "text")
        store.publish(unit.location, self.user.id)
        self.assertEqual((self.store.get(self.key), self.store.exam(self.key, self.second)), before)

    def test_transaction_that_hides_the_newest_version_is_a_conflict(self):
        before = self.store.get(self.key), self.store.exam(self.key, self.first)
        with mock.patch.object(QuerySet, "select_for_update", QuerySet.none):
            self.assertRaises(EditConflictError, self.save, proctoring_provider="null")
            self.assertRaises(EditConflictError, self.save_exam, kind=ExamKind.TIMED)
        self.assertEqual((self.store.get(self.key), self.store.exam(self.key, self.first)), before)

    def test_exams_outside_the_outline_are_missing(self):
        course = modulestore().get_course(self.key)
        course.children = course.children[1:]
        modulestore().update_item(course, self.user.id)
        self.assertRaises(ExamNotFoundError, self.store.exam, self.key, self.first)


class ConcurrencyTest(PlatformCase):
    """Two authors at the same time, in threads with connections of their own."""

    def test_one_of_two_concurrent_saves_succeeds_and_the_other_is_a_conflict(self):
        self.create_course(self.key, "Concurrent", START, SETTINGS, [])
        for results, stored in save_at_once(self.store, self.key, self.user, rounds=5):
            self.assertEqual(sorted(what for what, _ in results), ["conflict", "saved"])
            self.assertEqual([course for _, course in results], [stored, stored])

    def test_a_change_of_another_exam_at_the_same_time_is_kept(self):
        self.create_course(self.key, "Concurrent", START, SETTINGS, ["First", "Second"])
        exams = self.store.exams(self.key)

        def save(exam):
            changes = {"kind": ExamKind.TIMED, "default_time_limit_minutes": 45}
            return self.store.save_exam(self.key, exam.key, changes, version=exam.version, user=self.user)

        saved = together(*(lambda exam=exam: save(exam) for exam in exams))
        (stored,) = together(lambda: self.store.exams(self.key))
        self.assertEqual(stored, saved)


def main():
    """Create the tables, run the tests and print the results."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    null = NullBackendProvider()
    backends = {"null": null, "mock": null}
    loader = unittest.defaultTestLoader
    module = sys.modules[__name__]
    suite = loader.loadTestsFromNames(sys.argv[1:], module) if sys.argv[1:] else loader.loadTestsFromModule(module)
    output = io.StringIO()
    with (
        override_settings(PROCTORING_BACKENDS=BACKENDS),
        mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", backends),
    ):
        result = unittest.TextTestRunner(output, verbosity=2).run(suite)
    print(json.dumps({"ran": result.testsRun, "passed": result.wasSuccessful(), "output": output.getvalue()}))


if __name__ == "__main__":
    main()
