"""50,000 courses, on the database that the tests run on: the exact problems, and the number of queries per batch."""

import random

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy

from demo.course_overviews.models import CourseOverview
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.audit import Audit, Scope
from proctoring_config.audit.queries import BATCH_SIZE
from proctoring_config.options import EXAMS_FLAG
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import BACKENDS, DAY, PAST, found

COURSES = 50_000
#: Queries besides those per batch: the names of the tables, the rows of two flags, and exams without a backend.
ONCE = 4
#: Queries for a batch of courses with exams without a backend, besides the one that finds them.
LOST = 3


class ManyCoursesTest(TestCase):
    """A database of 50,000 courses."""

    @classmethod
    def setUpTestData(cls):
        """Plant courses of all kinds at random places, and remember the expected problems."""
        chance = random.Random(36329)
        cls.expected, cls.without_null, cls.scoped = set(), set(), 0
        courses, exams, special, rules, overrides, in_edx_exams = [], [], [], [], [], []
        for number in range(COURSES):
            org = f"Org{number % 97}"
            # Old keys with slashes, and keys whose text order differs from the order of the numbers.
            key = f"{org}/C{number}/R" if number % 11 == 0 else f"course-v1:{org}+C{number}+R"
            ended, enabled, has_exam = number % 3 == 0, number % 7 != 0, number % 5 != 0
            provider, email, backend, found_here, hidden = "mock", "a@example.com", "mock", [], ""
            external_id, without_null = None, []
            in_scope = enabled and has_exam and not ended
            if chance.random() < 0.01:
                sort = chance.randrange(15)
                if sort == 0:
                    email, found_here = None, ["W101"]
                elif sort == 1:
                    email, found_here = "no email", ["W102"]
                elif sort == 2:
                    provider, backend, found_here = "gone", "gone", ["W104"]
                elif sort == 3:
                    hidden, found_here = "No books", ["W202"]
                elif sort == 4:
                    backend, found_here, without_null = "null", ["W203"], ["W207"]
                elif sort == 5:
                    provider, backend, found_here = "proctortrack", "proctortrack", ["W201", "W204", "W205"]
                elif sort == 6:
                    provider, backend, found_here = "proctortrack", "proctortrack", ["W201", "W204"]
                    overrides.append(key)
                elif sort == 7:
                    provider, backend, found_here = "lti_external", "mock", ["W208"]
                elif sort == 8:
                    provider, backend = "lti_external", "mock"
                    in_edx_exams.append(key)
                elif sort in (9, 10, 11) and has_exam:  # an exam that no other problem covers
                    special.append((key, f"special{number}", "gone", sort != 11, sort == 10))
                    if sort == 9:  # an ordinary exam in a course without proctored exams
                        enabled = in_scope = False
                    if sort != 11 and not ended:
                        cls.expected.add((key, "W207"))
                elif sort == 12:
                    external_id, found_here = "id", ["W209"]
                elif sort == 13:
                    provider, backend, without_null = "null", "null", ["W104"]
                else:
                    provider, backend, without_null = None, None, ["W110"]
            if has_exam and not enabled and not ended:
                cls.expected |= {(key, "W207")} if backend in ("gone", "proctortrack") else set()
                cls.without_null |= {(key, "W207")} if backend in ("null", None) else set()
            courses.append((key, org, PAST if ended else None, enabled, provider, email))
            if has_exam:
                exams.append((key, f"{number}", backend, external_id))
                if hidden:
                    rules.append((number, hidden))
            if in_scope:
                cls.scoped += 1
                cls.expected |= {(key, code) for code in found_here}
                cls.without_null |= {(key, code) for code in without_null}
        cls.enabled = sum(enabled and end is None for _, _, end, enabled, _, _ in courses)
        cls.insert(
            CourseOverview(),
            ("id", "org", "end", "enable_proctored_exams", "proctoring_provider", "proctoring_escalation_email"),
            courses,
        )
        exam = ProctoredExam(exam_name="Final", time_limit_mins=60, is_proctored=True, is_active=True)
        cls.insert(exam, ("course_id", "content_id", "backend", "external_id"), exams)
        cls.insert(exam, ("course_id", "content_id", "backend", "is_proctored", "is_practice_exam"), special)
        cls.plant_rules(rules)
        WaffleFlagCourseOverrideModel.objects.bulk_create(
            [
                WaffleFlagCourseOverrideModel(
                    waffle_flag=flag, course_id=key, override_choice="on", enabled=True, change_date=DAY
                )
                for flag, keys in ((FLAG, overrides), (EXAMS_FLAG, in_edx_exams))
                for key in keys
            ]
        )
        WaffleFlagOrgOverrideModel.objects.create(
            waffle_flag="another.flag", org="Org1", override_choice="on", enabled=True, change_date=DAY
        )

    @staticmethod
    def insert(model, names, rows):
        """Store a model once for each row of values for these fields, without the conversions of ``bulk_create``."""
        fields = [field for field in model._meta.concrete_fields if not field.primary_key or field.name in names]
        constant = {field.name: field.get_db_prep_save(field.pre_save(model, add=True), connection) for field in fields}
        dates = {None: None, PAST: connection.ops.adapt_datetimefield_value(PAST)}
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
        with connection.cursor() as cursor:
            cursor.executemany(
                sql,
                [
                    tuple({**constant, **dict(zip(names, row, strict=True))}.values())
                    for row in ([dates.get(value, value) for value in row] for row in rows)
                ],
            )

    @staticmethod
    def plant_rules(rules):
        """Store review rules for some exams."""
        author = get_user_model().objects.create(username="author")
        by_content = dict(ProctoredExam.objects.values_list("content_id", "pk"))
        ProctoredExamReviewPolicy.objects.bulk_create(
            [
                ProctoredExamReviewPolicy(
                    proctored_exam_id=by_content[str(number)], set_by_user=author, review_policy=text
                )
                for number, text in rules
            ]
        )

    @override_settings(PROCTORING_BACKENDS=BACKENDS)
    def test_audit_finds_exactly_the_planted_problems(self):
        batches = self.enabled // BATCH_SIZE + 1
        with CaptureQueriesContext(connection) as queries:
            run = Audit("default", Scope())
            problems = found(run)
        self.assertEqual(set(problems), self.expected)
        self.assertEqual(len(problems), len(self.expected))
        self.assertGreater(len(self.expected), 200)
        self.assertEqual(
            {code for _, code in problems}, {f"W{n}" for n in (101, 102, 104, *range(201, 210)) if n != 206}
        )
        self.assertEqual(run.courses, self.scoped)
        selects = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
        of_courses = [sql for sql in selects if "course_overviews_courseoverview" in sql and " LIMIT " in sql]
        self.assertEqual(len(of_courses), batches)
        self.assertLessEqual(len(selects), ONCE + LOST + 7 * batches)
        self.assertGreaterEqual(len(selects), ONCE + LOST + 2 * batches)
        of_lost = [sql for sql in selects if "DISTINCT" in sql]
        self.assertEqual(len(of_lost), 1, "exams without a backend are searched once")
        self.assertFalse([query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))])

    def test_neither_null_nor_default_configured(self):
        backends = {name: options for name, options in BACKENDS.items() if name not in ("DEFAULT", "null")}
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual(set(found(Audit("default", Scope()))), self.expected | self.without_null)

    @override_settings(PROCTORING_BACKENDS=BACKENDS)
    def test_number_of_queries_does_not_grow_with_problems_or_exams(self):
        """Two batches of courses, all of which have problems."""
        CourseOverview.objects.all().update(proctoring_provider="proctortrack", proctoring_escalation_email=None)
        keys = [f"course-v1:Org{n % 97}+C{n}+R" for n in range(1, 3 * BATCH_SIZE) if n % 11 and n % 7][: BATCH_SIZE + 1]
        with self.assertNumQueries(self.switches() + 1 + ONCE - 1 + LOST + 2 * 5):
            run = Audit("default", Scope(courses=tuple(keys)))
            count = sum(1 for _ in run)
        self.assertEqual(run.courses, BATCH_SIZE + 1)
        self.assertGreater(count, 2 * BATCH_SIZE)

    @staticmethod
    def switches():
        """The number of statements around an audit: SQLite's switch, or a savepoint in the transaction of the test."""
        return 3 if connection.vendor == "sqlite" else 2
