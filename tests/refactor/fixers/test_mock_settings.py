"""fixers/mock_settings.py."""

from textwrap import dedent

import yaml
from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.mock_settings import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "lms/envs/mock.yml"

NOOPS = [
    [
        "done_already",
        """
        PROCTORING_BACKENDS:
          DEFAULT: mockprock
          mockprock:
            requires_escalation_email: true
        """,
    ],
    [
        "a_longer_name",
        """
        PROCTORING_BACKENDS:
          DEFAULT: proctortrack_new
          proctortrack_new:
            base_url: hello
        """,
    ],
    [
        "another_setting",
        """
        PROCTORING_SETTINGS:
          proctortrack:
            base_url: hello
        """,
    ],
    [
        "only_in_a_comment",
        """
        PROCTORING_BACKENDS:
          # proctortrack:
          mock:  # not proctortrack
            base_url: hello
        """,
    ],
    [
        "the_default_names_an_entry_that_is_not_there",
        """
        PROCTORING_BACKENDS:
          DEFAULT: proctortrack
          mock: {}
        """,
    ],
    [
        "an_entry_on_one_line",
        """
        PROCTORING_BACKENDS:
          proctortrack: {base_url: hello}
        """,
    ],
    [
        "an_empty_entry",
        """
        PROCTORING_BACKENDS:
          proctortrack:
          mock: {}
        """,
    ],
    [
        "an_alias",
        """
        BASE: &base
          base_url: hello
        PROCTORING_BACKENDS:
          proctortrack: *base
        """,
    ],
    [
        "an_entry_that_ends_with_a_block",
        """
        PROCTORING_BACKENDS:
          proctortrack:
            LINK_URLS:
              contact_us: hello
        """,
    ],
    [
        "an_entry_that_ends_with_a_literal",
        """
        PROCTORING_BACKENDS:
          proctortrack:
            verbose_name: |
              hello
        """,
    ],
    [
        "a_list",
        """
        PROCTORING_BACKENDS:
          - proctortrack
        """,
    ],
    [
        "no_yaml",
        """
        PROCTORING_BACKENDS:
          proctortrack:
          base_url: hello: hello
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it_in_studio",
        """
        PRESS_EMAIL: press@example.com
        PROCTORING_BACKENDS:
          DEFAULT: proctortrack
          proctortrack:
            base_url: https://testing.verificient.com
            client_id: test
            integration_specific_email: proctortrack-support@example.com
        PROCTORING_SETTINGS:
          faq: hello
        """,
        """
        PRESS_EMAIL: press@example.com
        PROCTORING_BACKENDS:
          DEFAULT: mockprock
          mockprock:
            base_url: https://mockprock.example.com
            client_id: test
            integration_specific_email: mockprock-support@example.com
            requires_escalation_email: true
            show_review_rules: false
        PROCTORING_SETTINGS:
          faq: hello
        """,
    ],
    [
        "as_upstream_had_it_in_the_lms",
        """
        PROCTORING_BACKENDS:
          DEFAULT: 'null'
          'null': {}
          proctortrack:
            base_url: hello
            client_id: '[encrypted]'
        """,
        """
        PROCTORING_BACKENDS:
          DEFAULT: 'null'
          'null': {}
          mockprock:
            base_url: hello
            client_id: '[encrypted]'
            requires_escalation_email: true
            show_review_rules: false
        """,
    ],
    [
        "partly_done_quoted_and_among_others",
        """
        PROCTORING_BACKENDS:
            "proctortrack":
                show_review_rules: true
                # the address
                LINK_URLS: {contact_us: "https://ProctorTrack.example.com"}
                base_url: "héllo"   # proctortrack's
            other:
                base_url: https://proctortrack.example.com
            DEFAULT: "proctortrack"
        """,
        """
        PROCTORING_BACKENDS:
            "mockprock":
                show_review_rules: true
                # the address
                LINK_URLS: {contact_us: "https://mockprock.example.com"}
                base_url: "héllo"   # proctortrack's
                requires_escalation_email: true
            other:
                base_url: https://proctortrack.example.com
            DEFAULT: "mockprock"
        """,
    ],
]


@ddt
class MockSettingsTest(SimpleTestCase):
    """Rename the vendor's entry in the mock settings."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    def test_reports_entry_whose_new_name_is_taken(self):
        before = """
        PROCTORING_BACKENDS:
          mockprock:
            base_url: hello
          proctortrack:
            base_url: hello
        """
        check_noop(FIXER, PATH, before, left=(5,))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    @data("\n", "\r\n", "")
    def test_keeps_line_endings(self, last):
        newline = last or "\n"
        before = newline.join(["PROCTORING_BACKENDS:", "  proctortrack:", "    base_url: hello"]) + last
        new = ["    requires_escalation_email: true", "    show_review_rules: false"]
        after = newline.join(["PROCTORING_BACKENDS:", "  mockprock:", "    base_url: hello", *new]) + last
        check_rewritten(FIXER, PATH, before, after)

    @named_data(*REWRITES)
    def test_options_keep_the_behavior_of_the_old_name(self, before, after):
        backends = yaml.safe_load(apply_fixer(FIXER, PATH, dedent(before)).after)["PROCTORING_BACKENDS"]
        self.assertIs(backends["mockprock"]["requires_escalation_email"], True)
        self.assertIn("show_review_rules", backends["mockprock"])
        self.assertIn(backends["DEFAULT"], backends)

    def test_applies_only_to_its_files(self):
        self.assertTrue(FIXER.applies_to("cms/envs/mock.yml", b"proctortrack"))
        self.assertFalse(FIXER.applies_to("lms/envs/other.yml", b"proctortrack"))
