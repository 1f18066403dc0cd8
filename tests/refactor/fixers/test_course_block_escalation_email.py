"""fixers/course_block_escalation_email.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_block_escalation_email import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "xmodule/course_block.py"

# text, lines of leftovers
NOOPS = [
    [
        "done_already",
        """
        class CourseFields:
            proctoring_escalation_email = Email(display_name=_("Proctoring Exam Escalation Contact"))  # noqa: F821
        """,
        (),
    ],
    [
        "upstream_after_the_change",
        """
        from fields import Email, _

        class CourseFields:
            proctoring_escalation_email = Email(
                display_name=_("Proctoring Exam Escalation Contact"),
                help=_("Required if 'requires_escalation_email' is set in the proctoring backend."),
            )
        """,
        (),
    ],
    [
        "another_field",
        """
        from fields import Email, _

        class CourseFields:
            other_email = Email(display_name=_("Proctortrack Exam Escalation Contact"))
        """,
        (),
    ],
    [
        "words_of_a_fork",
        """
        from fields import Email, _

        class CourseFields:
            proctoring_escalation_email = Email(display_name=_("Whom Proctortrack writes to"))
        """,
        (5,),
    ],
    [
        "an_f_string",
        """
        from fields import Email, _, x

        class CourseFields:
            proctoring_escalation_email = Email(help=_(f"Required if 'proctortrack' is {x}"))
        """,
        (),
    ],
    [
        "no_call",
        """
        class CourseFields:
            proctoring_escalation_email = "Proctortrack Exam Escalation Contact"
        """,
        (),
    ],
    ["only_in_a_comment", "# Proctortrack Exam Escalation Contact\nproctoring_escalation_email = dict(a='b')\n", ()],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from fields import EmailString, _

        class CourseFields:
            proctoring_escalation_email = EmailString(
                display_name=_("Proctortrack Exam Escalation Contact"),
                help=_(
                    "Required if 'proctortrack' is selected as your proctoring provider. "
                    "Enter an email address "
                    "(e.g. for appeals)."
                ),
                default=None,
            )
        """,
        """
        from fields import EmailString, _

        class CourseFields:
            proctoring_escalation_email = EmailString(
                display_name=_("Proctoring Exam Escalation Contact"),
                help=_(
                    "Required if 'requires_escalation_email' is set in the proctoring backend. "
                    "Enter an email address "
                    "(e.g. for appeals)."
                ),
                default=None,
            )
        """,
    ],
    [
        "upstream_without_a_space",
        """
        from fields import EmailString, _

        class CourseFields:
            proctoring_escalation_email = EmailString(
                help=_(
                    "Required if 'requires_escalation_email' is set in the proctoring backend."
                    "Enter an email address."
                ),
            )
        """,
        """
        from fields import EmailString, _

        class CourseFields:
            proctoring_escalation_email = EmailString(
                help=_(
                    "Required if 'requires_escalation_email' is set in the proctoring backend. "
                    "Enter an email address."
                ),
            )
        """,
    ],
    [
        "untranslated_and_in_one_piece",
        """
        from fields import EmailString

        class CourseFields:
            proctoring_escalation_email = EmailString(
                help="Required if ProctorTrack is selected as your proctoring provider. Enter an address."
            )
        """,
        """
        from fields import EmailString

        class CourseFields:
            proctoring_escalation_email = EmailString(
                help="Required if 'requires_escalation_email' is set in the proctoring backend. Enter an address."
            )
        """,
    ],
]


@ddt
class CourseBlockEscalationEmailTest(SimpleTestCase):
    """Reword label and help text of the email."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before, left):
        check_noop(FIXER, PATH, before, left=left)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_reports_both_strings(self):
        _, before, after = REWRITES[0]
        (step,) = check_rewritten(FIXER, PATH, before, after).steps
        rest = "Enter an email address (e.g. for appeals)."
        self.assertEqual(
            list(step.result.strings),
            [
                ("Proctortrack Exam Escalation Contact", "Proctoring Exam Escalation Contact"),
                (
                    f"Required if 'proctortrack' is selected as your proctoring provider. {rest}",
                    f"Required if 'requires_escalation_email' is set in the proctoring backend. {rest}",
                ),
            ],
        )
