"""fixers/review_rules.py: variables that would hide the function."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.review_rules import FIXER
from tests.refactor.fixers.test_review_rules import PATH
from tests.refactor.tools import check_noop

HIDDEN = [
    [
        "read_twice",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.proctoring_provider == "proctortrack":
                show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show_review_rules = True
            return show_review_rules and [show_review_rules]
        """,
    ],
    [
        "the_course_is_another_one_by_then",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.proctoring_provider == "proctortrack":
                show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show_review_rules = True
            course = course.parent
            return course, show_review_rules
        """,
    ],
    [
        "read_before",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            for each in course:
                print(show_review_rules)
                if course.proctoring_provider == "proctortrack":
                    show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
                else:
                    show_review_rules = True
        """,
    ],
]


@ddt
class HiddenTest(SimpleTestCase):
    """Variables with the name of the function that the fixer inserts."""

    @named_data(*HIDDEN)
    def test_reports_variable_that_would_hide_the_function(self, before):
        line = next(number for number, text in enumerate(before.split("\n"), start=1) if " if " in f" {text.strip()} ")
        check_noop(FIXER, PATH, before, left=(line,))
