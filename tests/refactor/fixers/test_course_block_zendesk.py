"""fixers/course_block_zendesk.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_block_zendesk import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "xmodule/course_block.py"

NOOPS = [
    ["done_already", "class CourseFields:\n    enable_timed_exams = True\n"],
    ["a_plain_value", "class CourseFields:\n    create_zendesk_tickets = True\n"],
    ["not_in_a_class", "from fields import Boolean\n\ncreate_zendesk_tickets = Boolean(default=True)\n"],
    [
        "in_a_method",
        "class A:\n    def f(self):\n        create_zendesk_tickets = dict()\n        return create_zendesk_tickets\n",
    ],
    ["a_longer_name", "class A:\n    create_zendesk_tickets_2 = dict()\n"],
    ["two_names", "class A:\n    create_zendesk_tickets = other = dict()\n"],
    ["only_in_a_comment", "class A:\n    other = dict()  # create_zendesk_tickets\n"],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from fields import Boolean, Scope, _

        class CourseFields:
            allow_proctoring_opt_out = Boolean(
                default=False,
                scope=Scope.settings,
            )

            create_zendesk_tickets = Boolean(
                display_name=_("Create Zendesk Tickets"),
                default=True,
                scope=Scope.settings,
            )

            enable_timed_exams = Boolean(
                default=True,
                scope=Scope.settings,
            )
        """,
        """
        from fields import Boolean, Scope

        class CourseFields:
            allow_proctoring_opt_out = Boolean(
                default=False,
                scope=Scope.settings,
            )

            enable_timed_exams = Boolean(
                default=True,
                scope=Scope.settings,
            )
        """,
    ],
    [
        "the_only_field",
        """
        from fields import Boolean

        class ZendeskFields:
            # Tickets
            create_zendesk_tickets = Boolean(default=True)
        """,
        """
        class ZendeskFields:
            pass
        """,
    ],
]


@ddt
class CourseBlockZendeskTest(SimpleTestCase):
    """Remove the course setting."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        edit = check_rewritten(FIXER, PATH, before, after)
        self.assertIn("`create_zendesk_tickets` is removed", edit.steps[0].result.breaking[0])
