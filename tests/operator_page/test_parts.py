"""Audits that one request cannot finish: the parts of the page, and the files that it links to."""

import csv
from unittest import mock

import ddt
from django.contrib.auth import get_user_model
from django.test import TestCase, override_settings
from django.test.html import parse_html

from demo.course_overviews.models import CourseOverview
from proctoring_config.audit import queries, rules
from proctoring_config.operator_page import summary
from tests.audit.planting import BACKENDS, ZENDESK, exam, key_of, plant
from tests.operator_page.people import project
from tests.operator_page.reading import attribute, elements, text

PAGE = "/proctoring-config/audit/"
LINKS = {"CMS_BASE": "studio.example.com", "LMS_ROOT_URL": "https://lms.example.com"}


class PartsCase(TestCase):
    """Seven courses with a problem each, two of them with exams whose backend is gone."""

    @classmethod
    def setUpTestData(cls):
        get_user_model().objects.create(username="staff", is_staff=True)
        for run in "abcde":
            plant(run, "mock", None)
        for run in "1g":
            exam(plant(run, "mock", enabled=False, exams=0), 1, "gone")

    def setUp(self):
        self.client.force_login(get_user_model().objects.get(username="staff"))

    def open(self, url):
        """Return a page as an element."""
        return parse_html(self.client.get(url).content.decode())

    def links(self, document):
        """Return the addresses of the links in the main part of a page by their text."""
        (main,) = elements(document, "main")
        return {text(link): attribute(link, "href") for link in elements(main, "a")}

    def read_files(self, document):
        """Download the files to which a page links, and return the problems in each of them."""
        found = []
        for name, address in self.links(document).items():
            if name.startswith("CSV file"):
                response = self.client.get("/proctoring-config/" + address.removeprefix("../"))
                content = response.content.decode("utf-8-sig")
                found.append([(row["course_key"], row["id"][-4:]) for row in csv.DictReader(content.splitlines())])
        return found


@project(PROCTORING_BACKENDS=BACKENDS)
@ddt.ddt
class FilesTest(PartsCase):
    """All problems are in exactly one file."""

    @ddt.data((1, 1), (1, 2), (2, 2), (3, 2), (2, 1), (4, 4), (7, 2), (8, 2), (3, 500), (6, 500))
    @ddt.unpack
    def test_every_problem_is_in_one_file(self, rows, batch):
        expected = [(key_of(run), "W101") for run in "abcde"] + [(key_of(run), "W207") for run in "1g"]
        with mock.patch.object(summary, "ROWS", rows), mock.patch.object(queries, "BATCH_SIZE", batch):
            document = self.open(PAGE + "?courses=all")
            files = self.read_files(document)
        self.assertEqual([found for file in files for found in file], expected)
        self.assertTrue(all(files))
        numbers = [name for name in self.links(document) if name.startswith("CSV file with problems")]
        self.assertEqual(len(numbers), len(files) if len(files) > 1 else 0)
        *_, last = [link for name, link in self.links(document).items() if name.startswith("CSV file")]
        self.assertNotIn("until=", last)
        first = 1
        for file, name in zip(files, numbers, strict=False):
            self.assertEqual(name, f"CSV file with problems {first} to {first + len(file) - 1}")
            first += len(file)

    def test_files_stay_the_same_if_courses_change(self):
        with mock.patch.object(summary, "ROWS", 2), mock.patch.object(queries, "BATCH_SIZE", 1):
            document = self.open(PAGE + "?courses=all")
            before = self.read_files(document)
            CourseOverview.objects.filter(id=key_of("a")).update(proctoring_escalation_email="a@example.com")
            plant("bb", "mock", None)
            plant("z", "mock", None)
            after = self.read_files(document)
        first, second, *rest = before
        self.assertEqual(first, [(key_of("a"), "W101"), (key_of("b"), "W101")])
        self.assertEqual(after[:2], [first[1:], [(key_of("bb"), "W101"), *second]])
        self.assertEqual(
            [found for file in after[2:] for found in file],
            [rest[0][0], (key_of("z"), "W101"), *[found for file in rest for found in file][1:]],
        )

    def test_problem_of_the_whole_instance_is_in_the_last_file(self):
        with (
            mock.patch.object(rules, "source_contains", return_value=True),
            override_settings(**ZENDESK),
            mock.patch.object(summary, "ROWS", 2),
            mock.patch.object(queries, "BATCH_SIZE", 2),
        ):
            files = self.read_files(self.open(PAGE + "?courses=all"))
        self.assertEqual([[code for _, code in file] for file in files][-2:], [["W101", "W207", "W207"], ["W206"]])


