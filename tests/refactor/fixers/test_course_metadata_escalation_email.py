"""fixers/course_metadata_escalation_email.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_metadata_escalation_email import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/models/settings/course_metadata.py"

NOOPS = [
    [
        "done_already",
        """
        from proctoring_config.validators.course import lacks_escalation_email

        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model:
                    if lacks_escalation_email(
                        enabled=enable_proctoring, provider=provider, email=email
                    ):
                        return ['error']
        """,
    ],
    [
        "upstream_after_the_change",
        """
        from common.djangoapps.util.proctoring import requires_escalation_email

        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model and requires_escalation_email(provider):
                    if not email:
                        return ['error']
        """,
    ],
    [
        "another_provider",
        """
        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model and provider == 'software_secure':
                    if not email:
                        return ['error']
        """,
    ],
    [
        "the_zendesk_rule",
        """
        def validate(enable_proctoring, provider, create_zendesk_tickets):
            if enable_proctoring:
                if (
                    (provider == 'proctortrack' and create_zendesk_tickets)
                    or (provider == 'software_secure' and not create_zendesk_tickets)
                ):
                    return ['error']
        """,
    ],
    [
        "not_the_email",
        """
        def validate(model, enable_proctoring, provider, dates):
            if enable_proctoring:
                if model and provider == 'proctortrack':
                    if not dates:
                        return ['error']
        """,
    ],
    [
        "every_provider_but_the_vendor",
        """
        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model and provider != 'proctortrack':
                    if not email:
                        return ['error']
        """,
    ],
    [
        "an_else",
        """
        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model and provider == 'proctortrack':
                    if not email:
                        return ['error']
                else:
                    return ['other']
        """,
    ],
    [
        "more_in_the_branch",
        """
        def validate(model, enable_proctoring, provider, email, log):
            if enable_proctoring:
                if model and provider == 'proctortrack':
                    log.info('vendor')
                    if not email:
                        return ['error']
        """,
    ],
    [
        "nobody_asks_whether_it_is_enabled",
        """
        def validate(model, provider, email):
            if model and provider == 'proctortrack':
                if not email:
                    return ['error']
        """,
    ],
    [
        "or",
        """
        def validate(model, enable_proctoring, provider, email):
            if enable_proctoring:
                if model or provider == 'proctortrack':
                    if not email:
                        return ['error']
        """,
    ],
    [
        "walrus",
        """
        def validate(model, enable_proctoring, block, email):
            if enable_proctoring:
                if model and (provider := block.provider) == 'proctortrack':
                    if not email:
                        return [provider]
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from django.utils.translation import gettext as _
        from xblock.fields import Scope

        class CourseMetadata:
            def validate(cls, errors, enable_proctoring, proctoring_provider_model, proctoring_provider, settings_dict):
                if enable_proctoring:
                    # Require a valid escalation email if Proctortrack is chosen as the proctoring provider
                    escalation_email_model = settings_dict.get('proctoring_escalation_email')
                    escalation_email = escalation_email_model.get('value')

                    if proctoring_provider_model and proctoring_provider == 'proctortrack':
                        if not escalation_email:
                            errors.append(_('one'))

                    if (
                        escalation_email_model and not proctoring_provider_model and
                        proctoring_provider == 'proctortrack'
                    ):
                        if not escalation_email:
                            errors.append(Scope)
        """,
        """
        from django.utils.translation import gettext as _
        from proctoring_config.validators.course import lacks_escalation_email
        from xblock.fields import Scope

        class CourseMetadata:
            def validate(cls, errors, enable_proctoring, proctoring_provider_model, proctoring_provider, settings_dict):
                if enable_proctoring:
                    # Require a valid escalation email if 'requires_escalation_email' is set in the proctoring backend
                    escalation_email_model = settings_dict.get('proctoring_escalation_email')
                    escalation_email = escalation_email_model.get('value')

                    lacks_email = lacks_escalation_email(provider=proctoring_provider, email=escalation_email)
                    if proctoring_provider_model and lacks_email:
                        errors.append(_('one'))

                    if escalation_email_model and not proctoring_provider_model and lacks_email:
                        errors.append(Scope)
        """,
    ],
    [
        "all_in_one_condition",
        """
        def validate(errors, block):
            if proctoring_enabled(block):
                pass
            enabled = block.enable_proctored_exams
            if enabled:
                if block.x and block.proctoring_provider == "proctortrack" and not block.proctoring_escalation_email:
                    errors.append('one')

        def proctoring_enabled(block):
            return block
        """,
        """
        from proctoring_config.validators.course import lacks_escalation_email

        def validate(errors, block):
            if proctoring_enabled(block):
                pass
            enabled = block.enable_proctored_exams
            if enabled:
                if block.x and lacks_escalation_email(
                    provider=block.proctoring_provider, email=block.proctoring_escalation_email
                ):
                    errors.append('one')

        def proctoring_enabled(block):
            return block
        """,
    ],
    [
        "the_vendor_first",
        """
        def validate(errors, enable, provider, email, model):
            if enable:
                if 'proctortrack' == provider and model:
                    if not email:
                        errors.append('one')
        """,
        """
        from proctoring_config.validators.course import lacks_escalation_email

        def validate(errors, enable, provider, email, model):
            if enable:
                if model and lacks_escalation_email(provider=provider, email=email):
                    errors.append('one')
        """,
    ],
]

KNOWN = "email_model and provider == 'proctortrack'"
HALF = """
        def validate(model, email_model, enable_proctoring, provider, email):
            if enable_proctoring:
                if {}:
                    if not email:
                        return ['error']
                if {}:
                    if not email:
                        return ['error']
"""


@ddt
class EscalationEmailTest(SimpleTestCase):
    """Validate the email with our function."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    @named_data(
        ["several_vendors", "model and provider in ('proctortrack', 'examity')"],
        ["another_operator", "model and provider.startswith('proctortrack')"],
        ["either", "model or provider == 'proctortrack'"],
        ["all_but_the_vendor", "model and provider != 'proctortrack'"],
        ["a_function", "model and is_same(provider, 'proctortrack')"],
        ["a_part_in_parentheses", "model and (provider == 'proctortrack' or strict)"],
        ["twice", "provider == 'proctortrack' and old_provider == 'proctortrack'"],
        ["nothing_else", "provider == 'proctortrack'"],
    )
    def test_changes_all_or_none(self, condition):
        first, second = HALF.format(condition, KNOWN), HALF.format(KNOWN, condition)
        check_noop(FIXER, PATH, first, left=(4,))
        check_noop(FIXER, PATH, second, left=(7,))
