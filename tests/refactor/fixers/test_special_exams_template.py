"""fixers/special_exams_template.py."""

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.special_exams_template import FIXER
from proctoring_config.refactor.fixers.special_exams_template import TEMPLATE as PATH
from tests.refactor.tools import check_noop, check_rewritten

NOOPS = [
    [
        "done_already",
        """
        <h6 class="escalation-email-container">${_('Proctoring Escalation Email:')} ${ data['email'] }</h6>
        """,
    ],
    [
        "a_class_or_an_identifier",
        """
        <h6 class="proctortrack-escalation-email" id="proctortrack">${_('Escalation Email:')}</h6>
        """,
    ],
    [
        "no_translatable_string",
        """
        <h6>Proctortrack Escalation Email: ${ data['email'] }</h6>
        """,
    ],
    [
        "other_words",
        """
        <h6>${_('Proctortrack Escalation Email Address:')} ${_('Your Proctortrack Escalation Email:')}</h6>
        """,
    ],
    [
        "a_comment",
        """
        ## _('Proctortrack') has an e-mail
        <h6>${_('Escalation Email:')}</h6>
        """,
    ],
    [
        "unlike_quotes",
        """
        <h6>${_('Proctortrack Escalation Email:")}</h6>
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        % if data.get('email'):
        <h6 class = "hd escalation-email-container">${_('Proctortrack Escalation Email:')} ${ data['email'] }</h6>
        % endif
        """,
        """
        % if data.get('email'):
        <h6 class = "hd escalation-email-container">${_('Proctoring Escalation Email:')} ${ data['email'] }</h6>
        % endif
        """,
    ],
    [
        "otherwise_written",
        """
        <h6 class="proctortrack">${ _( "Proctortrack Escalation Email" ) }:</h6>
        """,
        """
        <h6 class="proctortrack">${ _( "Proctoring Escalation Email" ) }:</h6>
        """,
    ],
]


@ddt
class SpecialExamsTemplateTest(SimpleTestCase):
    """Reword the label of the escalation email."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @data(f"themes/blue/{PATH}", "lms/templates/instructor/our_own.html")
    def test_reports_other_templates(self, path):
        before = """
        <h6>Exams</h6>
        <h6>${_('Proctortrack Escalation Email:')}</h6>
        <h6>PROCTORTRACK</h6>
        """
        check_noop(FIXER, path, before, left=(3, 4))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_reports_both_strings(self):
        before = "<p>${_('Proctortrack Escalation Email:')}</p>\r\n<p>"
        edit = check_rewritten(FIXER, PATH, before, "<p>${_('Proctoring Escalation Email:')}</p>\r\n<p>")
        (step,) = edit.steps
        self.assertEqual(
            list(step.result.strings), [("Proctortrack Escalation Email:", "Proctoring Escalation Email:")]
        )
