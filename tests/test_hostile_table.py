"""A table of settings that contain objects on which something raises exceptions: nothing that reads them raises."""

import logging
from http import HTTPStatus
from unittest import mock

import ddt
from django.test import SimpleTestCase, TestCase, override_settings

import proctoring_config
from proctoring_config import checks, diagnosis, startup
from proctoring_config.audit import Audit, Scope
from proctoring_config.audit.rules import read_instance
from proctoring_config.errors import logger
from proctoring_config.problems import Severity
from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.studio.exams import ExamKind, has_review_rules, offered_kinds
from proctoring_config.studio.forms import CourseSettingsForm, ExamSettingsForm
from proctoring_config.studio.providers import has_email_field, provider_lists
from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import CourseSettings, support_email, validate_course
from tests import urls
from tests.audit.planting import plant
from tests.hostile import HOSTILE, MARKER, PLACES, hostile_settings
from tests.operator_page import urls as operator_urls
from tests.studio.course_states import EXAM, FUTURE, KEY, NOW
from tests.studio.pages.base import PageMixin
from tests.studio.rest.base import CHECKLIST, ERRORS, SETTINGS, STORE

TABLE = dict(hostile_settings())
#: Values that suit their place, as far as anybody can know.
HEALTHY = {f"{place}__str_with_raising_{what}" for place in ("text", "item") for what in ("methods", "eq")} | {
    "text__surrogate",
    "item__surrogate",
    "mapping__contains_itself",
    "mapping__very_deep",
}
COURSE = CourseSettings(True, False, "mock", None)
NEIGHBORS = ("NODE_MODULES_ROOT", "SERVICE_VARIANT", "WEBPACK_LOADER", "PARTNER_SUPPORT_EMAIL", "ZENDESK_URL")
BUG = "Please report this bug"
#: The places that make a difference to authors.
STUDIO_PLACES = ("setting", "default", "body", "show_review_rules", "requires_escalation_email", "name_of_provider")
STUDIO = f"/studio/{KEY}/"
PAGES = (
    "/proctoring-config/",
    "/admin/",
    *(STUDIO + page for page in ("", f"exams/{EXAM}/")),
    *(f"{SETTINGS}{KEY}", f"{ERRORS}{KEY}", f"{CHECKLIST}{KEY}/"),
)

urlpatterns = [*operator_urls.urlpatterns, *urls.urlpatterns]


def errors(problems):
    """Return the errors among the problems as texts."""
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]


@ddt.ddt
class FunctionsTest(SimpleTestCase):
    """The public functions, the diagnosis and what shows its problems."""

    def setUp(self):
        self.lines = []
        handler = logging.Handler()
        handler.emit = lambda record: self.lines.append(record.getMessage())
        logger.addHandler(handler)
        self.addCleanup(logger.removeHandler, handler)
        self.addCleanup(logger.setLevel, logger.level)  # unlike the attribute, it forgets what was enabled
        logger.setLevel(logging.INFO)
        self.enterContext(mock.patch.object(startup, "_logged", set()))

    def test_the_table_is_long_enough(self):
        self.assertGreaterEqual(len(TABLE), 200)

    @ddt.idata(TABLE)
    def test_nothing_raises(self, name):
        with override_settings(PROCTORING_BACKENDS=TABLE[name]):
            self.ask()
            problems = diagnosis.configuration_problems()
            self.assertEqual(not problems, name in HEALTHY)
            self.assertEqual(errors(diagnosis.configuration_problems(errors_only=True)), errors(problems))
            self.report(problems)

    @ddt.idata(HOSTILE)
    def test_neighboring_settings(self, name):
        for setting in NEIGHBORS:
            with override_settings(**{setting: HOSTILE[name]()}):
                self.ask()
                self.report(diagnosis.configuration_problems())

    def ask(self):
        """Call the functions of the API."""
        for provider in ("mock", "null", "DEFAULT", None, HOSTILE["everything_raises"](), HOSTILE["hash_raises"]()):
            self.assertIs(type(proctoring_config.requires_escalation_email(provider)), bool)
            self.assertIs(type(proctoring_config.show_review_rules(provider)), bool)
        available = proctoring_config.available_providers()
        self.assertEqual({type(name) for name in [*available, proctoring_config.default_provider() or ""]}, {str})
        self.assertLessEqual(set(proctoring_config.providers_requiring_escalation_email()), set(available))
        self.assertEqual(provider_lists(lti_available=True).available, sorted([*available, "lti_external"]))
        self.assertIs(type(has_email_field()), bool)
        self.assertIs(type(support_email()), str)
        self.assertIs(type(proctoring_checklist(COURSE).needs_proctoring_escalation_email), bool)
        self.assertIs(type(has_review_rules(ExamKind.PROCTORED, COURSE)), bool)
        self.assertIn(ExamKind.PROCTORED, offered_kinds(COURSE))
        validate_course(COURSE, {}, start=FUTURE, now=NOW, by_platform_staff=True, lti_available=False)
        self.assertEqual(read_instance().available, frozenset(available))
        with override_provider_options("mock", show_review_rules=False):
            self.assertIs(proctoring_config.show_review_rules("mock"), False)

    def report(self, problems):
        """Checks and log show the problems and no value."""
        startup._logged.clear()
        self.lines.clear()
        messages = [str(message) for message in checks.check_configuration(None)]
        startup.log_settings_problems()
        startup.log_all_problems()
        self.assertEqual(len(messages), len(problems))
        shown = "".join([*messages, *self.lines])
        self.assertNotIn(MARKER, shown)
        self.assertNotIn(BUG, shown)


