"""fixers/instructor_dashboard.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.instructor_dashboard import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "lms/djangoapps/instructor/views/instructor_dashboard.py"

# text, lines of leftovers
NOOPS = [
    [
        "nothing_of_the_kind",
        """
        def section(course):
            return course.display_name
        """,
        (),
    ],
    [
        "done_already",
        """
        from proctoring_config import requires_escalation_email

        def section(course):
            email = None
            if requires_escalation_email(course.proctoring_provider):
                email = course.proctoring_escalation_email
            return email
        """,
        (),
    ],
    [
        "upstream_after_the_change",
        """
        from common.djangoapps.util.proctoring import requires_escalation_email

        def section(course):
            return course.proctoring_escalation_email if requires_escalation_email(course.proctoring_provider) else None
        """,
        (),
    ],
    [
        "another_provider",
        """
        def section(course, provider):
            if provider == 'lti_external':
                return course.proctoring_escalation_email
        """,
        (),
    ],
    [
        "the_vendor_decides_something_else",
        """
        def section(course, provider):
            if provider == 'proctortrack':
                return course.dashboard_url
        """,
        (3,),
    ],
    [
        "the_vendor_only_in_a_comment",
        """
        def section(course, provider):
            # proctortrack has an e-mail
            if provider:
                return course.proctoring_escalation_email
        """,
        (),
    ],
    [
        "one_of_several_vendors",
        """
        def section(course, provider):
            if provider in ('proctortrack', 'mock'):
                return course.proctoring_escalation_email
        """,
        (3,),
    ],
    [
        "a_chain_of_comparisons",
        """
        def section(course, provider, other):
            if other == provider == 'proctortrack':
                return course.proctoring_escalation_email
        """,
        (3,),
    ],
    [
        "walrus",
        """
        def section(course):
            if (provider := course.proctoring_provider) == 'proctortrack':
                return provider, course.proctoring_escalation_email
        """,
        (3,),
    ],
    [
        "a_longer_name",
        """
        def section(course, provider):
            if provider == 'proctortrack_new':
                return course.proctoring_escalation_email
        """,
        (),
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from opaque_keys.edx.keys import CourseKey
        from pytz import UTC

        def _section_special_exams(course, access):
            provider = course.proctoring_provider
            escalation_email = None
            if provider == 'lti_external':
                show = True
            else:
                show = access
                if provider == 'proctortrack':
                    escalation_email = course.proctoring_escalation_email
            return CourseKey, UTC, show, escalation_email
        """,
        """
        from opaque_keys.edx.keys import CourseKey
        from proctoring_config import requires_escalation_email
        from pytz import UTC

        def _section_special_exams(course, access):
            provider = course.proctoring_provider
            escalation_email = None
            if provider == 'lti_external':
                show = True
            else:
                show = access
                if requires_escalation_email(provider):
                    escalation_email = course.proctoring_escalation_email
            return CourseKey, UTC, show, escalation_email
        """,
    ],
    [
        "elif",
        """
        import pytz

        def section(course):
            if course.proctoring_provider == 'lti_external':
                email = None
            elif course.proctoring_provider == "proctortrack":  # the vendor
                email = course.proctoring_escalation_email
            else:
                email = pytz
            return email
        """,
        """
        import pytz
        from proctoring_config import requires_escalation_email

        def section(course):
            if course.proctoring_provider == 'lti_external':
                email = None
            elif requires_escalation_email(course.proctoring_provider):  # the vendor
                email = course.proctoring_escalation_email
            else:
                email = pytz
            return email
        """,
    ],
    [
        "the_other_way_round",
        """
        import os

        def section(course):
            return course.proctoring_escalation_email if ('proctortrack' == course.provider) else os.sep
        """,
        """
        import os

        from proctoring_config import requires_escalation_email

        def section(course):
            return course.proctoring_escalation_email if (requires_escalation_email(course.provider)) else os.sep
        """,
    ],
    [
        "negated_among_others",
        """
        from django.conf import settings

        def section(course, access):
            if course.proctoring_provider != 'proctortrack' and access:
                email = settings.X or course.proctoring_escalation_email
                return email
        """,
        """
        from django.conf import settings
        from proctoring_config import requires_escalation_email

        def section(course, access):
            if not requires_escalation_email(course.proctoring_provider) and access:
                email = settings.X or course.proctoring_escalation_email
                return email
        """,
    ],
]


@ddt
class InstructorDashboardTest(SimpleTestCase):
    """Show the email on the instructor dashboard."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("lms/djangoapps/other/instructor_dashboard.py", b"proctortrack"))
