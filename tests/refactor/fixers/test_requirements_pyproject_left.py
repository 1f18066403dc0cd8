"""fixers/requirements_pyproject.py: what is left for people and for uv."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.requirements_pyproject import FIXER
from proctoring_config.refactor.source import SourceFile
from tests.refactor.fixers.test_requirements_pyproject import LOCK, PATH
from tests.refactor.tools import check_noop

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


@ddt
class LeftTest(SimpleTestCase):
    """Requirements that are not one on each line, files that are not TOML, and the lock."""

    @named_data(*LEFT)
    def test_reports(self, path, before, lines, why):
        check_noop(FIXER, path, before, left=lines)
        (leftover,) = FIXER.fix(SourceFile(path, before)).leftovers
        self.assertEqual(leftover.why, why)

    def test_lock_names_the_command(self):
        (leftover,) = FIXER.fix(SourceFile(LOCK, LEFT[-1][2])).leftovers
        self.assertEqual(leftover.todo, "run uv lock, then make compile-requirements")
