"""
Use the package as it is installed, as a project without a checkout would, and print the results as JSON.

Arguments: a settings module to start from, which the tests share, and the language of the pages.
"""

import io
import json
import runpy
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from types import SimpleNamespace

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import include, path

SHARED, LANGUAGE = sys.argv[1:]


class User(SimpleNamespace):
    """Platform staff, without a database."""

    is_authenticated = is_active = is_staff = True

    def get_username(self):
        """A name."""
        return "staff"


def everybody_is_staff(get_response):
    """The middleware that logs everybody in."""

    def respond(request):
        request.user = User(pk=1)
        return get_response(request)

    return respond


class Store:
    """One course with one exam, and everybody may edit it."""

    def get(self, course_key):
        """The course."""
        from proctoring_config.studio.ports import Course
        from proctoring_config.validators.course import CourseSettings

        stored = CourseSettings(True, False, "mock", None)
        start = datetime(2999, 1, 1, tzinfo=UTC)
        return Course(course_key, "Chemistry", start, lti_available=False, settings=stored, version="1")

    def exam(self, course_key, usage_key):
        """The exam."""
        from proctoring_config.studio.exams import ExamSettings
        from proctoring_config.studio.ports import Exam

        return Exam(usage_key, "Final", ExamSettings(), "1")

    def exams(self, course_key):
        """The exams."""
        return [self.exam(course_key, EXAM)]

    def courses(self):
        """The courses."""
        from opaque_keys.edx.keys import CourseKey

        return [self.get(CourseKey.from_string(COURSE))]

    def can_edit(self, user, course_key):
        """Yes."""
        return True


COURSE, EXAM = "course-v1:edX+DemoX+2030", "block-v1:edX+DemoX+2030+type@sequential+block@final"
PAGES = [
    "/proctoring-config/",
    "/proctoring-config/style.css",
    "/studio/",
    f"/studio/{COURSE}/",
    f"/studio/{COURSE}/exams/{EXAM}/",
    "/studio/style.css",
    "/studio/forms.js",
]
COMMANDS = ["check --tag proctoring", "proctoring_doctor --format json", "proctoring_audit", "proctoring_prune_flag"]

values = {name: value for name, value in runpy.run_path(SHARED).items() if name.isupper()}
values["INSTALLED_APPS"] = [app for app in values["INSTALLED_APPS"] if not app.startswith(("tests.", "demo."))]
values["MIDDLEWARE"] = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "__main__.everybody_is_staff",
]
values |= {"PROCTORING_CONFIG_COURSE_STORE": "__main__.Store", "PROCTORING_CONFIG_ACCESS": "__main__.Store"}
values |= {"ROOT_URLCONF": "__main__", "ALLOWED_HOSTS": ["testserver"]}
values["SESSION_ENGINE"] = "django.contrib.sessions.backends.signed_cookies"
settings.configure(**values)
django.setup()

urlpatterns = [
    path("proctoring-config/", include("proctoring_config.operator_page.urls")),
    path("studio/", include("proctoring_config.studio.pages.urls")),
]


def run_command(*arguments):
    """Run a management command, and return its exit status and what it printed."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            execute_from_command_line(["manage.py", *arguments])
        except SystemExit as end:
            return end.code, printed.getvalue()
    return 0, printed.getvalue()


if __name__ == "__main__":
    from django.test import Client

    import proctoring_config

    client = Client(headers={"accept-language": LANGUAGE})
    answers = {page: client.get(page) for page in PAGES}
    print(
        json.dumps(
            {
                "file": proctoring_config.__file__,
                "predicates": [
                    proctoring_config.requires_escalation_email("mock"),
                    proctoring_config.show_review_rules("mock"),
                    proctoring_config.available_providers(),
                ],
                "commands": {command: run_command(*command.split()) for command in COMMANDS},
                "pages": {page: [answer.status_code, answer.content.decode()] for page, answer in answers.items()},
            }
        )
    )
