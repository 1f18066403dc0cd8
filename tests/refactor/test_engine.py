"""engine.py, with fixers made for the purpose."""

from dataclasses import replace

from django.test import SimpleTestCase

from proctoring_config.files.encoding import Text
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.source import FixResult, Leftover, Place
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.withhold import Withheld
from tests.refactor.tools import compute, replacing, results

BROKEN = "change this place by hand and run this again, or make the change of the fixer by hand"
USED = "it is still used or defined here, so it cannot be removed elsewhere"


class ComputeChangesetTest(SimpleTestCase):
    """Edits that are applied, and edits that are withheld."""

    def test_fixers_edit_a_file_one_after_the_other(self):
        changeset = compute([replacing("one", "a1", "b1"), replacing("two", "b1", "c1")], x="a1 = b1 = 0\n")
        self.assertEqual(results(changeset), {"x.py": "c1 = c1 = 0\n"})
        self.assertEqual(
            [note for step in changeset.edits[0].steps for note in step.result.notes], ["a1 became b1", "b1 became c1"]
        )

    def test_place_that_another_fixer_clears_is_changed_in_the_same_run(self):
        fixers = [replacing("one", "a1", "b1"), replacing("two", "  # odd\n", "\n")]
        changeset = compute(fixers, x="a1 = 0  # odd\na1 = 1\n")
        self.assertEqual(results(changeset), {"x.py": "b1 = 0\nb1 = 1\n"})
        self.assertEqual((changeset.leftovers, results(compute(fixers, x="b1 = 0\nb1 = 1\n"))), ([], {}))

    def test_place_that_another_fixer_removes_is_not_left(self):
        fixers = [replacing("one", "a1", "b1"), replacing("two", "a1 = 0  # odd\n", "", group="g")]
        changeset = compute(fixers, x="a1 = 0  # odd\na1 = 1\n")
        self.assertEqual((results(changeset), changeset.leftovers), ({"x.py": "b1 = 1\n"}, []))

    def test_fixers_that_undo_each_other_come_to_an_end(self):
        changeset = compute([replacing("one", "a1", "b1"), replacing("two", "b1", "a1")], x="# a1 b1\n")
        self.assertEqual(results(changeset), {"x.py": "# a1 a1\n"})

    def test_each_step_is_listed_once_if_fixers_never_come_to_an_end(self):
        (edit,) = compute([replacing("one", "a1", "b1"), replacing("two", "b1", "a1a1")], x="# a1 b1\n").edits
        self.assertEqual(len({step.after for step in edit.steps}), len(edit.steps))
        self.assertEqual([step.before for step in edit.steps[1:]], [step.after for step in edit.steps[:-1]])

    def test_fixer_does_not_run_again_if_nothing_changed_since(self):
        fixers = [replacing("one", "a1", "b1"), replacing("two", "c1", "d1")]
        inputs = []
        counting = [
            replace(each, fix=lambda file, fix=each.fix: inputs.append(file.text) or fix(file)) for each in fixers
        ]
        changeset = compute(counting, x="a1 = 'c' '1'  # C1\n")
        self.assertEqual(results(changeset), {"x.py": "b1 = 'c' '1'  # C1\n"})
        self.assertEqual(inputs, ["a1 = 'c' '1'  # C1\n", "b1 = 'c' '1'  # C1\n", "b1 = 'c' '1'  # C1\n"])

    def test_unchanged_file_is_not_in_the_changeset(self):
        self.assertEqual(results(compute([replacing("one", "a1", "b1")], x="c1 = 0\n")), {})

    def test_fixer_with_a_leftover_still_changes_other_files(self):
        changeset = compute([replacing("one", "a1", "b1")], x="a1 = 0\n", y="\na1 = 0  # odd\n")
        self.assertEqual(results(changeset), {"x.py": "b1 = 0\n"})
        self.assertEqual(changeset.leftovers, [Leftover("y.py", 2, "a1", "odd", "by hand")])

    def test_a_group_is_applied_together_or_not_at_all(self):
        fixers = [
            replacing("one", "a1", "b1", group="g"),
            replacing("two", "a2", "b2", group="g"),
            replacing("three", "a3", "b3"),
        ]
        changeset = compute(fixers, x="a1 = 0\n", y="\na2 = 0  # odd\n", z="a3 = 0\n", w="a2 = 0\n")
        self.assertEqual(results(changeset), {"z.py": "b3 = 0\n"})
        self.assertEqual(changeset.leftovers, [Leftover("y.py", 2, "a2", "odd", "by hand")])
        self.assertEqual(
            changeset.withheld,
            [
                Withheld("one", (Place("x.py", 1),), (Place("y.py", 2),)),
                Withheld("two", (Place("w.py", 1),), (Place("y.py", 2),)),
            ],
        )

    def test_every_place_that_is_not_understood_is_a_cause(self):
        fixers = [replacing("one", "a1", "b1", group="g"), replacing("two", "a2", "b2", group="g")]
        changeset = compute(fixers, x="c\na1\n", y="\na2 = 0  # odd\n", z="a1 # odd\n")
        places = [Place("y.py", 2), Place("z.py", 1)]
        self.assertEqual([each.place for each in changeset.leftovers], places)
        self.assertEqual(changeset.withheld, [Withheld("one", (Place("x.py", 2),), tuple(places))])

    def test_cause_has_the_line_on_disk(self):
        fixers = [replacing("all", "a3\n", ""), replacing("one", "a1", "b1", group="g")]
        changeset = compute(fixers, x="a3\nc = 0\na1 = 0  # odd\n", y="a1 = 0\n")
        self.assertEqual([(each.line, each.quote) for each in changeset.leftovers], [(3, "a1 = 0  # odd")])
        self.assertEqual([each.causes for each in changeset.withheld], [(Place("x.py", 3),)])

    def test_edit_that_would_break_a_file_is_withheld_with_its_group(self):
        fixers = [
            replacing("one", "a1", "b1(", group="g"),
            replacing("two", "a2", "b2", group="g"),
            replacing("three", "a3", "b3"),
        ]
        changeset = compute(fixers, x="a3 = 0\na1 = 0\n", y="a2 = 0\n")
        self.assertEqual(results(changeset), {"x.py": "b3 = 0\na1 = 0\n"})
        self.assertEqual(
            changeset.leftovers, [Leftover("x.py", 2, "one", "not applied: the file would no longer parse", BROKEN)]
        )
        self.assertEqual(
            changeset.withheld,
            [
                Withheld("one", (Place("x.py", 2),), (Place("x.py", 2),)),
                Withheld("two", (Place("y.py", 1),), (Place("x.py", 2),)),
            ],
        )

    def test_edit_that_leaves_a_name_undefined_is_withheld_at_its_use(self):
        fixers = [replacing("all", "a3\n", ""), replacing("one", "import a1", "import b1")]
        changeset = compute(fixers, x="a3\nimport a1\n\n\na1.x\n")
        self.assertEqual(results(changeset), {"x.py": "import a1\n\n\na1.x\n"})
        why = "not applied: the name a1 would be undefined"
        self.assertEqual(changeset.leftovers, [Leftover("x.py", 5, "one", why, BROKEN)])
        self.assertEqual(changeset.withheld, [Withheld("one", (Place("x.py", 2),), (Place("x.py", 5),))])

    def test_edit_that_would_define_a_name_twice_is_withheld(self):
        changeset = compute([replacing("one", "import a1", "import b1")], x="import a1\na1\n\n\nimport b1\nb1\n")
        self.assertEqual(results(changeset), {})
        (leftover,) = changeset.leftovers
        self.assertEqual((leftover.line, leftover.why), (2, "not applied: the name a1 would be undefined"))
        changeset = compute([replacing("one", "b1 = 1", "import b2")], x="b1 = 1\n\nfrom x import b2\nb2\n")
        (leftover,) = changeset.leftovers
        self.assertEqual((leftover.line, leftover.why), (3, "not applied: the name b2 would be defined twice"))

    def test_import_that_becomes_unused_is_removed(self):
        changeset = compute([replacing("one", "a1.x", "0")], x="import a1\nb = a1.x\n")
        self.assertEqual(results(changeset), {"x.py": "b = 0\n"})

    def test_edit_is_withheld_if_nested_code_hides_an_unused_import(self):
        nested = f"y = {'x[' * 180}0{']' * 180}\n"
        changeset = compute([replacing("one", "a1.x", "0")], x=f"import a1\nx = a1.x\n{nested}")
        self.assertEqual(results(changeset), {})
        self.assertIn("the import of a1 would be unused", changeset.leftovers[0].why)

    def test_definition_is_kept_while_it_is_used(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1")
        changeset = compute(
            [gone], definition="b = 0\na1 = object()\n", fork__views="from definition import a1\na1.x\n"
        )
        self.assertEqual(results(changeset), {})
        (leftover,) = changeset.leftovers
        self.assertEqual((leftover.place, leftover.what, leftover.why), (("fork/views.py", 1), "a1", USED))
        self.assertEqual(
            changeset.withheld, [Withheld("gone", (Place("definition.py", 2),), (Place("fork/views.py", 1),))]
        )

    def test_every_file_that_uses_a_name_is_a_cause(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1")
        changeset = compute([gone], x="a1 = object()\n", y="\nx.a1\nx.a1\n", z="x['a1']\n", tests__t="x.a1\n")
        self.assertEqual([each.place for each in changeset.leftovers], [("y.py", 2), ("z.py", 1)])
        self.assertEqual([each.causes for each in changeset.withheld], [(("y.py", 2), ("z.py", 1))])

    def test_use_in_a_migration_is_not_a_cause(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1")
        changeset = compute([gone], x="b = 0\na1 = object()\n", fork__migrations__one="x.a1\n")
        self.assertEqual((results(changeset), changeset.leftovers), ({"x.py": "b = 0\n"}, []))

    def test_definition_that_no_fixer_finds_withholds_the_group(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1", group="g")
        use = replacing("use", "x.a1\n", "", group="g")
        alone = replacing("alone", "c1", "d1")
        changeset = compute([alone, gone, use], y="b = 0\nx.a1\n", z="class F:\n    a1 = field()\n", w="'c1'\n")
        self.assertEqual(results(changeset), {"w.py": "'d1'\n"})
        self.assertEqual([(each.place, each.why) for each in changeset.leftovers], [(("z.py", 2), USED)])
        self.assertEqual(changeset.withheld, [Withheld("use", (Place("y.py", 2),), (Place("z.py", 2),))])
        self.assertEqual(results(compute([gone, use], y="b = 0\nx.a1\n")), {"y.py": "b = 0\n"})

    def test_name_that_others_use_is_not_reported_without_work(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1", group="g")
        changeset = compute([gone, replacing("use", "a2", "b2", group="g")], x="y.a1\n", z="c\n")
        self.assertEqual((changeset.edits, changeset.leftovers, changeset.withheld), ([], [], []))

    def test_definition_is_removed_with_its_last_use_and_written_last(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1")
        use = replacing("use", "from a import a1\n", "")
        changeset = compute([gone, use], a="b = 0\na1 = object()\n", z="from a import a1\nc = 0\n")
        self.assertEqual(list(results(changeset)), ["z.py", "a.py"])

    def test_definition_is_kept_if_the_fixer_of_its_last_use_is_withheld(self):
        gone = replacing("gone", "a1 = object()\n", "", removes_name="a1")
        use = replacing("use", "from a import a1\n", "", group="g")
        odd = replacing("odd", "a9", "b9", group="g")
        changeset = compute(
            [gone, use, odd], a="b = 0\na1 = object()\n", z="from a import a1\nc = 0\n", y="a9 = 0  # odd\n"
        )
        self.assertEqual(results(changeset), {})
        self.assertEqual(
            [(each.place, each.what) for each in changeset.leftovers], [(("y.py", 1), "a9"), (("z.py", 1), "a1")]
        )
        causes = {each.fixer: each.causes for each in changeset.withheld}
        self.assertEqual(causes, {"gone": (("z.py", 1),), "use": (("y.py", 1),)})

    def test_each_remaining_trace_is_one_leftover(self):
        changeset = compute([replacing("one", "proctortrack_x", "y")], x="a = 'proctortrack', 'Proctortrack'\n")
        self.assertEqual(
            [(each.path, each.line, each.what) for each in changeset.leftovers], [("x.py", 1, "proctortrack")]
        )

    def test_line_numbers_are_those_of_the_file_on_disk(self):
        fixer = replacing("one", "b = 0\nc = 0\n", "")
        changeset = compute([fixer], x="b = 0\nc = 0\nd = 'proctortrack'\n")
        self.assertEqual(results(changeset), {"x.py": "d = 'proctortrack'\n"})
        self.assertEqual([each.line for each in changeset.leftovers], [3])

    def test_file_that_cannot_be_parsed_is_a_leftover(self):
        def fix(file):
            return FixResult(file.replace_content(file.module))

        changeset = compute([Fixer("fixers.cst", containing("a1"), fix)], x="a1 = (\n")
        self.assertEqual(
            changeset.leftovers,
            [Leftover("x.py", 1, "the whole file", "Python cannot parse it", "change the file by hand")],
        )

    def test_file_with_invalid_literals_is_a_leftover(self):
        def fix(file):
            return FixResult(file, notes=[file.module.get_docstring()])

        for text in ("'a1' '\0'\n", "'a1' '\\x'\n", "'a1' '\\N{a1}'\n"):
            changeset = compute([Fixer("fixers.cst", containing("a1"), fix)], x=text)
            (leftover,) = changeset.leftovers
            self.assertEqual((leftover.what, leftover.why), ("the whole file", "Python cannot parse it"))

    def test_failing_fixer_is_reported_and_the_others_run(self):
        def fail(file):
            raise KeyError("a secret")

        changeset = compute([Fixer("fixers.bad", containing("a1"), fail), replacing("one", "a1", "b1")], x="a1 = 0\n")
        self.assertEqual(results(changeset), {"x.py": "b1 = 0\n"})
        self.assertEqual(changeset.leftovers[0].why, "the fixer failed with KeyError. Please report this")

    def test_documentation_and_translations_are_records(self):
        target = TargetFile("docs/decisions/1.rst", Text("a\nproctortrack\n"), [])
        changeset = compute_changeset([target], [])
        self.assertEqual(changeset.leftovers, [])
        self.assertEqual([(each.path, each.line) for each in changeset.records], [("docs/decisions/1.rst", 2)])

    def test_leftover_quotes_the_line_on_disk(self):
        changeset = compute([replacing("one", "b1\n", "")], x="b1\nd1 = 'proctortrack'\n")
        self.assertEqual([(each.line, each.quote) for each in changeset.leftovers], [(2, "d1 = 'proctortrack'")])
