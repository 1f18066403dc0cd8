"""Check the table of escalation rules in docs/studio.rst against the code."""

import re
from pathlib import Path

import ddt
from django.test import SimpleTestCase

import proctoring_config
from tests.places import DOCS

PACKAGE = Path(proctoring_config.__file__).parent
ROWS = {
    part: functions
    for part, *functions in re.findall(
        r"^   \* - (.+)\n     - ``(\w+)``\n     - ``(\w+)``$", (DOCS / "studio.rst").read_text(encoding="utf-8"), re.M
    )
}
RULES = {"lacks_escalation_email", "requires_escalation_email"}


@ddt.ddt
class EscalationRulesTest(SimpleTestCase):
    """Each row names the function that this package calls and the one that the refactoring inserts."""

    def test_parts(self):
        self.assertEqual(list(ROWS), ["Saving settings", "Launch checklist", "Instructor dashboard"])

    @ddt.named_data(
        ["saving", "Saving settings", "validators/course.py", "refactor/fixers/course_metadata_escalation_email.py"],
        ["checklist", "Launch checklist", "studio/checklist.py", "refactor/fixers/course_validation.py"],
        ["dashboard", "Instructor dashboard", "studio/checklist.py", "refactor/fixers/instructor_dashboard.py"],
    )
    def test_functions(self, part, ours, fixer):
        in_package, in_platform = ROWS[part]
        self.assertIn(f"{in_package}(", (PACKAGE / ours).read_text(encoding="utf-8"))
        inserted = set(re.findall(r'"(\w+)"', (PACKAGE / fixer).read_text(encoding="utf-8"))) & RULES
        self.assertEqual(inserted, {in_platform})
