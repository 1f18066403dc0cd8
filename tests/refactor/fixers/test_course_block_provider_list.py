"""fixers/course_block_provider_list.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_block_provider_list import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.tools import check_noop, check_rewritten

PATH = "xmodule/course_block.py"

NOOPS = [
    [
        "done_already",
        """
        from proctoring_config import providers_requiring_escalation_email

        def get_requires_escalation_email_providers() -> list[str]:
            providers = providers_requiring_escalation_email()
            providers.append('lti_external')
            providers.sort()
            return providers
        """,
    ],
    [
        "before_the_change",
        """
        from django.conf import settings

        def get_available_providers():
            return sorted(provider for provider in settings.PROCTORING_BACKENDS if provider != 'DEFAULT')
        """,
    ],
    [
        "only_called",
        """
        from x import get_requires_escalation_email_providers

        PROVIDERS = get_requires_escalation_email_providers()
        """,
    ],
    [
        "another_function",
        """
        from django.conf import settings
        from x import get_requires_escalation_email_providers

        def names():
            assert get_requires_escalation_email_providers
            return [
                name for name in settings.PROCTORING_BACKENDS
                if name != "DEFAULT" and settings.PROCTORING_BACKENDS[name].get("requires_escalation_email", False)
            ]
        """,
    ],
]

LEFT = [
    ["another_option", 'name != "DEFAULT" and settings.PROCTORING_BACKENDS[name].get("requires_email", False)'],
    [
        "true_by_default",
        'name != "DEFAULT" and settings.PROCTORING_BACKENDS[name].get("requires_escalation_email", True)',
    ],
    ["without_a_condition_on_the_name", 'settings.PROCTORING_BACKENDS[name].get("requires_escalation_email", False)'],
    ["for_any_name", 'name != "DEFAULT" or settings.PROCTORING_BACKENDS[name].get("requires_escalation_email", False)'],
    [
        "options_of_another_provider",
        'name != "DEFAULT" and settings.PROCTORING_BACKENDS[other].get("requires_escalation_email", False)',
    ],
    [
        "one_more_condition",
        'name != "DEFAULT" and settings.PROCTORING_BACKENDS[name].get("requires_escalation_email", False) and other',
    ],
]

REWRITES = [
    [
        "as_upstream_has_it",
        '''
        from django.conf import settings
        from pytz import utc

        def get_available_providers() -> list[str]:
            """
            Return the providers.
            """
            return [*settings.PROCTORING_BACKENDS, utc]

        def get_requires_escalation_email_providers() -> list[str]:
            """
            Return those that require an email.
            """
            providers = [
                provider
                for provider in settings.PROCTORING_BACKENDS
                if provider != "DEFAULT"
                and settings.PROCTORING_BACKENDS[provider].get(
                    "requires_escalation_email", False
                )
            ]
            # LTI always requires one
            providers.append('lti_external')
            providers.sort()
            return providers
        ''',
        '''
        from django.conf import settings
        from proctoring_config import providers_requiring_escalation_email
        from pytz import utc

        def get_available_providers() -> list[str]:
            """
            Return the providers.
            """
            return [*settings.PROCTORING_BACKENDS, utc]

        def get_requires_escalation_email_providers() -> list[str]:
            """
            Return those that require an email.
            """
            providers = providers_requiring_escalation_email()
            # LTI always requires one
            providers.append('lti_external')
            providers.sort()
            return providers
        ''',
    ],
    [
        "in_one_expression",
        """
        from django.conf import settings

        def get_requires_escalation_email_providers():
            return sorted(
                [name for name in settings.PROCTORING_BACKENDS
                 if name != 'DEFAULT' and settings.PROCTORING_BACKENDS[name].get('requires_escalation_email')]
                + ['lti_external']
            )
        """,
        """
        from proctoring_config import providers_requiring_escalation_email

        def get_requires_escalation_email_providers():
            return sorted(
                providers_requiring_escalation_email()
                + ['lti_external']
            )
        """,
    ],
]


@ddt
class ProviderListTest(SimpleTestCase):
    """List the providers that require an email."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*LEFT)
    def test_reports_other_rules(self, rule):
        lines = [
            "from django.conf import settings",
            "def get_requires_escalation_email_providers(other=None):",
            "    return [name for name in settings.PROCTORING_BACKENDS if",
            f"            {rule}] + [other]",
        ]
        check_noop(FIXER, PATH, "\n".join(lines) + "\n", left=(2,))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_tells_operators_which_values_change(self):
        (note,) = FIXER.fix(SourceFile(PATH, dedent(REWRITES[0][1]))).breaking
        self.assertIn('values such as `1` and `"true"` counted as true', note)