@ddt.ddt
@override_settings(ROOT_URLCONF=__name__)
class PagesTest(PageMixin, TestCase):
    """All pages, the REST API, the forms and the audit."""

    def create_course_and_users(self):
        """Create a course of a provider in the table, for pages and audit."""
        super().create_course_and_users()
        self.change_course(proctoring_provider="mock")
        plant("Demo", "mock", email=None)
        self.staff.is_superuser = True
        self.staff.save()

    @ddt.idata(HOSTILE)
    def test_pages(self, value):
        self.client.force_login(self.staff)
        for name, setting in self.settings_with(value, PLACES):
            with override_settings(PROCTORING_BACKENDS=setting), self.subTest(name), self.assertNoBug():
                for page in PAGES if name.partition("__")[0] in STUDIO_PLACES else PAGES[:1]:
                    response = self.client.get(page)
                    self.assertEqual(response.status_code, HTTPStatus.OK, page)
                    self.assertNotIn(MARKER, response.content.decode())

    @ddt.idata(HOSTILE)
    def test_forms_and_audit(self, value):
        course = STORE.get(KEY)
        for name, setting in self.settings_with(value, STUDIO_PLACES):
            with override_settings(PROCTORING_BACKENDS=setting), self.subTest(name):
                data = {"proctoring_provider": "mock", "proctoring_escalation_email": "x"}
                form = CourseSettingsForm(data, course=course, by_platform_staff=True, now=NOW)
                exam = ExamSettingsForm({"kind": "proctoredExam"}, exam=STORE.exam(KEY, self.exam.key), course=course)
                self.assertNotIn(MARKER, f"{form}{form.errors}{exam}{exam.errors}")
                self.assertNotIn(MARKER, "".join(f"{one.problem}" for one in Audit("default", Scope(everything=True))))
                self.client.force_login(self.staff)
                settings = {"proctored_exam_settings": {"proctoring_provider": "mock"}}
                response = self.client.post(f"{SETTINGS}{KEY}", settings, content_type="application/json")
                self.assertLess(response.status_code, HTTPStatus.INTERNAL_SERVER_ERROR)

    def settings_with(self, value, places):
        """Return the names and settings with this value in these places."""
        names = [f"{place}__{value}" for place in places]
        return [(name, TABLE[name]) for name in names if name in TABLE]

    def assertNoBug(self):  # noqa: N802  (like the methods of unittest)
        """Return a context manager that fails if an exception was logged."""
        return self.assertNoLogs("proctoring_config", "ERROR")
