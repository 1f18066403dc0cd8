"""The launch checklist, compared with saving."""

from itertools import product

import ddt
from django.test import SimpleTestCase

from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.testutils import override_provider_options
from proctoring_config.validators.course import CourseSettings, lacks_escalation_email

EMAILS = (None, "", "  ", "a@example.com")


@ddt.ddt
@override_provider_options("strict", requires_escalation_email=True)
@override_provider_options("plain")
class ChecklistTest(SimpleTestCase):
    """studio/checklist.py."""

    @ddt.data(
        (True, "strict", None, (True, False)),
        (True, "strict", "a@example.com", (True, True)),
        (False, "strict", None, (False, False)),
        (True, "plain", "a@example.com", (False, True)),
        (True, "lti_external", None, (False, False)),
        (True, None, "  ", (False, False)),
    )
    @ddt.unpack
    def test_needed_and_existing_emails(self, enabled, provider, email, expected):
        self.assertEqual(proctoring_checklist(CourseSettings(enabled, False, provider, email)), expected)

    @ddt.idata(product((True, False), ("strict", "plain", None), EMAILS))
    @ddt.unpack
    def test_email_is_missing_exactly_if_the_course_cannot_be_saved(self, enabled, provider, email):
        needs, has = proctoring_checklist(CourseSettings(enabled, False, provider, email))
        self.assertIs(needs and not has, lacks_escalation_email(enabled=enabled, provider=provider, email=email))
