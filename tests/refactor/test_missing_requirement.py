"""missing_requirement.py, with the fixers that read the files."""

from ddt import ddt, named_data

from proctoring_config.refactor.checkout import list_files
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.targets import read_targets
from tests.refactor.tools import FolderCase

BASE, GITHUB, KERNEL = "requirements/base.txt", "requirements/edx/github.in", "requirements/edx/kernel.in"
PRIVATE, PYPROJECT = "requirements/edx/private.txt", "pyproject.toml"
GIT = "git+https://github.com/openedx/edx-proctoring.git@v5#egg=edx-proctoring\n"
UV = '[project]\ndependencies = [\n    "edx-proctoring",\n]\n'
SETUP = 'setup(\n    install_requires=[\n        "edx-proctoring>=5",\n{}    ],\n)\n'


@ddt
class MissingRequirementTest(FolderCase):
    """Where proctoring-config is required, and what the command reports if no fixer can add it."""

    def refactor(self, files, requirement="proctoring-config"):
        """The files after the run that contain the requirement, and path and line of the leftovers."""
        for path, text in files.items():
            self.put(path, text)
        targets, unreadable = read_targets(self.root, list(list_files(self.root)), all_fixers(), requirement)
        changeset = compute_changeset(targets, all_fixers(), unreadable)
        changed = {edit.target.path: edit.after for edit in changeset.edits}
        self.assertEqual({each.what for each in changeset.leftovers} | {requirement}, {requirement})
        return (
            [path for path in files if requirement in changed.get(path, "")],
            [(each.path, each.line) for each in changeset.leftovers],
        )

    @named_data(
        ("kernel", {KERNEL: "edx-proctoring>=2\n"}, [KERNEL]),
        ("github", {GITHUB: GIT, KERNEL: "Django\n"}, [GITHUB]),
        ("editable", {GITHUB: f"-e {GIT}"}, [GITHUB]),
        ("not_private", {PRIVATE: "-e ./proctoring-config\nedx-proctoring\n", KERNEL: "edx-proctoring\n"}, [KERNEL]),
        ("other_file_of_requirements", {KERNEL: "edx-proctoring\n", BASE: "edx-proctoring==5\n"}, [KERNEL]),
        ("uv", {PYPROJECT: UV}, [PYPROJECT]),
        ("uv_and_another_tool", {PYPROJECT: UV + '[tool.x]\ny = ["edx-proctoring"]\n'}, [PYPROJECT]),
    )  # fmt: skip
    def test_is_added(self, files, expected):
        self.assertEqual(self.refactor(files), (expected, []))

    @named_data(
        ("setup_py", {"setup.py": SETUP.format("")}, [("setup.py", 3)]),
        ("setup_cfg", {"setup.cfg": "[options]\ninstall_requires =\n    edx-proctoring\n"}, [("setup.cfg", 3)]),
        ("pipfile", {"Pipfile": '[packages]\nedx-proctoring = "*"\n'}, [("Pipfile", 2)]),
        ("git_in_pipfile", {"Pipfile": '"edx-proctoring" = {git = "https://x/y.git"}\n'}, [("Pipfile", 1)]),
        ("conda", {"environment.yml": f"dependencies:\n- pip:\n  - {GIT}"}, [("environment.yml", 3)]),
        ("poetry", {PYPROJECT: '[tool.poetry.dependencies]\nedx-proctoring = "^5"\n'}, [(PYPROJECT, 2)]),
        ("hatch", {PYPROJECT: '[tool.hatch.envs.x]\ndependencies = [\n"edx-proctoring",\n]\n'}, [(PYPROJECT, 3)]),
        ("private", {PRIVATE: "edx-proctoring\n"}, [(PRIVATE, 1)]),
        ("added_only_for_developers", {PRIVATE: "proctoring-config\n", BASE: "edx-proctoring\n"}, [(BASE, 1)]),
        ("of_the_root", {"requirements.txt": "Django\nedx-proctoring==5\n"}, [("requirements.txt", 2)]),
        ("another_folder", {"requirements/acme/base.in": "edx-proctoring\n"}, [("requirements/acme/base.in", 1)]),
    )  # fmt: skip
    def test_is_reported(self, files, expected):
        self.assertEqual(self.refactor(files), ([], expected))

    def test_manifest_beside_requirements(self):
        files = {KERNEL: "edx-proctoring\n", "Pipfile": "edx-proctoring = '*'\n"}
        self.assertEqual(self.refactor(files), ([KERNEL], [("Pipfile", 1)]))

    @named_data(
        ("done", {"setup.py": SETUP.format('        "proctoring-config",\n')}),
        ("done_with_an_underscore", {"setup.py": SETUP.format('        "Proctoring_Config>=1",\n')}),
        ("done_poetry", {PYPROJECT: '[tool.poetry.dependencies]\nedx-proctoring = "^5"\nproctoring-config = "1"\n'}),
        ("done_in_a_manifest", {"setup.cfg": "edx-proctoring\nproctoring-config\n", BASE: "edx-proctoring\n"}),
        ("module_and_plugin", {"setup.cfg": "[mypy-edx_proctoring.*]\n[x]\nthe-edx-proctoring\nedx-proctoring-acme\n"}),
        ("comment", {"setup.py": "# edx-proctoring\n"}),
        ("another_package", {"common/setup.py": SETUP.format("")}),
    )  # fmt: skip
    def test_nothing_to_report(self, files):
        self.assertEqual(self.refactor(files), ([], []))

    def test_another_requirement(self):
        files = {"setup.py": SETUP.format('        "proctoring-config",\n')}
        self.assertEqual(self.refactor(files, "acme-proctoring"), ([], [("setup.py", 3)]))
