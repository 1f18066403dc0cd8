"""Each link of the answer to why Studio offers no proctoring."""

import tempfile
from unittest import mock

import ddt
from django.apps import apps
from django.db import OperationalError
from django.test import SimpleTestCase, TestCase, override_settings
from edx_proctoring.models import ProctoredExam
from hypothesis import given

from demo.course_overviews.models import CourseOverview
from proctoring_config import doctor
from tests.audit.planting import exam, key_of, plant
from tests.distributions import backend, install, put_on_path
from tests.hostile import MARKER, settings_values, values
from tests.test_diagnosis import ABSENT, WITHOUT_EDX_PROCTORING, backends

ON = {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True}
MOCK = {"DEFAULT": "mock", "null": {}, "mock": {"requires_escalation_email": True}}
INSTANCE = {
    "app": True,
    "providers": True,
    "plugins": True,
    "backends": True,
    "default": True,
    "enable_special_exams": True,
    "enable_proctored_exams": True,
    "proctoring_settings": True,
    "other_process": None,
}
COURSE = {
    "course": True,
    "course_enabled": True,
    "course_provider": True,
    "course_backend": True,
    "course_escalation_email": True,
    "course_exam": True,
    "course_drafts": None,
}
NO_PROVIDER = {"providers": False, "plugins": None, "backends": None}
NO_SWITCHES = dict.fromkeys(("enable_special_exams", "enable_proctored_exams"), False)

# PROCTORING_BACKENDS, other settings, links that differ from those of a healthy instance
INSTANCES = [
    ("healthy", MOCK, {}, {}),
    ("no app", MOCK, {"INSTALLED_APPS": WITHOUT_EDX_PROCTORING}, {"app": False, "plugins": None, "backends": None}),
    ("no setting", ABSENT, {}, {**NO_PROVIDER, "default": False}),
    ("null", None, {}, {**NO_PROVIDER, "default": False}),
    ("a list", ["mock"], {}, {**NO_PROVIDER, "default": False}),
    ("only null", {"DEFAULT": "null", "null": {}}, {}, NO_PROVIDER),
    ("no plugin", {"DEFAULT": "moc", "moc": {}}, {}, {"plugins": False, "backends": False}),
    ("not only without plugin", {"DEFAULT": "moc", "moc": {}, "mock": {}}, {}, {}),
    ("no backend", {"DEFAULT": "software_secure", "software_secure": {}}, {}, {"backends": False}),
    ("no default", {"mock": {}}, {}, {"default": False}),
    ("another default", {"DEFAULT": "acme", "mock": {}}, {}, {"default": False}),
    ("a default that is a list", {"DEFAULT": ["mock"], "mock": {}}, {}, {"default": False}),
    ("no switches", MOCK, {"FEATURES": {}}, NO_SWITCHES),
    ("one switch", MOCK, {"FEATURES": {"ENABLE_SPECIAL_EXAMS": 1}}, {"enable_proctored_exams": False}),
    ("outside of edx-platform", MOCK, {"FEATURES": None}, dict.fromkeys(NO_SWITCHES)),
    ("a new release", MOCK, {"FEATURES": None, **dict.fromkeys(ON, False)}, NO_SWITCHES),
    ("a list of settings", MOCK, {"PROCTORING_SETTINGS": []}, {"proctoring_settings": False}),
    ("null links", MOCK, {"PROCTORING_SETTINGS": {"LINK_URLS": None}}, {"proctoring_settings": False}),
]

# what is published, links that differ from those of a healthy course
COURSES = [
    ("healthy", {"provider": "mock"}, {}),
    ("the default provider", {"provider": None}, {}),
    ("not enabled", {"provider": "mock", "enabled": False}, {"course_enabled": False}),
    ("no exam", {"provider": "mock", "exams": 0}, {"course_exam": False}),
    ("no email", {"provider": "mock", "email": None}, {"course_escalation_email": False}),
    ("a blank email", {"provider": "mock", "email": " "}, {"course_escalation_email": False}),
    ("no email for null", {"provider": "null", "email": None}, {"course_provider": False}),
    (
        "another provider",
        {"provider": "gone", "email": None},
        {"course_provider": False, "course_backend": False},
    ),
    ("LTI", {"provider": "lti_external"}, {"course_provider": None, "course_backend": ..., "course_exam": None}),
]


def holds(diagnosis):
    """Return by id whether the links hold."""
    return {link.id: link.holds for link in diagnosis.links}


