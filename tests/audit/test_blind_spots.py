"""Courses and exams outside the rules of the default scope, and exams that no available backend runs."""

from dataclasses import replace
from unittest import mock

import ddt
from django.test import TestCase, override_settings
from waffle.models import Flag

from proctoring_config.audit import Audit, Scope, rules
from proctoring_config.options import EXAMS_FLAG
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import BACKENDS, PAST, exam, found, key_of, override_course, override_org, plant

KEY = key_of("x")
PRACTICE = {"is_practice_exam": True}
TIMED = {"is_proctored": False}


def audit(**scope):
    """Return the short ids that are found in the course x."""
    return [code for key, code in found(Audit("default", Scope(**scope))) if key == KEY]


@ddt.ddt
class ProviderTest(TestCase):
    """Providers that a course cannot use."""

    @ddt.named_data(
        ("null_not_configured", "null", {"mock": {}}, ["W104"]),
        ("null_configured", "null", {"null": {}}, []),
        ("no_default", None, {"mock": {}}, ["W110"]),
        ("empty_and_no_default", "", {"mock": {}}, ["W110"]),
        ("default_is_null", None, {"DEFAULT": None, "mock": {}}, ["W110"]),
        ("default_is_a_number", None, {"DEFAULT": 1, "mock": {}}, ["W110"]),
        ("default_is_lti", None, {"DEFAULT": "lti_external", "mock": {}}, ["W110"]),
        ("default_not_configured", None, {"DEFAULT": "gone", "mock": {}}, ["W104"]),
        ("default_is_an_unconfigured_null", None, {"DEFAULT": "null", "mock": {}}, ["W104"]),
        ("default_works", None, {"DEFAULT": "mock", "mock": {}}, []),
    )
    def test_provider(self, provider, backends, expected):
        plant("x", provider)
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual(audit(), expected)

    def test_provider_shared_by_organizations_is_noted(self):
        for run, org in enumerate("ABBC"):
            plant(run, "mock", org=org)
        plant("n", "null", org="A")
        plant("m", "null", org="B")
        with override_settings(PROCTORING_BACKENDS=BACKENDS):
            run = Audit("default", Scope())
            self.assertEqual(found(run), [])
        self.assertEqual(run.shared, {"mock": 3})


