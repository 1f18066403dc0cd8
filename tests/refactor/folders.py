"""Folders that stand for a checkout."""

import tempfile
from pathlib import Path

from django.test import SimpleTestCase


class FolderCase(SimpleTestCase):
    """An empty folder."""

    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory())).resolve()

    def put(self, path, content=b""):
        """Write a file, text or bytes."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
