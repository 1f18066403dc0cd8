"""Threads that share a database file. An SQLite database in memory does not allow concurrent writes."""

import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from django.db import connection, connections
from django.test import TransactionTestCase

from demo.course_overviews.models import CourseOverview
from demo.studio import models


class DatabaseFileTestCase(TransactionTestCase):
    """All threads started by :meth:`together` or :meth:`alone` use one database file with the demo's tables."""

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        file = str(Path(folder) / "courses.sqlite3")
        self.enterContext(mock.patch.dict(connections.settings["default"], NAME=file))
        self.alone(self.create_tables)

    @staticmethod
    def create_tables():
        """Create the tables of the store."""
        with connection.schema_editor() as editor:
            editor.create_model(models.Course)
            editor.create_model(models.Exam)
            editor.create_model(CourseOverview)

    def alone(self, work):
        """Call ``work()`` in another thread and return its result."""
        return self.together(work)[0]

    def together(self, *works):
        """Call all ``works`` at once, each in another thread, and return their results in order."""
        start = threading.Barrier(len(works))

        def run(work):
            start.wait(timeout=10)
            try:
                return work()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))
