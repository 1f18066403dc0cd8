"""fixers/course_metadata_email_field.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_metadata_email_field import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/models/settings/course_metadata.py"

NOOPS = [
    [
        "done_already",
        """
        from proctoring_config import providers_requiring_escalation_email

        def hidden(fields):
            if not providers_requiring_escalation_email():
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "a_flag_that_is_used_again",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(fields):
            required = False
            for provider in get_available_providers():
                if requires_escalation_email(provider):
                    required = True
            if not required:
                fields.append('proctoring_escalation_email')
            return required
        """,
    ],
    [
        "a_flag_that_starts_as_true",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(fields):
            required = True
            for provider in get_available_providers():
                if requires_escalation_email(provider):
                    required = True
            if not required:
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "another_flag",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(fields, required):
            other = False
            for provider in get_available_providers():
                if requires_escalation_email(provider):
                    other = True
            if not required:
                fields.append('proctoring_escalation_email')
            return other, required, required
        """,
    ],
    [
        "a_loop_that_does_more",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(fields):
            required = False
            for provider in get_available_providers():
                if requires_escalation_email(provider):
                    required = True
                    fields.append(provider)
            if not required:
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "providers_of_the_course",
        """
        from x import get_providers, requires_escalation_email

        def hidden(fields, course):
            if not any(requires_escalation_email(provider) for provider in get_providers(course)):
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "another_field",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.PROCTORING_BACKENDS.get('proctortrack') is None:
                fields.append('proctoring_provider')
        """,
    ],
    [
        "another_provider",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.PROCTORING_BACKENDS.get('mock') is None:
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "the_other_way_round",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.PROCTORING_BACKENDS.get('proctortrack') is not None:
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "more_than_one_field",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.PROCTORING_BACKENDS.get('proctortrack') is None:
                fields.append('proctoring_escalation_email')
                fields.append('giturl')
        """,
    ],
    [
        "an_else",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.PROCTORING_BACKENDS.get('proctortrack') is None:
                fields.append('proctoring_escalation_email')
            else:
                fields.append('giturl')
        """,
    ],
    [
        "another_condition_beside",
        """
        from django.conf import settings

        def hidden(fields, staff):
            if staff and settings.PROCTORING_BACKENDS.get('proctortrack') is None:
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "another_setting",
        """
        from django.conf import settings

        def hidden(fields):
            if settings.BACKENDS.get('proctortrack') is None:
                fields.append('proctoring_escalation_email')
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from django.conf import settings
        from xblock.fields import Scope

        class CourseMetadata:
            def hidden(cls, exclude_list):
                # Do not show "Proctortrack Exam Escalation Contact" if Proctortrack is not
                # an available proctoring backend.
                if not settings.PROCTORING_BACKENDS or settings.PROCTORING_BACKENDS.get('proctortrack') is None:
                    exclude_list.append('proctoring_escalation_email')

                return settings.X, Scope
        """,
        """
        from django.conf import settings
        from proctoring_config import providers_requiring_escalation_email
        from xblock.fields import Scope

        class CourseMetadata:
            def hidden(cls, exclude_list):
                # Do not show "Proctoring Exam Escalation Contact" unless a provider that requires it is
                # an available proctoring backend.
                if not providers_requiring_escalation_email():
                    exclude_list.append('proctoring_escalation_email')

                return settings.X, Scope
        """,
    ],
    [
        "verawood",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(exclude_list):
            exclude_list.append('giturl')

            # Do not show the contact if no
            # provider requires it.
            escalation_email_required = False
            for provider in get_available_providers():
                if requires_escalation_email(provider):
                    escalation_email_required = True
                    break
            if not escalation_email_required:
                exclude_list.append("proctoring_escalation_email")

            # Do not show others.
            return exclude_list
        """,
        """
        from proctoring_config import providers_requiring_escalation_email

        def hidden(exclude_list):
            exclude_list.append('giturl')

            # Do not show the contact if no
            # provider requires it.
            if not providers_requiring_escalation_email():
                exclude_list.append("proctoring_escalation_email")

            # Do not show others.
            return exclude_list
        """,
    ],
    [
        "verawood_in_one_expression",
        """
        from x import get_available_providers, requires_escalation_email

        def hidden(fields):
            if not any(requires_escalation_email(provider) for provider in get_available_providers()):
                fields.append('proctoring_escalation_email')
        """,
        """
        from proctoring_config import providers_requiring_escalation_email

        def hidden(fields):
            if not providers_requiring_escalation_email():
                fields.append('proctoring_escalation_email')
        """,
    ],
    [
        "without_the_guard",
        """
        from django.conf import settings

        def hidden(fields):
            if not settings.PROCTORING_BACKENDS.get("proctortrack"):
                fields.append("proctoring_escalation_email")
        """,
        """
        from proctoring_config import providers_requiring_escalation_email

        def hidden(fields):
            if not providers_requiring_escalation_email():
                fields.append("proctoring_escalation_email")
        """,
    ],
    [
        "not_in",
        """
        from django.conf import settings

        def hidden(fields):
            if ('proctortrack' not in settings.PROCTORING_BACKENDS):
                fields.append('proctoring_escalation_email')
        """,
        """
        from proctoring_config import providers_requiring_escalation_email

        def hidden(fields):
            if (not providers_requiring_escalation_email()):
                fields.append('proctoring_escalation_email')
        """,
    ],
]


@ddt
class EmailFieldTest(SimpleTestCase):
    """List the email in Advanced Settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