@project(PROCTORING_BACKENDS=BACKENDS)
@ddt.ddt
class ContinuationTest(PartsCase):
    """The time is up."""

    @ddt.data(1, 2, 3, 500)
    def test_links_lead_through_all_courses(self, batch):
        expected = [(key_of(run), "W101") for run in "abcde"] + [(key_of(run), "W207") for run in "1g"]
        found, url, pages = [], "?courses=all", 0
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch.object(queries, "BATCH_SIZE", batch):
            while url:
                document = self.open(PAGE + url)
                with mock.patch.object(summary, "SECONDS", 20.0):
                    found += [one for file in self.read_files(document) for one in file]
                url = self.links(document).get("Continue the audit after these courses")
                pages += 1
                self.assertLess(pages, 20, "each page gets further")
        self.assertEqual(found, expected)
        self.assertGreaterEqual(pages, 2)

    def test_page_tells_what_was_covered(self):
        with mock.patch.object(summary, "SECONDS", -1.0), mock.patch.object(queries, "BATCH_SIZE", 2):
            first = self.open(PAGE + "?courses=all")
            second = self.open(PAGE + self.links(first)["Continue the audit after these courses"])
        self.assertIn("after 2 of 5 courses with proctored exams enabled", text(first))
        self.assertNotIn("This is the continuation", text(first))
        self.assertIn(f"This is the continuation after the course {key_of('b')} .", text(second))
        self.assertIn("after 2 of 3 courses with proctored exams enabled", text(second))
        self.assertEqual([text(found) for found in elements(second, "dd")], ["2", "2"])

    def test_files_may_take_longer_than_the_page(self):
        """A page that used up its time links to files that read the same courses again, and may be slower."""
        clock = iter(range(1000))
        with (
            mock.patch("time.monotonic", side_effect=lambda: float(next(clock))),
            mock.patch.object(summary, "SECONDS", 3.0),
            mock.patch.object(queries, "BATCH_SIZE", 1),
        ):
            document = self.open(PAGE + "?courses=all")
            clock = iter(range(0, 1000, 2))
            self.assertEqual(self.read_files(document), [[(key_of(run), "W101") for run in "abcd"]])

    def test_last_part_without_problems(self):
        document = self.open(PAGE + f"?courses=all&after=exams:{key_of('g')}".replace("+", "%2B"))
        self.assertNotIn("No courses match.", text(document))
        self.assertIn("No problems found", text(document))


@project(PROCTORING_BACKENDS=BACKENDS)
class FirstProblemsTest(PartsCase):
    """The problems on the page."""

    def problems(self, query="?courses=all"):
        """Return the heading and the problems."""
        document = self.open(PAGE + query)
        (listed,) = [found for found in elements(document, "ul") if attribute(found, "class") == "problems"]
        *_, heading = elements(document, "h3")
        return text(heading), list(elements(listed, "li"))

    def test_all_problems_if_there_are_few(self):
        heading, items = self.problems()
        self.assertEqual((heading, len(items)), ("Problems", 7))

    def test_only_the_first_ones_if_there_are_many(self):
        for number in range(20):
            plant(f"x{number}", "mock", None)
        heading, items = self.problems()
        self.assertEqual((heading, len(items)), ("The first 20 problems", 20))

    @override_settings(**LINKS)
    def test_problem_with_links(self):
        plant("0", "mock", backend="null")
        CourseOverview.objects.filter(id=key_of("0")).update(display_name="Law & <Order>", end="2099-01-02T00:00Z")
        (item, *_) = self.problems()[1]
        links = {text(link): attribute(link, "href") for link in elements(item, "a")}
        self.assertEqual(
            links,
            {
                "Course in Studio": f"https://studio.example.com/course/{key_of('0')}",
                "Exams in the Django admin": "https://lms.example.com/admin/edx_proctoring/proctoredexam/"
                "?q=course-v1%3AOrg%2BCourse%2B0",
            },
        )
        self.assertIn(f"{key_of('0')} Law & <Order>", text(item))
        self.assertIn("Organization: Org Provider: mock End: 2099-01-02", text(item))
        self.assertIn("The backend of 1 exam is 'null'", text(item))
        self.assertIn("In the Django admin, set the backend of these proctored exams to 'mock'", text(item))

    def test_no_link_without_hosts(self):
        for item in self.problems()[1]:
            self.assertEqual(list(elements(item, "a")), [])

    def test_course_without_a_provider_and_problem_of_the_instance(self):
        plant("0", None, None)
        with (
            mock.patch.object(rules, "source_contains", return_value=True),
            override_settings(PROCTORING_BACKENDS={**BACKENDS, "DEFAULT": None}, **ZENDESK),
        ):
            items = self.problems()[1]
        self.assertIn("Provider: none", text(items[0]))
        self.assertNotIn("Provider:", text(items[-1]))

    def test_problems_are_translated(self):
        with mock.patch("proctoring_config.operator_page.summary.gettext", side_effect="(es) {}".format):
            self.assertIn("(es) Provider 'mock' requires an exam escalation contact.", text(self.problems()[1][0]))
