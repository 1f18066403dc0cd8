"""fixers/locale_config.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.locale_config import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "conf/locale/config.yaml"

NOOPS = [
    [
        "done_already",
        """
        third_party:
            - wiki
        generate_merge:
            django.po:
                - wiki.po
        """,
    ],
    [
        "longer_names",
        """
        third_party:
            - wiki
            - edx_proctoring_proctortrack_new
            - my_edx_proctoring_proctortrack
        """,
    ],
    [
        "edx_proctoring_itself",
        """
        third_party:
            - wiki
            - edx_proctoring
        """,
    ],
    [
        "only_in_comments",
        """
        third_party:
            # - edx_proctoring_proctortrack
            - wiki  # edx_proctoring_proctortrack
        """,
    ],
    [
        "the_only_item",
        """
        third_party:
            - edx_proctoring_proctortrack
        """,
    ],
    [
        "a_list_on_one_line",
        """
        third_party: [wiki, edx_proctoring_proctortrack]
        """,
    ],
    [
        "a_key",
        """
        segment:
            edx_proctoring_proctortrack: wiki
            wiki: edx_proctoring_proctortrack
        """,
    ],
    [
        "no_yaml",
        """
        third_party: [
            - edx_proctoring_proctortrack
        """,
    ],
    [
        "an_item_with_more_on_its_line",
        """
        third_party:
            - - edx_proctoring_proctortrack
              - wiki
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        # Third-party apps.
        third_party:
            - wiki
            - edx_proctoring_proctortrack


        # Merged.
        generate_merge:
            django.po:
                - mako.po
                - edx_proctoring_proctortrack.po
            djangojs.po:
                - underscore.po
        """,
        """
        # Third-party apps.
        third_party:
            - wiki


        # Merged.
        generate_merge:
            django.po:
                - mako.po
            djangojs.po:
                - underscore.po
        """,
    ],
    [
        "partly_done_quoted_and_in_another_order",
        """
        généré: true
        third_party:
        - "edx_proctoring_proctortrack"   # of a plugin
        # the wiki
        - wiki
        generate_merge: {django.po: [wiki.po]}
        """,
        """
        généré: true
        third_party:
        # the wiki
        - wiki
        generate_merge: {django.po: [wiki.po]}
        """,
    ],
]


@ddt
class LocaleConfigTest(SimpleTestCase):
    """Shorten the lists of the i18n tools."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_keeps_line_endings(self):
        before = "third_party:\r\n    - edx_proctoring_proctortrack\r\n    - wiki\r\nlocales: [en]"
        check_rewritten(FIXER, PATH, before, "third_party:\r\n    - wiki\r\nlocales: [en]")

    def test_the_last_line_may_go_with_its_missing_ending(self):
        check_rewritten(FIXER, PATH, "third_party:\n- wiki\n- edx_proctoring_proctortrack", "third_party:\n- wiki")

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("conf/locale/other.yaml", b"edx_proctoring_proctortrack"))
