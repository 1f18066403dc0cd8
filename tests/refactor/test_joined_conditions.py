"""How the rewritten conditions on the escalation email are joined, and when they share one call."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_metadata_escalation_email import FIXER
from tests.refactor.fixers.test_course_metadata_escalation_email import PATH
from tests.refactor.tools import apply_fixer, check_rewritten

COMMENTED = [
    """
    def validate(errors, enable, provider, email, model, other):
        if enable:
            # above
            if model and provider == 'proctortrack' and other:  # at the condition
                # inside, if Proctortrack is chosen as the proctoring provider

                if not email:  # at the end
                    errors.append('one')
                    # below
                # last
            return errors
    """,
    """
    from proctoring_config.validators.course import lacks_escalation_email

    def validate(errors, enable, provider, email, model, other):
        if enable:
            # above
            # at the condition
            # inside, if 'requires_escalation_email' is set in the proctoring backend
            if model and other and lacks_escalation_email(provider=provider, email=email):  # at the end
                errors.append('one')
                # below
                # last
            return errors
    """,
]
TWICE = """
    def validate(enable, provider, email, model, other):
        if enable:
            if model and provider == 'proctortrack':
                if not email:
                    {}
                    return ['one']
            {}
            if other and {} == 'proctortrack' and not {}:
                return ['two']
        return []
"""


@ddt
class JoinedConditionsTest(SimpleTestCase):
    """Join conditions."""

    def test_comments_of_joined_conditions_stay(self):
        check_rewritten(FIXER, PATH, *COMMENTED)

    @named_data(
        ["a_branch_changes_the_email", "email = None", "", "provider", "email"],
        ["a_statement_between", "pass", "email = provider = None", "provider", "email"],
        ["another_email", "pass", "pass", "provider", "other_email"],
        ["another_provider", "pass", "pass", "old_provider", "email"],
        ["the_variable_is_taken", "pass", "lacks_email = 1", "provider", "email"],
    )
    def test_calls_it_again_if_needed(self, *parts):
        edit = apply_fixer(FIXER, PATH, dedent(TWICE.format(*parts)))
        self.assertEqual(edit.after.count("lacks_escalation_email("), 2)
        self.assertEqual(edit.leftovers, [])
