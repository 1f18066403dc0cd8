"""fixer.py, and rules for all fixers."""

import re
from pathlib import Path

import libcst as cst
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.refactor import fixers
from proctoring_config.refactor.fixer import (
    Fixer,
    all_fixers,
    containing,
    group_members,
    in_files,
    node_fix,
    select_fixers,
    text_fix,
)
from proctoring_config.refactor.source import FixResult, SourceFile
from tests.refactor.tools import check_noop, check_rewritten, import_tests


class AllFixersTest(SimpleTestCase):
    """Rules for every fixer."""

    def test_each_module_is_a_fixer_of_that_name(self):
        modules = {path.stem for path in Path(fixers.__file__).parent.glob("*.py")} - {"__init__"}
        self.assertEqual({fixer.name for fixer in all_fixers()}, modules)

    def test_each_has_a_test_module_with_more_noops_than_rewrites(self):
        for fixer in all_fixers():
            with self.subTest(fixer.name):
                tests = import_tests(fixer)
                counts = (
                    f"{len(tests.NOOPS)} NOOPS for {len(tests.REWRITES)} REWRITES: add files that it must not change"
                )
                self.assertGreater(len(tests.NOOPS), len(tests.REWRITES), counts)

    def test_each_has_a_summary_of_one_sentence_and_a_reason(self):
        for fixer in all_fixers():
            with self.subTest(fixer.name):
                rule = "the first line of the docstring must be a sentence of at least 20 characters"
                self.assertRegex(fixer.summary, r"^[A-Z].{20,}\.$", rule)
                rule = "the docstring must name the DEPR or the pull request"
                self.assertRegex(fixer.doc, r"\bDEPR\b|\bPR\s#", rule)

    def test_each_that_adds_tests_is_in_the_group_of_what_it_tests(self):
        for fixer in all_fixers():
            if fixer.name.startswith("tests_") and fixer.name != "tests_neutral_provider":
                with self.subTest(fixer.name):
                    others = {member.name for member in group_members(fixer, all_fixers())}
                    self.assertTrue([name for name in others if not name.startswith("tests_")])

    def test_each_is_complete(self):
        for folder in (Path(fixers.__file__).parent, Path(__file__).with_name("fixers")):
            for path in sorted(folder.glob("*.py")):
                with self.subTest(path.name):
                    self.assertEqual(re.findall(r"\bTODO\b.*", path.read_text(encoding="utf-8")), [])


class ToolsTest(SimpleTestCase):
    """The tests of a fixer fail when the fixer is declared wrongly."""

    PATH = "x.py"
    BEFORE, AFTER = "a = 'vendor'\n", "a = 'neutral'\n"

    def make_fixer(self, name="x", applies_to=None, edit=None):
        applies_to = applies_to or in_files(self.PATH, word="vendor")
        replace = edit or (lambda text: text.replace("vendor", "neutral"))
        return Fixer(f"fixers.{name}", applies_to, text_fix(replace, note="replace it"))

    def test_right(self):
        check_rewritten(self.make_fixer(), self.PATH, self.BEFORE, self.AFTER)
        check_noop(self.make_fixer(), self.PATH, self.AFTER)

    def test_wrong_word(self):
        fixer = self.make_fixer(applies_to=in_files(self.PATH, word="vendors"))
        with self.assertRaisesMessage(AssertionError, "x does not apply to x.py with this text"):
            check_rewritten(fixer, self.PATH, self.BEFORE, self.AFTER)

    def test_wrong_path(self):
        with self.assertRaisesMessage(AssertionError, "check the paths and the word in applies_to"):
            check_rewritten(self.make_fixer(applies_to=in_files("y.py")), self.PATH, self.BEFORE, self.AFTER)

    def test_no_change_and_a_change_too_many(self):
        with self.assertRaisesMessage(AssertionError, "x does not change the file"):
            check_rewritten(self.make_fixer(edit=str), self.PATH, self.BEFORE, self.AFTER)
        with self.assertRaisesMessage(AssertionError, "x changes the file"):
            check_noop(self.make_fixer(), self.PATH, self.BEFORE)

    def test_second_run_that_changes_something(self):
        fixer = self.make_fixer(edit=lambda text: text + "# vendor\n")
        with self.assertRaisesMessage(AssertionError, "a second run changes something"):
            check_rewritten(fixer, self.PATH, self.BEFORE, self.BEFORE + "# vendor\n")

    def test_missing_test_module(self):
        with self.assertRaisesMessage(AssertionError, "tests/refactor/fixers/test_zzz.py is missing"):
            import_tests(self.make_fixer("zzz"))


