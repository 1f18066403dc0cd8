"""The audit page: content, the cost of running the audit there, and access to it and to the CSV file."""

from dataclasses import replace
from http import HTTPStatus
from itertools import product
from unittest import mock

import ddt
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import TransactionTestCase, override_settings
from django.test.html import parse_html
from django.urls import resolve
from edx_proctoring.models import ProctoredExam

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import queries
from proctoring_config.audit.rules import read_instance
from proctoring_config.operator_page import summary
from proctoring_config.problems import course_kinds
from tests.audit.planting import EMAIL, key_of, plant
from tests.operator_page.auditing import ALL, FILE, PAGE, PROJECT, RUNNING, AuditCase
from tests.operator_page.people import OTHERS, PEOPLE, POLICY, READING
from tests.operator_page.reading import attribute, elements, text

URLS = (PAGE, PAGE + RUNNING, PAGE + ALL, PAGE + "?courses=x", FILE, FILE + RUNNING, FILE + ALL)


@PROJECT
@ddt.ddt
class AccessTest(AuditCase):
    """Both are for those who may see the operator page."""

    @ddt.idata(product(PEOPLE, READING + OTHERS, URLS))
    @ddt.unpack
    def test_status_by_person_method_and_url(self, who, method, url):
        response = self.ask(url, who, method)
        self.assertEqual(response.status_code, PEOPLE[who] if method in READING else HTTPStatus.METHOD_NOT_ALLOWED, url)
        self.assertIn("no-store", response["Cache-Control"])
        self.assertIn("private", response["Cache-Control"])
        self.assertFalse(response.streaming)
        if who != "staff" or method not in READING:
            self.assertNotIn(b"W101", response.content)

    @ddt.data(*URLS)
    def test_content_security_policy_is_that_of_the_operator_page(self, url):
        self.assertEqual(self.ask(url)["Content-Security-Policy"], POLICY)
        self.assertEqual(self.ask(PAGE, "author")["Content-Security-Policy"], POLICY)

    @ddt.data("staff", "author")
    def test_link_to_the_stylesheet_is_relative_to_the_page(self, who):
        response = self.ask(PAGE, who)
        (link,) = elements(parse_html(response.content.decode()), "link")
        self.assertRegex(attribute(link, "href"), r"^\.\./style\.css\?v=\d")

    @ddt.data("/proctoring-config/audit", "/proctoring-config/audit.csv/", FILE + "?courses=x", FILE + "?courses=")
    def test_other_urls_are_not_found(self, url):
        self.assertEqual(self.ask(url).status_code, HTTPStatus.NOT_FOUND)

    def test_invalid_choice_is_explained_and_not_echoed(self):
        response = self.ask(FILE + "?courses=<script>")
        self.assertEqual(response["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(response.content.decode(), "courses must be running or all\n")

    @ddt.data(PAGE, FILE)
    def test_views_run_outside_the_transaction_of_atomic_requests(self, url):
        """Django reads this attribute of the view; inside such a transaction, MySQL would not refuse writes."""
        self.assertEqual(resolve(url).func._non_atomic_requests, {"default"})


@PROJECT
@ddt.ddt
class PageTest(AuditCase):
    """The summary."""

    def read_summary(self, query):
        """Return the figures and the rows of the table."""
        document = self.page(query)
        figures = [text(figure) for figure in elements(document, "dd")]
        rows = [
            (text(next(elements(body, "th"))), *(text(cell) for cell in elements(body, "td")))
            for body in elements(document, "tbody")
        ]
        return figures, rows

    @ddt.data(
        (RUNNING, ["4", "3"], 2),
        (ALL, ["5", "4"], 3),
    )
    @ddt.unpack
    def test_problems_are_counted_by_id(self, query, figures, silent):
        missing = course_kinds.ESCALATION_EMAIL_MISSING.title
        malformed = course_kinds.ESCALATION_EMAIL_MALFORMED.title
        rows = [("proctoring_config.W101", missing, str(silent)), ("proctoring_config.W102", malformed, "1")]
        self.assertEqual(self.read_summary(query), (figures, rows))

    @ddt.data((RUNNING, "Current courses with active proctored exams"), (ALL, "All courses"))
    @ddt.unpack
    def test_chosen_scope_is_marked(self, query, words):
        document = self.page(query)
        self.assertIn("as last published", text(document))
        current = [text(link) for link in elements(document, "a") if attribute(link, "aria-current") == "true"]
        self.assertEqual(current, [words])

    def test_links_lead_to_the_choices_to_the_file_of_the_chosen_scope_and_back(self):
        document = self.page(ALL)
        (navigation,), (main,) = elements(document, "nav"), elements(document, "main")
        self.assertEqual(attribute(next(elements(navigation, "a")), "href"), "../")
        links = [attribute(link, "href") for link in elements(main, "a")]
        self.assertEqual(links, [RUNNING, ALL, f"../audit.csv{ALL}"])

    def test_scope_skipped_tables_and_failure_are_translated(self):
        names = {CourseOverview._meta.db_table}
        with (
            mock.patch("proctoring_config.operator_page.views.gettext", side_effect="(es) {}".format),
            mock.patch("proctoring_config.operator_page.summary.gettext", side_effect="(es) {}".format),
        ):
            with mock.patch("proctoring_config.audit.queries.table_names", return_value=names):
                skipped = text(self.page(RUNNING))
            with mock.patch("proctoring_config.audit.queries.table_names", side_effect=DatabaseError):
                failure = text(self.page(RUNNING))
        self.assertIn("(es) current courses with active proctored exams", skipped)
        self.assertIn("(es) stored review rules (no table for edx_proctoring.ProctoredExamReviewPolicy)", skipped)
        self.assertIn("(es) Database 'default' cannot be read (DatabaseError).", failure)

    @ddt.data("", "?courses=", "?courses=x", "?courses=Running", "?other=all")
    def test_audit_does_not_run_without_a_choice(self, query):
        with mock.patch.object(summary, "Audit") as run:
            document = self.page(query)
        run.assert_not_called()
        self.assertEqual([text(heading) for heading in elements(document, "h2")], ["Choose courses to audit"])

    def test_operator_page_links_to_the_audit_without_running_it(self):
        with mock.patch.object(summary, "Audit") as run:
            document = parse_html(self.ask("/proctoring-config/").content.decode())
        run.assert_not_called()
        self.assertIn("audit/", [attribute(link, "href") for link in elements(document, "a")])

    def test_no_problems(self):
        CourseOverview.objects.exclude(proctoring_escalation_email=EMAIL).delete()
        self.assertEqual(self.read_summary(RUNNING), (["1", "0"], []))
        self.assertIn("No problems found: these courses will behave as before.", text(self.page(RUNNING)))

    def test_no_courses_differs_from_no_problems(self):
        CourseOverview.objects.all().delete()
        self.assertEqual(self.read_summary(RUNNING), (["0", "0"], []))
        content = text(self.page(RUNNING))
        self.assertIn("No courses match.", content)
        self.assertNotIn("No problems found", content)

    @override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W101"])
    def test_silenced_problems_are_counted_separately(self):
        self.assertEqual(self.read_summary(RUNNING)[0], ["4", "1"])
        self.assertIn("SILENCED_SYSTEM_CHECKS hides 2 more problems.", text(self.page(RUNNING)))

    def test_missing_tables_are_listed(self):
        self.assertNotIn("Not checked", text(self.page(RUNNING)))
        with mock.patch("proctoring_config.audit.queries.table_names", return_value={CourseOverview._meta.db_table}):
            content = text(self.page(RUNNING))
        self.assertIn("Not checked", content)
        self.assertIn("Stored review rules (no table for edx_proctoring.ProctoredExamReviewPolicy)", content)

    @ddt.data(PAGE + RUNNING, PAGE + ALL)
    def test_unreadable_database_is_explained_in_one_line(self, url):
        with mock.patch("proctoring_config.audit.queries.table_names", side_effect=DatabaseError("s3cret")):
            content = text(parse_html(self.ask(url).content.decode()))
        self.assertIn("The audit could not run Database 'default' cannot be read (DatabaseError).", content)
        self.assertNotIn("s3cret", content)

    def test_page_contains_no_email(self):
        self.assertNotIn("s3cret", self.ask(PAGE + ALL).content.decode())

    def test_partial_result_when_the_time_is_up(self):
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch.object(queries, "BATCH_SIZE", 2):
            content = text(self.page(ALL))
        self.assertIn("the audit ran out of time after 2 of 5 courses with proctored exams enabled.", content)
        self.assertIn("Audited courses 2 ", content)

    def test_partial_result_without_problems_does_not_claim_that_there_are_none(self):
        CourseOverview.objects.filter(pk=key_of("Broken")).delete()
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch.object(queries, "BATCH_SIZE", 1):
            content = text(self.page(ALL))
        self.assertIn("the audit ran out of time after 1 of 4 courses", content)
        self.assertNotIn("No problems found", content)

    def test_audit_that_has_read_all_courses_is_not_cut_short(self):
        """Problems of the whole instance come after the courses."""
        instance = replace(read_instance(), opens_tickets=True)
        with (
            mock.patch.object(summary, "SECONDS", -1.0),
            mock.patch("proctoring_config.audit.run.read_instance", return_value=instance),
        ):
            content = text(self.page(ALL))
        self.assertNotIn("the time was up", content)
        self.assertIn("proctoring_config.W206", content)

    def test_sections_are_labeled_and_nothing_external_is_loaded(self):
        html = self.ask(PAGE + ALL).content.decode()
        document = parse_html(html)
        self.assertEqual([found.name for found in elements(document, "h1", "h2", "h3")], ["h1", "h2", "h2", "h3"])
        named = {attribute(heading, "id") for heading in elements(document, "h2")}
        self.assertEqual({attribute(section, "aria-labelledby") for section in elements(document, "section")}, named)
        self.assertNotRegex(html, r"<script|<style|style=|\son\w+=|https?://|url\(")

    def test_number_of_queries(self):
        """Two for the user, three for the switch; tables, count, courses, exams, details, exams without a backend."""
        self.ask(PAGE)
        with self.assertNumQueries(11):
            self.client.get(PAGE + RUNNING)


@PROJECT
class ReadOnlyTest(TransactionTestCase):
    """Neither view writes, or leaves a connection that cannot write."""

    def setUp(self):
        for run in ("A", "B"):
            plant(run, "mock", email=None)
        self.client.force_login(get_user_model().objects.create(username="staff", is_staff=True))

    def test_writes_are_refused_only_while_the_audit_runs(self):
        def write(*arguments):
            ProctoredExam.objects.update(exam_name="x")

        for url in (PAGE + RUNNING, FILE):
            with mock.patch("proctoring_config.audit.queries.CourseReader.explain_missing_courses", side_effect=write):
                self.assertIn(b"cannot be read", self.client.get(url).getvalue())
            self.assertFalse(ProctoredExam.objects.filter(exam_name="x").exists())
            self.assertTrue(ProctoredExam.objects.update(exam_name="y"))

    def test_audit_has_ended_before_the_response_is_sent(self):
        for rows, lines in ((summary.ROWS, 3), (0, 1)):
            with mock.patch.object(summary, "ROWS", rows):
                response = self.client.get(FILE)
            self.assertTrue(CourseOverview.objects.update(org="x"))
            self.assertEqual(len(response.content.splitlines()), lines)
