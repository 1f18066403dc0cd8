"""Reshape the miniature of the tests of eras, as forks of edx-platform do; what a fork adds contains the word acme."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Mapping
from textwrap import dedent

import libcst as cst

from proctoring_config.refactor.checkout import list_files, write_edits
from proctoring_config.refactor.engine import compute_changeset, edit_file
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.targets import read_targets
from tests.refactor import test_eras, trees
from tests.refactor.fixers import (
    test_course_block_escalation_email,
    test_mock_settings,
    test_requirements_in,
    test_special_exams_template,
    test_tests_support_notification,
)
from tests.refactor.tools import FolderCase

Files = Mapping[str, str]

BLOCK = test_course_block_escalation_email.PATH
CHECKLIST = "cms/djangoapps/contentstore/api/views/course_validation.py"
DASHBOARD = "lms/djangoapps/instructor/views/instructor_dashboard.py"
HANDLERS, SERVICES, WAFFLE = trees.VIEW_HANDLERS, trees.SERVICES, trees.WAFFLE
KERNEL = "requirements/edx/kernel.in"
METADATA, SERIALIZERS, VIEW = test_eras.METADATA, test_eras.SERIALIZERS, test_eras.VIEW
OUTLINE = "cms/djangoapps/contentstore/outline.py"
SERVICE_TESTS = test_tests_support_notification.PATH
TEMPLATE = "lms/templates/instructor/instructor_dashboard_2/special_exams.html"

#: All names that the refactor removes; a line with one of them must be reported.
NAMES = re.compile(f"{trees.GONE.pattern}|show_review_rules.FLAG|createZendeskTickets", re.IGNORECASE)

FILES: Files = {path: dedent(text) for path, text in test_eras.BEFORE.items()} | {
    BLOCK: test_eras.join(
        test_course_block_escalation_email.REWRITES[0][1],
        test_eras.BEFORE[BLOCK].replace("CourseFields", "OtherFields"),
    ),
    KERNEL: dedent(test_requirements_in.KERNEL),
    test_mock_settings.PATH: dedent(test_mock_settings.REWRITES[0][1]),
    SERVICE_TESTS: dedent(test_tests_support_notification.REWRITES[0][1]),
    TEMPLATE: dedent(test_special_exams_template.REWRITES[0][1]),
}
#: The rules about the vendor in the miniature, as forks change them.
CHECK = "course.proctoring_provider == 'proctortrack'"
RULES = """\
    if course.proctoring_provider == "proctortrack":
        show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(
            xblock.location.course_key
        )
    else:
        show_review_rules = True
"""
CONNECTED = (BLOCK, HANDLERS, KERNEL, OUTLINE, SERVICES, WAFFLE)


class ForkCase(FolderCase):
    """Refactor a fork, and check what every fork expects."""

    def check(self, files: Files, left: set[tuple[str, str]]) -> None:
        """
        Assert that only the places ``left`` are left, each given as its path and a part of its line.

        Nothing of the fork's own is lost, every place is reported, and a second run changes nothing.
        """
        for path, text in files.items():
            self.put(path, text)
        self.refactor()
        again = self.refactor()
        self.assertEqual([edit.target.path for edit in again.edits], [])
        texts = {path: (self.root / path).read_bytes().decode() for path in files}
        lines = {path: text.split("\n") for path, text in texts.items()}
        found = {(each.path, lines[each.path][each.line - 1]) for each in again.leftovers}
        self.assertEqual(
            {(path, part) for path, part in left if not any(path == each and part in line for each, line in found)},
            set(),
            f"not reported: {again.leftovers}",
        )
        unexpected = [place for place in found if not any(path == place[0] and part in place[1] for path, part in left)]
        self.assertEqual(unexpected, [], "reported, although it is not expected")
        reported = {each.place for each in (*again.leftovers, *again.records)} | self.find_withheld_lines(again)
        for path, text in texts.items():
            self.assertEqual(_count_own_lines(files[path]) - _count_own_lines(text), Counter(), path)
            hits = {(path, line) for line, each in enumerate(lines[path], start=1) if NAMES.search(each)}
            self.assertEqual(hits - reported, set(), "neither reported nor withheld")
            if path.endswith(".py") and "<<<<<<<" not in files[path]:
                ast.parse(text.removeprefix("\ufeff"))

    def find_withheld_lines(self, changeset):
        """Return the places that the withheld fixers would change."""
        paths = {place.path for each in changeset.withheld for place in each.places}
        targets, _ = read_targets(self.root, paths, all_fixers())
        edits = [edit_file(target) for target in targets]
        return {
            (edit.target.path, line)
            for edit in edits
            for line, text in enumerate(edit.before.split("\n"), start=1)
            if text not in edit.after.split("\n")
        }

    def refactor(self):
        """Refactor what is there, and return the changeset."""
        targets, unreadable = read_targets(self.root, list(list_files(self.root)), all_fixers())
        changeset = compute_changeset(targets, all_fixers(), unreadable)
        write_edits(self.root, changeset.edits)
        return changeset


def reshape(*changes: tuple[str, str, str], without: tuple[str, ...] = (), **files: str) -> Files:
    """
    Return a part of the miniature, texts replaced (path, old, new), ``without`` some files, and with other ``files``.

    It consists of the files that depend on each other and of those that change, because the whole takes longer.
    """
    paths = {*CONNECTED, *(path for path, _, _ in changes)}.difference(without)
    reshaped = {path: text for path, text in FILES.items() if path in paths}
    for path, old, new in changes:
        assert old in reshaped[path], f"{path} does not contain {old}"
        reshaped[path] = reshaped[path].replace(old, new)
    return {**reshaped, **files}


def everywhere(edit: Callable[[str], str], *, suffix: str = ".py") -> Files:
    """Return the miniature with all files of this kind edited."""
    return {path: edit(text) if path.endswith(suffix) else text for path, text in FILES.items()}


def transform(make: Callable[[], cst.CSTTransformer]) -> Files:
    """Return the miniature with all Python files transformed."""
    return everywhere(lambda text: cst.parse_module(text).visit(make()).code)


def _count_own_lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if "acme" in line.lower())
