"""The provider lists of the REST API."""

import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config.studio.providers import provider_lists

BACKENDS = {
    "DEFAULT": "quiet",
    "strict": {"requires_escalation_email": True},
    "quiet": {},
    "also_strict": {"requires_escalation_email": True, "show_review_rules": False},
}


@ddt.ddt
class ProviderListsTest(SimpleTestCase):
    """studio/providers.py."""

    @override_settings(PROCTORING_BACKENDS=BACKENDS)
    def test_lists_are_sorted(self):
        lists = provider_lists(lti_available=False)
        self.assertEqual(lists.available, ["also_strict", "quiet", "strict"])
        self.assertEqual(lists.requiring_escalation_email, ["also_strict", "strict"])

    @override_settings(PROCTORING_BACKENDS=BACKENDS)
    def test_lti_is_in_both_lists_if_it_is_available(self):
        lists = provider_lists(lti_available=True)
        self.assertEqual(lists.available, ["also_strict", "lti_external", "quiet", "strict"])
        self.assertEqual(lists.requiring_escalation_email, ["also_strict", "lti_external", "strict"])

    @ddt.data((True, ["lti_external", "null"]), (False, ["null"]))
    @ddt.unpack
    @override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}, "lti_external": {}})
    def test_lti_in_the_setting_is_ignored(self, lti, expected):
        self.assertEqual(provider_lists(lti_available=lti).available, expected)

    @ddt.data(None, [], "null", {None: {}})
    def test_invalid_setting_results_in_empty_lists(self, value):
        with override_settings(PROCTORING_BACKENDS=value):
            self.assertEqual(provider_lists(lti_available=False), ([], []))
