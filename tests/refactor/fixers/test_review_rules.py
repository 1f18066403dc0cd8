"""fixers/review_rules.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.review_rules import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py"

NOOPS = [
    [
        "nothing_of_the_kind",
        """
        def info(course):
            return {"show_review_rules": True}
        """,
    ],
    [
        "done_already",
        """
        from proctoring_config import show_review_rules

        def info(course):
            return {"show_review_rules": show_review_rules(course.proctoring_provider)}
        """,
    ],
    [
        "upstream_after_the_change",
        """
        from common.djangoapps.util.proctoring import show_review_rules

        def info(course):
            return {"show_review_rules": show_review_rules(course.proctoring_provider)}
        """,
    ],
    [
        "the_flag_for_everybody",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            return {"show_review_rules": show}
        """,
    ],
    [
        "the_others_see_none",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.proctoring_provider == "proctortrack":
                show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show = False
            return show
        """,
    ],
    [
        "another_flag",
        """
        from x import OTHER_FLAG, SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.proctoring_provider == "proctortrack":
                show = OTHER_FLAG.is_enabled(course.id)
            else:
                show = True
            return show, SHOW_REVIEW_RULES_FLAG
        """,
    ],
    [
        "elif",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.is_timed:
                show = False
            elif course.proctoring_provider == "proctortrack":
                show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show = True
            return show
        """,
    ],
    [
        "walrus",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if (provider := course.proctoring_provider) == "proctortrack":
                show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show = True
            return provider, show
        """,
    ],
    [
        "two_variables",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            other = None
            if course.proctoring_provider == "proctortrack":
                show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                other = True
            return show, other
        """,
    ],
    [
        "does_more",
        """
        from x import SHOW_REVIEW_RULES_FLAG

        def info(course):
            if course.proctoring_provider == "proctortrack":
                course.touch()
                show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
            else:
                show = True
            return show
        """,
    ],
    [
        "only_in_a_comment",
        """
        def info(course):
            # SHOW_REVIEW_RULES_FLAG was asked here for proctortrack
            return True
        """,
    ],
]


REWRITES = [
    [
        "as_upstream_had_it",
        """
        from pytz import UTC
        from xblock.core import XBlock

        from cms.djangoapps.contentstore.config.waffle import SHOW_REVIEW_RULES_FLAG
        from cms.djangoapps.contentstore.helpers import StaticFileNotices

        def info(xblock, course):
            supported = UTC, XBlock, StaticFileNotices

            if course.proctoring_provider == "proctortrack":
                show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(
                    xblock.location.course_key
                )
            else:
                show_review_rules = True

            return {
                "supported": supported,
                "show_review_rules": show_review_rules,
            }
        """,
        """
        from proctoring_config import show_review_rules
        from pytz import UTC
        from xblock.core import XBlock

        from cms.djangoapps.contentstore.helpers import StaticFileNotices

        def info(xblock, course):
            supported = UTC, XBlock, StaticFileNotices

            return {
                "supported": supported,
                "show_review_rules": show_review_rules(course.proctoring_provider),
            }
        """,
    ],
    [
        "a_renamed_variable",
        """
        from cms.djangoapps.contentstore.config.waffle import ENABLE_X, SHOW_REVIEW_RULES_FLAG

        def info(xblock, parent):
            # Who sees the rules
            if parent.proctoring_provider == 'proctortrack':
                with_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(xblock.location.course_key)
            else:
                with_rules = True
            return [with_rules, not with_rules, ENABLE_X]
        """,
        """
        from proctoring_config import show_review_rules

        from cms.djangoapps.contentstore.config.waffle import ENABLE_X

        def info(xblock, parent):
            # Who sees the rules
            with_rules = show_review_rules(parent.proctoring_provider)
            return [with_rules, not with_rules, ENABLE_X]
        """,
    ],
    [
        "the_other_way_round",
        """
        from fork import waffle
        from x import y

        def info(provider):
            y()
            if provider != 'proctortrack':
                show = True
            else:
                show = waffle.SHOW_REVIEW_RULES_FLAG.is_enabled(y)
            return {'show': show}
        """,
        """
        from proctoring_config import show_review_rules
        from x import y

        def info(provider):
            y()
            show = show_review_rules(provider)
            return {'show': show}
        """,
    ],
    [
        "true_first",
        """
        from fork.waffle import SHOW_REVIEW_RULES_FLAG

        class View:
            def info(self, course):
                # Rules
                show = True
                if course.proctoring_provider == 'proctortrack':
                    show = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)

                return show
        """,
        """
        from proctoring_config import show_review_rules

        class View:
            def info(self, course):
                # Rules
                show = show_review_rules(course.proctoring_provider)

                return show
        """,
    ],
    [
        "an_expression",
        """
        import logging

        from fork.waffle import SHOW_REVIEW_RULES_FLAG

        def info(course):
            logging.info('x')
            show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled() if course.provider == 'proctortrack' else True
            return dict(show_review_rules=show_review_rules, other=course.show_review_rules)
        """,
        """
        import logging

        from proctoring_config import show_review_rules

        def info(course):
            logging.info('x')
            return dict(show_review_rules=show_review_rules(course.provider), other=course.show_review_rules)
        """,
    ],
]


@ddt
class ReviewRulesTest(SimpleTestCase):
    """Show the review rules according to the provider's option."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_wants_a_forks_own_modules_too(self):
        self.assertTrue(FIXER.applies_to("fork/app/views.py", b"show_review_rules_flag"))
        self.assertFalse(FIXER.applies_to("fork/app/notes.txt", b"show_review_rules_flag"))