class AppliesToTest(SimpleTestCase):
    """Files that a fixer applies to."""

    def test_in_files(self):
        applies_to = in_files("a.py", "b.py", word="Word")
        self.assertTrue(applies_to("a.py", b"a word"))
        self.assertFalse(applies_to("a.py", b"none"))
        self.assertFalse(applies_to("x/a.py", b"a word"))
        self.assertTrue(in_files("a.py")("a.py", b""))

    def test_containing(self):
        applies_to = containing("Word", under="cms/", suffix=".html")
        self.assertTrue(applies_to("cms/a.html", b"a word"))
        self.assertFalse(applies_to("cms/a.html", b"none"))
        self.assertFalse(applies_to("cms/a.py", b"a word"))
        self.assertFalse(applies_to("lms/a.html", b"a word"))

    def test_containing_in_tests_or_other_files(self):
        for tests, expected in ((None, [True, True]), (True, [True, False]), (False, [False, True])):
            applies_to = containing("word", tests=tests)
            self.assertEqual([applies_to(path, b"word") for path in ("tests/test_a.py", "a.py")], expected)


class NodeFixTest(SimpleTestCase):
    """The fix of a fixer that replaces nodes."""

    def fix(self, text, **options):
        def edit(file):
            for statement in file.module.body:
                if "old" in cst.Module([statement]).code:
                    yield statement, None
                if "odd" in cst.Module([statement]).code:
                    yield file.leftover(statement, what="odd", why="it is odd", todo="change it")

        self.file = SourceFile("x.py", text)
        return node_fix(edit, note="remove it", **options)(self.file)

    def test_replacements_and_leftovers(self):
        result = self.fix("old = 1\nodd = 1\n", breaking="It is removed.", add=("proctoring_config", "rule"))
        self.assertEqual(result.file.text, "from proctoring_config import rule\n\nodd = 1\n")
        self.assertEqual((result.notes, result.breaking), (["remove it"], ["It is removed."]))
        self.assertEqual([leftover.line for leftover in result.leftovers], [2])

    def test_leftovers_only(self):
        result = self.fix("odd = 1\n", breaking="It is removed.", add=("proctoring_config", "rule"))
        self.assertIs(result.file, self.file)
        self.assertEqual((result.notes, result.breaking, len(result.leftovers)), ((), (), 1))

    def test_nothing(self):
        self.assertEqual(self.fix("a = 1\n"), FixResult(self.file, leftovers=[]))


class TextFixTest(SimpleTestCase):
    """The fix of a fixer that edits text."""

    def test_change(self):
        result = text_fix(str.upper, note="shout")(SourceFile("x.txt", "a"))
        self.assertEqual((result.file.text, result.notes), ("A", ["shout"]))

    def test_no_change(self):
        file = SourceFile("x.txt", "A")
        self.assertEqual(text_fix(str.upper, note="shout")(file), FixResult(file))


def make_fixer(name, group=None):
    """A fixer that does nothing."""
    return Fixer(f"fixers.{name}", containing("x"), FixResult, group=group)


class SelectFixersTest(SimpleTestCase):
    """--only and --skip."""

    fixers = [make_fixer("a", "g"), make_fixer("b", "g"), make_fixer("c"), make_fixer("d")]

    def names(self, **choices):
        return [fixer.name for fixer in select_fixers(self.fixers, **choices)]

    def test_all_by_default(self):
        self.assertEqual(self.names(), ["a", "b", "c", "d"])

    def test_only(self):
        self.assertEqual(self.names(only=["d", "c"]), ["c", "d"])

    def test_skip(self):
        self.assertEqual(self.names(skip=["c"]), ["a", "b", "d"])

    def test_groups_are_selected_and_skipped_as_a_whole(self):
        self.assertEqual(self.names(only=["a"]), ["a", "b"])
        self.assertEqual(self.names(skip=["b"]), ["c", "d"])

    def test_skip_takes_precedence(self):
        self.assertEqual(self.names(only=["a", "c"], skip=["c"]), ["a", "b"])

    def test_unknown_name_is_rejected_with_a_suggestion(self):
        with self.assertRaisesMessage(InputError, "unknown fixer 'zzz'. To see all fixers, use --list"):
            self.names(skip=["zzz"])
        with self.assertRaisesMessage(InputError, "Did you mean review_rules?"):
            select_fixers([make_fixer("review_rules")], only=["reviewrules"])
        with self.assertRaisesMessage(InputError, "Did you mean rest_zendesk?"):
            select_fixers([make_fixer("rest_zendesk"), make_fixer("review_rules")], only=["zendesk"])
