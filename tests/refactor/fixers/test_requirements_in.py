"""fixers/requirements_in.py."""

from textwrap import dedent

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.requirements_in import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.tools import check_noop, check_rewritten

KERNEL = "requirements/edx/kernel.in"
GITHUB = "requirements/edx/github.in"
WHY = "# Tells Studio and the LMS what a proctoring provider requires (PROCTORING_BACKENDS)"
OURS = f"{'proctoring-config':<35} {WHY}"

NOOPS = [
    [
        "done_already",
        KERNEL,
        """
        edx-proctoring>=2.0.1
        proctoring-config==0.0.1            # Ours
        """,
    ],
    [
        "done_already_otherwise_spelt",
        KERNEL,
        """
        edx-proctoring>=2.0.1
        -e git+https://example.com/fork/proctoring_config.git@f0fa
        """,
    ],
    ["done_already_by_address", KERNEL, "Proctoring_Config @ https://example.com/x.zip\nedx-proctoring\n"],
    ["requirements_of_something_else", KERNEL, "Django\npsutil\n"],
    ["edx_proctoring_is_commented_out", KERNEL, "Django\n# edx-proctoring>=2.0.1\n"],
    [
        "names_that_begin_or_end_alike",
        GITHUB,
        """
        # A fork of it.
        git+https://example.com/edx-proctoring-proctortrack-new.git@f0fa#egg=edx-proctoring-proctortrack-new==1
        # Another.
        my-edx-proctoring-proctortrack
        edx-proctoring-mock
        """,
    ],
    [
        "words_about_the_vendor",
        GITHUB,
        """
        # edx-proctoring-proctortrack is what operators install themselves.
        # See https://example.com/edx-proctoring-proctortrack
        Django
        """,
    ],
    ["requirements_of_another_part", "scripts/exams/requirements/base.in", "edx-proctoring\n"],
    ["a_list_that_pip_reads_but_did_not_compile", "requirements/edx/private.txt", "edx-proctoring\n"],
    [
        "a_comment_like_the_orphan_elsewhere",
        GITHUB,
        """
        # using hash to support django42
        git+https://example.com/fork.git@f0fa#egg=fork==1
        # using hash to support django42
        edx-search
        """,
    ],
    [
        "the_orphan_has_found_another_pin",
        KERNEL,
        """
        edx-proctoring
        # using hash to support django42
        git+https://example.com/fork.git@f0fa#egg=fork==1
        proctoring-config
        """,
    ],
]

REWRITES = [
    [
        "upstream_kernel_with_the_pin_commented_out",
        KERNEL,
        """
        -r github.in              # Forks

        edx-organizations
        edx-proctoring>=2.0.1
        # using hash to support django42
        # edx-proctoring-proctortrack==1.2.1  # Intentionally pinned
        edx-rest-api-client
        Pillow                              # Images
        psutil                              # Processes
        # PyJWT 1.6.3 is needed
        PyJWT>=1.6.3
        """,
        f"""
        -r github.in              # Forks

        edx-organizations
        edx-proctoring>=2.0.1
        edx-rest-api-client
        Pillow                              # Images
        {OURS}
        psutil                              # Processes
        # PyJWT 1.6.3 is needed
        PyJWT>=1.6.3
        """,
    ],
    [
        "the_orphan_that_upstream_left",
        KERNEL,
        """
        edx-proctoring>=2.0.1
        # using hash to support django42
        edx-rest-api-client
        """,
        f"""
        edx-proctoring>=2.0.1
        edx-rest-api-client
        {OURS}
        """,
    ],
    [
        "upstream_github_at_its_end",
        GITHUB,
        """
        ##############
        # Critical fixes
        ##############

        # ... add dependencies here

        # The release is pending.
        # https://example.com/issues/33431
        -e git+https://example.com/edx-proctoring-proctortrack.git@31c6#egg=edx_proctoring_proctortrack
        """,
        """
        ##############
        # Critical fixes
        ##############

        # ... add dependencies here
        """,
    ],
    [
        "in_the_middle_below_a_banner_and_without_egg",
        GITHUB,
        """
        git+https://example.com/a.git@1#egg=a==1

        ##############
        git+https://example.com/edx-proctoring-proctortrack.git@31c6

        # Of b.
        git+https://example.com/b.git@1#egg=b==1
        """,
        """
        git+https://example.com/a.git@1#egg=a==1

        ##############

        # Of b.
        git+https://example.com/b.git@1#egg=b==1
        """,
    ],
    [
        "twice_and_below_the_comment_of_another",
        GITHUB,
        """
        a
        # Of the plugin.
        edx_proctoring_proctortrack[x]>1 ; python_version>'3'

        # https://example.com/b.git@1#egg=b==1
        # Of the plugin again.
        edx-proctoring-proctortrack @ https://example.com/plugin.zip
        c
        """,
        """
        a

        # https://example.com/b.git@1#egg=b==1
        c
        """,
    ],
    [
        "a_constraint",
        "requirements/constraints.txt",
        """
        # Date: 2023-07-26
        # The next one fails.
        edx-proctoring-proctortrack<1.2

        # Of Django.
        Django<5
        edx-proctoring<6
        """,
        """
        # Of Django.
        Django<5
        edx-proctoring<6
        """,
    ],
    [
        "another_order",
        "requirements/edx/base.in",
        """
        # Last letters first.
        xblock
        wrapt
        edx-proctoring
        django
        """,
        f"""
        # Last letters first.
        xblock
        wrapt
        edx-proctoring
        django
        {OURS}
        """,
    ],
    [
        "almost_in_order",
        "requirements/edx/base.in",
        """
        edx-proctoring
        Zipp
        path
        psutil
        # Of pycountry.
        pycountry
        attrs
        pytz
        """,
        f"""
        edx-proctoring
        Zipp
        path
        {OURS}
        psutil
        # Of pycountry.
        pycountry
        attrs
        pytz
        """,
    ],
]


@ddt
class RequirementsInTest(SimpleTestCase):
    """Edit the requirements that people write."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @data("# using hash to support django42\n" * 2, "edx-proctoring-proctortrack\n# using hash to support django42\n")
    def test_all_orphans_are_removed_in_one_run(self, orphans):
        check_rewritten(FIXER, KERNEL, f"edx-proctoring\n{orphans}pytz\n", f"edx-proctoring\n{OURS}\npytz\n")

    @data("", "\r\n")
    def test_keeps_line_endings(self, last):
        before = "edx-proctoring\r\n# of it\r\nedx-proctoring-proctortrack" + last
        check_rewritten(FIXER, KERNEL, before, f"edx-proctoring\r\n{OURS}{last}")

    def test_notes(self):
        (before,) = [before for name, _, before, _ in REWRITES if name.startswith("upstream_kernel")]
        notes = FIXER.fix(SourceFile(KERNEL, dedent(before))).notes
        self.assertEqual(list(notes), ["remove the vendor's plugin", "require proctoring-config"])

    @data(
        (KERNEL, b"edx-proctoring", True),
        ("requirements/constraints.txt", b"proctortrack", True),
        ("requirements/edx/base.txt", b"# this file is autogenerated by pip-compile\nedx-proctoring==5", False),
        ("requirements/edx/base.txt", b"# this file was autogenerated by uv via\nedx-proctoring==5", False),
        (KERNEL, b"django", False),
        ("lms/static/robots.txt", b"proctortrack", False),
        ("manifest.in", b"proctortrack", False),
    )
    def test_wants_files_that_people_write(self, example):
        path, content, wanted = example
        self.assertIs(FIXER.applies_to(path, content), wanted)