@ddt.ddt
class LikeAnotherTest(TestCase):
    """A course whose facts differ only in part from those of a course without problems."""

    @ddt.named_data(
        ("email", "mock", {"email": None}, "W101"),
        ("malformed_email", "mock", {"email": "no email"}, "W102"),
        ("review_rules", "mock", {"rules": "No books"}, "W202"),
        ("provider", "mock", {"provider": "null", "backend": "mock"}, "W203"),
        ("backend", "mock", {"backend": "null"}, "W203"),
        ("external_id", "mock", {"external_id": "id"}, "W209"),
        ("flag", "proctortrack", (FLAG, "off", "on"), "W205"),
        ("exams_service", "lti_external", (EXAMS_FLAG, "on", "off"), "W208"),
    )
    def test_difference(self, provider, difference, expected):
        facts, overrides = (difference, ()) if isinstance(difference, dict) else ({}, difference)
        keys = plant("a", provider), plant("x", **{"provider": provider, **facts})
        for key, choice in zip(keys, overrides[1:], strict=False):
            override_course(key, choice, flag=overrides[0])
        options = {"requires_escalation_email": True, "show_review_rules": False}
        backends = {"null": {}, "mock": options, "proctortrack": options}
        with override_settings(PROCTORING_BACKENDS=backends):
            instance = replace(rules.read_instance(), installed=frozenset(backends))
            with mock.patch("proctoring_config.audit.run.read_instance", return_value=instance):
                self.assertEqual(found(Audit("default", Scope())), [(KEY, expected)])


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class LostExamTest(TestCase):
    """W207."""

    @ddt.named_data(
        ("practice", {}, "gone", PRACTICE, ["W207"]),
        ("practice_without_plugin", {}, "proctortrack", PRACTICE, ["W207"]),
        ("practice_that_works", {}, "mock", PRACTICE, []),
        ("practice_without_backend", {}, None, PRACTICE, []),
        ("timed", {}, "gone", TIMED, []),
        ("inactive", {}, "gone", {**PRACTICE, "is_active": False}, []),
        ("lti", {}, "lti_external", PRACTICE, []),
        ("other_backend", {}, "gone", {}, ["W203", "W207"]),
        ("disabled_course", {"enabled": False}, "gone", {}, ["W207"]),
        ("disabled_course_practice", {"enabled": False}, "gone", PRACTICE, ["W207"]),
        ("disabled_course_that_works", {"enabled": False}, "mock", {}, []),
        ("ended", {"enabled": False, "end": PAST}, "gone", {}, []),
    )
    def test_exam(self, course, backend, facts, expected):
        plant("x", "mock", exams=0, **course)
        exam(KEY, 1, backend, **facts)
        self.assertEqual(audit(), expected)

    def test_problem_of_the_provider_covers_its_exams(self):
        plant("x", "gone")
        exam(KEY, 1, "gone", **PRACTICE)
        self.assertEqual(audit(), ["W104"])

    def test_only_practice_exams_of_a_provider_that_is_gone(self):
        plant("x", "gone", exams=0)
        exam(KEY, 1, "gone", **PRACTICE)
        self.assertEqual(audit(), ["W207"])

    def test_timed_exams_fail_before_edx_proctoring_4_18_2(self):
        plant("x", "mock", exams=0)
        exam(KEY, 1, "gone", **TIMED)
        for version, expected in (
            ("3.11.2", ["W207"]),
            ("4.18.1", ["W207"]),
            ("4.18.2", []),
            ("5.2.0", []),
            ("5.2.0+fork", []),
        ):
            with mock.patch("edx_proctoring.__version__", version):
                self.assertEqual(audit(), expected, version)

    def test_exams_without_backend_if_the_default_is_gone(self):
        plant("x", "mock", exams=0)
        exam(KEY, 1, None, **PRACTICE)
        exam(KEY, 2, "", **PRACTICE)
        with override_settings(PROCTORING_BACKENDS={**BACKENDS, "DEFAULT": "gone"}):
            (problem,) = Audit("default", Scope())
        self.assertEqual(len(problem.exams), 2)
        self.assertIn("The backend of 2 practice exams is 'gone',", problem.problem.message)

    def test_scope_applies(self):
        plant("x", "mock", enabled=False, backend="gone", end=PAST)
        plant("y", "mock", enabled=False, backend="gone", org="Other")
        self.assertEqual((audit(everything=True), audit(courses=(KEY,))), (["W207"], ["W207"]))
        self.assertEqual((audit(orgs=("Other",)), audit(courses=("course-v1:a+b+c",))), ([], []))

    def test_more_courses_than_fit_into_a_batch(self):
        with mock.patch("proctoring_config.audit.queries.BATCH_SIZE", 2):
            for run in range(5):
                plant(run, "mock", enabled=False, backend="gone", exams=3)
            self.assertEqual([code for _, code in found(Audit("default", Scope()))], ["W207"] * 5)


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class ExamsServiceTest(TestCase):
    """W208."""

    @ddt.named_data(
        ("no_row", [], ["W208"]),
        ("on", [("flag", True)], []),
        ("off", [("flag", False)], ["W208"]),
        ("for_some_users", [("flag", None)], []),
        ("on_in_the_course", [("course", "on")], []),
        ("on_in_the_organization", [("org", "on")], []),
        ("off_in_the_organization", [("flag", True), ("org", "off")], ["W208"]),
        ("on_in_the_course_of_an_organization", [("org", "off"), ("course", "on")], []),
        ("off_in_the_course", [("flag", True), ("course", "off")], ["W208"]),
    )
    def test_flag(self, rows, expected):
        plant("x", "lti_external")
        for what, state in rows:
            if what == "flag":
                Flag.objects.create(name=EXAMS_FLAG, everyone=state, percent=None if state is not None else 50)
            elif what == "org":
                override_org("Org", state, flag=EXAMS_FLAG)
            else:
                override_course(KEY, state, flag=EXAMS_FLAG)
        self.assertEqual(audit(), expected)

    def test_unknown_without_the_tables_of_the_flag(self):
        plant("x", "lti_external")
        with mock.patch("proctoring_config.edx_platform.flag.find_flag_model", return_value=None):
            self.assertEqual(audit(), [])


@ddt.ddt
@override_settings(PROCTORING_BACKENDS={**BACKENDS, "software_secure": {}})
class ExternalIdTest(TestCase):
    """W209: the tables do not tell which provider has assigned an ID."""

    @ddt.named_data(
        ("null", "null", "id", ["W209"]),
        ("mock", "mock", "id", ["W209"]),
        ("software_secure", "software_secure", "id", ["W209"]),
        ("default", None, "id", ["W203", "W209"]),
        ("no_id", "mock", None, []),
        ("empty_id", "mock", "", []),
        ("unknown_plugin", "proctortrack", "id", ["W201", "W204", "W205"]),
        ("not_configured", "gone", "id", ["W104"]),
    )
    def test_exam(self, backend, external_id, expected):
        plant("x", backend or "mock", backend=backend, external_id=external_id)
        self.assertEqual(audit(), expected)

    def test_rest_provider_may_have_assigned_it(self):
        from edx_proctoring.backends.rest import BaseRestProctoringProvider

        plugin = mock.Mock(loaded=type("Own", (BaseRestProctoringProvider,), {}))
        self.assertFalse(rules._assigns_no_ids(plugin))
