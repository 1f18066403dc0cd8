"""fixers/makefile.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.makefile import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "Makefile"

NOOPS = [
    [
        "nothing_of_the_kind",
        """
        extract_translations:
        \tcd conf && msgcat django.po wiki.po -o django.po
        """,
    ],
    [
        "a_longer_name",
        """
        extract_translations:
        \tmsgcat django.po edx_proctoring_proctortrack.pot my_edx_proctoring_proctortrack.po -o django.po
        """,
    ],
    [
        "another_file_of_edx_proctoring",
        """
        extract_translations:
        \trm wiki.po edx_proctoring.po
        """,
    ],
    [
        "only_in_a_comment",
        """
        extract_translations:
        \t# rm edx_proctoring_proctortrack.po
        \trm wiki.po  # not edx_proctoring_proctortrack.po
        """,
    ],
    [
        "nothing_else_to_remove",
        """
        clean:
        \trm -f edx_proctoring_proctortrack.po
        """,
    ],
    [
        "nothing_else_to_remove_but_something_else_to_do",
        """
        clean:
        \trm edx_proctoring_proctortrack.po && msgcat wiki.po mako.po -o django.po
        """,
    ],
    [
        "written_to",
        """
        extract_translations:
        \tmsgcat wiki.po mako.po -o edx_proctoring_proctortrack.po
        """,
    ],
    [
        "its_input_is_all_there_is",
        """
        extract_translations:
        \tmsgcat edx_proctoring_proctortrack.po -o django.po
        """,
    ],
    [
        "another_command",
        """
        extract_translations:
        \tcp edx_proctoring_proctortrack.po wiki.po
        \tterm wiki.po edx_proctoring_proctortrack.po
        """,
    ],
    [
        "on_a_line_of_its_own",
        """
        extract_translations:
        \tmsgcat wiki.po \\
        \t  edx_proctoring_proctortrack.po \\
        \t  -o django.po
        """,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        extract_translations: ## extract strings
        \ttool extract -v
        \tcd conf && msgcat django.po wiki.po edx_proctoring_proctortrack.po mako.po -o django.po
        \tcd conf && rm wiki.po edx_proctoring_proctortrack.po mako.po

        other:
        """,
        """
        extract_translations: ## extract strings
        \ttool extract -v
        \tcd conf && msgcat django.po wiki.po mako.po -o django.po
        \tcd conf && rm wiki.po mako.po

        other:
        """,
    ],
    [
        "partly_done_and_last",
        """
        extract_translations:
        \tcd conf && msgcat django.po wiki.po -o django.po
        \tcd conf && rm -f wiki.po  en/edx_proctoring_proctortrack.po
        """,
        """
        extract_translations:
        \tcd conf && msgcat django.po wiki.po -o django.po
        \tcd conf && rm -f wiki.po
        """,
    ],
    [
        "first_of_several_commands",
        """
        all:
        \trm edx_proctoring_proctortrack.po wiki.po; rm edx_proctoring_proctortrack.po; true
        """,
        """
        all:
        \trm wiki.po; rm edx_proctoring_proctortrack.po; true
        """,
    ],
]


@ddt
class MakefileTest(SimpleTestCase):
    """Remove the translations of the vendor's plugin from the Makefile."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_keeps_line_endings(self):
        before = "all:\r\n\trm wiki.po edx_proctoring_proctortrack.po\r\n\techo"
        check_rewritten(FIXER, PATH, before, "all:\r\n\trm wiki.po\r\n\techo")

    def test_applies_only_to_its_file(self):
        self.assertFalse(FIXER.applies_to("docs/Makefile", b"edx_proctoring_proctortrack.po"))
