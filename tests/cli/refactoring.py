"""Helpers for the tests of ``proctoring-config refactor``."""

from tests.cli.base import run_main
from tests.refactor import trees
from tests.refactor.tools import FolderCase

CHANGED = {
    "cms/djangoapps/contentstore/api/views/course_validation.py",
    "cms/djangoapps/contentstore/config/waffle.py",
    "cms/djangoapps/contentstore/outline.py",
    "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py",
    "lms/djangoapps/instructor/services.py",
    "xmodule/course_block.py",
}


class CheckoutCase(FolderCase):
    """A test with a small checkout."""

    def setUp(self):
        super().setUp()
        trees.grow(self.root)
        self.before = trees.texts(self.root)

    def run_it(self, *arguments):
        """Run the command; return status, stdout and stderr."""
        return run_main("refactor", *arguments)

    def changed(self):
        """The paths that differ from the last commit."""
        return set(trees.git(self.root, "diff", "--name-only").split())
