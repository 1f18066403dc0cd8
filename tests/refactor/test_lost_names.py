"""Other modules that take a name from a module that no longer needs it."""

from ddt import ddt, named_data

from proctoring_config.refactor.lost_names import ModuleSearch
from tests.refactor.forks import FILES, METADATA, SERVICES, ForkCase

TICKET = "lms.djangoapps.instructor.services.create_zendesk_ticket"
LOG = "cms.djangoapps.models.settings.course_metadata.log"

#: Name, the path and the content of the module, and the first line with the name.
USES = [
    ["import_of_a_name", "acme/a.py", f"from {LOG.rpartition('.')[0]} import log\n", 1],
    ["import_by_another_name", "acme/a.py", f"import os\nfrom {TICKET.rpartition('.')[0]} import (\n"
     "    InstructorService,\n    create_zendesk_ticket as ticket,\n)\n", 2],
    ["attribute_of_a_module", "acme/a.py", "from lms.djangoapps.instructor import services\n\n"
     "services.create_zendesk_ticket()\n", 3],
    ["attribute_of_a_renamed_module", "acme/a.py", f"import {LOG.rpartition('.')[0]} as m\n\nm.log.info('')\n", 3],
    ["attribute_by_its_whole_name", "acme/a.py", f"import {LOG.rpartition('.')[0]}\n\n{LOG}.info('')\n", 3],
    ["relative_import", "lms/djangoapps/instructor/a.py", "from .services import create_zendesk_ticket as c\n", 1],
    ["relative_import_from_a_folder_above", "cms/djangoapps/models/acme/a.py",
     "from ..settings.course_metadata import log\n", 1],
    ["import_from_the_own_package", "lms/djangoapps/instructor/a.py",
     "from . import services\n\nservices.create_zendesk_ticket()\n", 3],
    ["import_in_a_function", "acme/a.py", f"def f():\n    from {LOG.rpartition('.')[0]} import log\n", 2],
    ["patch_in_a_test", "acme/tests/test_a.py", f"@patch('{LOG}')\ndef test_a(logger):\n    pass\n", 1],
    ["import_in_a_test", "acme/tests/test_a.py", f"from {LOG.rpartition('.')[0]} import log\n", 1],
]  # fmt: skip
#: Modules that mention the same names without taking them from there.
OTHERS = [
    ["logger_of_its_own", f"from {LOG.rpartition('.')[0]} import CourseMetadata\n\nlog = CourseMetadata.log\n"],
    ["ticket_from_where_it_is_defined", "from lms.djangoapps.commerce.utils import create_zendesk_ticket\n"],
    ["module_without_the_name", "from lms.djangoapps.instructor import services\n\nservices.InstructorService()\n"],
    ["longer_name", f"from {LOG.rpartition('.')[0]} import log_NAME\n"],
]


@ddt
class LostNamesTest(ForkCase):
    """All fixers on a tree with one more module."""

    def run_on(self, path, text):
        """Refactor the files of Zendesk with the module, and return the changeset."""
        tree = {
            METADATA: FILES[METADATA].replace("log.info('done')", "return []"),
            SERVICES: FILES[SERVICES],
            path: text,
        }
        for each, content in tree.items():
            self.put(each, content)
        return self.refactor()

    @named_data(*USES)
    def test_name_stays_where_another_module_takes_it_from(self, path, text, line):
        changeset = self.run_on(path, text)
        self.assertEqual([each.place for each in changeset.leftovers if each.path == path], [(path, line)])
        causes = {each.fixer: each.causes for each in changeset.withheld}
        self.assertEqual(causes["instructor_service_zendesk"], ((path, line),))
        self.assertIn("log = ", (self.root / METADATA).read_text())
        self.assertIn("import create_zendesk_ticket", (self.root / SERVICES).read_text())
        (self.root / path).unlink()
        self.assertEqual(self.refactor().withheld, [])
        self.assertNotIn("log = ", (self.root / METADATA).read_text())

    @named_data(*OTHERS)
    def test_other_modules_are_no_cause(self, text):
        changeset = self.run_on("acme/a.py", text)
        self.assertEqual((changeset.leftovers, changeset.withheld), ([], []))

    def test_letter_case_is_ignored(self):
        search = ModuleSearch({"xmodule/Block.py", "package.json"})
        for path, content, expected in (
            ("acme/a.py", b"import xmodule.block", True),
            ("acme/a.py", b"from xmodule import block", True),
            ("acme/a.py", b"from xmodule.fields import date", False),
            ("acme/a.py", b"from .block import x", False),
            ("xmodule/a.py", b"from .block import x", True),
            ("xmodule/a.py", b"from . import block", True),
            ("xmodule/a.txt", b"from . import block", False),
        ):
            self.assertEqual(search.may_use(path, content), expected, content)