@ddt.ddt
class InstanceTest(SimpleTestCase):
    """The links of the instance; no database is read."""

    @ddt.named_data(*INSTANCES)
    def test_links(self, value, others, expected):
        with backends(value, **{"FEATURES": ON, **others}):
            diagnosis = doctor.diagnose()
        self.assertEqual(holds(diagnosis), {**INSTANCE, **expected})
        false = [name for name in INSTANCE if {**INSTANCE, **expected}[name] is False]
        self.assertEqual(diagnosis.first_false and diagnosis.first_false.id, false[0] if false else None)
        for link in diagnosis.links:
            if link.holds is False:
                self.assertRegex(link.hint, "^[A-Z]", link.id)
            elif link.holds:
                self.assertEqual(link.hint, "", link.id)

    @ddt.named_data(
        ("LMS", "lms", "This is the LMS. Run ./manage.py cms proctoring_doctor too"),
        ("Studio", "cms", "This is Studio. Run ./manage.py lms proctoring_doctor too"),
        ("preview", "lms-preview", "This is the LMS. Run ./manage.py cms proctoring_doctor too"),
        ("neither", None, "Run proctoring_doctor in both"),
    )
    def test_the_other_process_is_unknown(self, variant, hint):
        with override_settings(SERVICE_VARIANT=variant):
            self.assertEqual(doctor.diagnose().links[-1].hint, hint)

    def test_a_plugin_that_cannot_be_imported(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        install(folder, "acme", "acme", "import s3cret")
        put_on_path(self, folder)
        with backends({"DEFAULT": "acme", "acme": {}}, FEATURES=ON):
            diagnosis = doctor.diagnose()
        self.assertEqual(holds(diagnosis), {**INSTANCE, "plugins": False, "backends": False})
        self.assertEqual(diagnosis.links[2].detail, "missing: 'acme'")

    def test_a_plugin_whose_constructor_raises_key_error_has_no_backend(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        install(folder, "acme", "acme", backend("def __init__(self, **options): options['s3cret']"))
        put_on_path(self, folder)
        with backends({"DEFAULT": "acme", "acme": {}}, FEATURES=ON):
            self.assertEqual(holds(doctor.diagnose()), {**INSTANCE, "backends": False})

    def test_backends_are_unknown_before_edx_proctoring_is_ready(self):
        with backends(MOCK, FEATURES=ON), mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", None):
            self.assertEqual(holds(doctor.diagnose()), {**INSTANCE, "backends": None})

    @given(settings_values, values, values)
    def test_nothing_raises_and_no_value_is_shown(self, value, proctoring, features):
        with override_settings(PROCTORING_BACKENDS=value, PROCTORING_SETTINGS=proctoring, FEATURES=features):
            self.assertNotIn(MARKER, str(doctor.diagnose()))


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=MOCK, FEATURES=ON)
class CourseTest(TestCase):
    """The links of a course."""

    def diagnose(self, key=None):
        """Return the links of the course."""
        diagnosis = doctor.diagnose(key or key_of("x"))
        self.assertEqual(dict(list(holds(diagnosis).items())[: len(INSTANCE)]), INSTANCE)
        return diagnosis, {name: value for name, value in holds(diagnosis).items() if name not in INSTANCE}

    @ddt.named_data(*COURSES)
    def test_links(self, published, expected):
        plant("x", **published)
        plant("y", "mock")
        expected = {name: value for name, value in {**COURSE, **expected}.items() if value is not ...}
        diagnosis, found = self.diagnose()
        self.assertEqual(found, expected)
        self.assertIsNone(diagnosis.unreadable)
        self.assertNotIn("s3cret", str(diagnosis))
        for link in diagnosis.links:
            self.assertFalse(link.holds and link.hint, link.id)
            self.assertTrue(link.holds is not False or link.hint, link.id)

    @ddt.named_data(
        ("inactive", {"is_active": False}, False),
        ("timed", {"is_proctored": False}, False),
        ("practice", {"is_practice_exam": True}, True),
    )
    def test_only_active_proctored_exams_count(self, facts, expected):
        key = plant("x", "mock", exams=0)
        exam(key, 1, "mock", **facts)
        self.assertEqual(self.diagnose()[1], {**COURSE, "course_exam": expected})

    def test_a_course_that_is_not_published(self):
        diagnosis, found = self.diagnose()
        self.assertEqual(found, {"course": False})
        self.assertEqual(diagnosis.first_false.detail, "No published course has this key")
        self.assertIsNone(diagnosis.unreadable)

    def test_the_same_provider_name_as_in_the_audit(self):
        plant("x", "mock")
        self.assertEqual(
            next(link.detail for link in doctor.diagnose(key_of("x")).links if link.id == "course_provider"), "'mock'"
        )
        CourseOverview.objects.update(proctoring_provider="")
        details = [link.detail for link in doctor.diagnose(key_of("x")).links if link.id == "course_provider"]
        self.assertEqual(details, ["'mock', the default provider"])

    def test_without_tables_the_course_is_unknown(self):
        plant("x", "mock")
        tables = doctor.table_names("default") - {ProctoredExam._meta.db_table}
        with mock.patch.object(doctor, "table_names", return_value=tables):
            self.assertEqual(self.diagnose()[1], {**COURSE, "course_exam": None})
        with mock.patch.object(doctor, "table_names", return_value=set()):
            diagnosis, found = self.diagnose()
        self.assertEqual((found, diagnosis.unreadable), ({"course": None}, "The table of course overviews is missing."))

    def test_an_unreachable_database(self):
        with mock.patch.object(doctor, "table_names", side_effect=OperationalError(2003, MARKER)):
            diagnosis, found = self.diagnose()
        self.assertEqual(found, {"course": None})
        self.assertEqual(diagnosis.unreadable, "Database 'default' cannot be read (OperationalError 2003).")

    def test_another_alias(self):
        self.assertIn("has no database 'nope'", doctor.diagnose(key_of("x"), "nope").unreadable)

    def test_the_instance_needs_no_query(self):
        with self.assertNumQueries(0):
            doctor.diagnose()


@ddt.ddt
class CourseKeyTest(SimpleTestCase):
    """is_course_key."""

    @ddt.data("course-v1:Org+Course+Run", "Org/Course/Run", "ccx-v1:Org+Course+Run+ccx@1")
    def test_keys(self, key):
        self.assertTrue(doctor.is_course_key(key))

    @ddt.data("", " ", "x", "course-v1:Org", "block-v1:Org+Course+Run+type@x+block@y", "<b>", "a\0b")
    def test_others(self, text):
        self.assertFalse(doctor.is_course_key(text))
