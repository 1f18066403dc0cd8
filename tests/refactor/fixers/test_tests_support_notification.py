"""fixers/tests_support_notification.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_support_notification import FIXER
from tests.refactor.tools import apply_fixer, check_added, check_noop

PATH = "lms/djangoapps/instructor/tests/test_services.py"
OURS = "test_suspicious_attempt_opens_no_ticket"

# text, lines of leftovers
NOOPS = [
    [
        "done_already",
        """
        class InstructorServiceTests:
            def test_suspicious_attempt_opens_no_ticket(self):
                self.service.send_support_notification()
        """,
        (),
    ],
    [
        "done_already_and_other_tests_of_tickets",
        """
        from lms.djangoapps.commerce.utils import create_zendesk_ticket

        class InstructorServiceTests:
            def test_suspicious_attempt_opens_no_ticket(self):
                self.service.send_support_notification()

            def test_refund(self):
                create_zendesk_ticket('refund')

            def expect_ticket(self):
                self.service.send_support_notification(create_zendesk_ticket)
        """,
        (),
    ],
    [
        "a_class_of_another_name",
        """
        class ServiceTests:
            def test_report_suspicious_attempt(self):
                with patch("lms.djangoapps.instructor.services.create_zendesk_ticket"):
                    self.service.send_support_notification()
        """,
        (1,),
    ],
    [
        "a_class_inside_of_another",
        """
        class Tests:
            class InstructorServiceTests:
                pass
        """,
        (1,),
    ],
    [
        "no_class",
        """
        InstructorServiceTests = None
        """,
        (1,),
    ],
]

# source, what it begins with afterwards
REWRITES = [
    [
        "a_test_that_expects_a_ticket",
        '''
        """Tests."""
        from unittest import mock

        import pytest

        class InstructorServiceTests:
            """The service."""

            def setUp(self):
                self.service = mock.Mock()

            # For support.
            def test_report_suspicious_attempt(self):
                """create_zendesk_ticket is called"""
                with mock.patch("lms.djangoapps.instructor.services.create_zendesk_ticket") as ticket:
                    self.service.send_support_notification(course_id='x')
                ticket.assert_called_with(1)

            def test_unknown(self):
                with pytest.raises(ValueError):
                    self.service.get_proctoring_escalation_email('x')

        class LastTests:
            pass
        ''',
        '''
        """Tests."""
        from unittest import mock

        import pytest
        from django.test import override_settings

        class InstructorServiceTests:
            """The service."""

            def setUp(self):
                self.service = mock.Mock()

            def test_unknown(self):
                with pytest.raises(ValueError):
                    self.service.get_proctoring_escalation_email('x')

            @override_settings(''',
    ],
    [
        "no_test_yet_and_an_old_import",
        """
        import mock
        from django.test.utils import override_settings

        class InstructorServiceTests:
            @override_settings(X=1)
            def test_other(self):
                assert mock
        """,
        """
        import mock
        from django.test.utils import override_settings

        class InstructorServiceTests:
            @override_settings(X=1)
            def test_other(self):
                assert mock

            @override_settings(""",
    ],
    [
        "only_that_test",
        """
        from unittest import mock, TestCase

        class InstructorServiceTests(TestCase):
            def test_report(self):
                self.service.send_support_notification(self.create_zendesk_ticket)
        """,
        """
        from unittest import mock, TestCase

        from django.test import override_settings

        class InstructorServiceTests(TestCase):
            @override_settings(""",
    ],
]


@ddt
class TestsSupportNotificationTest(SimpleTestCase):
    """Replace the test of the notification about a suspicious attempt."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, beginning):
        after = check_added(FIXER, PATH, before, beginning, [OURS])
        self.assertNotIn("create_zendesk_ticket", after)

    def test_notes(self):
        edit = apply_fixer(FIXER, PATH, dedent(REWRITES[0][1]))
        self.assertEqual(
            edit.steps[0].result.notes,
            [
                "remove the test test_report_suspicious_attempt, because no ticket is opened",
                "add a test that a notification about a suspicious attempt does not open a ticket",
            ],
        )

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("lms/djangoapps/commerce/tests/test_signals.py", b"create_zendesk_ticket"))
