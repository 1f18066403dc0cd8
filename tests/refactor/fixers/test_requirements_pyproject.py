"""fixers/requirements_pyproject.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.requirements_pyproject import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "pyproject.toml"
LOCK = "uv.lock"
WHY = "# Tells Studio and the LMS what a proctoring provider requires (PROCTORING_BACKENDS)"
OURS = f'"proctoring-config", {WHY}'

NOOPS = [
    [
        "done_already",
        PATH,
        """
        [project]
        dependencies = [
            "edx-proctoring>=2.0.1",
            "proctoring-config",
        ]
        """,
    ],
    [
        "done_already_in_another_spelling",
        PATH,
        """
        [project]
        dependencies = ["edx-proctoring>=2.0.1", 'Proctoring_Config[x] @ https://example.com/x.zip']
        """,
    ],
    [
        "requirements_of_something_else",
        PATH,
        """
        [project]
        dependencies = [
            "Django", # Not edx-proctoring
        ]
        """,
    ],
    [
        "names_that_begin_or_end_alike",
        PATH,
        """
        [project]
        dependencies = [
            "my-edx-proctoring",
            "edx-proctoring-proctortrack-v2",
        ]
        """,
    ],
    ["only_constrained", PATH, '[tool.uv]\nconstraint-dependencies = [\n    "edx-proctoring<6",\n]\n'],
    [
        "a_comment",
        PATH,
        """
        [project]
        dependencies = [
            # "edx-proctoring",
            "Django",
        ]
        """,
    ],
    [
        "locked",
        LOCK,
        """
        [[package]]
        name = "edx-proctoring"
        version = "6.1.4"

        [[package]]
        name = "proctoring-config"
        version = "0.1.0"
        """,
    ],
    ["locked_without_proctoring", LOCK, '[[package]]\nname = "edx-proctoring-mock"\n'],
]


REWRITES = [
    [
        "as_upstream_has_it",
        PATH,
        """
        [project]
        name = "openedx-platform"
        requires-python = ">=3.12"
        dependencies = [
            "attrs", # Less boilerplate
            "edx-organizations",
            "edx-proctoring>=2.0.1",
            "edx-rest-api-client",
            "path",
            "Pillow", # Images
            "psutil", # Processes
            "python3-openid ; python_version>='3'",
            "XBlock[django]",
            "openedx-authz",
        ]

        [dependency-groups]
        bundled = [
            # What most instances use.
            "ora2>=4.5.0",
        ]
        testing = [
            {include-group = "bundled"},
            "ddt",
        ]

        [tool.uv]
        default-groups = []
        """,
        f"""
        [project]
        name = "openedx-platform"
        requires-python = ">=3.12"
        dependencies = [
            "attrs", # Less boilerplate
            "edx-organizations",
            "edx-proctoring>=2.0.1",
            "edx-rest-api-client",
            "path",
            "Pillow", # Images
            {OURS}
            "psutil", # Processes
            "python3-openid ; python_version>='3'",
            "XBlock[django]",
            "openedx-authz",
        ]

        [dependency-groups]
        bundled = [
            # What most instances use.
            "ora2>=4.5.0",
        ]
        testing = [
            {{include-group = "bundled"}},
            "ddt",
        ]

        [tool.uv]
        default-groups = []
        """,
    ],
    [
        "a_fork_with_the_plugin",
        PATH,
        """
        [project]
        dependencies = [
            "Django",
            # Until its release works.
            "edx_proctoring_proctortrack",
            "edx-proctoring",
            "zipp",
        ]

        [dependency-groups]
        bundled = [
            # What most instances use.
            "edx-proctoring-proctortrack>=1",
            "ora2",
        ]

        [tool.uv.sources]
        edx-proctoring-proctortrack = { git = "https://example.com/x.git", rev = "31c6" }
        xblock = { git = "https://example.com/xblock.git" }
        """,
        f"""
        [project]
        dependencies = [
            "Django",
            "edx-proctoring",
            {OURS}
            "zipp",
        ]

        [dependency-groups]
        bundled = [
            # What most instances use.
            "ora2",
        ]

        [tool.uv.sources]
        xblock = {{ git = "https://example.com/xblock.git" }}
        """,
    ],
    [
        "the_plugin_first_and_last",
        PATH,
        """
        [project]
        dependencies = [
            # Proctortrack, for
            # some of our courses.
            "edx-proctoring-proctortrack", # Pinned elsewhere
            "zipp",
        ]
        optional-dependencies.exams = [
            "attrs",
            # Again.
            'Edx_Proctoring.Proctortrack[x] @ git+https://example.com/x.git'
        ]
        """,
        """
        [project]
        dependencies = [
            "zipp",
        ]
        optional-dependencies.exams = [
            "attrs",
        ]
        """,
    ],
    [
        "last_without_a_comma",
        PATH,
        """
        [dependency-groups]
        exams = [
          'edx-exams',
          'edx-proctoring' # Exams
        ]
        constraint = ["proctoring"]
        """,
        f"""
        [dependency-groups]
        exams = [
          'edx-exams',
          'edx-proctoring', # Exams
          "proctoring-config" {WHY}
        ]
        constraint = ["proctoring"]
        """,
    ],
    [
        "first",
        PATH,
        """
        [project]
        dependencies = [
            # Last letters first.
            "xblock",
            "edx-proctoring",
        ]
        [tool.uv]
        constraint-dependencies = [
            "edx-proctoring<7",
        ]
        """,
        f"""
        [project]
        dependencies = [
            # Last letters first.
            "xblock",
            "edx-proctoring",
            {OURS}
        ]
        [tool.uv]
        constraint-dependencies = [
            "edx-proctoring<7",
        ]
        """,
    ],
]


@ddt
class RequirementsPyprojectTest(SimpleTestCase):
    """Edit the requirements of a platform that uses uv."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @named_data(*REWRITES)
    def test_keeps_line_endings(self, path, before, after):
        before, after = (dedent(text).replace("\n", "\r\n").removesuffix("\r\n") for text in (before, after))
        check_rewritten(FIXER, path, before, after)
