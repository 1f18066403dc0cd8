"""fixers/instructor_service_zendesk.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.instructor_service_zendesk import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "lms/djangoapps/instructor/services.py"

NOOPS = [
    [
        "done_already",
        """
        class InstructorService:
            def send_support_notification(self, course_id, exam_name, student_username, review_status, review_url=None):
                '''Does nothing.'''
        """,
    ],
    [
        "another_method",
        """
        from x import create_zendesk_ticket

        class InstructorService:
            def refund(self, course_id):
                create_zendesk_ticket(course_id)
        """,
    ],
    [
        "another_helper",
        """
        from x import create_zendesk_tickets_report

        class InstructorService:
            def send_support_notification(self, course_id):
                create_zendesk_tickets_report(course_id)
        """,
    ],
    [
        "no_such_method",
        """
        from x import create_zendesk_ticket

        def send(course_id):
            create_zendesk_ticket(course_id)
        """,
    ],
    ["only_in_a_comment", "def send_support_notification():\n    '''create_zendesk_ticket'''\n"],
]

LEFT = [
    [
        "sends_an_email_too",
        """
        from x import create_zendesk_ticket, mail

        class InstructorService:
            def send_support_notification(self, course_id, exam_name):
                create_zendesk_ticket(course_id)
                mail(exam_name)
        """,
    ],
    [
        "returns_something",
        """
        from x import create_zendesk_ticket

        class InstructorService:
            def send_support_notification(self, course_id, exam_name):
                create_zendesk_ticket(course_id)
                return exam_name
        """,
    ],
    [
        "sends_an_email_otherwise",
        """
        from x import create_zendesk_ticket, mail

        class InstructorService:
            def send_support_notification(self, course, exam_name):
                if course.create_zendesk_tickets:
                    create_zendesk_ticket(course)
                else:
                    mail(exam_name)
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        '''
        from django.utils.translation import gettext as _
        from opaque_keys.edx.keys import CourseKey

        from lms.djangoapps.commerce.utils import create_zendesk_ticket
        from xmodule.modulestore.django import modulestore  # lint-amnesty, pylint: disable=wrong-import-order


        class InstructorService:
            """
            Serves edx-proctoring, so that it need not import the platform.

            This class can check if a user is course staff, send notifications
            related to proctored exam attempts, and retrieve the escalation email of a course.
            """

            def send_support_notification(self, course_id, exam_name, student_username, review_status, review_url=None):
                """
                Creates a ticket.
                """

                course_key = CourseKey.from_string(course_id)
                course = modulestore().get_course(course_key)

                if course.create_zendesk_tickets:
                    subject = _("Review: {review_status}").format(review_status=review_status)
                    body = [exam_name, student_username, review_url or 'not available']
                    tags = ["proctoring"]
                    create_zendesk_ticket("edx-proctoring", "a@example.com", subject, body, tags)

            def get_proctoring_escalation_email(self, course_id):
                return modulestore().get_course(course_id)
        ''',
        '''
        from xmodule.modulestore.django import modulestore  # lint-amnesty, pylint: disable=wrong-import-order


        class InstructorService:
            """
            Serves edx-proctoring, so that it need not import the platform.

            This class can check if a user is course staff
            and retrieve the escalation email of a course.
            """

            def send_support_notification(self, course_id, exam_name, student_username, review_status, review_url=None):
                """
                Do nothing, because proctoring no longer opens support tickets.

                edx-proctoring calls this method when a review marks an attempt as suspicious, so it must exist.
                """

            def get_proctoring_escalation_email(self, course_id):
                return modulestore().get_course(course_id)
        ''',
    ],
    [
        "returns_early_and_logs",
        """
        from lms.djangoapps.commerce import utils
        from x import log

        class InstructorService:
            def send_support_notification(self, course_id, exam_name):
                if not course_id:
                    return
                log.info('ticket')
                utils.create_zendesk_ticket(course_id)

            def other(self):
                log.info('other')
        """,
        '''
        from x import log

        class InstructorService:
            def send_support_notification(self, course_id, exam_name):
                """
                Do nothing, because proctoring no longer opens support tickets.

                edx-proctoring calls this method when a review marks an attempt as suspicious, so it must exist.
                """

            def other(self):
                log.info('other')
        ''',
    ],
]

METHOD = """
        class InstructorService:

            def send_support_notification(self, course_id, exam_name):
                {}
                create_zendesk_ticket(course_id)
"""


@ddt
class FixerTest(SimpleTestCase):
    """Empty the method that edx-proctoring calls."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*LEFT)
    def test_reports_a_longer_method(self, before):
        check_noop(FIXER, PATH, before, left=(5,))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_line_endings_stay(self):
        _, before, after = REWRITES[1]
        before, after = (dedent(text).replace("\n", "\r\n") for text in (before, after))
        check_rewritten(FIXER, PATH, before, after)

    @named_data(
        ["hook", "response = requests.post(settings.ACME_HOOK, json=body)"],
        ["hook_read", "response = requests.get(settings.ACME_HOOK)"],
        ["hook_in_the_condition", "if notify(course_id): create_zendesk_ticket(course_id)"],
        ["hook_in_an_argument", "create_zendesk_ticket(record(course_id))"],
        ["hook_in_the_log", "log.info('%s', archive(course_id))"],
        ["object", "sender = AcmeSender(course_id)"],
        ["method", "saved = course_id.save()"],
        ["walrus", "create_zendesk_ticket(count := counter.increment())"],
        ["lambda", "later = lambda: send(course_id)"],
        ["comprehension", "sent = [send(each) for each in course_id]"],
        ["awaited", "task = send_task.delay(course_id)"],
        ["attribute", "self.last = course_id"],
        ["item", "sent[course_id] = True"],
        ["augmented", "count += 1"],
        ["deletion", "del course_id"],
        ["raise", "raise ValueError(course_id)"],
    )
    def test_reports_the_rest(self, statement):
        check_noop(FIXER, PATH, METHOD.format(statement), left=(4,))

    @named_data(
        ["key", "course_key = CourseKey.from_string(course_id)"],
        ["course", "course = modulestore().get_course(course_id)"],
        ["text", "body = _('Review of {exam}').format(exam=exam_name)"],
        ["fallback", "url = getattr(settings, 'URL', None) or 'not available'"],
        ["feature", "wanted = settings.FEATURES.get('TICKETS')"],
        ["log", "LOGGER.info('%s', str(course_id))"],
        ["constant", "tags = ['proctoring', f'{exam_name}']"],
    )
    def test_removes_preparation(self, statement):
        edit = apply_fixer(FIXER, PATH, dedent(METHOD.format(statement)))
        self.assertEqual((edit.leftovers, statement in edit.after), ([], False))
