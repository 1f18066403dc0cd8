"""fixers/course_validation.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_validation import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/api/views/course_validation.py"

# text, lines of leftovers
NOOPS = [
    [
        "done_already",
        """
        from proctoring_config import requires_escalation_email

        def checklist(course):
            return dict(needs_proctoring_escalation_email=requires_escalation_email(course.proctoring_provider))
        """,
        (),
    ],
    [
        "upstream_after_the_change",
        """
        from common.djangoapps.util.proctoring import requires_escalation_email

        def checklist(course):
            return dict(needs_proctoring_escalation_email=requires_escalation_email(course.proctoring_provider))
        """,
        (),
    ],
    [
        "another_key",
        """
        def checklist(course):
            return dict(needs_something=course.proctoring_provider == 'proctortrack')
        """,
        (3,),
    ],
    [
        "another_provider",
        """
        def checklist(course):
            return dict(needs_proctoring_escalation_email=course.proctoring_provider == 'mock')
        """,
        (),
    ],
    [
        "several_providers",
        """
        def checklist(course):
            return dict(needs_proctoring_escalation_email=course.proctoring_provider in ('proctortrack', 'mock'))
        """,
        (3,),
    ],
    [
        "more_than_the_provider",
        """
        def checklist(course):
            return dict(needs_proctoring_escalation_email=course.ok and course.proctoring_provider == 'proctortrack')
        """,
        (3,),
    ],
    [
        "walrus",
        """
        def checklist(course):
            return dict(needs_proctoring_escalation_email=(p := course.proctoring_provider) == 'proctortrack', p=p)
        """,
        (3,),
    ],
    [
        "only_a_comment",
        """
        def checklist(course):
            # A proctoring escalation email is currently only required for courses using Proctortrack
            return dict(course)
        """,
        (),
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        import dateutil
        from pytz import UTC

        class View:
            def _proctoring_validation(self, course):
                # A proctoring escalation email is currently only required for courses using Proctortrack
                return dict(
                    needs_proctoring_escalation_email=course.proctoring_provider == 'proctortrack',
                    has_proctoring_escalation_email=bool(course.proctoring_escalation_email),
                    when=dateutil.parse(UTC)
                )
        """,
        """
        import dateutil
        from proctoring_config import requires_escalation_email
        from pytz import UTC

        class View:
            def _proctoring_validation(self, course):
                # A proctoring escalation email is required if 'requires_escalation_email' is set on the proctoring backend
                return dict(
                    needs_proctoring_escalation_email=requires_escalation_email(course.proctoring_provider),
                    has_proctoring_escalation_email=bool(course.proctoring_escalation_email),
                    when=dateutil.parse(UTC)
                )
        """,  # noqa: E501
    ],
    [
        "a_dictionary",
        """
        def checklist(block):
            return {'needs_proctoring_escalation_email': 'proctortrack' == block.proctoring_provider}
        """,
        """
        from proctoring_config import requires_escalation_email

        def checklist(block):
            return {'needs_proctoring_escalation_email': requires_escalation_email(block.proctoring_provider)}
        """,
    ],
    [
        "a_variable",
        """
        def checklist(provider):
            needs_proctoring_escalation_email = (provider == "proctortrack")
            return [needs_proctoring_escalation_email]
        """,
        """
        from proctoring_config import requires_escalation_email

        def checklist(provider):
            needs_proctoring_escalation_email = (requires_escalation_email(provider))
            return [needs_proctoring_escalation_email]
        """,
    ],
]


@ddt
class CourseValidationTest(SimpleTestCase):
    """Require the email in the launch checklist."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    def test_other_use_is_left_and_the_rule_is_replaced(self):
        edit = apply_fixer(FIXER, PATH, dedent(REWRITES[0][1]) + "\nVENDORS = ['proctortrack']\n")
        self.assertIn("=requires_escalation_email(", edit.after)
        self.assertEqual([each.quote or each.what for each in edit.leftovers], ["proctortrack"])

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
