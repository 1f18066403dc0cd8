"""engine.py: fixers that are not selected, or withheld."""

from django.test import SimpleTestCase

from proctoring_config.refactor.source import Place
from proctoring_config.refactor.withhold import Withheld
from tests.refactor.tools import compute, replacing, results


class UnusedFixersTest(SimpleTestCase):
    """Fixers that are not selected or withheld although they would change something."""

    def test_fixer_that_was_not_selected_is_listed_without_causes(self):
        fixers = [
            replacing("one", "a1", "b1"),
            replacing("two", "proctortrack", "c1"),
            replacing("three", "a4", "b4"),
            replacing("four", "a9", "b9"),
        ]
        changeset = compute(fixers, fixers[:1], x="a1 = 0\nc = 'proctortrack'\nd = 'Proctortrack'\n", y="\na4\n")
        self.assertEqual(results(changeset), {"x.py": "b1 = 0\nc = 'proctortrack'\nd = 'Proctortrack'\n"})
        self.assertEqual(
            changeset.withheld,
            [Withheld("three", (Place("y.py", 2),), ()), Withheld("two", (Place("x.py", 2),), ())],
        )
        self.assertEqual([each.place for each in changeset.leftovers], [("x.py", 3)])
        self.assertIn("no fixer understands", changeset.leftovers[0].why)

    def test_trace_that_a_withheld_fixer_removes_is_not_left(self):
        fixers = [replacing("one", "proctortrack", "b1", group="g"), replacing("two", "a2", "b2", group="g")]
        texts = {"x": "'proctortrack'\na = 0\n'proctortrack'\n", "y": "\na2 = 0  # odd\n", "z": "'Proctortrack'\n"}
        changeset = compute(fixers, **texts)
        self.assertEqual([each.place for each in changeset.leftovers], [("y.py", 2), ("z.py", 1)])
        self.assertEqual(changeset.withheld, [Withheld("one", (Place("x.py", 1),), (Place("y.py", 2),))])

    def test_import_that_only_a_withheld_fixer_makes_unused_is_not_left(self):
        fixers = [replacing("one", "proctortrack.x", "1", group="g"), replacing("two", "a2", "b2", group="g")]
        changeset = compute(fixers, x="import proctortrack\ny = proctortrack.x\n", y="a2 = 0  # odd\n")
        self.assertEqual([each.path for each in changeset.leftovers], ["y.py"])

    def test_fixer_that_was_not_selected_changes_nothing(self):
        fixers = [replacing("one", "a1", "b1"), replacing("two", "proctortrack", "c1")]
        changeset = compute(fixers, fixers[:1], x="c = 'proctortrack'\n")
        self.assertEqual(results(changeset), {})
