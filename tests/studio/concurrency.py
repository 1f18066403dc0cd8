"""Threads that share a database file. An SQLite database in memory does not allow concurrent writes."""

import tempfile
from pathlib import Path
from unittest import mock

from django.db import connection, connections
from django.test import TransactionTestCase

from demo.course_overviews.models import CourseOverview
from demo.studio import models
from tests.studio.store_contract import together


class DatabaseFileTestCase(TransactionTestCase):
    """All threads started by ``together`` or :meth:`alone` use one database file with the demo's tables."""

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
        return together(work)[0]
