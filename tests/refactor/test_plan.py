"""plan.py and edit.py, with fixers made for the purpose."""

from django.test import SimpleTestCase

from proctoring_config.files.write import Text
from proctoring_config.refactor.documents import Document, Found
from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.plan import make_plan
from proctoring_config.refactor.source import Leftover, Result


def replacing(name, old, new, **more):
    """A fixer that replaces text, and leaves what is marked with ``# odd``."""

    def fix(source):
        lines = enumerate(source.text.split("\n"), start=1)
        odd = [number for number, line in lines if line.endswith("# odd") and old in line]
        if odd:
            return Result(source, leftovers=[source.leftover(odd[0], what=old, why="odd", todo="by hand")])
        if old not in source.text:
            return Result(source)
        return Result(source.changed(source.text.replace(old, new)), notes=[f"{old} became {new}"])

    return Fixer(f"fixers.{name}", holding(old), fix, **more)


def planned(fixers, **texts):
    """The plan for files by their names, a double underscore for each slash."""
    files = {name.replace("__", "/") + ".py": text for name, text in texts.items()}
    documents = [
        Document(path, Text(text), [fixer for fixer in fixers if fixer.wants(path, text.lower().encode())])
        for path, text in files.items()
    ]
    return make_plan(Found(documents), fixers)


def results(plan):
    """What the files become, those that change."""
    return {edit.document.path: edit.after for edit in plan.edits}


