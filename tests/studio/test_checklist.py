"""The launch checklist agrees with saving."""

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
    def test_what_is_needed_and_what_is_there(self, enabled, provider, email, expected):
        self.assertEqual(proctoring_checklist(CourseSettings(enabled, False, provider, email)), expected)

    @ddt.idata(product((True, False), ("strict", "plain", None), EMAILS))
    @ddt.unpack
    def test_an_item_is_open_exactly_when_saving_would_be_refused(self, enabled, provider, email):
        needs, has = proctoring_checklist(CourseSettings(enabled, False, provider, email))
        self.assertIs(needs and not has, lacks_escalation_email(enabled=enabled, provider=provider, email=email))
