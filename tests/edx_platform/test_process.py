"""What the running process is."""

from unittest import mock

import ddt
from django.test import SimpleTestCase

from proctoring_config.edx_platform.process import management_command

COMMAND_LINES = [
    ("manage.py check", "check"),
    ("./manage.py migrate --noinput", "migrate"),
    ("/openedx/edx-platform/manage.py lms check --tag proctoring", "check"),
    ("manage.py cms proctoring_audit", "proctoring_audit"),
    ("manage.py lms --settings production check", "check"),
    ("manage.py lms --settings=production check", "check"),
    ("manage.py lms --service-variant lms-preview --settings x migrate", "migrate"),
    ("manage.py --pythonpath /srv check", "check"),
    ("manage.py --traceback check", "check"),
    ("django-admin check", "check"),
    ("/usr/lib/python3/site-packages/django/__main__.py check", "check"),
    ("manage.py", ""),
    ("manage.py lms", ""),
    ("manage.py --help", ""),
    ("manage.py lms --settings", ""),
    ("uwsgi", None),
    ("/usr/bin/gunicorn lms.wsgi:application", None),
    ("celery --app lms.celery worker", None),
    ("celery check", None),
    ("pytest manage.py check", None),
    ("-c", None),
    ("", None),
]


@ddt.ddt
class ManagementCommandTest(SimpleTestCase):
    """Management commands of Django and edx-platform."""

    @ddt.idata(COMMAND_LINES)
    @ddt.unpack
    def test_the_command_is_read_from_the_command_line(self, line, expected):
        with mock.patch("sys.argv", line.split(" ")):
            self.assertEqual(management_command(), expected)

    def test_an_embedded_interpreter_has_no_command_line(self):
        with mock.patch("sys.argv", []):
            self.assertIsNone(management_command())
