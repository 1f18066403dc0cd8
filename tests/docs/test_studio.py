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
        r"^   \* - (.+)\n     - (?:``(\w+)``|\(.+\))\n     - ``(\w+)``$",
        (DOCS / "studio.rst").read_text(encoding="utf-8"),
        re.M,
    )
}
#: The function in the declaration of a fixer.
INSERTED = re.compile(r'(?:_FUNCTION = |add=\("[\w.]+", )"(\w+)"')
PARTS = [
    ["saving", "Saving settings", "validators/course.py", "course_metadata_escalation_email"],
    ["instructor_api", "Saving by the instructor API v2", None, "instructor_api_escalation_email"],
    ["advanced_settings", "Email in Advanced Settings", "studio/providers.py", "course_metadata_email_field"],
    ["lists", "Lists of providers", "studio/providers.py", "course_block_provider_list"],
    ["checklist", "Launch checklist", "studio/checklist.py", "course_validation"],
    ["dashboard", "Instructor dashboard", "studio/checklist.py", "instructor_dashboard"],
]


@ddt.ddt
class EscalationRulesTest(SimpleTestCase):
    """Each row names the function that this package calls and the one that the refactoring inserts."""

    def test_parts(self):
        self.assertEqual(list(ROWS), [part for _, part, *_ in PARTS])

    @ddt.named_data(*PARTS)
    def test_functions(self, part, ours, fixer):
        in_package, in_platform = ROWS[part]
        if in_package:
            self.assertIn(f"{in_package}(", (PACKAGE / ours).read_text(encoding="utf-8"))
        inserted = INSERTED.findall((PACKAGE / f"refactor/fixers/{fixer}.py").read_text(encoding="utf-8"))
        self.assertEqual(inserted, [in_platform])
