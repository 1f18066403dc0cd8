"""fixers/review_rules_flag.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.review_rules_flag import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/config/waffle.py"

NOOPS = [
    ["done_already", "OTHER_FLAG = object()\n"],
    ["another_flag_with_a_longer_name", "SHOW_REVIEW_RULES_FLAG_2 = object()\n"],
    ["an_import", "from x import SHOW_REVIEW_RULES_FLAG\n"],
    ["only_a_use", "from x import SHOW_REVIEW_RULES_FLAG\nSHOW = SHOW_REVIEW_RULES_FLAG.is_enabled()\n"],
    ["only_in_a_comment", "# SHOW_REVIEW_RULES_FLAG is gone\nOTHER_FLAG = object()\n"],
    ["inside_a_function", "def f():\n    SHOW_REVIEW_RULES_FLAG = 1\n    return SHOW_REVIEW_RULES_FLAG\n"],
    ["two_names_at_once", "SHOW_REVIEW_RULES_FLAG, OTHER = object(), object()\n"],
    ["an_attribute_of_that_name", "import x\nx.SHOW_REVIEW_RULES_FLAG = object()\n"],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

        # Another flag
        ENABLE_X = CourseWaffleFlag(
            'studio.x', __name__
        )

        SHOW_REVIEW_RULES_FLAG = CourseWaffleFlag(  # lint-amnesty
            'studio.show_review_rules', __name__
        )


        # .. toggle_name: studio.y
        ENABLE_Y = CourseWaffleFlag('studio.y', __name__)
        """,
        """
        from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

        # Another flag
        ENABLE_X = CourseWaffleFlag(
            'studio.x', __name__
        )


        # .. toggle_name: studio.y
        ENABLE_Y = CourseWaffleFlag('studio.y', __name__)
        """,
    ],
    [
        "with_its_annotation_but_not_the_header_above",
        """
        from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

        # Flags

        # .. toggle_name: studio.show_review_rules
        # .. toggle_default: False
        SHOW_REVIEW_RULES_FLAG = CourseWaffleFlag('studio.show_review_rules', __name__)

        ENABLE_Y = CourseWaffleFlag('studio.y', __name__)
        """,
        """
        from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

        # Flags

        ENABLE_Y = CourseWaffleFlag('studio.y', __name__)
        """,
    ],
    [
        "the_only_flag_and_its_import",
        """
        '''Flags.'''
        from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag

        SHOW_REVIEW_RULES_FLAG: CourseWaffleFlag = CourseWaffleFlag('studio.show_review_rules', __name__)
        """,
        """
        '''Flags.'''
        """,
    ],
]


@ddt
class ReviewRulesFlagTest(SimpleTestCase):
    """Remove the definition of the flag."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_operators_are_told(self):
        edit = check_rewritten(FIXER, PATH, "A = 1\nSHOW_REVIEW_RULES_FLAG = object()\n", "A = 1\n")
        self.assertIn("PROCTORING_BACKENDS", edit.steps[0].result.breaking[0])