class PlanTest(SimpleTestCase):
    """What is applied, and what is withheld."""

    def test_fixers_work_on_one_file_one_after_the_other(self):
        plan = planned([replacing("one", "a1", "b1"), replacing("two", "b1", "c1")], x="a1 = b1 = 0\n")
        self.assertEqual(results(plan), {"x.py": "c1 = c1 = 0\n"})
        self.assertEqual(
            [note for step in plan.edits[0].steps for note in step.result.notes], ["a1 became b1", "b1 became c1"]
        )

    def test_a_file_that_nobody_changes_is_not_in_the_plan(self):
        self.assertEqual(results(planned([replacing("one", "a1", "b1")], x="c1 = 0\n")), {})

    def test_one_that_does_not_understand_a_file_still_changes_others(self):
        plan = planned([replacing("one", "a1", "b1")], x="a1 = 0\n", y="\na1 = 0  # odd\n")
        self.assertEqual(results(plan), {"x.py": "b1 = 0\n"})
        self.assertEqual(plan.leftovers, [Leftover("y.py", 2, "a1", "odd", "by hand")])

    def test_a_group_is_applied_together_or_not_at_all(self):
        fixers = [
            replacing("one", "a1", "b1", group="g"),
            replacing("two", "a2", "b2", group="g"),
            replacing("three", "a3", "b3"),
        ]
        plan = planned(fixers, x="a1 = 0\n", y="\na2 = 0  # odd\n", z="a3 = 0\n", w="a2 = 0\n")
        self.assertEqual(results(plan), {"z.py": "b3 = 0\n"})
        why = "it makes sense only together with two, which does not understand y.py:2"
        again = "treat that place by hand, then run this again"
        self.assertEqual(
            plan.leftovers,
            [
                Leftover("x.py", 1, "one", why, again),
                Leftover("y.py", 2, "a2", "odd", "by hand"),
            ],
        )

    def test_an_edit_that_would_break_a_file_is_withdrawn_and_its_group_with_it(self):
        fixers = [
            replacing("one", "a1", "b1(", group="g"),
            replacing("two", "a2", "b2", group="g"),
            replacing("three", "a3", "b3"),
        ]
        plan = planned(fixers, x="a3 = 0\na1 = 0\n", y="a2 = 0\n")
        self.assertEqual(results(plan), {"x.py": "b3 = 0\na1 = 0\n"})
        first, second = plan.leftovers
        self.assertEqual(
            first, Leftover("x.py", 2, "one", "withdrawn: the file would no longer parse", "make this change by hand")
        )
        self.assertEqual((second.path, second.what), ("y.py", "two"))

    def test_an_edit_that_would_leave_a_name_undefined_is_withdrawn(self):
        plan = planned([replacing("one", "import a1", "import b1")], x="import a1\na1.x\n")
        self.assertEqual(results(plan), {})
        self.assertIn("the name a1 would be undefined", plan.leftovers[0].why)

    def test_an_import_that_an_edit_leaves_unused_goes(self):
        plan = planned([replacing("one", "a1.x", "0")], x="import a1\nb = a1.x\n")
        self.assertEqual(results(plan), {"x.py": "b = 0\n"})

    def test_a_definition_stays_while_it_is_used(self):
        gone = replacing("gone", "a1 = object()\n", "", takes_away="a1")
        plan = planned([gone], definition="b = 0\na1 = object()\n", fork__views="from definition import a1\na1.x\n")
        self.assertEqual(results(plan), {})
        self.assertEqual(
            plan.leftovers,
            [
                Leftover(
                    "definition.py",
                    2,
                    "gone",
                    "a1 has to stay: fork/views.py:1 still uses it",
                    "treat that place by hand, then run this again",
                )
            ],
        )

    def test_a_definition_goes_with_its_last_use_and_is_written_last(self):
        gone = replacing("gone", "a1 = object()\n", "", takes_away="a1")
        use = replacing("use", "from a import a1\n", "")
        plan = planned([gone, use], a="b = 0\na1 = object()\n", z="from a import a1\nc = 0\n")
        self.assertEqual(list(results(plan)), ["z.py", "a.py"])

    def test_a_definition_stays_if_the_fixer_of_its_last_use_is_withheld(self):
        gone = replacing("gone", "a1 = object()\n", "", takes_away="a1")
        use = replacing("use", "from a import a1\n", "", group="g")
        odd = replacing("odd", "a9", "b9", group="g")
        plan = planned([gone, use, odd], a="b = 0\na1 = object()\n", z="from a import a1\nc = 0\n", y="a9 = 0  # odd\n")
        self.assertEqual(results(plan), {})
        self.assertEqual({leftover.what for leftover in plan.leftovers}, {"gone", "use", "a9"})

    def test_traces_that_nobody_treats_are_left_over_once_each(self):
        plan = planned([replacing("one", "proctortrack_x", "y")], x="a = 'proctortrack', 'Proctortrack'\n")
        self.assertEqual([(each.path, each.line, each.what) for each in plan.leftovers], [("x.py", 1, "proctortrack")])

    def test_lines_are_those_of_the_file_as_it_is_on_disk(self):
        fixer = replacing("one", "b = 0\nc = 0\n", "")
        plan = planned([fixer], x="b = 0\nc = 0\nd = 'proctortrack'\n")
        self.assertEqual(results(plan), {"x.py": "d = 'proctortrack'\n"})
        self.assertEqual([each.line for each in plan.leftovers], [3])

    def test_a_file_that_cannot_be_parsed_is_left_and_reported(self):
        def fix(source):
            return Result(source.changed(source.module))

        plan = planned([Fixer("fixers.cst", holding("a1"), fix)], x="a1 = (\n")
        self.assertEqual(
            plan.leftovers, [Leftover("x.py", 1, "the whole file", "LibCST cannot parse it", "treat the file by hand")]
        )

    def test_a_file_whose_literals_python_cannot_parse_is_left_and_reported(self):
        def fix(source):
            return Result(source, notes=[source.module.get_docstring()])

        for text in ("'a1' '\0'\n", "'a1' '\\x'\n", "'a1' '\\N{a1}'\n"):
            plan = planned([Fixer("fixers.cst", holding("a1"), fix)], x=text)
            (leftover,) = plan.leftovers
            self.assertEqual((leftover.what, leftover.why), ("the whole file", "Python cannot parse it"))

    def test_a_fixer_that_fails_is_reported_and_the_others_go_on(self):
        def fail(source):
            raise KeyError("a secret")

        plan = planned([Fixer("fixers.bad", holding("a1"), fail), replacing("one", "a1", "b1")], x="a1 = 0\n")
        self.assertEqual(results(plan), {"x.py": "b1 = 0\n"})
        self.assertEqual(plan.leftovers[0].why, "the fixer failed with KeyError: please report it")

    def test_documentation_and_translations_are_records(self):
        document = Document("docs/decisions/1.rst", Text("a\nproctortrack\n"), [])
        plan = make_plan(Found([document]), [])
        self.assertEqual(plan.leftovers, [])
        self.assertEqual([(each.path, each.line) for each in plan.records], [("docs/decisions/1.rst", 2)])
