"""The rules about a course's proctoring settings."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import lacks_escalation_email


@ddt.ddt
@override_provider_options("strict", requires_escalation_email=True)
@override_provider_options("quiet")
class EscalationRuleTest(SimpleTestCase):
    """lacks_escalation_email."""

    @ddt.data(None, "", " ", "\t\n ")
    def test_an_enabled_course_of_a_provider_that_requires_the_email_lacks_it_when_it_is_blank(self, email):
        self.assertIs(lacks_escalation_email(enabled=True, provider="strict", email=email), True)

    @ddt.data(
        (True, "strict", "a@example.com"),
        (True, "strict", "malformed, and judged by another rule"),
        (False, "strict", None),
        (True, "quiet", None),
        (True, "lti_external", None),
        (True, "never heard of", None),
        (True, "DEFAULT", None),
        (True, "", None),
        (True, None, None),
    )
    @ddt.unpack
    def test_otherwise_it_lacks_none(self, enabled, provider, email):
        self.assertIs(lacks_escalation_email(enabled=enabled, provider=provider, email=email), False)
