"""The report of ``proctoring-config refactor`` on fixers that are withheld or not selected."""

import json

from tests.cli.refactoring import CheckoutCase
from tests.refactor import trees

FORK = """\
from cms.djangoapps.contentstore.config.waffle import SHOW_REVIEW_RULES_FLAG

def context(course):
    with_rules = True
    if course.proctoring_provider == 'proctortrack':
        with_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)
    return {'rules': with_rules, 'acme': course.create_zendesk_tickets}
"""
SETTING = "create_zendesk_tickets"
OUTLINE = "cms/djangoapps/contentstore/outline.py"


class WithheldTest(CheckoutCase):
    """A module of the fork reads the course setting, on a line that another fixer moves."""

    def setUp(self):
        super().setUp()
        self.put("acme/exams.py", FORK)
        trees.commit(self.root)

    def find_line(self, path, part):
        """The number of the line that contains a text."""
        lines = (self.root / path).read_text().split("\n")
        return next(number for number, line in enumerate(lines, start=1) if part in line)

    def check_report(self, *options):
        """Run the command, and check every line number of the report against the current files."""
        status, out, err = self.run_it(self.root, *options)
        line = self.find_line("acme/exams.py", "acme")
        use = f"  acme/exams.py:{line}: create_zendesk_tickets: it is still used or defined here, so"
        self.assertEqual(status, 1)
        self.assertIn(f"Left to fix by hand:\n{use}", out)
        self.assertIn(
            f"\nWithheld because of acme/exams.py:{line}. Fix this, then run this again:\n"
            f"  block_info_zendesk: {OUTLINE}:{self.find_line(OUTLINE, SETTING)}\n"
            f"  instructor_service_zendesk: {trees.SERVICES}:",
            out,
        )
        self.assertEqual(out.count("acme/exams.py:"), 2)
        return line, err

    def test_lines_are_those_of_the_current_files(self):
        before, err = self.check_report()
        self.assertIn("5 files would change, 1 place left to fix by hand, 2 fixers withheld\n", err)
        after, err = self.check_report("--write")
        self.assertIn("5 files changed, 1 place left to fix by hand, 2 fixers withheld\n", err)
        self.assertLess(after, before)
        trees.commit(self.root)
        _, err = self.check_report()
        self.assertIn("0 files would change, 1 place left to fix by hand, 2 fixers withheld\n", err)

    def test_json(self):
        _, out, _ = self.run_it(self.root, "--write", "--format=json")
        report = json.loads(out)
        place = {"path": "acme/exams.py", "line": self.find_line("acme/exams.py", "acme")}
        self.assertEqual([{key: each[key] for key in place} for each in report["leftovers"]], [place])
        self.assertEqual(
            [each["fixer"] for each in report["withheld"]], ["block_info_zendesk", "instructor_service_zendesk"]
        )
        first = report["withheld"][0]
        self.assertEqual(first["because_of"], [place])
        self.assertEqual(first["places"], [{"path": OUTLINE, "line": self.find_line(OUTLINE, SETTING)}])

    def test_markdown(self):
        _, out, _ = self.run_it(self.root, "--format=markdown")
        self.assertIn(
            "## Not applied\n\n- Withheld because of `acme/exams.py:7`. Fix this, then run this again:\n"
            f"  - `block_info_zendesk`: `{OUTLINE}:6`\n",
            out,
        )

    def test_finished_after_the_cause_is_fixed(self):
        self.run_it(self.root, "--write")
        text = (self.root / "acme/exams.py").read_text()
        self.put("acme/exams.py", text.replace(", 'acme': course.create_zendesk_tickets", ""))
        trees.commit(self.root)
        status, _, err = self.run_it(self.root, "--write")
        self.assertEqual(status, 1)
        self.assertIn("2 files changed, 0 places left to fix by hand\n", err)
        trees.commit(self.root)
        self.assertEqual(self.run_it(self.root, "--check")[0], 0)

    def test_not_selected(self):
        status, out, err = self.run_it(self.root, "--skip", "block_info_zendesk", "--write")
        self.assertEqual(status, 1)
        self.assertIn(
            "Not selected, so not applied. Run this again without --only and --skip:\n  block_info_zendesk: ", out
        )
        self.assertIn("5 files changed, 1 place left to fix by hand, 2 fixers not selected\n", err)
        trees.commit(self.root)
        status, out, _ = self.run_it(self.root, "--skip", "block_info_zendesk", "--format=json")
        self.assertEqual(status, 1)
        self.assertEqual([each["because_of"] for each in json.loads(out)["withheld"]], [[], []])
        _, out, _ = self.run_it(self.root, "--skip", "block_info_zendesk", "--format=markdown")
        self.assertIn(
            "## Not applied\n\n- Not selected, so not applied. Run this again without --only and --skip:\n", out
        )
