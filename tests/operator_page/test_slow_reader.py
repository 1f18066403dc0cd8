"""Someone who downloads a file and stops reading, on the database server that the tests run on."""

import http.client
import socket
import threading
import time
from unittest import mock, skipIf

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, LiveServerTestCase
from edx_proctoring.models import ProctoredExam

from tests.audit.planting import BACKENDS, plant
from tests.operator_page.people import project

BUFFER = 64 * 1024
EXAMS = 1000
#: Other connections to the database of the tests.
OTHERS = {
    "mysql": "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()",
    "postgresql": "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()",
}


@skipIf(connection.vendor == "sqlite", "SQLite has no connections to count")
@project(PROCTORING_BACKENDS=BACKENDS, STATIC_URL="/static/")
class SlowReaderTest(LiveServerTestCase):
    """The file is many times larger than what fits between the server and the reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server_thread.httpd.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)

    def setUp(self):
        for run in "abcd":
            key = plant(run, "mock", exams=0)
            facts = {
                "course_id": key,
                "backend": "null",
                "time_limit_mins": 60,
                "is_proctored": True,
                "is_active": True,
            }
            ProctoredExam.objects.bulk_create(
                [ProctoredExam(content_id=f"{number:0>240}", **facts) for number in range(EXAMS)]
            )
        staff = get_user_model().objects.create(username="staff", is_staff=True)
        client = Client()
        client.force_login(staff)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def count_others(self):
        """Return the number of other connections to the database."""
        with connection.cursor() as cursor:
            cursor.execute(OTHERS[connection.vendor])
            return cursor.fetchone()[0]

    def test_reader_who_stops_holds_no_connection(self):
        """Not even an idle one, although connections are persistent, as in edx-platform."""
        self.enterContext(mock.patch.dict(connection.settings_dict, CONN_MAX_AGE=None))
        reader = http.client.HTTPConnection(self.server_thread.host, self.server_thread.port, timeout=30)
        reader.connect()
        self.addCleanup(reader.close)
        reader.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        reader.request("GET", "/proctoring-config/audit.csv", headers={"Cookie": self.cookie})
        response = reader.getresponse()
        self.assertEqual(response.status, 200)
        self.assertGreater(int(response.headers["Content-Length"]), 8 * BUFFER)
        end = time.monotonic() + 30
        while self.count_others() and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.count_others(), 0)
        self.assertTrue([one for one in threading.enumerate() if "process_request_thread" in one.name])
        self.assertEqual(len(response.read().splitlines()), 1 + 4)
