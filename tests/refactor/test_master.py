"""The miniature of edx-platform's master branch, refactored by all fixers together."""

import ast
import re
import tomllib
from textwrap import dedent

import yaml
from ddt import ddt, named_data
from packaging.requirements import Requirement

from proctoring_config.refactor.checkout import detect_checkout, list_files, write_edits
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.pull_request import render_markdown
from proctoring_config.refactor.report import Report
from proctoring_config.refactor.targets import read_targets
from proctoring_config.version import __version__
from tests.refactor import master, trees
from tests.refactor.tools import FolderCase

UNCHANGED = {"openedx/core/release.py", "openedx/envs/common.py", "requirements/edx/assets.txt", "uv.lock"}
ASK_US = {
    "cms/djangoapps/contentstore/api/views/course_validation.py",
    "lms/djangoapps/instructor/views/instructor_dashboard.py",
}


class Refactored(FolderCase):
    """Files of the miniature, and all fixers."""

    def refactor(self, *paths):
        """Write these files of the miniature, refactor what is there, and return the changeset."""
        for path in paths:
            text = master.FILES[path]
            self.put(path, "\n".join(map(dedent, text if isinstance(text, list) else [text])))
        targets, unreadable = read_targets(self.root, list_files(self.root), all_fixers())
        changeset = compute_changeset(targets, all_fixers(), unreadable)
        write_edits(self.root, changeset.edits)
        return changeset

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8")


class MasterTest(Refactored):
    """The whole miniature."""

    def setUp(self):
        super().setUp()
        self.changeset = self.refactor(*master.FILES)

    def test_only_the_lock_file_is_left_with_its_command(self):
        (leftover,) = self.changeset.leftovers
        self.assertEqual((leftover.path, leftover.what), ("uv.lock", "proctoring-config"))
        self.assertEqual(leftover.todo, "run uv lock, then make compile-requirements")

    def test_nothing_is_left_once_uv_has_locked_the_requirement(self):
        self.put("uv.lock", f'{master.LOCK}\n[[package]]\nname = "proctoring-config"\nversion = "{__version__}"\n')
        again = self.refactor()
        self.assertEqual((again.edits, again.leftovers), ([], []))

    def test_second_run_changes_nothing_and_reports_the_same(self):
        again = self.refactor()
        self.assertEqual((again.edits, again.leftovers), ([], self.changeset.leftovers))

    def test_every_other_file_changes_except_those_that_call_the_predicates(self):
        changed = {edit.target.path for edit in self.changeset.edits}
        self.assertEqual(changed, set(master.FILES) - UNCHANGED - ASK_US)

    def test_removed_names_are_gone_and_files_are_valid(self):
        for path in list_files(self.root):
            with self.subTest(path):
                text = self.read(path)
                self.assertIsNone(trees.GONE.search(text))
                parse = {"py": ast.parse, "toml": tomllib.loads, "yaml": yaml.safe_load}.get(path.rpartition(".")[2])
                if parse:
                    parse(text)

    def test_imports_are_installed_by_the_requirement(self):
        importing = {path for path in list_files(self.root) if "from proctoring_config" in self.read(path)}
        predicates = "common/djangoapps/util/proctoring.py"
        self.assertEqual(importing, {predicates, "xmodule/course_block.py", master.METADATA, master.API})
        required = tomllib.loads(self.read("pyproject.toml"))["project"]["dependencies"]
        self.assertIn("proctoring-config", [Requirement(each).name for each in required])
        for path in (master.BASE_TXT, master.DEVELOPMENT_TXT):
            pin = f"proctoring-config=={__version__}\n    # via openedx-platform\n"
            self.assertIn(pin, self.read(path))

    def test_every_rule_calls_our_functions(self):
        rules = {
            "common/djangoapps/util/proctoring.py": "from proctoring_config import requires_escalation_email, show",
            "xmodule/course_block.py": "providers = providers_requiring_escalation_email()",
            master.METADATA: "if not providers_requiring_escalation_email():",
            master.API: "if validated and lacks_escalation_email(",
        }
        for path, code in rules.items():
            with self.subTest(path):
                self.assertIn(code, self.read(path))
        api = self.read(master.API)
        self.assertIn("'supports_onboarding': supports_onboarding(provider)", api)
        self.assertIn("'review_dashboard_available': has_dashboard(provider)", api)
        self.assertNotIn("_backend_", api + self.read(master.API_TESTS))
        reads = [path for path in list_files(self.root) if re.search(r"PROCTORING_BACKENDS\W*get\(", self.read(path))]
        self.assertEqual(reads, [])

    def test_versions_and_description_of_the_pull_request(self):
        checkout = detect_checkout(self.root)
        self.assertEqual(str(checkout), "release line master, Python 3.12, Django 5.2")
        text = render_markdown(Report(checkout, self.changeset, written=True))
        for part in (
            "must be available from a package index that the build can reach",
            'Previously, values such as `1` and `"true"` counted as true.',
            "Previously, values such as `0` and null counted as false",
            "responds with 400 if the course would lack an escalation email",
            "run uv lock, then make compile-requirements".capitalize(),
        ):
            self.assertIn(part, text)
        for once in ("is a new requirement", '`1` and `"true"`'):
            self.assertEqual(text.count(once), 1)
        for part in ("proctoring-config upgrade", "Move the authoring MFE"):
            self.assertNotIn(part, text)


@ddt
class PartTest(Refactored):
    """Single files of the miniature."""

    @named_data(*[[path.replace("/", "_").replace(".", "_"), path] for path in master.FILES if path != "uv.lock"])
    def test_part_of_a_tree_is_enough(self, path):
        self.assertEqual(self.refactor(path).leftovers, [])
        self.assertIsNone(trees.GONE.search(self.read(path)))
        self.assertEqual(self.refactor().edits, [])
