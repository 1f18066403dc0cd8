"""The CSV file with the problems that the audit finds."""

import codecs
from http import HTTPStatus
from unittest import mock

import ddt
from django.db import DatabaseError
from django.utils.http import urlencode

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import queries
from proctoring_config.audit.report import COLUMNS
from proctoring_config.operator_page import summary
from tests.audit.planting import EMAIL, plant
from tests.operator_page.auditing import ALL, FILE, PAGE, PROJECT, RUNNING, AuditCase
from tests.operator_page.reading import attribute, elements, text


@PROJECT
@ddt.ddt
class FileTest(AuditCase):
    """The download."""

    @ddt.data(("", 3), (RUNNING, 3), (ALL, 4))
    @ddt.unpack
    def test_file_has_a_row_for_each_problem(self, query, number):
        rows = self.file(query)
        self.assertEqual((len(rows), tuple(rows[0])), (number, COLUMNS))

    def test_browser_saves_the_file(self):
        response = self.ask(FILE)
        self.assertEqual(response["Content-Type"], "text/csv; charset=utf-8")
        self.assertEqual(response["Content-Disposition"], 'attachment; filename="proctoring-audit.csv"')
        self.assertEqual(response["Content-Length"], str(len(response.content)))

    def test_excel_recognizes_the_encoding(self):
        CourseOverview.objects.filter(pk=plant("Spanish", "proctortrack")).update(display_name="Física")
        self.assertIn("Física", [row["name"] for row in self.file(ALL)])
        self.assertTrue(self.ask(FILE).content.startswith(codecs.BOM_UTF8 + b"course_key,"))

    def test_emails_are_masked(self):
        plant("Tested", "proctortrack", email=EMAIL)
        content = self.ask(FILE).content.decode()
        self.assertNotIn("s3cret", content)
        self.assertIn("***@***", content)

    @ddt.named_data(
        ("an equals sign", "=cmd|'/c calc'!A1"),
        ("a plus sign", "+1"),
        ("a minus sign", "-1"),
        ("an at sign", "@x"),
        ("a tab", "\t=1"),
    )
    def test_formulas_are_escaped(self, provider):
        CourseOverview.objects.filter(pk=plant("Evil", provider)).update(org=provider)
        cells = [cell for row in self.file() for cell in row.values()]
        self.assertTrue(any(provider in cell for cell in cells))
        self.assertEqual([cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], [])

    @ddt.data("table_names", "CourseReader.read_details")
    def test_no_file_if_the_database_fails(self, name):
        """Also after the first problems."""
        with mock.patch(f"proctoring_config.audit.queries.{name}", side_effect=DatabaseError("s3cret")):
            response = self.ask(FILE)
        self.assertEqual(response.status_code, HTTPStatus.SERVICE_UNAVAILABLE)
        self.assertEqual(response.content.decode(), "Database 'default' cannot be read (DatabaseError).\n")
        self.assertNotIn("Content-Disposition", response)

    def test_no_file_if_the_time_is_up(self):
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch.object(queries, "BATCH_SIZE", 2):
            response = self.ask(FILE)
        self.assertEqual(response.status_code, HTTPStatus.BAD_REQUEST)
        self.assertIn("manage.py proctoring_audit --format csv", response.content.decode())

    def test_no_file_with_many_more_problems_than_a_file_should_have(self):
        with mock.patch.object(summary, "ROWS", 1):
            self.assertEqual(self.ask(FILE).status_code, HTTPStatus.BAD_REQUEST)
        with mock.patch.object(summary, "ROWS", 2):
            self.assertEqual(len(self.file()), 3)

    @ddt.data("x", "courses", "Courses:x", "exams", "", ":", "courses:\0", "lost:x")
    def test_wrong_position_is_explained(self, value):
        for name in ("after", "until"):
            response = self.ask(FILE + "?" + urlencode({"courses": "all", name: value}))
            self.assertEqual(response.status_code, HTTPStatus.NOT_FOUND)
            self.assertEqual(response.content.decode(), "after and until must be those of a link on the audit page\n")
        page = self.page("?" + urlencode({"courses": "all", "after": value}))
        self.assertNotIn("Result", [text(heading) for heading in elements(page, "h2")])
        self.assertEqual([link for link in elements(page, "a") if attribute(link, "aria-current") == "true"], [])

    @ddt.data("courses:\ud83d\ude00", "courses:" + "x" * 1000, "exams:'; DROP TABLE x", "courses:%_", "exams:<script>")
    def test_position_with_any_key(self, value):
        value = value.encode("utf-16", "surrogatepass").decode("utf-16")
        for url in (PAGE, FILE):
            response = self.ask(url + "?" + urlencode({"courses": "all", "after": value}))
            self.assertEqual(response.status_code, HTTPStatus.OK)
            self.assertNotIn("<script", response.content.decode())
