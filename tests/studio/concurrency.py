"""Threads on a real database file; an SQLite database in memory cannot be written to by two at once."""

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
    """Every thread that :meth:`together` or :meth:`alone` starts works on one database file with the demo's tables."""

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        file = str(Path(folder) / "courses.sqlite3")
        self.enterContext(mock.patch.dict(connections.settings["default"], NAME=file))
        self.alone(self.create_tables)

    @staticmethod
    def create_tables():
        """Create what the store needs."""
        with connection.schema_editor() as editor:
            editor.create_model(models.Course)
            editor.create_model(CourseOverview)

    def alone(self, work):
        """Return what ``work()`` returns in a thread of its own."""
        return self.together(work)[0]

    def together(self, *works):
        """Run every work in a thread of its own, all started at once, and return their results in order."""
        start = threading.Barrier(len(works))

        def run(work):
            start.wait(timeout=10)
            try:
                return work()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))
