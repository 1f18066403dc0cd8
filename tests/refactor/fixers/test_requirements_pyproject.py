"""fixers/requirements_pyproject.py."""

from textwrap import dedent

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.requirements_pyproject import FIXER
from proctoring_config.refactor.source import SourceFile
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
    [
        "only_constrained",
        PATH,
        """
        [tool.uv]
        constraint-dependencies = [
            "edx-proctoring<6",
        ]
        """,
    ],
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
    [
        "locked_without_proctoring",
        LOCK,
        """
        [[package]]
        name = "edx-proctoring-mock"
        """,
    ],
]

LEFT = [
    [
        "one_line",
        PATH,
        '[project]\ndependencies = ["Django", "edx-proctoring"]\n',
        (2,),
        "the requirements are not one on each line",
    ],
    [
        "two_on_a_line",
        PATH,
        '[project]\ndependencies = [\n    "Django", "edx-proctoring",\n]\n',
        (3,),
        "the requirements are not one on each line",
    ],
    [
        "the_plugin_in_a_table_of_its_own",
        PATH,
        '[tool.uv.sources.edx-proctoring-proctortrack]\ngit = "https://example.com/x.git"\n',
        (1,),
        "the requirements are not one on each line",
    ],
    [
        "a_text_that_looks_like_requirements",
        PATH,
        '[project]\ndescription = """\n    "edx-proctoring-proctortrack",\n"""\n'
        'dependencies = [\n    "edx-proctoring-proctortrack",\n]\n',
        (3,),
        "the requirements are not one on each line",
    ],
    ["invalid", PATH, '[project\ndependencies = [\n    "edx-proctoring",\n]\n', (3,), "it is not valid TOML"],
    [
        "not_locked",
        LOCK,
        '[[package]]\nname = "django"\n\n[[package]]\nname = "edx-proctoring"\n',
        (5,),
        "this file must contain proctoring-config, and only uv can write it",
    ],
    [
        "the_plugin_is_locked",
        LOCK,
        '[[package]]\nname = "proctoring-config"\n\n[[package]]\nname = "edx-proctoring-proctortrack"\n',
        (5,),
        "this file must not contain edx-proctoring-proctortrack, and only uv can write it",
    ],
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

    @named_data(*LEFT)
    def test_reports(self, path, before, lines, why):
        check_noop(FIXER, path, before, left=lines)
        (leftover,) = FIXER.fix(SourceFile(path, before)).leftovers
        self.assertEqual(leftover.why, why)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @named_data(*REWRITES)
    def test_keeps_line_endings(self, path, before, after):
        before, after = (dedent(text).replace("\n", "\r\n").removesuffix("\r\n") for text in (before, after))
        check_rewritten(FIXER, path, before, after)

    def test_lock_names_the_command(self):
        (leftover,) = FIXER.fix(SourceFile(LOCK, LEFT[-1][2])).leftovers
        self.assertEqual(leftover.todo, "run uv lock, then make compile-requirements")

    @data(
        ("proctoring-config==9.9", f'"proctoring-config==9.9", {WHY}'),
        ("proctoring-config>1 # Ours", '"proctoring-config>1", # Ours'),
        (
            "git+https://example.com/x.git@v1#egg=proctoring-config",
            f'"proctoring-config @ git+https://example.com/x.git@v1", {WHY}',
        ),
        ('acme; python_version > "3"', f'"acme; python_version > \\"3\\"", {WHY}'),
    )
    def test_adds_the_given_requirement(self, example):
        requirement, line = example
        source = SourceFile(PATH, '[project]\ndependencies = [\n    "edx-proctoring",\n]\n', requirement)
        result = FIXER.fix(source)
        lines = ["[project]", "dependencies = [", '    "edx-proctoring",', f"    {line}", "]"]
        self.assertEqual(sorted(result.file.text.splitlines()), sorted(lines))
        self.assertIs(FIXER.fix(result.file).file, result.file)
        self.assertEqual(len(result.breaking), 1)

    def test_reports_what_only_pip_understands(self):
        source = SourceFile(PATH, '[project]\ndependencies = [\n    "edx-proctoring",\n]\n', "-e ./plugin")
        result = FIXER.fix(source)
        self.assertIs(result.file, source)
        self.assertEqual([each.why for each in result.leftovers], ["the given requirement cannot be written there"])
